using NodaTime;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Reading;
using Palimpsest.Projections.Series;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Columns;

/// <content>Casualties over time: from ledgers where they hold what is asked, the rest told.</content>
public sealed partial class RecordColumns
{
    // 80 bytes each.
    private const int MostLedgerRows = 4 << 20;

    private SeriesBelief Series(AtHorizon at, Question question)
    {
        var fold = new SeriesFold(question.By);
        var incidents = Chosen(at, question) ?? All(at).Incidents;
        foreach (var (rule, group) in SeriesResolver.Rules(question))
        {
            var told = incidents;
            if (IsKept(at, question))
            {
                var ledger = _ledgers.Of(new LedgerKey(rule, question.By), incidents);
                var read = InParts(incidents, part => Read(ledger, at, question, group, part));
                Array.ForEach(read, part => fold.Add(part.Fold));
                told = [.. read.SelectMany(part => part.Untold)];
            }

            Array.ForEach(InParts(told, part => Fold(at, question, rule, group, part)), fold.Add);
        }

        return fold.Belief(question);
    }

    // A ledger hears everybody, and knows nothing of parties. A majority is one of parties.
    private static bool IsKept(AtHorizon at, Question question) =>
        at.View().IsWhole && question.Rule.Policy != CasualtyPolicy.Majority && question.Across != Dimension.Faction && question.Selection.Faction is null;

    private (SeriesFold Fold, List<int> Untold) Read(ColumnLedger ledger, AtHorizon at, Question question, string? group, ArraySegment<int> incidents)
    {
        var (count, x) = (_store.CountUpTo(at.Number), Instant.Min(at.X, Instant.MaxValue - Duration.Epsilon));
        var selection = new ColumnSelection(_store, at.View(), question.Selection);
        var fold = new SeriesFold(question.By);
        var lines = question.Across == Dimension.Country ? null : Array.ConvertAll(ColumnIncidents.Outcomes, outcome => fold.Of(group ?? "", outcome));
        var untold = new List<int>();
        foreach (var incident in incidents)
        {
            if (!ledger.Find(incident, out var rows))
            {
                untold.Add(incident);
                continue;
            }

            foreach (ref readonly var row in rows)
            {
                if (row.Holds(count, x) && (question.Outcome is null || question.Outcome == row.Outcome) && selection.Takes(row.Report) == true)
                {
                    var line = lines?[(int)row.Outcome] ?? fold.Of(Country(row.Report), row.Outcome);
                    line.Add(row.Place, row.Figure.Figure, row.AttackersUnknown, row.IsContested);
                }
            }
        }

        return (fold, untold);
    }

    private SeriesFold Fold(AtHorizon at, Question question, TallyRule rule, string? group, ArraySegment<int> incidents)
    {
        var view = at.View();
        var told = at.Incidents(view, rule);
        var selection = new ColumnSelection(_store, view, question.Selection);
        var wholes = new ColumnWholes(at.Incidents(view, rule), selection);
        var groups = new List<string>();
        var fold = new SeriesFold(question.By);
        var outcomes = question.Outcome is { } one ? [one] : ColumnIncidents.Outcomes;
        foreach (var incident in incidents)
        {
            if (!told.Tell(incident) || !selection.Adds(told))
            {
                continue;
            }

            groups.Clear();
            foreach (var outcome in outcomes)
            {
                if (told.Tally(outcome, out var tally) && (told.PartOf < 0 || !wholes.IsWithin(incident, told.PartOf, outcome)))
                {
                    Group(told, question.Across, group, groups);
                    var occurred = told.Report >= 0 ? _store.Incidents[told.Report].Occurred : null;
                    var place = SeriesFold.Place(question.By, occurred?.Earliest, occurred?.Latest);
                    foreach (var name in groups)
                    {
                        fold.Of(name, outcome).Add(place, tally.Figure.Figure, tally.AttackersUnknown, tally.IsContested);
                    }
                }
            }
        }

        return fold;
    }

    private void Group(ColumnIncidents told, Dimension? across, string? group, List<string> groups)
    {
        if (groups.Count > 0)
        {
            return;
        }

        switch (across)
        {
            case Dimension.Country:
                groups.Add(Country(told.Report));
                break;
            case Dimension.Faction:
                groups.AddRange(told.Parties.Distinct().Select(p => _store.Subjects[p]).Where(k => k.Kind == SubjectKind.Faction).Select(k => k.Value));
                break;
            case Dimension.Class:
                groups.Add(group!);
                break;
        }

        if (groups.Count == 0)
        {
            groups.Add("");
        }
    }

    private string Country(int report) => report >= 0 ? _store.Incidents[report].Place.Country ?? "" : "";
}
