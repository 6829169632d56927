using Palimpsest.Clocks;
using Palimpsest.Projections.Casualties;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Columns;

/// <content>What is kept of each type.</content>
internal sealed partial class ColumnStore
{
    private int Payload(Assertion assertion)
    {
        switch (assertion)
        {
            case IncidentReported report:
                return Incidents.Add(new IncidentCell(
                    _kinds[_kinds.Of(report.Kind)], _places[_places.Of(report.Place)], report.Place.Country is { } country ? Countries.Of(country) : None,
                    Shared(report.Occurred), report.PartOf is { } whole ? Subjects.Of(whole) : None));
            case ResponsibilityReport report:
                return Responsibilities.Add(new ResponsibilityCell(Subjects.Of(report.By), report.AttributedTo?.Key is { } speaker ? Subjects.Of(speaker) : None));
            case ParticipantReported part:
                return Subjects.Of(part.Participant);
            case CasualtiesReported account:
                return Figures(account);
            default:
                return None;
        }
    }

    private int Figures(CasualtiesReported account)
    {
        var first = Outcomes.Count;
        var outcomes = account.Lines.GroupBy(l => l.Outcome).OrderBy(g => g.Key).ToList();
        foreach (var (at, lines) in outcomes.Index())
        {
            var own = lines.ToArray();
            Outcomes.Add(new OutcomeCell(
                lines.Key,
                at == outcomes.Count - 1,
                AccountFigure.LeavesAttackersUnknown(account, lines.Key),
                FigureCell.Of(AccountFigure.Of(own, new TallyRule())),
                FigureCell.Of(AccountFigure.Of(own, new TallyRule(WithAttackers: true))),
                own));
        }

        return first;
    }

    private Edtf? Shared(Edtf? date) => date is null ? null : _dates[_dates.Of(date)];

    private int Of(Proposition proposition)
    {
        if (!_propositions.TryGetValue(proposition, out var number))
        {
            number = Propositions.Add(new PropositionCell(proposition.Matter, [.. proposition.Keys.Select(Subjects.Of)], proposition.Qualifier));
            _propositions.Add(proposition, number);
        }

        return number;
    }

    private sealed class SameProposition : IEqualityComparer<Proposition>
    {
        public static readonly SameProposition Instance = new();

        public bool Equals(Proposition? x, Proposition? y) => x!.Matter == y!.Matter && x.Qualifier == y.Qualifier && x.Keys.SequenceEqual(y.Keys);

        public int GetHashCode(Proposition obj) => obj.Keys.Aggregate(HashCode.Combine(obj.Matter, obj.Qualifier), HashCode.Combine);
    }
}
