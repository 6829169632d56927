using System.Globalization;
using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Synthetic;

/// <summary>
/// A record such as ten years of coding leave behind, made up: seeded, the same on every machine, and told event by event without holding it.
/// Everything in it passes the rules. Facts per subject do not grow with its size, except in <see cref="Hot"/>.
/// Shares, of the assertions: 15 % entered late (published up to five years before), 5 % revised, 3 % corrected, 2 % retracted, 1 % disputed;
/// of the subjects: 60 % incidents, 0.5 % merged into another.
/// </summary>
public sealed class SyntheticRecord
{
    private const int Company = 12;
    private readonly Plan _plan;
    private readonly Cast _cast;
    private readonly HotSubjects _hot;

    /// <summary>A record of so many assertions.</summary>
    /// <param name="assertions">At least 1,000; acts come on top, about one in eleven.</param>
    /// <param name="seed">Another seed, another record.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1,000 assertions.</exception>
    public SyntheticRecord(long assertions, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(assertions, 1000);
        (Assertions, Seed) = (assertions, seed);
        _plan = new Plan(seed, assertions, Start, End);
        _cast = new Cast(seed, _plan);
        _hot = new HotSubjects(assertions, Start.InUtc().Date);
    }

    /// <summary>When the first event was recorded.</summary>
    public static Instant Start { get; } = Instant.FromUtc(2013, 1, 1, 0, 0);

    /// <summary>After the last event was recorded.</summary>
    public static Instant End { get; } = Instant.FromUtc(2023, 1, 1, 0, 0);

    /// <summary>So many assertions.</summary>
    public long Assertions { get; }

    /// <summary>Told of by this seed.</summary>
    public ulong Seed { get; }

    /// <summary>The subjects that more is told of than of others; a band is there if it is at most a hundredth of the record.</summary>
    public IReadOnlyList<HotSubject> Hot => _hot.All;

    /// <summary>Those whom the reports of the hot subjects name: the first dozen persons and factions. More bears on them than on others, too.</summary>
    public IReadOnlyList<SubjectKey> Named => [.. Enumerable.Range(0, Company).SelectMany(i => new[] { Person(i), Faction(i) })];

    /// <summary>All countries that incidents are in.</summary>
    public static IReadOnlyList<string> Countries => Gazetteer.Countries;

    /// <summary>The key of an ordinary incident, counted from 0 in the order in which they were first told of: 150 in a thousand assertions.</summary>
    public SubjectKey Incident(long index) => _cast.Incident(index).Key;

    /// <summary>The key of an ordinary person: 95 in a thousand assertions.</summary>
    public SubjectKey Person(long index) => _cast.Person(index).Key;

    /// <summary>The key of an ordinary faction: 5 in a thousand assertions.</summary>
    public SubjectKey Faction(long index) => _cast.Faction(index).Key;

    /// <summary>The events, in record order; those of one commit share an instant, 1 to some 200 of them, fewer in a small record, and have one author.</summary>
    public IEnumerable<Recorded> Events() => Commits().SelectMany(commit => commit);

    /// <summary>The same, commit by commit.</summary>
    public IEnumerable<IReadOnlyList<Recorded>> Commits()
    {
        var run = new Run(this);
        var (step, number, at, commits) = (0L, 0L, Start, 0L);
        run.DescribeSources();
        while (step < Assertions)
        {
            var dice = Dice.Of(Seed, 10, commits++);
            var size = dice.Next(20) switch { < 11 => 1 + dice.Next(3), < 18 => 4 + dice.Next(17), _ => 20 + dice.Next((int)Math.Clamp(Assertions / 600, 1, 161)) };
            var by = size > 20 ? "import" : dice.Of(Gazetteer.Editors);
            while (step < Assertions && run.Pending.Count < size)
            {
                run.Tell(step++);
            }

            at = Instant.Max(at.PlusTicks(10), _plan.InstantOf(step - 1));
            var committed = new List<Recorded>(run.Pending.Count);
            foreach (var (told, stream, reason) in run.Pending)
            {
                committed.Add(new Recorded(++number, at, by, reason, stream, told));
            }

            run.Pending.Clear();
            yield return committed;

            // Numbers are handed out before commit: one that fails leaves a gap.
            number += commits % 499 == 0 ? 1 + dice.Next(3) : 0;
        }
    }

    private sealed class Run
    {
        private readonly SyntheticRecord _record;
        private readonly Cast _cast;
        private readonly Plan _plan;
        private readonly IncidentTelling _incidents;
        private readonly PersonTelling _persons;
        private readonly FactionTelling _factions;
        private readonly Window _window;
        private readonly HotSubjects.Deal _hot;
        private readonly Editing _editing;
        private readonly long _month;

        public Run(SyntheticRecord record)
        {
            (_record, _cast, _plan) = (record, record._cast, record._plan);
            (_incidents, _persons, _factions) = (new IncidentTelling(_cast), new PersonTelling(_cast), new FactionTelling(_cast));
            _hot = record._hot.Start();

            // Entries stay open for some three weeks, and at most so many: memory does not grow with the record.
            _window = new Window((int)Math.Clamp(record.Assertions / 200, 50, 2048));
            _editing = new Editing(_window, (told, stream, reason) => Pending.Add((told, stream, reason)));
            _month = _plan.Within(30, Plan.Incidents);
        }

        public List<(RecordEvent Event, string Stream, string? Reason)> Pending { get; } = [];

        public void DescribeSources()
        {
            foreach (var outlet in Gazetteer.Outlets.Concat(Gazetteer.Governments))
            {
                Pending.Add((new SourceDescribed
                {
                    Id = $"{outlet.Slug}-described",
                    Subject = outlet,
                    Name = outlet.Slug.Replace('-', ' '),
                    Kind = outlet.Slug.StartsWith("outlet", StringComparison.Ordinal) ? "news agency" : "government",
                }, outlet.Value, null));
            }
        }

