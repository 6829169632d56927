using Palimpsest.Beliefs;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Series;

/// <summary>From what is believed of each incident to casualties over time: what a tally of the selection adds, each in its period.</summary>
public static class SeriesResolver
{
    /// <summary>The series that a question asks for.</summary>
    public static SeriesBelief Resolve(WorldView world, Question question)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(question);
        var by = question.By;
        var fold = new SeriesFold(by);
        foreach (var (rule, group) in Rules(question))
        {
            foreach (var (incident, outcome, tally) in CasualtiesResolver.Added(world, question.Selection, question.Outcome, rule))
            {
                var place = SeriesFold.Place(by, incident.Report?.Occurred?.Earliest, incident.Report?.Occurred?.Latest);
                foreach (var name in group is null ? Groups(world, incident, question.Across) : [group])
                {
                    fold.Of(name, outcome).Add(place, tally.Figure, tally.AttackersUnknown, tally.Contested);
                }
            }
        }

        return fold.Belief(question);
    }

    /// <summary>How figures are counted: once, or once for each class.</summary>
    internal static IEnumerable<(TallyRule Rule, string? Group)> Rules(Question question) => question.Across == Dimension.Class
        ? Enum.GetValues<VictimClass>().Where(c => question.Class is null || question.Class == c).Select(c => (question.Rule with { Class = c }, (string?)Answers.Words.Of(c)))
        : [(question.Rule, null)];

    private static IReadOnlyList<string> Groups(WorldView world, Selected incident, Dimension? across)
    {
        var groups = across switch
        {
            Dimension.Country => [incident.Report?.Place.Country ?? ""],
            Dimension.Faction => [.. Selector.Factions(world, incident.Key).Select(f => f.Value).Distinct(StringComparer.Ordinal)],
            _ => (List<string>)[""],
        };
        return groups.Count > 0 ? groups : [""];
    }
}
