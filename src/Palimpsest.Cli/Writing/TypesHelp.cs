using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Palimpsest.Clocks;
using Palimpsest.Json;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Cli.Writing;

/// <summary>The help of report: after the options, the types that can be reported with their fields, read from the contract itself.</summary>
internal sealed class TypesHelp(Argument<string?> type) : SynchronousCommandLineAction
{
    private static readonly HashSet<string> OfEvery = FieldTypes.Fields(typeof(NoClaimKnown)).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>A type by its name; case and hyphens aside.</summary>
    public static EventKind? Find(string name) =>
        EventCatalogue.All.FirstOrDefault(k => k.Name.Equals(name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));

    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.GetValue(type) is { } given && Find(given) is { } kind && !IsEditorAct(kind))
        {
            Console.Out.WriteLine($"{kind.Name}: its fields, for --field NAME=VALUE (* is needed)");
            Tell(kind.Type, "  ", OwnOf(kind.Type));
            Console.Out.WriteLine("What every report has (subject, summary, occurred, citations ...) has options of its own: palimpsest report --help");
            return 0;
        }

        new HelpAction().Invoke(parseResult);
        Console.Out.WriteLine("Types and their fields (* is needed; palimpsest report TYPE --help tells more):");
        foreach (var each in EventCatalogue.All.Where(k => !typeof(SourceAct).IsAssignableFrom(k.Type) && !IsEditorAct(k)))
        {
            var fields = FieldTypes.Fields(each.Type).Where(OwnOf(each.Type)).Select(f => f.Name + (f.IsRequired ? "*" : ""));
            Console.Out.WriteLine($"  {each.Name,-26}{string.Join(", ", fields)}");
        }

        return 0;
    }

    private static bool IsEditorAct(EventKind kind) => typeof(EditorAct).IsAssignableFrom(kind.Type);

    // What every report has is told by the options.
    private static Func<JsonPropertyInfo, bool> OwnOf(Type kind) =>
        typeof(Assertion).IsAssignableFrom(kind) ? f => !OfEvery.Contains(f.Name) : f => f.Name is not ("id" or "subject");

    private static void Tell(Type owner, string indent, Func<JsonPropertyInfo, bool> shown)
    {
        foreach (var field in FieldTypes.Fields(owner).Where(shown))
        {
            var of = Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType;
            var entry = FieldTypes.EntryOfList(of);
            Console.Out.WriteLine($"{indent}{field.Name + (field.IsRequired ? "*" : ""),-18}{(entry is null ? "" : "list of ")}{Kind(entry ?? of)}");
            Tell(entry ?? of, indent + "  ", _ => true);
        }
    }

    private static string Kind(Type type) => type switch
    {
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) => "a whole number",
        _ when type == typeof(Count) => "a number, \"at least 7\", \"more than 200\", \"4 to 6\", \"dozens\" or {\"low\":1,\"best\":2,\"high\":3}",
        _ when type == typeof(SubjectKey) => "a key: incident:…, faction:…, person:… or source:…",
        _ when type == typeof(Edtf) => "a date (EDTF)",
        _ when type == typeof(PublicationDate) => "a day, an instant or an interval of days",
        _ when type == typeof(Reliability) => "A to F",
        _ when type == typeof(Credibility) => "1 to 6",
        { IsEnum: true } => string.Join(" | ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)),
        _ when FieldTypes.Fields(type).Any() => "an object, set by dotted names:",
        _ => "text",
    };
}