        public void Tell(long step)
        {
            var dice = Dice.Of(_record.Seed, 9, step);
            var entered = _plan.DayOf(step);
            var slot = _plan.At(step);
            var (report, published) = slot <= Slot.NewFaction ? New(slot, step, entered, dice)
                : _hot.IsDue(step) ? Hot(step, entered, dice)
                : Again(step, entered, dice) ?? More(slot, step, entered, dice);
            Pending.Add((report, report.Subject.Value, null));
            _window.Add(new OpenEntry(report, report.Subject.Value, published));
            _editing.At(step, entered, dice);
        }

        private static LocalDate Published(LocalDate entered, Dice dice) =>
            entered.PlusDays(-(dice.PerMille(150) ? 31 + dice.Next((5 * 365) - 31) : dice.Next(4)));

        private static LocalDate OfIncident(IncidentCard card, LocalDate entered, bool first, Dice dice) => LocalDate.Min(entered, card.Late
            ? card.Day.PlusDays(dice.Next(first ? 3 : 60))
            : LocalDate.Max(card.Day, entered.PlusDays(-dice.Next(4))));

        private static Telling Told(long step, LocalDate published, LocalDate entered, Dice dice, SubjectKey? outlet = null) => new(
            string.Create(CultureInfo.InvariantCulture, $"{Days.Iso(published)}-r{step}"),
            published,
            Press.Citations(dice, published, entered, outlet));

        private (Assertion Report, LocalDate Published) New(Slot slot, long step, LocalDate entered, Dice dice)
        {
            var index = _plan.NewAt(step);
            if (Cast.IsDouble(index) && dice.PerMille(500))
            {
                Func<long, SubjectKey> key = slot switch { Slot.NewIncident => _record.Incident, Slot.NewPerson => _record.Person, _ => _record.Faction };
                _editing.Merge(key(index - 1), key(index), step, dice);
            }

            if (slot == Slot.NewIncident)
            {
                var card = _cast.Incident(index);
                var telling = Told(step, OfIncident(card, entered, first: true, dice), entered, dice);
                return (IncidentTelling.First(card, telling), telling.Published);
            }

            var other = Told(step, Published(entered, dice), entered, dice);
            return (slot == Slot.NewPerson ? PersonTelling.First(_cast.Person(index), other, dice) : FactionTelling.First(_cast.Faction(index), other, dice), other.Published);
        }

        private (Assertion Report, LocalDate Published) More(Slot slot, long step, LocalDate entered, Dice dice)
        {
            if (slot == Slot.OfIncident)
            {
                return MoreOfIncident(step, entered, dice);
            }

            var telling = Told(step, Published(entered, dice), entered, dice);
            var report = slot == Slot.OfPerson
                ? _persons.Next(_cast.Person(_cast.PersonAt(step, dice)), telling, dice)
                : _factions.Next(_cast.Faction(_cast.FactionAt(step, dice)), telling, _cast.Person(_cast.PersonAt(step, dice)), step, dice);
            return (report, telling.Published);
        }

        // Most is told of what happened in the last month, a tenth of something older: published at its time, and found only now.
        private (Assertion Report, LocalDate Published) MoreOfIncident(long step, LocalDate entered, Dice dice)
        {
            var head = _plan.Before(Slot.NewIncident, step);
            var isOld = dice.PerMille(100);
            var fraction = dice.Fraction();
            var card = _cast.Incident(isOld ? head - 1 - dice.Next((head / 2) + 1) : Math.Max(0, head - 1 - (long)(fraction * fraction * _month)));
            var day = isOld ? LocalDate.Min(card.Day.PlusDays(dice.Next(40)), entered) : OfIncident(card, entered, first: false, dice);
            var telling = Told(step, day, entered, dice);
            return (_incidents.Next(card, telling, step, dice), day);
        }

        private (Assertion Report, LocalDate Published) Hot(long step, LocalDate entered, Dice dice)
        {
            var (card, first) = _hot.Next(dice);
            var day = card is IncidentCard incident ? LocalDate.Max(incident.Day, Published(entered, dice)) : Published(entered, dice);
            var telling = Told(step, day, entered, dice);
            Assertion report = card switch
            {
                IncidentCard c => first ? IncidentTelling.First(c, telling) : _incidents.Next(c with { Faction = dice.Next(Company) }, telling, 0, dice),
                PersonCard c => first ? PersonTelling.First(c, telling, dice) : _persons.Next(c with { Faction = dice.Next(Company) }, telling, dice),
                FactionCard c => first ? FactionTelling.First(c, telling, dice) : _factions.Next(c, telling, _cast.Person(dice.Next(Company)), 0, dice),
                _ => throw new ArgumentOutOfRangeException(nameof(step), card.GetType().Name, "no such card"),
            };
            return (report, day);
        }

        // What was told shortly before, told anew by its party, again by another, or contradicted.
        private (Assertion Report, LocalDate Published)? Again(long step, LocalDate entered, Dice dice)
        {
            var roll = dice.Next(1000);
            if (roll >= 97 || _window.Any(dice, e => e.Content is Assertion && !e.Withdrawn) is not { Content: Assertion target } entry)
            {
                return null;
            }

            var day = LocalDate.Min(entry.Published.PlusDays(1 + dice.Next(10)), entered);
            var telling = Told(step, day, entered, dice, roll < 70 ? target.Carrying().First().Outlet : null);
            return (roll switch
            {
                < 70 => Retelling.Revised(target, telling, dice),
                < 92 => Retelling.Affirmed(target, telling),
                _ => Retelling.Disputed(target, telling, dice),
            }, day);
        }
    }
}
