using System.Globalization;
using Palimpsest.Projections;

namespace Palimpsest.Cli.Tests.Serving;

/// <summary>Two nodes on one database share the views that follow; one is killed.</summary>
[Collection(nameof(CommandLine))]
public sealed class Serving_together(CommandLine cli) : IDisposable
{
    private const string Sharing = "select count(distinct node_id) from palimpsest_nodes.wolverine_node_assignments where id like 'event-subscriptions:%'";

    private readonly Scratch _files = new();

    private static CancellationToken Ct => CommandLine.Ct;

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task The_other_takes_over_and_nothing_is_twice_or_skipped()
    {
        var db = await cli.FixtureAsync();
        using var first = await Node.StartAsync("--db", db);
        using var second = await Node.StartAsync("--db", db);
        await first.FollowedAsync();
        await Node.UntilAsync(async () => (await CommandLine.AskAsync<long>(db, Sharing) is 2, "two nodes share the views"));

        for (var i = 0; i < 6; i++)
        {
            await ImportAsync(db, i);
            if (i == 2)
            {
                first.Kill();
            }
        }

        var last = await CommandLine.AskAsync<long>(db, "select max(seq) from palimpsest.record_clock");
        await second.FollowedAsync(last);
        await Node.UntilAsync(async () => (await CommandLine.AskAsync<long>(db, Sharing) is 1, "one node has them all"));
        var followed = await ContentAsync(db);
        followed.ShouldAllBe(table => !table.EndsWith(" 0"));

        // Rebuilt while the node serves, it is the same, and is followed further.
        (await cli.RunAsync(db, "rebuild")).Exit.ShouldBe(0);
        (await ContentAsync(db)).ShouldBe(followed);
        await ImportAsync(db, 6);
        await second.FollowedAsync(last + 1);
        var verified = await cli.RunAsync(db, "verify");
        verified.Out.ShouldEndWith("the record is sound, and every view follows from it.\n");
        verified.Out.ShouldNotContain("judged up to");

        (await second.TerminateAsync()).ShouldBe(0);
        (await CommandLine.AskAsync<long>(db, "select count(*) from palimpsest_nodes.wolverine_node_assignments")).ShouldBe(0);
    }

    private async Task ImportAsync(string db, int number)
    {
        var lines = Enumerable.Range(0, 200).Select(i => string.Create(CultureInfo.InvariantCulture,
            $$$"""{"type":"{{{(i % 2 == 0 ? "NoClaimKnown" : "CasualtiesReported")}}}","id":"n{{{number}}}-{{{i}}}","subject":"incident:2013-served-{{{i % 7}}}",{{{(i % 2 == 0 ? "" : "\"lines\":[{\"group\":\"people\",\"class\":\"civilian\",\"outcome\":\"killed\",\"count\":3}],")}}}"summary":"Told.","citations":[{"outlet":"source:reuters","publishedOn":"2013-04-05"}]}"""));
        var ran = await cli.RunAsync(db, "import", _files.File($"{number}.jsonl", [.. lines]), "--by", "ann");
        ran.Exit.ShouldBe(0, ran.Error);
    }

    private static async Task<IReadOnlyList<string>> ContentAsync(string db)
    {
        var content = new List<string>();
        foreach (var table in ProjectionCatalogue.Create().Where(v => v.Follows).SelectMany(v => v.Tables))
        {
            content.Add(await CommandLine.AskAsync<string>(db, $"select '{table.Name} ' || md5(string_agg(t::text, ',' order by t::text collate \"C\")) || ' ' || count(*) from {table.Name} t") ?? "");
        }

        return content;
    }
}
