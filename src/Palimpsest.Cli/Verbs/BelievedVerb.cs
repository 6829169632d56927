using System.CommandLine;
using Palimpsest.Cli.Shared;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Reading;
using Palimpsest.Subjects;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest believed VIEW</summary>
internal static class BelievedVerb
{
    public static Command Make() => new("believed", """
        What was believed on a date, according to the record as of another.

        Examples:
          palimpsest believed person person:said-al-shihri --on 2013-04-12
          palimpsest believed person person:said-al-shihri --on 2013-06-01 --timeline
          palimpsest believed incident 2013-04-06-qalat --on 2013-04-08 --policy envelope
          palimpsest believed casualties --country Iraq --from 2013-04-01 --to 2013-04-30 --outcome killed --on 2013-04-30
          palimpsest believed series --country Iraq --by month --outcome killed --on 2013-05-31
          palimpsest believed claims --faction ttp --on 2013-04-30 --format json
        """)
    {
        One(View.Faction, SubjectKind.Faction, "One faction: names, leaders, allegiances, mergers, splits, presence, strength.", "faction:jabhat-al-nusra", "--on 2013-04-10", "--on 2013-04-30 --timeline"),
        One(View.Person, SubjectKind.Person, "One person: life status, names, roles, custody, sentences.", "person:said-al-shihri", "--on 2013-04-12", "--on 2013-06-01 --timeline"),
        One(View.Incident, SubjectKind.Incident, "One incident: kind, place, date, circumstances, casualties, claims.", "incident:2013-04-06-qalat", "--on 2013-04-12", "--policy majority --with-attackers", "--on 2013-04-30 --timeline"),
        All(View.Factions, "All factions of which anything is believed.", "--on 2013-04-30", "--country Syria"),
        All(View.People, "All people of whom anything is believed.", "--on 2013-04-30", "--faction aqap"),
        All(View.Incidents, "The incidents of a selection, those whose vague date makes them merely possible apart.", "--country Iraq --from 2013-04-01 --to 2013-04-30", "--kind suicideBombing --on 2013-04-10"),
        All(View.Casualties, "The casualty tally of a selection: low, best, high, and every account behind it.", "--country Iraq --from 2013-04-01 --to 2013-04-30 --on 2013-04-30", "--class civilian --policy conservative"),
        Rows(View.Series, "Casualties over time: each incident of a selection in the period in which it certainly occurred.", "--country Iraq --by month --outcome killed", "--by year --across country --format csv"),
        Rows(View.World, "The incidents of a selection in short, a row each.", "--on 2013-04-30", "--country Iraq --format csv"),
        All(View.Claims, "Who claims, is said to be behind, or denies the incidents of a selection.", "--on 2013-04-30", "--faction faction:ttp --format json"),
    };

    private static Command One(View view, SubjectKind kind, string description, string example, params string[] options)
    {
        var key = Checked.Argument<SubjectKey?>("KEY", $"Its key, such as {example}; the part after the colon will do.", text => Checked.Key(kind, text));
        var command = new Command(Words.Of(view), Describe(view, description, options.Select(o => $"{example} {o}"))) { key };
        Reading.Options.ToList().ForEach(command.Options.Add);
        var filters = new Filters(view, command);
        Checked.Require(command, key, $"a key such as {example}");
        command.SetAction((parsed, cancellation) => Reading.AnswerAsync(parsed, filters.Ask(parsed, parsed.GetValue(key)), cancellation));
        return command;
    }

    private static Command All(View view, string description, params string[] options)
    {
        var command = new Command(Words.Of(view), Describe(view, description, options));
        Reading.Options.ToList().ForEach(command.Options.Add);
        var filters = new Filters(view, command);
        command.SetAction((parsed, cancellation) => Reading.AnswerAsync(parsed, filters.Ask(parsed), cancellation));
        return command;
    }

    private static Command Rows(View view, string description, params string[] options)
    {
        var command = new Command(Words.Of(view), Describe(view, description, options));
        Reading.Options.Except([Reading.Format]).ToList().ForEach(command.Options.Add);
        command.Options.Add(Reading.RowsFormat);
        var filters = new Filters(view, command);
        command.SetAction((parsed, cancellation) => Reading.AnswerAsync(parsed, filters.Ask(parsed), cancellation));
        return command;
    }

    private static string Describe(View view, string description, IEnumerable<string> examples) =>
        $"{description}\n\nExamples:\n{string.Join('\n', examples.Select(e => $"  palimpsest believed {Words.Of(view)} {e}"))}";
}
