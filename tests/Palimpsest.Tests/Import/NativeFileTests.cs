using System.Globalization;
using System.Text;
using Palimpsest.Import;
using Palimpsest.Import.Native;
using static Palimpsest.Tests.Import.Lines;

namespace Palimpsest.Tests.Import;

public class NativeFileTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_can_be_read_only_once_is_imported_all_the_same()
    {
        var bytes = Encoding.UTF8.GetBytes(Casualties + "\n" + string.Concat(Many(1200)) + Disputed);
        await using var file = await NativeFile.OpenAsync(() => new Once(bytes), Ct);

        var check = await new NativeImport(file, "ada", EmptyRecord).CheckAsync(Ct);

        (check.New, check.Errors).ShouldBe((1202, 0));
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_read_is_refused()
    {
        var before = Encoding.UTF8.GetBytes(Casualties + "\n" + string.Concat(Many(1200)) + Disputed);
        var after = Encoding.UTF8.GetBytes(string.Concat(Many(1200)));
        var opened = 0;
        await using var file = await NativeFile.OpenAsync(() => new MemoryStream(opened++ < 2 ? before : after), Ct);

        (await Should.ThrowAsync<InputFileException>(new NativeImport(file, "ada", EmptyRecord).CheckAsync(Ct))).Message.ShouldContain("changed while it was read");
    }

    [Fact]
    public async Task Of_a_folder_each_file_is_checked_as_if_those_before_it_were_recorded()
    {
        string[] texts = [Casualties, Disputed, Retraction.With("\"target\":\"qalat-killed\"", "\"target\":\"qalat-disputed\""), Casualties];
        var imports = new List<NativeImport>();
        foreach (var bytes in texts.Select(Encoding.UTF8.GetBytes))
        {
            var import = new NativeImport(await NativeFile.OpenAsync(() => new MemoryStream(bytes), Ct), "ada", EmptyRecord, [.. imports]);
            await import.CheckAsync(Ct);
            imports.Add(import);
        }

        imports.Select(i => (i.Outcome.New, i.Outcome.Known, i.Outcome.Errors)).ShouldBe([(1, 0, 0), (1, 0, 0), (1, 0, 0), (0, 1, 0)]);
    }

    [Fact]
    public async Task What_a_refused_file_holds_is_not_known_to_the_next()
    {
        var imports = new List<NativeImport>();
        foreach (var bytes in new[] { Casualties + "\n?", Disputed }.Select(Encoding.UTF8.GetBytes))
        {
            var import = new NativeImport(await NativeFile.OpenAsync(() => new MemoryStream(bytes), Ct), "ada", EmptyRecord, [.. imports]);
            await import.CheckAsync(Ct);
            imports.Add(import);
        }

        imports[1].Outcome.Findings.ShouldHaveSingleItem().Message.ShouldBe("'qalat-killed' is not recorded; a target must stand before the act that aims at it");
    }

    [Fact]
    public void Names_keep_their_places_however_many_there_are()
    {
        var names = new NameMap();
        var all = Enumerable.Range(0, 100_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"name-{i}")).ToList();

        all.Select(names.Add).Select(a => a.Place).ShouldBe(Enumerable.Range(0, 100_000));

        all.Select(names.Find).ShouldBe(Enumerable.Range(0, 100_000));
        all.Select(names.Add).ShouldAllBe(a => !a.IsNew);
        names.Contains("name-100000").ShouldBeFalse();
    }

    private static IEnumerable<string> Many(int count) =>
        Enumerable.Range(0, count).Select(i => Source.With("afp-described", string.Create(CultureInfo.InvariantCulture, $"afp-{i}")) + "\n");

    private sealed class Once(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
