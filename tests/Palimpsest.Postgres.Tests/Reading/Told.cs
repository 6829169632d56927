using Palimpsest.Acts;
using Palimpsest.Import.Native;
using Palimpsest.Json;
using Palimpsest.Postgres.Tests.Store;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;
using Palimpsest.Store;
using Palimpsest.Subjects;
using Palimpsest.Tests.Histories;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Postgres.Tests.Reading;

/// <summary>A random history entered into a record under ids and keys of its own, so that many can share one record.</summary>
internal sealed class Told(int number, History history)
{
    public IReadOnlyList<RecordEvent> Events { get; } = [.. history.Events.Select(e => Renamed(number, history, e.Event))];

    public IReadOnlyList<SubjectKey> Incidents => [.. Cast.Incidents.Select(Key)];

    public IReadOnlyList<SubjectKey> Persons => [.. Cast.Persons.Select(Key)];

    public IReadOnlyList<SubjectKey> Factions => [.. Cast.Factions.Select(Key)];

    /// <summary>One file, recorded in one commit.</summary>
    public ImportFile AsFile(IEnumerable<RecordEvent> events) =>
        Files.Of($"h{number}", events.Select(e => new NativeEntry(e, null, "as told")), "tester");

    /// <summary>The command of one event.</summary>
    public static Command Commanded(RecordEvent e) => Commands.For(e) with { By = "tester", Reason = "as told" };

    /// <summary>Who is heard, by the keys of this history.</summary>
    public OraclePerspective Heard(OraclePerspective perspective) =>
        perspective with { Outlets = perspective.Outlets?.Select(Key).ToList(), Party = perspective.Party is { } party ? Key(party) : null };

    /// <summary>The history as the record numbered it.</summary>
    public async Task<List<OracleEvent>> AsRecordedAsync(RecordReader reader, CancellationToken ct)
    {
        var ids = Events.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        var recorded = new List<OracleEvent>();
        await foreach (var e in reader.AllAsync(long.MaxValue, ct))
        {
            if (ids.Contains(e.Event.Id))
            {
                recorded.Add(new OracleEvent(e.Number, e.Event));
            }
        }

        return recorded;
    }

    private SubjectKey Key(SubjectKey key) => SubjectKey.Parse($"{key}-h{number}");

    private static RecordEvent Renamed(int number, History history, RecordEvent e)
    {
        var json = RecordJson.Write(e);
        foreach (var id in history.Events.Select(other => other.Event.Id))
        {
            json = json.Replace($"\"{id}\"", $"\"h{number}.{id}\"", StringComparison.Ordinal);
        }

        foreach (var key in Cast.All.Concat(Cast.Sources))
        {
            json = json.Replace($"\"{key}\"", $"\"{key}-h{number}\"", StringComparison.Ordinal);
        }

        return RecordJson.Read(json);
    }
}
