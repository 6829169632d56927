using System.CommandLine;
using Palimpsest.Cli.Shared;
using Palimpsest.Projections.Reading;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest find TEXT</summary>
internal static class FindVerb
{
    public static Command Make()
    {
        var text = Checked.Argument<string?>("TEXT", "A key, or any part of a name; case, diacritics and transliteration are forgiven.", Checked.Name);
        var kind = Checked.OneOf("--kind", "Only this kind of subject.", "incident", "faction", "person", "source");
        var limit = Checked.Option<int?>("--limit", "Only so many, the best first; 50 if left out.", "NUMBER", number => Filters.LimitOf(number));
        var verb = new Command("find", """
            Find subjects by key, name or alias, as they were known at a horizon.

            Examples:
              palimpsest find shehri
              palimpsest find "jabhat nusrah" --kind faction
              palimpsest find boston --on 2013-04-16 --limit 5
            """) { text, kind, limit };
        Reading.Options.ToList().ForEach(verb.Options.Add);
        Hearing.Options.ToList().ForEach(verb.Options.Add);
        verb.Options.Add(Checked.RefusedTimeline());
        Checked.Require(verb, text, "a key or part of a name, such as shehri");
        verb.SetAction((parsed, cancellation) => Reading.AnswerAsync(
            parsed, Hearing.From(parsed, new Question { View = View.Find, Text = parsed.GetValue(text), Kind = parsed.GetValue(kind), Limit = parsed.GetValue(limit) }), cancellation));
        return verb;
    }
}
