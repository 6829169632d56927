using Palimpsest.Store.Embedded;

namespace Palimpsest.Postgres.Tests.Embedded;

public class Making_a_cluster
{
    private static CancellationToken Ct => ScratchHome.Ct;

    [Fact]
    public async Task What_a_killed_initdb_left_is_swept()
    {
        await using var home = new ScratchHome();
        var half = Directory.CreateDirectory(Path.Combine(home.Folder, "cluster.new-half", "base"));
        await File.WriteAllTextAsync(Path.Combine(half.Parent!.FullName, "PG_VERSION"), "15\n", Ct);

        (await home.EnsureRunningAsync()).Origin.ShouldBe(ServerOrigin.Started);

        Directory.Exists(half.FullName).ShouldBeFalse();
    }

    [Fact]
    public async Task Cancelled_in_the_middle_it_leaves_nothing_and_the_next_call_makes_it()
    {
        await using var home = new ScratchHome();
        using var ctrlC = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var progress = new Said(line =>
        {
            if (line.StartsWith("Making", StringComparison.Ordinal))
                ctrlC.CancelAfter(TimeSpan.FromMilliseconds(100));
        });

        await Should.ThrowAsync<OperationCanceledException>(() => EmbeddedPostgres.EnsureRunningAsync(home.Options, progress, ctrlC.Token));

        Directory.GetDirectories(home.Folder, "cluster*").ShouldBeEmpty();
        (await home.EnsureRunningAsync()).Origin.ShouldBe(ServerOrigin.Started);
    }

    [Fact]
    public async Task A_folder_of_somebody_elses_is_left_alone()
    {
        await using var home = new ScratchHome();
        var theirs = Path.Combine(Directory.CreateDirectory(Path.Combine(home.Folder, "cluster")).FullName, "letters.txt");
        await File.WriteAllTextAsync(theirs, "Dear Sir", Ct);

        var refused = await Should.ThrowAsync<EmbeddedPostgresException>(() => home.EnsureRunningAsync());

        refused.Message.ShouldContain("is not a PostgreSQL data directory");
        refused.Message.ShouldContain("--data");
        File.Exists(theirs).ShouldBeTrue();
    }

    [Fact]
    public async Task For_root_a_directory_closed_to_the_servers_user_is_refused_by_name()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows(), "Only root runs the server as somebody else.");
        await using var home = new ScratchHome();
        var closed = Directory.CreateDirectory(Path.Combine(home.Folder, "private")).FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var refused = await Should.ThrowAsync<EmbeddedPostgresException>(
            () => EmbeddedPostgres.EnsureRunningAsync(home.Options with { Home = Path.Combine(closed, "data") }, null, Ct));

        refused.Message.ShouldContain($"{closed} is closed to that user");
        Directory.GetFileSystemEntries(closed).ShouldBeEmpty();
        refused.Message.ShouldContain("--data");
    }

    [Fact]
    public async Task For_root_the_server_runs_as_another_user_and_says_so()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows(), "Only root runs the server as somebody else.");
        await using var home = new ScratchHome();
        var said = new Said();

        var server = await home.EnsureRunningAsync(said);

        server.RunUser.ShouldBeOneOf("postgres", "nobody");
        said.Lines.ShouldContain(line => line.Contains($"as user {server.RunUser}", StringComparison.Ordinal));
    }
}
