using System.CommandLine;
using System.Text.Json.Nodes;
using Palimpsest.Acts;
using Palimpsest.Cli.Shared;
using Palimpsest.Reports;
using Command = System.CommandLine.Command;

namespace Palimpsest.Cli.Writing;

/// <summary>The options that say what is told, by whom and where it can be read; each sets a field of the line.</summary>
internal static class TellingOptions
{
    public static readonly Option<string?> Id = Text("--id", "ID", "Its id, for ever; proposed from date, subject and type if left out.");
    public static readonly Option<string?> Subject = Text("--subject", "KEY", "What it is about: incident:…, faction:…, person:… or source:…");

    private static readonly Option<string?> AttributedTo = Text("--attributed-to", "KEY[=LABEL]", "Whose word it is, if not the outlet's own.");
    private static readonly Option<string[]> Citations = Many("--citation", "CITATION", "A further citation: JSON, or outlet=source:bbc,publishedOn=2013-04-26,title=…; may be repeated.");
    private static readonly Option<string[]> Lines = Many("--line", "LINE", "A line of a casualty account: JSON, or group=people,outcome=killed,count=at least 7; may be repeated.");
    private static readonly Option<string[]> Fields = Many("--field", "NAME=VALUE", "Any field: JSON or text; place.country=Iraq goes into an object; NAME= leaves it out; may be repeated.");

    private static readonly (Option<string?> Option, string Field)[] OfReport =
    [
        (Subject, "subject"),
        (Text("--occurred", "DATE", "When it was so in the world: EDTF, such as 2013-04-05, 2012-11, 2013-04-05~."), "occurred"),
        (Text("--occurred-verbatim", "TEXT", "The source's own words for that date."), "occurredVerbatim"),
    ];

    private static readonly (Option<string?> Option, string Field)[] OfAny =
    [
        (Id, "id"),
        (Text("--summary", "TEXT", "One sentence in your own words."), "summary"),
        (Text("--modality", "WORD", "How firmly: asserted, alleged, purported, suspected or conceded."), "modality"),
        (Text("--attributed-label", "TEXT", "How the outlet names whose word it is."), "attributedTo.label"),
        (Text("--reliability", "A-F", "Reliability of the source (Admiralty code)."), "reliability"),
        (Text("--credibility", "1-6", "Credibility of this report (Admiralty code)."), "credibility"),
        (Text("--note", "TEXT", "A coder's remark on an anomaly."), "note"),
    ];

    private static readonly (Option<string[]> Option, string Field)[] Lists =
    [
        (Many("--verbatim", "TEXT", "The source's own words for a number; may be repeated."), "verbatim"),
        (Many("--mention", "KEY", "Another subject that it names; may be repeated."), "mentions"),
        (Many("--disputes", "ID", "A report that it contradicts; may be repeated."), "disputes"),
    ];

    private static readonly (Option<string?> Option, string Field)[] OfCitation =
    [
        (Text("--outlet", "KEY", "Who published it: source:…"), "outlet"),
        (Text("--published", "DATE", "When it appeared: from then on it could be known."), "publishedOn"),
        (Text("--title", "TEXT", "The title of the article."), "title"),
        (Text("--announced", "DATE", "When the utterance was made, where the article says so."), "announced"),
        (Text("--url", "URL", "Where it can be read."), "url"),
        (Text("--archive-url", "URL", "An archived copy."), "archiveUrl"),
        (Text("--via-outlet", "KEY", "The publication through which the citation is known."), "via.outlet"),
        (Text("--via-title", "TEXT", "Its title and issue."), "via.title"),
        (Text("--via-published", "DATE", "When it appeared."), "via.publishedOn"),
        (Text("--via-locator", "TEXT", "The page or entry in it."), "via.locator"),
    ];

    /// <summary>For a report, or for a new one that starts from an old.</summary>
    public static void AddReport(Command verb)
    {
        Add(verb, OfReport.Concat(OfAny).Select(o => o.Option));
        AddLists(verb);
        AddCitation(verb);
        AddEntering(verb);
    }

