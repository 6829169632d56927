using System.Buffers;
using Palimpsest.Import.Native;
using Palimpsest.Reports;
using Palimpsest.Store;

namespace Palimpsest.Postgres.Tests.Store;

/// <summary>Files to import, held in memory.</summary>
internal static class Files
{
    public static ImportFile Of(string name, IEnumerable<NativeEntry> entries, string? by)
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var entry in entries)
        {
            NativeWriter.WriteLine(buffer, entry);
        }

        return Of(name, buffer.WrittenMemory.ToArray(), by);
    }

    public static ImportFile Of(string name, IEnumerable<RecordEvent> events, string? by = "ann") => Of(name, events.Select(e => new NativeEntry(e)), by);

    public static ImportFile Of(string name, byte[] bytes, string? by) => new(name, () => new MemoryStream(bytes), by);

    /// <summary>Its lines.</summary>
    public static IReadOnlyList<NativeLine> Lines(this ImportFile file)
    {
        using var stream = file.Open();
        return NativeReader.ReadAsync(stream, TestContext.Current.CancellationToken).ToBlockingEnumerable().ToList();
    }

    /// <summary>The file with a line more.</summary>
    public static ImportFile With(this ImportFile file, RecordEvent more) =>
        Of(file.Name, file.Lines().Select(l => new NativeEntry(l.Event!, l.EnteredBy, l.Reason)).Append(new NativeEntry(more)), file.By);
}
