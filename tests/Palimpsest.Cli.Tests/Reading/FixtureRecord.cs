using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Import.Native;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Explanations;
using Palimpsest.Projections.Factions;
using Palimpsest.Projections.History;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.People;
using Palimpsest.Projections.Reading;
using Palimpsest.Projections.Series;
using Palimpsest.Projections.Timelines;
using Palimpsest.Projections.Worlds;
using Palimpsest.Reports;

namespace Palimpsest.Cli.Tests.Reading;

/// <summary>The fixture of the CTC Sentinel as a record in memory: one commit, without a database.</summary>
internal static class FixtureRecord
{
    // Named one by one: what is approved stays the same when the fixture grows by a file.
    private static readonly string[] Files = ["00-sources.jsonl", "01-april-1-to-14.jsonl", "02-april-15-to-30.jsonl"];
    private static readonly Instant RecordedAt = Instant.FromUtc(2026, 1, 5, 10, 0);
    private static readonly Guid RecordId = Guid.Parse("11111111-2222-3333-4444-555555555555");
    private static readonly Guid LastEvent = Guid.Parse("66666666-7777-8888-9999-000000000000");
    private static readonly Lazy<IReadOnlyList<Recorded>> Events = new(() => Read().GetAwaiter().GetResult());

    public static string Repository { get; } = FindRepository();

    public static Answer Ask(Question question, string on) => Ask(question, on, Events.Value);

    /// <summary>Asks a record of its own, given in the native format.</summary>
    public static Answer Ask(Question question, string on, IReadOnlyList<Recorded> events) => Answer(question, on, question.View == View.Timeline
        ? TimelineResolver.Resolve(events, question, new Horizon(BelievedOn.Parse(on), new RecordPoint(events[^1].Number, RecordedAt, LastEvent)))
        : Believe(new WorldView(new RecordAsOf(events, long.MaxValue), BelievedOn.Parse(on), question.Perspective), question));

    public static IReadOnlyList<Recorded> Of(params string[] lines)
    {
        var events = new List<Recorded>();
        foreach (var line in lines)
        {
            Add(events, NativeReader.Read(events.Count + 1, System.Text.Encoding.UTF8.GetBytes(line)));
        }

        return events;
    }

    public static Answer Answer(Question question, string on, object belief)
    {
        var point = new RecordPoint(Events.Value[^1].Number, RecordedAt, LastEvent);
        return new Answer(question, new Horizon(BelievedOn.Parse(on), point), new Token(RecordId, on, point.Number, point.EventId, question.ToJson(), Semantics.Current), belief);
    }

    public static HistoryAnswer History(string stream) => History(stream, Events.Value);

    public static HistoryAnswer History(string stream, IEnumerable<Recorded> events) => new(
        stream, new RecordPoint(Events.Value[^1].Number, RecordedAt, LastEvent), HistoryEntry.All(events.Where(e => e.Stream == stream)));

    private static object Believe(WorldView world, Question question) => question.View switch
    {
        View.Faction => FactionResolver.Resolve(world, question.Key!.Value),
        View.Person => PersonResolver.Resolve(world, question.Key!.Value),
        View.Incident => IncidentResolver.Resolve(world, question.Key!.Value, question.Rule),
        View.Explanation => ExplanationResolver.Resolve(world, question.Key!.Value, question.Rule),
        View.Factions => Lists.Factions(world, question),
        View.People => Lists.People(world, question),
        View.Incidents => Lists.Incidents(world, question),
        View.Claims => Lists.Claims(world, question),
        View.Casualties => CasualtiesResolver.Resolve(world, question.Selection, question.Outcome, question.Rule),
        View.World => WorldResolver.Resolve(world, question),
        View.Series => SeriesResolver.Resolve(world, question),
        _ => throw new ArgumentOutOfRangeException(nameof(question), question.View, "needs a database"),
    };

    private static async Task<IReadOnlyList<Recorded>> Read()
    {
        var events = new List<Recorded>();
        foreach (var file in Files)
        {
            await using var stream = File.OpenRead(Path.Combine(Repository, "fixtures", "ctc-sentinel-2013-05", file));
            await foreach (var line in NativeReader.ReadAsync(stream))
            {
                Add(events, line);
            }
        }

        return events;
    }

    private static void Add(List<Recorded> events, NativeLine line)
    {
        line.Error.ShouldBeNull();
        events.Add(new Recorded(events.Count + 1, RecordedAt, line.EnteredBy ?? "demo", line.Reason ?? "the demonstration record", Stream(line.Event!, events), line.Event!));
    }

    private static string Stream(RecordEvent @event, List<Recorded> before) => @event switch
    {
        Assertion a => a.Subject.Value,
        SourceAct act => before.First(e => e.Event.Id == act.Target).Stream,
        SourceDescribed s => s.Subject.Value,
        EntryAct act => before.First(e => e.Event.Id == act.Target).Stream,
        SubjectAct act => act.Subject.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(@event)),
    };

    private static string FindRepository()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(at.FullName, "fixtures")))
        {
            at = at.Parent!;
        }

        return at.FullName;
    }
}
