using System.CommandLine;
using System.CommandLine.Parsing;
using NodaTime;
using NodaTime.Text;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Reading;
using Palimpsest.Projections.Series;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Cli.Shared;

/// <summary>
/// The options that narrow a view or say how it counts. A command has them all; one that its view knows nothing of is hidden, and refused where it is given.
/// </summary>
internal sealed class Filters
{
    private static readonly View[] Selections = [View.Incidents, View.World, View.Casualties, View.Series, View.Claims];
    private static readonly View[] Pages = [View.Factions, View.People, View.Incidents, View.Claims];
    private static readonly View[] Counting = [View.Incident, View.Incidents, View.World, View.Casualties, View.Series, View.Explanation];

    private readonly Option<string?> _country = Checked.Option<string?>("--country", "Only in this country, in English, letter case aside.", "COUNTRY", Checked.Name);
    private readonly Option<string?> _region = Checked.Option<string?>("--region", "Only in this province, state or agency, letter case aside.", "REGION", Checked.Name);
    private readonly Option<SubjectKey?> _faction = Checked.Option<SubjectKey?>(
        "--faction", "Only where this faction took part, claimed it, or is said to be responsible; of people, those with a role in it.", "KEY", text => Checked.Key(SubjectKind.Faction, text));

    private readonly Option<string?> _kind = Checked.Option<string?>("--kind", "Only incidents of this kind, such as suicideBombing.", "KIND", KindOf);
    private readonly Option<LocalDate?> _from = Checked.Option<LocalDate?>("--from", "Occurred certainly on or after this day.", "DAY", text => Checked.Day(text));
    private readonly Option<LocalDate?> _to = Checked.Option<LocalDate?>("--to", "Occurred certainly on or before this day.", "DAY", text => Checked.Day(text));
    private readonly Option<Outcome?> _outcome = Checked.Word<Outcome>("--outcome", "Only what became of people in this way.");
    private readonly Option<VictimClass?> _class = Checked.Word<VictimClass>("--class", "Only victims of this class; lines of class unknown then raise the high only.");
    private readonly Option<CasualtyPolicy?> _policy = Checked.Word<CasualtyPolicy>("--policy", "Which of several accounts is taken; latest if left out.");
    private readonly Option<bool> _withAttackers = new("--with-attackers") { Description = "Count the perpetrators' own too." };

    private readonly Option<SeriesPeriod?> _by = Checked.Word<SeriesPeriod>("--by", "How long each point is; a day if left out.");
    private readonly Option<Dimension?> _across = Checked.Word<Dimension>("--across", "What the series are told apart by; one series if left out.");

    private readonly Option<int?> _limit = Checked.Option<int?>("--limit", "Only so many, in the order of keys: a page. JSON says after which key the next begins.", "NUMBER", text => LimitOf(text));
    private readonly Option<SubjectKey?> _after = Checked.Option<SubjectKey?>("--after", "Only what comes after this key, which the page before ended with.", "KEY", text => SubjectKey.Parse(text));

    private readonly Option<bool> _timeline = new("--timeline") { Description = "Draw it over time: from when anything was believed up to X, what was believed when, and what changed it." };

    private readonly View _view;

    public Filters(View view, Command command)
    {
        _view = view;
        Add(command, _country, [View.Factions, .. Selections]);
        Add(command, _region, Selections);
        Add(command, _faction, [View.People, .. Selections]);
        Add(command, _kind, Selections);
        Add(command, _from, Selections);
        Add(command, _to, Selections);
        Add(command, _outcome, [View.Casualties, View.Series]);
        Add(command, _class, Counting);
        Add(command, _policy, Counting);
        Add(command, _withAttackers, Counting);
        Add(command, _by, [View.Series]);
        Add(command, _across, [View.Series]);
        Add(command, _limit, Pages);
        Add(command, _after, Pages);
        Hearing.Options.ToList().ForEach(command.Options.Add);
        Add(command, _timeline, [View.Faction, View.Person, View.Incident]);
        command.Validators.Add(result =>
        {
            if (Given(result, _from) > Given(result, _to))
            {
                result.AddError("--from is after --to: expected the first day, then the last");
            }
        });
    }

    /// <summary>What the command line asks.</summary>
    public Question Ask(ParseResult parsed, SubjectKey? key = null) => Hearing.From(parsed, new Question
    {
        View = parsed.GetValue(_timeline) ? View.Timeline : _view,
        Key = key,
        Country = parsed.GetValue(_country),
        Region = parsed.GetValue(_region),
        Faction = parsed.GetValue(_faction),
        Kind = parsed.GetValue(_kind),
        From = parsed.GetValue(_from),
        To = parsed.GetValue(_to),
        Outcome = parsed.GetValue(_outcome),
        Class = parsed.GetValue(_class),
        Policy = parsed.GetValue(_policy) ?? CasualtyPolicy.Latest,
        WithAttackers = parsed.GetValue(_withAttackers),
        By = parsed.GetValue(_by) ?? SeriesPeriod.Day,
        Across = parsed.GetValue(_across),
        Limit = parsed.GetValue(_limit),
        After = parsed.GetValue(_after),
    });

    private void Add(Command command, Option option, View[] applies)
    {
        if (!applies.Contains(_view))
        {
            option.Hidden = true;
            option.Validators.Add(result => Refuse(result,
                $"{option.Name} does not apply to {command.Name}; it applies to {string.Join(", ", applies.Select(v => v == View.Explanation ? "explain" : Words.Of(v)))}"));
        }

        command.Options.Add(option);
    }

    private static LocalDate? Given(CommandResult result, Option<LocalDate?> option) =>
        result.GetResult(option)?.Tokens is [.., var token] && LocalDatePattern.Iso.Parse(token.Value) is { Success: true } day ? day.Value : null;

    // A switch has a result even where it is not given.
    private static void Refuse(OptionResult result, string message)
    {
        if (!result.Implicit)
        {
            result.AddError(message);
        }
    }

    /// <summary>Reads a number of subjects.</summary>
    public static int LimitOf(string text) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= Question.MostOnPage
            ? limit
            : throw new FormatException($"'{text}' is no number of subjects: expected 1 to {Question.MostOnPage}");

    // Tables show "suicide bombing"; the record's word is suicideBombing.
    private static string KindOf(string text)
    {
        var words = Checked.Name(text).Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0
            ? throw new FormatException("expected a kind, such as suicideBombing")
            : words[0] + string.Concat(words.Skip(1).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
    }
}
