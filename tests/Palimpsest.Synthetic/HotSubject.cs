using System.Globalization;
using NodaTime;
using Palimpsest.Clocks;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Synthetic;

/// <summary>A subject of which more is told than of others, by a known number of reports however long the record is.</summary>
/// <param name="Band">About so many reports: 10, 100, 1,000 or 10,000; what revises them, and the acts on them, come on top.</param>
/// <param name="Key">Its key.</param>
public sealed record HotSubject(int Band, SubjectKey Key);

/// <summary>Deals out the reports of the hot subjects, each as many as it has, evenly over the whole record.</summary>
internal sealed class HotSubjects
{
    // Of a band, so many of each kind of subject. A band is there if it is no more than a hundredth of the record.
    private static readonly (int Band, int OfEach)[] Bands = [(10, 3), (100, 2), (1000, 1), (10_000, 1)];

    private readonly long _steps;
    private readonly List<(HotSubject Subject, object Card)> _subjects = [];

    public HotSubjects(long steps, LocalDate start)
    {
        _steps = steps;
        foreach (var (band, ofEach) in Bands.Where(b => 100L * b.Band <= steps))
        {
            for (var i = 0; i < ofEach; i++)
            {
                foreach (var (key, card) in Cards(band, i, start))
                {
                    _subjects.Add((new HotSubject(band, key), card));
                }
            }
        }

        Total = _subjects.Sum(s => (long)s.Subject.Band);
    }

    public IReadOnlyList<HotSubject> All => [.. _subjects.Select(s => s.Subject)];

    public long Total { get; }

    /// <summary>What is dealt out in one run.</summary>
    public Deal Start() => new(this);

    private static IEnumerable<(SubjectKey Key, object Card)> Cards(int band, int i, LocalDate start)
    {
        var (country, name) = ((band + i) % Gazetteer.Countries.Length, string.Create(CultureInfo.InvariantCulture, $"{band}-{(char)('a' + i)}"));
        var place = new Place(Gazetteer.Countries[country], "Central Province");
        var incident = SubjectKey.Parse($"incident:{Days.Iso(start)}-hot-{name}");
        var person = SubjectKey.Parse($"person:hot-{name}");
        var faction = SubjectKey.Parse($"faction:hot-{name}");
        return
        [
            (incident, new IncidentCard(incident, "clash", country, place, Edtf.Day(start), start, false, 0, null, 40)),
            (person, new PersonCard(person, $"Hot {name}", $"The {name}", country, 0)),
            (faction, new FactionCard(faction, $"Hot Front {name}", $"HF {name}", country)),
        ];
    }

    /// <summary>What is left to tell.</summary>
    internal sealed class Deal(HotSubjects hot)
    {
        private readonly int[] _left = [.. hot._subjects.Select(s => s.Subject.Band)];
        private long _told;

        /// <summary>Whether one is due.</summary>
        public bool IsDue(long step) => _told < hot.Total && _told * hot._steps <= step * hot.Total;

        /// <summary>The next: the subject's card, and whether it is its first.</summary>
        public (object Card, bool First) Next(Dice dice)
        {
            var roll = dice.Next(hot.Total - _told++);
            var at = 0;
            while ((roll -= _left[at]) >= 0)
            {
                at++;
            }

            var (subject, card) = hot._subjects[at];
            return (card, _left[at]-- == subject.Band);
        }
    }
}
