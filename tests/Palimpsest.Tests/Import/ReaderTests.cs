using System.Text;
using Palimpsest.Import.Native;
using Palimpsest.Json;
using Palimpsest.Reports;
using static Palimpsest.Tests.Import.Lines;

namespace Palimpsest.Tests.Import;

public class ReaderTests
{
    [Fact]
    public async Task A_byte_order_mark_CRLF_and_blank_lines_are_tolerated_and_lines_keep_their_numbers()
    {
        var read = await ReadAsync($"\uFEFF{Source}\r\n\r\n  \t\n{Incident}\r\n{Casualties}");

        read.Select(l => (l.Number, l.Event?.Id)).ShouldBe([(1, "afp-described"), (4, "qalat-incident"), (5, "qalat-killed")]);
    }

    [Fact]
    public async Task An_empty_file_has_no_lines() => (await ReadAsync("")).ShouldBeEmpty();

    [Fact]
    public async Task Author_and_reason_are_taken_off_the_line_wherever_they_stand()
    {
        var read = await ReadAsync(Incident.With("{\"type\"", "{\"enteredBy\":\"grace\",\"type\"").With("}]}", "}],\"reason\":\"seed\"}"));

        read[0].ShouldSatisfyAllConditions(
            l => l.EnteredBy.ShouldBe("grace"),
            l => l.Reason.ShouldBe("seed"),
            l => RecordJson.Same(l.Event!, Event(Incident)).ShouldBeTrue());
    }

    [Fact]
    public async Task The_type_may_stand_anywhere_in_the_line()
    {
        var read = await ReadAsync("""{"id":"afp-described","subject":"source:afp","name":"AFP","type":"SourceDescribed"}""");

        read[0].Event.ShouldBeOfType<SourceDescribed>().Name.ShouldBe("AFP");
    }

    [Fact]
    public async Task Null_in_an_optional_field_is_as_good_as_nothing()
    {
        var read = await ReadAsync(Incident.With("\"publishedOn\"", "\"via\":null,\"title\":null,\"publishedOn\""));

        RecordJson.Same(read[0].Event!, Event(Incident)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task A_line_may_be_as_long_as_1_MiB(int over, bool refused)
    {
        var padding = new string(' ', 1024 * 1024 - Source.Length + over);

        var read = await ReadAsync($"{Source}{padding}\r\n{Incident}");

        (read[0].Error is not null).ShouldBe(refused);
        read[1].Event!.Id.ShouldBe("qalat-incident");
    }

    [Fact]
    public async Task A_line_of_200_MB_is_an_error_is_not_held_and_reading_goes_on_behind_it()
    {
        await using var stream = new LongLine(200_000_000, Encoding.UTF8.GetBytes("\n" + Source));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var read = await ReadAsync(stream);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(20_000_000);
        read.Select(l => (l.Number, l.Event?.Id)).ShouldBe([(1, null), (2, "afp-described")]);
        read[0].Error!.Message.ShouldContain("longer than 1 MiB");
    }

    [Fact]
    public async Task Lines_that_straddle_the_blocks_of_the_stream_are_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 2000).Select(i => Source.With("afp-described", $"afp-{i}") + "\r\n"));

        var read = await ReadAsync(new Dribble(Encoding.UTF8.GetBytes(text), 7));

        read.Select(l => l.Event!.Id).ShouldBe(Enumerable.Range(0, 2000).Select(i => $"afp-{i}"));
    }

    [Fact]
    public async Task Every_line_of_the_fixture_is_read_and_every_file_accepted()
    {
        var refused = new List<string>();
        var recorded = EmptyRecord;
        foreach (var file in Palimpsest.Import.InputFiles.Find(Fixture.Record))
        {
            var check = await CheckAsync(recorded, "fixture", await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken));
            refused.AddRange(check.Findings.Where(f => f.IsError).Select(f => $"{Path.GetFileName(file)} {f}"));
            recorded = recorded.After([.. check.Accepted.Select(e => e.Decided)]);
        }

        refused.ShouldBeEmpty();
    }

    /// <summary>One line of x, made as it is read, and what follows it.</summary>
    private sealed class LongLine(long length, byte[] rest) : Unseekable
    {
        private long _left = length;
        private int _at;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var n = (int)Math.Min(_left, buffer.Length);
            if (n > 0)
            {
                buffer.Span[..n].Fill((byte)'x');
                _left -= n;
                return ValueTask.FromResult(n);
            }

            n = Math.Min(rest.Length - _at, buffer.Length);
            rest.AsSpan(_at, n).CopyTo(buffer.Span);
            _at += n;
            return ValueTask.FromResult(n);
        }
    }

    /// <summary>A stream that gives a few bytes at a time.</summary>
    private sealed class Dribble(byte[] bytes, int most) : Unseekable
    {
        private int _at;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var n = Math.Min(most, bytes.Length - _at);
            bytes.AsSpan(_at, n).CopyTo(buffer.Span);
            _at += n;
            return ValueTask.FromResult(n);
        }
    }

    private abstract class Unseekable : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