    /// <summary>For an act.</summary>
    public static void AddAct(Command verb)
    {
        Add(verb, OfAny.Select(o => o.Option).Append(AttributedTo));
        AddCitation(verb);
        AddEntering(verb);
    }

    /// <summary>For the new content of an entry: what a report has, but for what a correction keeps.</summary>
    public static void AddCorrection(Command verb)
    {
        Add(verb, OfReport.Concat(OfAny.Where(o => o.Field is not ("id" or "reliability" or "credibility"))).Select(o => o.Option));
        AddLists(verb);
        AddCitation(verb);
    }

    /// <summary>Writes what was given over the draft. Options that the verb does not have say nothing.</summary>
    public static void Apply(ParseResult parsed, Draft draft)
    {
        ApplyTold(parsed, draft);
        ApplyCitations(parsed, draft, new Draft([], typeof(Citation)));
    }

    /// <summary>Writes what was given over an entry as it reads: without a list of citations, those of one change the first that carries it.</summary>
    public static void ApplyCorrection(ParseResult parsed, Draft draft)
    {
        ApplyTold(parsed, draft);
        var first = parsed.GetValue(Citations) is { Length: > 0 } ? null
            : (draft.Line["citations"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(c => c["role"] is not JsonValue role || role.ToString() != "see");
        ApplyCitations(parsed, draft, new Draft(first ?? [], typeof(Citation)));
    }

    private static void ApplyTold(ParseResult parsed, Draft draft)
    {
        if (parsed.GetValue(AttributedTo) is { } attributed)
        {
            var equals = attributed.IndexOf('=', StringComparison.Ordinal);
            draft.Line.Remove("attributedTo");
            draft.Set("attributedTo.key", equals < 0 ? attributed : attributed[..equals]);
            draft.Set("attributedTo.label", equals < 0 ? null : attributed[(equals + 1)..]);
        }

        foreach (var (option, field) in OfAny.Concat(OfReport))
        {
            draft.Set(field, parsed.GetValue(option));
        }

        foreach (var (option, field) in Lists)
        {
            parsed.GetValue(option)?.ToList().ForEach(value => draft.Add(field, JsonValue.Create(value)));
        }

        parsed.GetValue(Lines)?.ToList().ForEach(value => draft.Add("lines", FieldTypes.Object(value, typeof(CasualtyLine), "--line")));
        foreach (var given in parsed.GetValue(Fields) ?? [])
        {
            var equals = given.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new FindingsException(new Finding("--field", $"'{given}' is no field with its value: expected NAME=VALUE"));
            }

            draft.Set(given[..equals], given[(equals + 1)..]);
        }
    }

    private static void ApplyCitations(ParseResult parsed, Draft draft, Draft first)
    {
        foreach (var (option, field) in OfCitation)
        {
            first.Set(field, parsed.GetValue(option));
        }

        if (first.Line.Parent is null && first.Line.Count > 0)
        {
            draft.Add("citations", first.Line);
        }

        parsed.GetValue(Citations)?.ToList().ForEach(value => draft.Add("citations", FieldTypes.Object(value, typeof(Citation), "--citation")));
    }

    private static void AddCitation(Command verb)
    {
        Add(verb, OfCitation.Select(o => o.Option));
        verb.Options.Add(Citations);
    }

    private static void AddLists(Command verb)
    {
        verb.Options.Add(AttributedTo);
        Lists.ToList().ForEach(o => verb.Options.Add(o.Option));
        verb.Options.Add(Fields);
        verb.Options.Add(Lines);
    }

    private static void AddEntering(Command verb)
    {
        foreach (var option in new Option[] { Author.By, Author.Reason, Entering.DryRun, Reading.Format })
        {
            verb.Options.Add(option);
        }
    }

    private static void Add(Command verb, IEnumerable<Option> options) => options.ToList().ForEach(verb.Options.Add);

    private static Option<string?> Text(string name, string helpName, string description) => new(name) { Description = description, HelpName = helpName };

    private static Option<string[]> Many(string name, string helpName, string description) => new(name) { Description = description, HelpName = helpName };
}
