using System.IO.Compression;
using System.Text;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Store.Backup;

namespace Palimpsest.Postgres.Tests.Store;

/// <summary>What is not, byte by byte, what was written is never restored.</summary>
public class Refusing_backups(PostgresServerFixture fixture) : BackupTest(fixture)
{
    private const string NotWhole = "damaged or not whole";
    private const string NoBackup = "is no backup of a Palimpsest record";

    [Fact]
    public async Task Cut_off_anywhere()
    {
        var whole = await File.ReadAllBytesAsync(await SmallAsync(), Ct);

        for (var length = 0; length < whole.Length; length++)
        {
            var refused = await RefusedAsync(NewFile(whole[..length]));
            refused.Message.ShouldMatch($"is empty|{NoBackup}|{NotWhole}", $"{length} of {whole.Length} bytes");
        }
    }

    [Fact]
    public async Task With_a_bit_flipped_anywhere_but_where_gzip_has_no_use_for_it()
    {
        // When and on what it was compressed; and what fills up the last byte before the checksum and the length.
        const int Remarks = 10;
        const int Filling = 9;
        var file = await SmallAsync();
        var whole = await File.ReadAllBytesAsync(file, Ct);
        await using var good = await VerifiedBackup.OpenAsync(file, null, Ct);

        for (var at = 0; at < whole.Length; at++)
        {
            var flipped = whole.ToArray();
            flipped[at] ^= (byte)(1 << (at % 8));
            var damaged = NewFile(flipped);
            try
            {
                await using var taken = await VerifiedBackup.OpenAsync(damaged, null, Ct);
                taken.Summary.ShouldBe(good.Summary);
                (at < Remarks || at == whole.Length - Filling).ShouldBeTrue($"{at} of {whole.Length} bytes");
            }
            catch (BackupRefusedException)
            {
                // As it should be.
            }
        }
    }

    [Fact]
    public async Task With_something_behind_it()
    {
        var file = await SmallAsync();
        var whole = await File.ReadAllBytesAsync(file, Ct);

        (await RefusedAsync(NewFile([.. whole, 0]))).Message.ShouldContain(NotWhole);
        (await RefusedAsync(NewFile([.. whole, .. whole]))).Message.ShouldContain("something stands behind its trailer");
        (await RefusedAsync(Forge([.. Lines(file), "{}"], asTheyAre: true))).Message.ShouldContain("something stands behind its trailer");
    }

    [Fact]
    public async Task With_lines_swapped_changed_left_out_or_doubled()
    {
        var lines = Lines(await SmallAsync());
        var events = lines.FindIndex(l => l.StartsWith("{\"kind\":\"event\"", StringComparison.Ordinal));
        var (swapped, streams, changed, fewer, doubled, dated, cut) = (lines.ToList(), lines.ToList(), lines.ToList(), lines.ToList(), lines.ToList(), lines.ToList(), lines.ToList());
        (swapped[events], swapped[events + 1]) = (lines[events + 1], lines[events]);
        (streams[1], streams[2]) = (lines[2], lines[1]);
        changed[events] = lines[events].Replace("About a dozen", "About a score", StringComparison.Ordinal);
        fewer.RemoveAt(events);
        doubled.Insert(events, lines[events]);
        dated[^2] = lines[^2][..lines[^2].IndexOf("\"committed\"", StringComparison.Ordinal)] + "\"committed\":\"2001-01-01T00:00:00Z\"}";
        cut.RemoveAt(cut.Count - 1);

        (await RefusedAsync(Forge(swapped, asTheyAre: true))).Message.ShouldContain("its record number does not come after");
        (await RefusedAsync(Forge(swapped))).Message.ShouldContain("its record number does not come after");
        (await RefusedAsync(Forge(streams, asTheyAre: true))).Message.ShouldContain("the SHA-256 differs");
        (await RefusedAsync(Forge(changed, asTheyAre: true))).Message.ShouldContain("the SHA-256 differs");
        (await RefusedAsync(Forge(fewer))).Message.ShouldContain("not hold as many");
        (await RefusedAsync(Forge(doubled))).Message.ShouldContain("its record number does not come after");
        (await RefusedAsync(Forge(dated))).Message.ShouldContain("its instant does not come after");
        (await RefusedAsync(Forge(cut, asTheyAre: true))).Message.ShouldContain("its trailer is missing");
    }

