using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;

namespace Palimpsest.Cli.Tests.Serving;

/// <summary>Files that are handed to nodes, which are real processes, and are killed.</summary>
[Collection(nameof(CommandLine))]
public sealed class Importing_through_nodes(CommandLine cli) : IDisposable
{
    private const int Lines = 6000;

    private readonly Scratch _files = new();

    private static CancellationToken Ct => CommandLine.Ct;

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_node_is_killed_in_the_middle_and_the_other_ends_it_as_if_nothing_had_been()
    {
        var file = File("large", Lines);
        var db = await cli.EmptyAsync();
        var handed = await RunAsync(db, "import", file, "--by", "ann", "--through-node");
        handed.ShouldContain("import 1, waits for a node");
        (await OneAsync(db, 1))["state"]!.ToString().ShouldBe("waiting");

        await using var source = NpgsqlDataSource.Create(db);
        await using var connection = await source.OpenConnectionAsync(Ct);
        await using var held = await connection.BeginTransactionAsync(Ct);

        // Nobody can record until it is let go: so the file is checked, and is not recorded, when its node is killed.
        await ExecuteAsync(connection, "select palimpsest.begin_append()");
        using var first = await Node.StartAsync("--db", db);
        using var second = await Node.StartAsync("--db", db);
        await Node.UntilAsync(async () => (await OneAsync(db, 1) is var one && (string)one["state"]! == "importing" && (long)one["lines"]! == Lines, one.ToJsonString()));
        var node = ((string)(await OneAsync(db, 1))["node"]!).Split(':')[^1];
        var (killed, survivor) = node == first.Id.ToString(CultureInfo.InvariantCulture) ? (first, second) : (second, first);
        (await survivor.HealthAsync()).Said["imports"]![0]!["state"]!.ToString().ShouldBe("importing");
        killed.Kill();
        await held.RollbackAsync(Ct);
        await EndedAsync(db, 1);

        var ended = await OneAsync(db, 1);
        ((string)ended["state"]!, (int)ended["new"]! + (int)ended["known"]!, (int)ended["times"]!).ShouldBe(("done", Lines, 2));
        ((string)ended["node"]!).ShouldEndWith($":{survivor.Id}");
        await survivor.FollowedAsync(Lines);
        (await survivor.HealthAsync()).Said["imports"]!.AsArray().ShouldBeEmpty();
        (await CommandLine.AskAsync<long>(db, "select count(*) from palimpsest_imports.chunk")).ShouldBe(0);

        var plain = await cli.EmptyAsync();
        await RunAsync(plain, "import", file, "--by", "ann");
        (await ContentAsync(db)).ShouldBe(await ContentAsync(plain));
        (await RunAsync(db, "verify")).ShouldEndWith("the record is sound, and every view follows from it.\n");
        (await survivor.TerminateAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Each_file_ends_in_its_turn_and_one_that_is_refused_says_why_and_changes_nothing()
    {
        var db = await cli.EmptyAsync();
        var wrong = File("2-wrong", 3, line => line.Replace("2013-04-05", "2013-04-31", StringComparison.Ordinal));
        var act = _files.File("3-act.jsonl", """{"type":"AssertionRetracted","id":"taken-back","target":"1-right-2","summary":"Taken back.","citations":[{"outlet":"source:reuters","publishedOn":"2013-04-07"}]}""");
        foreach (var file in (string[])[File("1-right", 5), wrong, act])
        {
            await RunAsync(db, "import", file, "--by", "ann", "--through-node");
        }

        using var node = await Node.StartAsync("--db", db);
        await EndedAsync(db, 3);

        var (right, refused, acted) = (await OneAsync(db, 1), await OneAsync(db, 2), await OneAsync(db, 3));
        ((string)right["state"]!, (int)right["new"]!, (long)right["number"]!).ShouldBe(("done", 5, 5));
        ((string)refused["state"]!, (int)refused["errors"]!, (int)refused["times"]!).ShouldBe(("refused", 3, 1));
        var finding = refused["findings"]![1]!;
        ((int)finding["line"]!, (string)finding["field"]!, (bool)finding["isError"]!).ShouldBe((2, "citations[0].publishedOn", true));
        ((string)acted["state"]!, (int)acted["new"]!).ShouldBe(("done", 1));
        (await CommandLine.AskAsync<long>(db, "select count(*) from palimpsest.mt_events")).ShouldBe(6);
        var shown = await RunAsync(db, "imports", "2");
        shown.ShouldContain("refused for 3 errors; nothing of it was recorded");
        shown.ShouldContain("line 2: citations[0].publishedOn");
        (await RunAsync(db, "imports")).ShouldContain("done: 5 new, 0 known");
        (await node.TerminateAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_not_what_was_handed_in_is_not_recorded()
    {
        var db = await cli.EmptyAsync();
        await RunAsync(db, "import", File("damaged", 3), "--by", "ann", "--through-node");
        await CommandLine.AskAsync<int>(db, "update palimpsest_imports.chunk set bytes = convert_to(replace(convert_from(bytes, 'UTF8'), 'Told', 'Sold'), 'UTF8')");

        using var node = await Node.StartAsync("--db", db);
        await EndedAsync(db, 1);

        var ended = await OneAsync(db, 1);
        ((string)ended["state"]!, (string)ended["message"]!).ShouldBe(("failed", "what is kept of the file is not what was handed in: its SHA-256 differs"));
        (await CommandLine.AskAsync<long>(db, "select count(*) from palimpsest.mt_events")).ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_handed_in_by_a_dry_run_or_where_there_is_no_such_import()
    {
        var db = await cli.FixtureAsync();
        var refused = await cli.RunAsync(db, "import", File("x", 1), "--through-node", "--dry-run");
        (refused.Exit, refused.Error.Contains("--through-node records, and --dry-run does not", StringComparison.Ordinal)).ShouldBe((2, true));
        (await RunAsync(db, "imports")).ShouldContain("No file was handed to a node.");
        var none = await cli.RunAsync(db, "imports", "7");
        (none.Exit, none.Error.Contains("No file was handed in as import 7", StringComparison.Ordinal)).ShouldBe((1, true));
    }

    private string File(string name, int lines, Func<string, string>? change = null) => _files.File($"{name}.jsonl",
    [
        .. Enumerable.Range(0, lines).Select(i => string.Create(CultureInfo.InvariantCulture,
            $$$"""{"type":"CasualtiesReported","id":"{{{name}}}-{{{i}}}","subject":"incident:2013-handed-{{{i % 300}}}","lines":[{"group":"people","class":"civilian","outcome":"killed","count":{{{i % 9}}}}],"summary":"Told.","citations":[{"outlet":"source:reuters","publishedOn":"2013-04-05"}]}"""))
            .Select(line => change is null ? line : change(line)),
    ]);

    private async Task<string> RunAsync(string db, params string[] args)
    {
        var ran = await cli.RunAsync(db, args);
        ran.Exit.ShouldBe(0, ran.Error);
        return ran.Out;
    }

    private async Task<JsonNode> OneAsync(string db, int import) =>
        JsonNode.Parse(await RunAsync(db, "imports", import.ToString(CultureInfo.InvariantCulture), "--format", "json"))!["imports"]![0]!;

    private Task EndedAsync(string db, int import) => Node.UntilAsync(async () => (await OneAsync(db, import) is var one && one["endedAt"] is not null, one.ToJsonString()));

    // Everything that two records of the same content share.
    private static async Task<IReadOnlyList<string>> ContentAsync(string db)
    {
        string[] queries =
        [
            "select md5(string_agg(concat_ws('|', seq_id, id, stream_id, version, type, user_name, headers, data), ',' order by seq_id)) || count(*) from palimpsest.mt_events",
            "select md5(string_agg(f::text, ',' order by f::text collate \"C\")) || count(*) from palimpsest.fact f",
            "select md5(string_agg(t::text, ',' order by t::text collate \"C\")) || count(*) from palimpsest.search_term t",
            "select count(*)::text from palimpsest.record_clock",
        ];
        var content = new List<string>();
        foreach (var query in queries)
        {
            content.Add(await CommandLine.AskAsync<string>(db, query) ?? "");
        }

        return content;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
