using Palimpsest.Import;

namespace Palimpsest.Tests.Import;

public sealed class InputFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("palimpsest-input-").FullName;

    [Fact]
    public void A_folder_stands_for_its_jsonl_files_in_ordinal_order_sub_folders_too()
    {
        Touch("b.jsonl", "B.jsonl", "a/z.jsonl", "a.jsonl", "10.jsonl", "9.jsonl", "notes.txt", ".hidden.jsonl", ".git/x.jsonl", "c.JSONL");

        InputFiles.Find(_folder).Select(f => Path.GetRelativePath(_folder, f).Replace('\\', '/'))
            .ShouldBe(["10.jsonl", "9.jsonl", "B.jsonl", "a.jsonl", "a/z.jsonl", "b.jsonl", "c.JSONL"]);
    }

    [Fact]
    public void A_file_stands_for_itself_whatever_its_name()
    {
        Touch("events.ndjson");
        var file = Path.Combine(_folder, "events.ndjson");

        InputFiles.Find(file).ShouldBe([file]);
    }

    [Fact]
    public void A_folder_that_links_to_itself_is_walked_once()
    {
        Touch("a.jsonl");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "loop"), _folder);

        InputFiles.Find(_folder).ShouldHaveSingleItem();
    }

    [Fact]
    public void What_is_not_there_empty_or_broken_is_called_so()
    {
        Touch("notes.txt");
        File.CreateSymbolicLink(Path.Combine(_folder, "dangling"), Path.Combine(_folder, "gone"));

        Should.Throw<InputFileException>(() => InputFiles.Find(Path.Combine(_folder, "none"))).Message.ShouldContain("does not exist");
        Should.Throw<InputFileException>(() => InputFiles.Find(Path.Combine(_folder, "dangling"))).Message.ShouldContain("dangling' ");
        Should.Throw<InputFileException>(() => InputFiles.Find(_folder)).Message.ShouldContain("holds no .jsonl file");
        Should.Throw<InputFileException>(() => InputFiles.Find(" ")).Message.ShouldContain("no file or folder is named");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Touch(params string[] names)
    {
        foreach (var path in names.Select(n => Path.Combine(_folder, n)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }
    }
}
