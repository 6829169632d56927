using System.Text;
using System.Text.Json;
using CsCheck;
using Palimpsest.Import;
using Palimpsest.Import.Native;
using Palimpsest.Json;
using static Palimpsest.Tests.Import.Lines;

namespace Palimpsest.Tests.Import;

public class RoundTrip
{
    private static readonly string[] FixtureLines = [.. InputFiles.Find(Fixture.Record).SelectMany(File.ReadAllLines).Where(l => l.Length > 0)];

    private static readonly string[] AllLines = [.. FixtureLines, Incident, Casualties, Person, Merger, Disputed, Retraction, Source];

    [Fact]
    public async Task What_is_written_is_read_back_as_the_same()
    {
        var entries = AllLines.Select((l, i) => new NativeEntry(NativeReader.Read(1, Encoding.UTF8.GetBytes(l)).Event!, i % 2 == 0 ? "Åsa \"A\"" : null, i % 3 == 0 ? "why\\not" : null)).ToList();

        var written = await WriteAsync(entries);
        var read = await ReadAsync(written);

        read.Select(l => l.Error).ShouldAllBe(e => e == null);
        read.Select(l => (RecordJson.Write(l.Event!), l.EnteredBy, l.Reason)).ShouldBe(entries.Select(e => (RecordJson.Write(e.Event), e.EnteredBy, e.Reason)));
        (await WriteAsync(read.Select(l => new NativeEntry(l.Event!, l.EnteredBy, l.Reason)))).ShouldBe(written);
    }

    [Fact]
    public async Task A_line_begins_with_type_and_id_ends_with_author_and_reason_and_has_no_empty_lists()
    {
        var written = Encoding.UTF8.GetString(await WriteAsync([new NativeEntry(Event(Disputed), "ada", "seed"), new NativeEntry(Event(Casualties))]));

        written.ShouldStartWith("{\"type\":\"AssertionDisputed\",\"id\":\"qalat-disputed\",\"target\":\"qalat-killed\",");
        written.ShouldContain(",\"enteredBy\":\"ada\",\"reason\":\"seed\"}\n{\"type\":\"CasualtiesReported\",\"id\":\"qalat-killed\",\"subject\":");
        written.ShouldEndWith("}\n");
        written.ShouldNotContain("[]");
        written.ShouldNotContain('\r');
    }

    [Fact]
    public void Bytes_flipped_cut_or_put_in_anywhere_make_an_event_or_a_finding_and_never_throw() =>
        (from line in Gen.OneOf(AllLines)
         from spoilt in Spoil(Encoding.UTF8.GetBytes(line))
         select spoilt)
        .Sample(bytes => Settled(NativeReader.Read(1, bytes)), iter: 20_000);

    [Fact]
    public void Values_swapped_for_others_make_an_event_or_a_finding_and_checking_them_never_throws() =>
        (from line in Gen.OneOf(AllLines)
         from other in Gen.OneOf("null", "0", "-1", "1e99", "\"\"", "\"x\"", "[]", "{}", "[null]", "[[]]", "true", "\"9999-12-31\"", "\"0001\"", "\"\\u0000\"", "\"\\ud800\"", "\"99999999999 to 1\"")
         from at in Gen.Int[0, 1000]
         select Swap(line, at, other))
        .Sample(
            line =>
            {
                var check = CheckAsync(line).GetAwaiter().GetResult();
                return check.Errors + check.New == 1 || check.Errors > 1;
            },
            iter: 5_000);

    private static bool Settled(NativeLine line) => line.Event is null != line.Error is null;

    private static Gen<byte[]> Spoil(byte[] line) => Gen.Frequency<byte[]>(
        (3, from at in Gen.Int[0, line.Length - 1] from b in Gen.Byte select Replace(line, at, 1, [b])),
        (1, from at in Gen.Int[0, line.Length - 1] select line[..at]),
        (2, from at in Gen.Int[0, line.Length - 1] from n in Gen.Int[1, 30] from put in Gen.Byte.Array[0, 6] select Replace(line, at, n, put)),
        (2, from at in Gen.Int[0, line.Length - 1] from c in Gen.OneOf("{", "}", "[", "]", "\"", ",", ":", "null", "\\u0000", "\\ud800", "0") select Replace(line, at, 1, Encoding.ASCII.GetBytes(c))));

    private static byte[] Replace(byte[] line, int at, int length, byte[] put) => [.. line[..at], .. put, .. line[Math.Min(line.Length, at + length)..]];

    // The value that begins at the n-th token, whatever it is, becomes another.
    private static string Swap(string line, int nth, string other)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        var reader = new Utf8JsonReader(bytes);
        var spans = new List<(int From, int To)>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject or JsonTokenType.PropertyName)
            {
                continue;
            }

            var from = (int)reader.TokenStartIndex;
            var inner = reader;
            inner.Skip();
            spans.Add((from, (int)inner.BytesConsumed));
        }

        var (start, end) = spans[nth % spans.Count];
        return Encoding.UTF8.GetString([.. bytes[..start], .. Encoding.UTF8.GetBytes(other), .. bytes[end..]]);
    }

    private static async Task<byte[]> WriteAsync(IEnumerable<NativeEntry> entries)
    {
        using var stream = new MemoryStream();
        await NativeWriter.WriteAsync(stream, entries.ToAsyncEnumerable(), TestContext.Current.CancellationToken);
        return stream.ToArray();
    }
}
