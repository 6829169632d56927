using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
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
public sealed partial class RecordColumns
{
    private const int LeastPart = 4096;

    private readonly ColumnStore _store = new();
    private readonly ColumnLedgers _ledgers;
    private ColumnMerges? _merges;
    private int[] _inOrder = [];
    private Listed? _all;

    /// <summary>Columns without an event.</summary>
    public RecordColumns() => _ledgers = new ColumnLedgers(_store, MostLedgerRows);

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
    public void Add(Recorded recorded)
    {
        _store.Add(recorded);
        if (recorded.Event is SubjectAct)
        {
            _ledgers.Clear();
        }

        _ledgers.Forget(_store.Touched);
        _store.Touched.Clear();
    }

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
        var listed = Chosen(at, question) is { } chosen ? Listed.Of([.. chosen.OrderBy(i => _store.Subjects[i])]) : All(at);
        var rows = new WorldRow?[listed.Incidents.Length];
        var isPossible = new bool[rows.Length];
        InParts(listed.Places, part =>
        {
            var view = at.View();
            var told = at.Incidents(view, question.Rule);
            var selection = new ColumnSelection(_store, view, question.Selection);
            var tallies = new (Outcome, TallyCell)[ColumnIncidents.Outcomes.Length];
            foreach (var place in part)
            {
                if (told.Tell(listed.Incidents[place]) && selection.Takes(told) is not false and var takes)
                {
                    (rows[place], isPossible[place]) = (Row(told, tallies), takes is null);
                }
            }
        });
        var (certain, possible) = (new List<WorldRow>(rows.Length), new List<WorldRow>());
        for (var place = 0; place < rows.Length; place++)
        {
            if (rows[place] is { } row)
            {
                (isPossible[place] ? possible : certain).Add(row);
            }
        }

        return new WorldBelief(certain.Exists(r => r.Contested), certain, possible);
    }

    private WorldRow Row(ColumnIncidents told, (Outcome, TallyCell)[] tallies)
    {
        var spoken = 0;
        foreach (var outcome in ColumnIncidents.Outcomes)
        {
            if (told.Tally(outcome, out var tally))
            {
                tallies[spoken++] = (outcome, tally);
            }
        }

        var claims = told.Claims();
        var report = told.Report >= 0 ? _store.Incidents[told.Report] : default;
        var partOf = told.PartOf >= 0 ? _store.Subjects[told.PartOf] : (SubjectKey?)null;
        return new WorldRow(_store.Subjects[told.Incident], report.Kind, report.Place, report.Occurred, partOf, told.IsContested, claims, new FigureRows(tallies.AsSpan(0, spoken)));
    }

    // Those that could belong to a selection, in any order; null: all.
    private int[]? Chosen(AtHorizon at, Question question)
    {
        var view = at.View();
        return new ColumnSelection(_store, view, question.Selection).Candidates(at.Merges, view) is { } candidates ? [.. candidates] : null;
    }

    private Listed All(AtHorizon at)
    {
        if (_inOrder.Length != _store.IncidentSubjects.Count)
        {
            _inOrder = [.. _store.IncidentSubjects.OrderBy(i => _store.Subjects[i])];
        }

        var all = _all;
        if (all is null || all.Merges != at.Merges || all.From != _inOrder)
        {
            _all = all = Listed.Of(Shown(at)) with { Merges = at.Merges, From = _inOrder };
        }

        return all;
    }

    private int[] Shown(AtHorizon at)
    {
        if (at.Merges.Shown is not { } merged)
        {
            return _inOrder;
        }

        // A key that only a merge names may be the one that others are shown under.
        var untold = merged.Values.Distinct().Where(i => _store.Subjects[i].Kind == SubjectKind.Incident && !_store.Rows.Any(i)).ToList();
        var shown = _inOrder.Where(i => merged.GetValueOrDefault(i, i) == i);
        return untold.Count == 0 ? [.. shown] : [.. shown.Concat(untold).OrderBy(i => _store.Subjects[i])];
    }

    private static void InParts(int[] all, Action<ArraySegment<int>> work) => InParts(all, part =>
    {
        work(part);
        return true;
    });

    // Side by side where there is enough to share; the parts keep their order.
    private static T[] InParts<T>(int[] all, Func<ArraySegment<int>, T> work)
    {
        var parts = Math.Clamp(all.Length / LeastPart, 1, Environment.ProcessorCount);
        var done = new T[parts];
        if (parts == 1)
        {
            done[0] = work(all);
        }
        else
        {
            Parallel.For(0, parts, part =>
            {
                var from = (int)((long)all.Length * part / parts);
                done[part] = work(new ArraySegment<int>(all, from, (int)((long)all.Length * (part + 1) / parts) - from));
            });
        }

        return done;
    }

    // In the order of their keys; and their places by their numbers, in which what is told of them lies side by side in memory.
    private sealed record Listed(int[] Incidents, int[] Places)
    {
        /// <summary>For which merges they are listed so; null if they are chosen ones.</summary>
        public ColumnMerges? Merges { get; init; }

        /// <summary>The incidents told of, merged ones too, that they were listed from.</summary>
        public int[]? From { get; init; }

        public static Listed Of(int[] incidents)
        {
            var places = Enumerable.Range(0, incidents.Length).ToArray();
            Array.Sort((int[])incidents.Clone(), places);
            return new Listed(incidents, places);
        }
    }

    private sealed record AtHorizon(ColumnStore Store, ColumnMerges Merges, long Number, Instant X, Perspective Perspective)
    {
        public ColumnView View() => new(Store, Number, X, Perspective, Merges.Shown);

        public ColumnIncidents Incidents(ColumnView view, Casualties.TallyRule rule) => new(Store, view, Merges, rule);
    }
}