    [Theory]
    [InlineData("\"version\":1,\"about\"", "\"version\":2,\"about\"", "written by a newer program: it is of version 2 of the format, and this program knows version 1")]
    [InlineData("\"version\":1,\"about\"", "\"version\":0,\"about\"", "is of version 0 of the format")]
    [InlineData("\"schema\":3", "\"schema\":99", "written by a newer program: it is of version 99 of the record's schema")]
    [InlineData("\"schema\":3", "\"schema\":0", "is of version 0 of the record's schema")]
    [InlineData("\"semantics\":1", "\"semantics\":99", "written by a newer program: it is of version 99 of the semantics")]
    [InlineData("\"type\":\"strength_reported\"", "\"type\":\"strength_guessed\"", "event 1 is a strength_guessed, which this program does not know")]
    [InlineData("\"kind\":\"stream\"", "\"kind\":\"river\"", "line 2: 'river' is no kind of line")]
    [InlineData("\"by\":\"ann\"", "\"author\":\"ann\"", "'author' is no field of a line")]
    [InlineData("\"number\":1,", "\"number\":\"1\",", "line 5: ")]
    [InlineData("\"number\":1,", "", "a field is missing")]
    [InlineData("\"data\":{", "\"data\":{{", "line 5: ")]
    [InlineData("\"format\":\"palimpsest-backup\"", "\"format\":\"something-else\"", NoBackup)]
    [InlineData("\"createdAt\":", "\"createdOn\":", NoBackup)]
    public async Task Of_another_version_or_form(string written, string instead, string told)
    {
        var lines = Lines(await SmallAsync());
        var at = lines.FindIndex(l => l.Contains(written, StringComparison.Ordinal));
        lines[at] = lines[at].Replace(written, instead, StringComparison.Ordinal);

        (await RefusedAsync(Forge(lines))).Message.ShouldContain(told);
    }

    [Fact]
    public async Task Of_something_else()
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var entry = zip.CreateEntry("record.jsonl").Open();
            await entry.WriteAsync(Encoding.UTF8.GetBytes(string.Join('\n', Lines(await SmallAsync()))), Ct);
        }

        (await RefusedAsync(NewFile([]))).Message.ShouldContain("is empty");
        (await RefusedAsync(NewFile(archive.ToArray()))).Message.ShouldContain(NoBackup);
        (await RefusedAsync(NewFile(Zip("{\"type\":\"StrengthReported\",\"id\":\"a1\"}\n")))).Message.ShouldContain(NoBackup);
        (await RefusedAsync(NewFile(Zip("some text\nand more of it\n")))).Message.ShouldContain(NoBackup);
        (await RefusedAsync(NewFile([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]))).Message.ShouldContain(NoBackup, Case.Insensitive, "nothing, compressed");
        (await RefusedAsync(NewFile(Zip(new string('x', 10_000_000))))).Message.ShouldContain(NotWhole);
        (await RefusedAsync(Path.Combine(Samples.FixtureFolder, "00-sources.jsonl"))).Message.ShouldContain("is read by palimpsest import");
        (await RefusedAsync(Samples.FixtureFolder)).Message.ShouldContain("is a folder");
        (await RefusedAsync(NewFile())).Message.ShouldContain("is not there");
    }

    private async Task<string> SmallAsync()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strengths(3, factions: 2), Ct);
        await writer.SendAsync(Samples.Strength("last"), Ct);
        return await BackUpAsync();
    }
}
