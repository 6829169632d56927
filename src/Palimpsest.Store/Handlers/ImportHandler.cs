using Marten;
using Palimpsest.Import.Native;

namespace Palimpsest.Store.Handlers;

/// <summary>Records a file: the same deciders as for single commands, folded over its lines.</summary>
public static class ImportHandler
{
    public static async Task<ImportOutcome> Handle(ImportFile file, IDocumentSession session, CancellationToken ct)
    {
        var recording = await RecordingSession.BeginAsync(session, ct);
        var check = await NativeImport.CheckAsync(file.Lines.ToAsyncEnumerable(), file.By, ids => recording.FindAsync(ids, ct), ct);
        foreach (var entry in check.Accepted)
        {
            recording.Record(entry.Event, entry.By, entry.Reason);
        }

        return new ImportOutcome(file.Name, check, null);
    }
}
