using System.Diagnostics;
using MySqlConnector;
using Palimpsest.Benchmarks.Data;

namespace Palimpsest.Benchmarks.Peers;

/// <summary>MariaDB with an application-time period and system versioning, its history in a partition of its own, as its documentation advises.</summary>
internal sealed class MariaDb : WorldPeer
{
    public const string Install = "apt-get install -y mariadb-server";

    private const string World = $"select {WorldColumns} from belief for system_time as of @y b where b.x_from <= @x and @x < b.x_to";
    private static readonly string InSeries = Series(alias => $"belief for system_time as of @y {alias}", alias => $"{alias}.x_from <= @x and @x < {alias}.x_to", "@country", "signed");

    private readonly string _home;
    private readonly Process _server;
    private MySqlConnection? _connection;

    private MariaDb(string home, Process server) => (_home, _server) = (home, server);

    public override string Name => "MariaDB, system-versioned";

    /// <summary>Null if it is not installed.</summary>
    public static async Task<MariaDb?> LoadAsync(BeliefFile file, CancellationToken ct)
    {
        if (Find("mariadbd") is not { } program || Find("mariadb-install-db") is not { } maker)
        {
            return null;
        }

        var home = Directory.CreateTempSubdirectory("pmaria-").FullName;
        var who = $"--user={Environment.UserName}";
        using (var made = Start(maker, "--no-defaults", $"--datadir={home}/data", "--auth-root-authentication-method=normal", "--skip-test-db", who))
        {
            await made.WaitForExitAsync(ct);
        }

        var maria = new MariaDb(home, Start(
            program, "--no-defaults", $"--datadir={home}/data", $"--socket={home}/s", $"--pid-file={home}/pid", "--skip-networking", "--innodb-buffer-pool-size=1G",
            "--local-infile=1", "--skip-log-bin", who));
        try
        {
            await maria.FillAsync(file, ct);
            return maria;
        }
        catch
        {
            await maria.DisposeAsync();
            throw;
        }
    }

    public override async Task<List<BeliefRow>> WorldAsync(At at, CancellationToken ct)
    {
        await using var command = Command(World, at);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await RowsAsync(reader, ct);
    }

    public override async Task<List<SeriesRow>> SeriesAsync(string country, At at, CancellationToken ct)
    {
        await using var command = Command(InSeries, at);
        command.Parameters.AddWithValue("@country", country);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await PointsAsync(reader, ct);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        if (!_server.HasExited)
        {
            _server.Kill();
            await _server.WaitForExitAsync();
        }

        _server.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;

        // Nobody reads it; unread, a full pipe would stop the server.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task FillAsync(BeliefFile file, CancellationToken ct)
    {
        _connection = await ConnectAsync(ct);
        await RunAsync(
            """
            create database bench character set ascii collate ascii_bin; use bench;
            set time_zone = '+00:00', system_versioning_insert_history = 1, sql_mode = '';
            create table belief (
              incident varchar(120) not null, x_from datetime(6) not null, x_to datetime(6) not null,
              kind varchar(40), country varchar(100), day date, part_of varchar(120), low bigint, best bigint, high bigint, claims varchar(20) not null,
              row_start timestamp(6) generated always as row start, row_end timestamp(6) generated always as row end,
              period for valid(x_from, x_to), period for system_time(row_start, row_end),
              primary key (incident, x_from, row_end), index (country, day))
            with system versioning
            partition by system_time (partition p_hist history, partition p_cur current)
            """,
            ct);
        await using (var stream = File.OpenRead(file.Path))
        {
            var loader = new MySqlBulkLoader(_connection)
            {
                TableName = "belief",
                SourceStream = stream,
                Local = true,
                FieldTerminator = "\t",
                LineTerminator = "\n",
                EscapeCharacter = '\\',
                Timeout = 0,
            };
            loader.Columns.AddRange(
                ["incident", "x_from", "x_to", "row_start", "row_end", "@y_from", "@y_to", "kind", "country", "day", "part_of", "low", "best", "high", "claims"]);
            await loader.LoadAsync(ct);
        }

        await RunAsync("analyze table belief", ct);
        var rows = await AskAsync("select count(*) from belief for system_time all", ct);
        if (rows != file.Rows)
        {
            throw new InvalidOperationException($"MariaDB took {rows} rows of {file.Rows}");
        }
    }

    // It takes connections some seconds after it was started.
    private async Task<MySqlConnection> ConnectAsync(CancellationToken ct)
    {
        for (var tries = 0; ; tries++)
        {
            var connection = new MySqlConnection(
                $"Server={_home}/s;Protocol=unix;User ID=root;AllowLoadLocalInfile=true;AllowUserVariables=true;Pooling=false;Default Command Timeout=0");
            try
            {
                await connection.OpenAsync(ct);
                return connection;
            }
            catch (MySqlException) when (tries < 600 && !_server.HasExited)
            {
                await connection.DisposeAsync();
                await Task.Delay(100, ct);
            }
        }
    }

    private async Task RunAsync(string sql, CancellationToken ct)
    {
        await using var command = new MySqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<long> AskAsync(string sql, CancellationToken ct)
    {
        await using var command = new MySqlCommand(sql, _connection);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private MySqlCommand Command(string sql, At at)
    {
        var command = new MySqlCommand(sql, _connection);
        command.Parameters.AddWithValue("@x", at.XAt);
        command.Parameters.AddWithValue("@y", at.YAt);
        return command;
    }
}
