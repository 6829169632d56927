using System.Globalization;
using System.Runtime.InteropServices;
using NodaTime;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Series;

/// <summary>Adds figures up, by group, outcome and period. Where they come from does not matter to it.</summary>
internal sealed class SeriesFold(SeriesPeriod by)
{
    /// <summary>The unplaced stand under this period.</summary>
    public const int Nowhere = int.MinValue;

    private readonly Dictionary<(string Group, Outcome Outcome), Line> _series = [];

    /// <summary>The period of an incident that certainly occurred within these days; <see cref="Nowhere"/> if they span several or are open.</summary>
    public static int Place(SeriesPeriod by, LocalDate? earliest, LocalDate? latest) =>
        earliest is { } first && latest is { } last && Number(by, first) is var number && number == Number(by, last) ? number : Nowhere;

    /// <summary>The series of a group, empty for none, and outcome.</summary>
    public Line Of(string group, Outcome outcome)
    {
        if (!_series.TryGetValue((group, outcome), out var line))
        {
            _series.Add((group, outcome), line = new Line());
        }

        return line;
    }

    /// <summary>Adds all that another has added.</summary>
    public void Add(SeriesFold other)
    {
        foreach (var (series, theirs) in other._series)
        {
            Of(series.Group, series.Outcome).Add(theirs);
        }
    }

    /// <summary>What has been added.</summary>
    public SeriesBelief Belief(Question question)
    {
        var series = _series.Where(s => s.Value.Points.Count > 0).OrderBy(s => s.Key.Group.Length == 0).ThenBy(s => s.Key.Group, StringComparer.Ordinal).ThenBy(s => s.Key.Outcome)
            .Select(s => Shown(s.Key.Group, s.Key.Outcome, s.Value.Points)).ToList();
        return new SeriesBelief
        {
            Contested = series.Any(s => s.Total.Contested > 0),
            Policy = question.Policy,
            WithAttackers = question.WithAttackers,
            By = by,
            Across = question.Across,
            Series = series,
        };
    }

    private SeriesShown Shown(string group, Outcome outcome, Dictionary<int, Sum> points) => new(
        group.Length == 0 ? null : group,
        Words.Of(outcome),
        points.Values.Aggregate(Sum.Nothing, (total, sum) => total.Plus(sum)).Shown,
        points.GetValueOrDefault(Nowhere, Sum.Nothing).Shown,
        [.. points.Where(p => p.Key != Nowhere).OrderBy(p => p.Key).Select(p => p.Value.Point(Text(by, p.Key)))]);

    private static int Number(SeriesPeriod by, LocalDate day) => by switch
    {
        SeriesPeriod.Day => (((day.Year * 12) + day.Month - 1) * 31) + day.Day - 1,
        SeriesPeriod.Month => (day.Year * 12) + day.Month - 1,
        _ => day.Year,
    };

    private static string Text(SeriesPeriod by, int number) => by switch
    {
        SeriesPeriod.Day => string.Create(CultureInfo.InvariantCulture, $"{number / 31 / 12:0000}-{(number / 31 % 12) + 1:00}-{(number % 31) + 1:00}"),
        SeriesPeriod.Month => string.Create(CultureInfo.InvariantCulture, $"{number / 12:0000}-{(number % 12) + 1:00}"),
        _ => number.ToString("0000", CultureInfo.InvariantCulture),
    };

    /// <summary>One series in the making.</summary>
    internal sealed class Line
    {
        public Dictionary<int, Sum> Points { get; } = [];

        /// <summary>Adds a figure.</summary>
        /// <param name="place">Its period, or <see cref="Nowhere"/>.</param>
        /// <param name="figure">The numbers.</param>
        /// <param name="attackersUnknown">It does not say whether it includes the attackers.</param>
        /// <param name="contested">An account of it is contested.</param>
        public void Add(int place, Figure figure, bool attackersUnknown, bool contested) =>
            Add(place, new Sum(figure, 1, attackersUnknown ? 1 : 0, contested ? 1 : 0));

        public void Add(Line other)
        {
            foreach (var (place, sum) in other.Points)
            {
                Add(place, sum);
            }
        }

        private void Add(int place, in Sum added)
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(Points, place, out var there);
            sum = there ? sum.Plus(added) : added;
        }
    }

    internal readonly record struct Sum(Figure Figure, int Incidents, int AttackersUnknown, int Contested)
    {
        public static readonly Sum Nothing = new(Figure.Zero, 0, 0, 0);

        public TotalShown Shown => new(Figure.Low, Figure.Best, Figure.High, Figure.IsOpen, Incidents, AttackersUnknown, Contested);

        public Sum Plus(Sum other) => new(Figure + other.Figure, Incidents + other.Incidents, AttackersUnknown + other.AttackersUnknown, Contested + other.Contested);

        public SeriesPoint Point(string period) => new(period, Figure.Low, Figure.Best, Figure.High, Figure.IsOpen, Incidents, AttackersUnknown, Contested);
    }
}
