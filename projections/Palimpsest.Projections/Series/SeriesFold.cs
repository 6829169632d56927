using System.Globalization;
using NodaTime;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Series;

/// <summary>Adds figures up, by group, outcome and period. Where they come from does not matter to it.</summary>
internal sealed class SeriesFold(SeriesPeriod by)
{
    // The unplaced stand under this period.
    private const int Nowhere = int.MinValue;

    private readonly Dictionary<(string Group, Outcome Outcome), Dictionary<int, Sum>> _series = [];

    /// <summary>The period of an incident that certainly occurred within these days; none if they span several or are open.</summary>
    public static int? Place(SeriesPeriod by, LocalDate? earliest, LocalDate? latest) =>
        earliest is { } first && latest is { } last && Number(by, first) is var number && number == Number(by, last) ? number : null;

    /// <summary>Adds a figure.</summary>
    /// <param name="group">Its group; empty for none.</param>
    /// <param name="outcome">Its outcome.</param>
    /// <param name="place">Its period; null if it lies in no one.</param>
    /// <param name="figure">The numbers.</param>
    /// <param name="attackersUnknown">It does not say whether it includes the attackers.</param>
    /// <param name="contested">An account of it is contested.</param>
    public void Add(string group, Outcome outcome, int? place, Figure figure, bool attackersUnknown, bool contested)
    {
        if (!_series.TryGetValue((group, outcome), out var points))
        {
            _series.Add((group, outcome), points = []);
        }

        ref var sum = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(points, place ?? Nowhere, out var there);
        sum = (there ? sum : Sum.Nothing).Plus(figure, attackersUnknown, contested);
    }

    /// <summary>Adds all that another has added.</summary>
    public void Add(SeriesFold other)
    {
        foreach (var (series, theirs) in other._series)
        {
            if (!_series.TryGetValue(series, out var points))
            {
                _series.Add(series, points = []);
            }

            foreach (var (place, sum) in theirs)
            {
                points[place] = points.GetValueOrDefault(place, Sum.Nothing).Plus(sum);
            }
        }
    }

    /// <summary>What has been added.</summary>
    public SeriesBelief Belief(Question question)
    {
        var series = _series.OrderBy(s => s.Key.Group.Length == 0).ThenBy(s => s.Key.Group, StringComparer.Ordinal).ThenBy(s => s.Key.Outcome)
            .Select(s => Shown(s.Key.Group, s.Key.Outcome, s.Value)).ToList();
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

    private readonly record struct Sum(Figure Figure, int Incidents, int AttackersUnknown, int Contested)
    {
        public static readonly Sum Nothing = new(Figure.Zero, 0, 0, 0);

        public TotalShown Shown => new(Figure.Low, Figure.Best, Figure.High, Figure.IsOpen, Incidents, AttackersUnknown, Contested);

        public Sum Plus(Figure figure, bool attackersUnknown, bool contested) =>
            Plus(new Sum(figure, 1, attackersUnknown ? 1 : 0, contested ? 1 : 0));

        public Sum Plus(Sum other) => new(Figure + other.Figure, Incidents + other.Incidents, AttackersUnknown + other.AttackersUnknown, Contested + other.Contested);

        public SeriesPoint Point(string period) => new(period, Figure.Low, Figure.Best, Figure.High, Figure.IsOpen, Incidents, AttackersUnknown, Contested);
    }
}
