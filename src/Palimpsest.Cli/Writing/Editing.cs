using System.CommandLine;
using System.Text.Json.Nodes;
using Palimpsest.Acts;
using Palimpsest.Beliefs;
using Palimpsest.Cli.Shared;
using Palimpsest.Json;
using Palimpsest.Reports;
using Palimpsest.Subjects;
using Command = System.CommandLine.Command;

namespace Palimpsest.Cli.Writing;

/// <summary>
/// The shape of the verbs by which an editor acts on this record's own entries: signed, with a reason, and naming the version that the editor saw.
/// </summary>
internal static class Editing
{
    private const string None = "none";

    private static readonly Option<string?> Id = new("--id") { Description = "The id of this act, for ever; proposed from what it acts on if left out.", HelpName = "ID" };

    private static readonly Option<string?> Reason = new("--reason") { Description = "Why (needed), in the editor's words.", HelpName = "TEXT" };

    private static readonly Option<string?> After = Version("--after",
        "The version that you saw: the last editor act on it, or none. What stands when the command starts if left out. If another editor acted since, nothing is recorded.");

    private static readonly Option<string?> AfterKey = Version("--after",
        "The version of KEY that you saw: the last merge or separation that names it, or none. What stands when the command starts if left out.");

    private static readonly Option<string?> AfterOther = Version("--after-other", "The version of OTHER that you saw, likewise.");

    // The kinds of editor acts, and the verb that records each.
    private static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal)
    {
        [nameof(AssertionCorrected)] = "correct",
        [nameof(AssertionWithdrawn)] = "withdraw",
        [nameof(AssertionReinstated)] = "reinstate",
        [nameof(AssertionRegraded)] = "regrade",
        [nameof(SubjectsMerged)] = "merge",
        [nameof(SubjectsSeparated)] = "separate",
    };

    /// <summary>The verb that records a kind of editor act; null if it is none.</summary>
    public static string? VerbOf(string? type) => type is null ? null : Verbs.GetValueOrDefault(type);

    /// <summary>Makes the verb one that acts on an entry.</summary>
    /// <param name="verb">The verb, with the options of its own.</param>
    /// <param name="target">The id of the entry.</param>
    /// <param name="type">The kind of event that it records.</param>
    /// <param name="participle">What becomes of the entry, for the id that is proposed.</param>
    /// <param name="more">What else the line says, given the entry as it reads now, if it is recorded.</param>
    public static Command OnEntry(Command verb, Argument<string> target, string type, string participle, Func<ParseResult, Entry?, CancellationToken, Task<JsonObject>>? more = null)
    {
        verb.Arguments.Add(target);
        return Make(verb, [After], async (parsed, record, cancellation) =>
        {
            var id = parsed.GetValue(target)!;
            var known = await KnownAsync(parsed, record, id);
            var entry = known.Find(id);
            var line = more is null ? [] : await more(parsed, entry, cancellation);
            line[RecordJson.Discriminator] = type;
            line["target"] = id;
            var before = Again<EntryAct>(parsed, known) is { } again && again.Target == id ? again.After : entry?.LastAct?.Event.Id;
            Set(line, "id", parsed.GetValue(Id));
            Set(line, "after", Seen(parsed, After, before));
            return new Start(line, $"{id}-{participle}");
        });
    }

    /// <summary>Makes the verb one that acts on two keys.</summary>
    /// <param name="verb">The verb, with its arguments.</param>
    /// <param name="key">The key that a merge shows both under.</param>
    /// <param name="other">The other key.</param>
    /// <param name="type">The kind of event that it records.</param>
    /// <param name="verdict">What the other is to the key, for the id that is proposed.</param>
    public static Command OnKeys(Command verb, Func<ParseResult, SubjectKey> key, Func<ParseResult, SubjectKey> other, string type, string verdict) =>
        Make(verb, [AfterKey, AfterOther], async (parsed, record, cancellation) =>
        {
            var (one, two) = (key(parsed), other(parsed));
            var known = await KnownAsync(parsed, record, one.Value, two.Value);
            var line = new JsonObject { [RecordJson.Discriminator] = type, ["subject"] = one.Value, ["other"] = two.Value };
            var again = Again<SubjectAct>(parsed, known) is { } act && act.Keys.SequenceEqual([one, two]) ? act : null;
            Set(line, "id", parsed.GetValue(Id));
            Set(line, "after", Seen(parsed, AfterKey, again is null ? known.Sameness.LastOn(one)?.Event.Id : again.After));
            Set(line, "afterOther", Seen(parsed, AfterOther, again is null ? known.Sameness.LastOn(two)?.Event.Id : again.AfterOther));
            return new Start(line, $"{two.Slug}-{verdict}-{one.Slug}") { Warnings = await UnknownAsync(record, cancellation, ("subject", one), ("other", two)) };
        });

    /// <summary>A key, whole: its kind tells what is merged.</summary>
    public static Argument<SubjectKey> Key(string name, string description)
    {
        var argument = Checked.Argument<SubjectKey>(name, description, SubjectKey.Parse);
        argument.Arity = ArgumentArity.ExactlyOne;
        return argument;
    }

    private static Command Make(Command verb, Option[] versions, Func<ParseResult, RecordLookup, CancellationToken, Task<Start>> start)
    {
        foreach (var option in (Option[])[Author.By, Reason, .. versions, Id, Entering.DryRun, Reading.Format])
        {
            verb.Options.Add(option);
        }

        verb.SetAction((parsed, cancellation) =>
        {
            // Say what is missing before a database is started.
            _ = Author.Of(parsed, line: null);
            var why = WhyOf(parsed);
            return Entering.RunAsync(parsed, async record =>
            {
                var begun = await start(parsed, record, cancellation);
                begun.Line["reason"] = why;
                return begun with { IsTold = false };
            }, cancellation);
        });
        return verb;
    }

    private static string WhyOf(ParseResult parsed) => parsed.GetValue(Reason) is { } reason && !string.IsNullOrWhiteSpace(reason)
        ? reason
        : throw new RefusedException("--reason is missing: an editor act says why. Give --reason TEXT.", Exit.Usage);

    private static async Task<Known> KnownAsync(ParseResult parsed, RecordLookup record, params string[] names) =>
        new(await record.Find(parsed.GetValue(Id) is { } id ? [.. names, id] : names));

    // Under an id that is recorded the same act is sent again, and comes after what it came after then.
    private static T? Again<T>(ParseResult parsed, Known known)
        where T : EditorAct => parsed.GetValue(Id) is { } id ? known.Find(id)?.AsRecorded.Event as T : null;

    private static string? Seen(ParseResult parsed, Option<string?> option, string? standing) => parsed.GetValue(option) switch
    {
        null => standing,
        None => null,
        var given => given,
    };

    private static async Task<IReadOnlyList<Finding>> UnknownAsync(RecordLookup record, CancellationToken cancellation, params (string Field, SubjectKey Key)[] keys)
    {
        var unknown = new List<Finding>();
        foreach (var (field, key) in keys)
        {
            if (!await record.IsNamedAsync(key, cancellation))
            {
                unknown.Add(new Finding(field, $"nothing is recorded under '{key}'; is it the key that you mean?"));
            }
        }

        return unknown;
    }

    private static void Set(JsonObject line, string field, string? value)
    {
        if (value is not null)
        {
            line[field] = value;
        }
    }

    private static Option<string?> Version(string name, string description) => new(name) { Description = description, HelpName = $"ID|{None}" };
}
