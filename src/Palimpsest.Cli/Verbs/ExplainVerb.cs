using System.CommandLine;
using Palimpsest.Cli.Shared;
using Palimpsest.Projections.Reading;
using Palimpsest.Subjects;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest explain KEY</summary>
internal static class ExplainVerb
{
    public static Command Make()
    {
        var key = Checked.Argument<SubjectKey?>("KEY", "An incident, a faction or a person.", KeyOf);
        var verb = new Command("explain", """
            Lay open what stands behind every belief about one subject: the assertions, the outvoted and the taken back too, their citations,
            and the acts on them; and how many facts were left out because they were published later.

            Examples:
              palimpsest explain person:said-al-shihri --on 2013-04-12
              palimpsest explain incident:2013-04-06-qalat --on 2013-04-08 --format json
            """) { key };
        Reading.Options.ToList().ForEach(verb.Options.Add);
        var filters = new Filters(View.Explanation, verb);
        Checked.Require(verb, key, "a key such as person:said-al-shihri");
        verb.SetAction((parsed, cancellation) => Reading.AnswerAsync(parsed, filters.Ask(parsed, parsed.GetValue(key)), cancellation));
        return verb;
    }

    private static SubjectKey? KeyOf(string text)
    {
        var key = SubjectKey.Parse(text);
        return key.Kind != SubjectKind.Source ? key : throw new FormatException($"nothing is believed of '{text}', which only speaks: expected an incident:, faction: or person: key");
    }
}
