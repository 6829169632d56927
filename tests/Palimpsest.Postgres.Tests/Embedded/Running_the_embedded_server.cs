using System.Diagnostics;
using Palimpsest.Store.Embedded;

namespace Palimpsest.Postgres.Tests.Embedded;

public class Running_the_embedded_server(PostgresServerFixture fixture)
{
    private static CancellationToken Ct => ScratchHome.Ct;

    [Fact]
    public async Task A_first_call_starts_it_and_a_second_attaches()
    {
        await using var home = new ScratchHome();

        var first = await home.EnsureRunningAsync();
        var second = await home.EnsureRunningAsync();

        first.Origin.ShouldBe(ServerOrigin.Started);
        second.ShouldBe(first with { Origin = ServerOrigin.Attached });
        first.Version.Major.ShouldBeGreaterThanOrEqualTo(14);
        File.Exists(Path.Combine(first.BinDirectory, "pg_ctl")).ShouldBeTrue();
        (await ScratchHome.AskAsync(second.ConnectionString, "select current_database()")).ShouldBe("palimpsest");
    }

    [Fact]
    public async Task Answers_do_not_depend_on_the_machines_locale_or_zone()
    {
        var server = fixture.Postgres.Server;

        var told = await ScratchHome.AskAsync(
            server.ConnectionString,
            """
            select concat_ws(' ', datcollate, datctype, pg_encoding_to_char(encoding), current_setting('timezone'))
            from pg_database where datname = current_database()
            """);

        told.ShouldBe("C C UTF8 UTC");
    }

    [Fact]
    public async Task Of_four_first_runs_at_once_one_starts_it_and_all_get_it()
    {
        await using var home = new ScratchHome();

        var servers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => home.EnsureRunningAsync(), Ct)));

        servers.Count(server => server.Origin == ServerOrigin.Started).ShouldBe(1);
        servers.Select(server => server.ConnectionString).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task It_is_closed_to_other_users_and_to_the_network()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has a password instead.");
        var server = fixture.Postgres.Server;

        var sockets = (string)(await ScratchHome.AskAsync(server.ConnectionString, "show unix_socket_directories"))!;

        ModeOf(sockets.Trim('"')).ShouldBe("rwx------");
        ModeOf(server.DataDirectory).ShouldBe("rwx------");
        (await ScratchHome.AskAsync(server.ConnectionString, "show listen_addresses")).ShouldBe("");
    }

    [Fact]
    public async Task Stop_stops_it_and_status_tells()
    {
        await using var home = new ScratchHome();
        (await EmbeddedPostgres.StatusAsync(home.Options, Ct)).Initialised.ShouldBeFalse();
        (await EmbeddedPostgres.StopAsync(home.Options, ct: Ct)).ShouldBeFalse();

        var server = await home.EnsureRunningAsync();
        var running = await EmbeddedPostgres.StatusAsync(home.Options, Ct);
        running.Running.ShouldBeTrue();
        running.RunUser.ShouldBe(server.RunUser);
        running.BinDirectory.ShouldBe(server.BinDirectory);
        running.Major.ShouldBe(server.Version.Major);

        (await EmbeddedPostgres.StopAsync(home.Options, ct: Ct)).ShouldBeTrue();
        var stopped = await EmbeddedPostgres.StatusAsync(home.Options, Ct);
        stopped.ShouldBe(running with { Running = false, ProcessId = null });
    }

    [Fact]
    public async Task What_was_committed_is_there_after_a_stop_and_a_start()
    {
        await using var home = new ScratchHome();
        var server = await home.EnsureRunningAsync();
        await ScratchHome.AskAsync(server.ConnectionString, "create table kept as select 7 as n");

        await EmbeddedPostgres.StopAsync(home.Options, ct: Ct);
        var again = await home.EnsureRunningAsync();

        again.Origin.ShouldBe(ServerOrigin.Started);
        (await ScratchHome.AskAsync(again.ConnectionString, "select n from kept")).ShouldBe(7);
    }

    [Fact]
    public async Task A_killed_server_is_started_again()
    {
        await using var home = new ScratchHome();
        await home.EnsureRunningAsync();
        var process = (await EmbeddedPostgres.StatusAsync(home.Options, Ct)).ProcessId!.Value;

        using (var postmaster = Process.GetProcessById(process))
            postmaster.Kill();
        var again = await home.EnsureRunningAsync();

        again.Origin.ShouldBe(ServerOrigin.Started);
        (await EmbeddedPostgres.StatusAsync(home.Options, Ct)).ProcessId.ShouldNotBe(process);
    }

    [Fact]
    public async Task A_note_that_names_another_programs_process_does_not_stop_it()
    {
        await using var home = new ScratchHome();
        await home.EnsureRunningAsync();
        var note = Path.Combine(home.Folder, "cluster", "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(note, Ct);
        await EmbeddedPostgres.StopAsync(home.Options, ct: Ct);

        // As in a restarted container, where the numbers begin anew.
        await File.WriteAllLinesAsync(note, [Environment.ProcessId.ToString(), .. lines.Skip(1)], Ct);

        (await home.EnsureRunningAsync()).Origin.ShouldBe(ServerOrigin.Started);
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_still_works()
    {
        await using var home = new ScratchHome();
        var far = home.Options with { Home = Path.Combine(home.Folder, new string('x', 120), "a, b 'c'") };

        var server = await EmbeddedPostgres.EnsureRunningAsync(far, null, Ct);
        var sockets = ((string)(await ScratchHome.AskAsync(server.ConnectionString, "show unix_socket_directories"))!).Trim('"');
        await EmbeddedPostgres.StopAsync(far, null, Ct);

        Directory.Exists(sockets).ShouldBeFalse();
    }

    private static string ModeOf(string path)
    {
        if (OperatingSystem.IsWindows())
            return "";
        var mode = File.GetUnixFileMode(path);
        return string.Concat("rwxrwxrwx".Select((letter, i) => ((int)mode & (256 >> i)) != 0 ? letter : '-'));
    }
}
