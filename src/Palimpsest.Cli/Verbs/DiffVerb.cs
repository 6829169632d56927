using System.CommandLine;
using Palimpsest.Cli.Shared;
using Palimpsest.Projections.Reading;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest diff [KEY] and palimpsest replay [KEY]</summary>
internal static class DiffVerb
{
    public static Command Make() => Make(View.Difference, "diff", """
        What changed between two horizons along one axis, the other held: what appeared, went, changed, became or ceased to be contested, and the event that caused it.

        Examples:
          palimpsest diff person:said-al-shihri --from 2013-01-22 --to 2013-04-12
          palimpsest diff --from 2013-04-09 --to 2013-04-10
          palimpsest diff incident:2013-04-06-qalat --axis recorded --from 120 --to 160 --on 2013-04-12
        """);

    public static Command MakeReplay() => Make(View.Replay, "replay", """
        How beliefs changed, step by step, each change with the event that caused it. With --format json one change a line; folded together they give the state at the end.

        Examples:
          palimpsest replay incident:2013-04-06-qalat --to 2013-04-30
          palimpsest replay --from 2013-04-14 --to 2013-04-16 --format json
          palimpsest replay faction:isi --axis recorded --on 2013-04-30
        """);

    private static Command Make(View view, string name, string description)
    {
        var range = new AxisOptions();
        var verb = new Command(name, description) { range.Key };
        range.Options.ToList().ForEach(verb.Options.Add);
        verb.Options.Add(Checked.RefusedTimeline());
        verb.Validators.Add(range.Validate);
        verb.SetAction((parsed, cancellation) => Reading.AnswerAsync(parsed, range, view, cancellation));
        return verb;
    }
}
