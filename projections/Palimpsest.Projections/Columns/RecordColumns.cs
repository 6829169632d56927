using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Reading;
using Palimpsest.Projections.Series;
using Palimpsest.Projections.Worlds;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Columns;

/// <summary>
/// A copy of the record in memory, for questions about the whole world: the world in rows, and series, at any horizon, under any policy and perspective.
/// It says the same as <see cref="WorldResolver"/> and <see cref="SeriesResolver"/> would, given every event. One writer, or many readers, at a time: who shares it sees to that.
/// </summary>
public sealed class RecordColumns
{
    private readonly ColumnStore _store = new();
    private ColumnMerges? _merges;
    private int[] _inOrder = [];

    /// <summary>The number of the last event that it holds; 0 if it holds none.</summary>
    public long Number => _store.Number;

    /// <summary>How many events it holds.</summary>
    public int Count => _store.Events.Count;

    /// <summary>Whether a question can be asked of it.</summary>
    public static bool CanAnswer(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question.View is View.World or View.Series;
    }

    /// <summary>Adds the next event, in record order; one that it holds counts once.</summary>
    /// <exception cref="ArgumentException">It comes before one that it holds.</exception>
    public void Add(Recorded recorded) => _store.Add(recorded);

    /// <summary>What is believed.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="believedOn">X.</param>
    /// <param name="number">Y, at or before <see cref="Number"/>: the number of a whole commit.</param>
    /// <exception cref="ArgumentException">It is a question of another kind.</exception>
    public object Believe(Question question, BelievedOn believedOn, long number)
    {
        ArgumentNullException.ThrowIfNull(believedOn);
        ArgumentNullException.ThrowIfNull(question);
        var merges = ColumnMerges.At(_store, number, _merges);
        _merges = merges;
        var horizon = new AtHorizon(_store, merges, number, believedOn.At, question.Perspective);
        return question.View switch
        {
            View.World => World(horizon, question),
            View.Series => Series(horizon, question),
            _ => throw new ArgumentException($"{question.View} is not asked of columns", nameof(question)),
        };
    }

    private WorldBelief World(AtHorizon at, Question question)
    {
        var view = at.View();
        var told = at.Incidents(view, question.Rule);
        var selection = new ColumnSelection(_store, view, question.Selection);
        var (certain, possible) = (new List<WorldRow>(), new List<WorldRow>());
        foreach (var incident in Candidates(at, view, selection))
        {
            if (told.Tell(incident) && selection.Takes(told) is not false and var takes)
            {
                (takes is null ? possible : certain).Add(Row(view, told));
            }
        }

        return new WorldBelief(certain.Any(r => r.Contested), certain, possible);
    }

    private WorldRow Row(ColumnView view, ColumnIncidents told)
    {
        var casualties = new Dictionary<string, FigureRow>(StringComparer.Ordinal);
        foreach (var outcome in Outcomes)
        {
            if (told.Tally(outcome, out var tally))
            {
                var figure = tally.Figure.Figure;
                casualties.Add(OutcomeWords[(int)outcome], new FigureRow(figure.Low, figure.Best, figure.High, tally.IsTied, tally.NoMajority, tally.AttackersUnknown, tally.IsContested));
            }
        }

        var claims = told.Claims();
        var report = told.Report >= 0 ? _store.Incidents[told.Report] : default;
        return new WorldRow(
            _store.Subjects[told.Incident], report.Kind, report.Place, report.Occurred, told.PartOf >= 0 ? _store.Subjects[told.PartOf] : null, told.IsContested, claims, casualties);
    }

    private SeriesBelief Series(AtHorizon at, Question question)
    {
        var by = question.By;
        var fold = new SeriesFold(by);
        foreach (var (rule, group) in SeriesResolver.Rules(question))
        {
            var view = at.View();
            var told = at.Incidents(view, rule);
            var selection = new ColumnSelection(_store, view, question.Selection);
            var wholes = new ColumnWholes(_store, at.Incidents(view, rule), selection);
            var groups = new List<string>();
            foreach (var incident in Candidates(at, view, selection))
            {
                if (!told.Tell(incident) || selection.Takes(told) != true || (told.Report >= 0 && _store.Incidents[told.Report].Kind == "campaign"))
                {
                    continue;
                }

                groups.Clear();
                foreach (var outcome in question.Outcome is { } one ? [one] : Outcomes)
                {
                    if (!told.Tally(outcome, out var tally) || (told.PartOf >= 0 && wholes.IsWithin(incident, outcome)))
                    {
                        continue;
                    }

                    Group(told, question.Across, group, groups);
                    var occurred = told.Report >= 0 ? _store.Incidents[told.Report].Occurred : null;
                    var place = SeriesFold.Place(by, occurred?.Earliest, occurred?.Latest);
                    groups.ForEach(name => fold.Add(name, outcome, place, tally.Figure.Figure, tally.AttackersUnknown, tally.IsContested));
                }
            }
        }

        return fold.Belief(question);
    }

    private void Group(ColumnIncidents told, Dimension? across, string? group, List<string> groups)
    {
        if (groups.Count > 0)
        {
            return;
        }

        switch (across)
        {
            case Dimension.Country when told.Report >= 0:
                groups.Add(_store.Incidents[told.Report].Place.Country ?? "");
                break;
            case Dimension.Faction:
                groups.AddRange(told.Parties.Select(p => _store.Subjects[p]).Where(k => k.Kind == SubjectKind.Faction).Select(k => k.Value));
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

    private IEnumerable<int> Candidates(AtHorizon at, ColumnView view, ColumnSelection selection)
    {
        var candidates = selection.Candidates(at.Merges, view);
        if (candidates is not null)
        {
            return candidates.OrderBy(i => _store.Subjects[i]);
        }

        if (_inOrder.Length != _store.IncidentSubjects.Count)
        {
            _inOrder = [.. _store.IncidentSubjects.OrderBy(i => _store.Subjects[i])];
        }

        return at.Merges.Shown is null ? _inOrder : Shown(at.Merges, view);
    }

    // A key that only a merge names may be the one that others are shown under.
    private IEnumerable<int> Shown(ColumnMerges merges, ColumnView view)
    {
        var untold = merges.Shown!.Values.Distinct().Where(i => _store.Subjects[i].Kind == SubjectKind.Incident && !_store.BySubject.Of(i).MoveNext()).ToList();
        var shown = _inOrder.Where(i => view.Canonical(i) == i);
        return untold.Count == 0 ? shown : shown.Concat(untold).OrderBy(i => _store.Subjects[i]);
    }

    private static readonly Outcome[] Outcomes = Enum.GetValues<Outcome>();
    private static readonly string[] OutcomeWords = [.. Outcomes.Select(Words.Of)];

    private sealed record AtHorizon(ColumnStore Store, ColumnMerges Merges, long Number, Instant X, Perspective Perspective)
    {
        public ColumnView View() => new(Store, Number, X, Perspective, Merges.Shown);

        public ColumnIncidents Incidents(ColumnView view, Casualties.TallyRule rule) => new(Store, view, Merges, rule);
    }
}
