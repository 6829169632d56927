using Npgsql;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Store;
using Palimpsest.Store.Schema;

namespace Palimpsest.Postgres.Tests.Store;

/// <summary>A test with a new, empty record of its own.</summary>
public abstract class RecordTest(PostgresServerFixture fixture) : IAsyncLifetime
{
    private static readonly SemaphoreSlim MakingModel = new(1);
    private static string? s_model;
    private string _connectionString = "";

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected NpgsqlDataSource Source { get; private set; } = null!;

    protected string ConnectionString => _connectionString;

    public async ValueTask InitializeAsync()
    {
        await MakingModel.WaitAsync(Ct);
        try
        {
            s_model ??= await MakeModelAsync();
            _connectionString = await fixture.Postgres.CreateDatabaseAsync(s_model, Ct);
        }
        finally
        {
            MakingModel.Release();
        }

        Source = NpgsqlDataSource.Create(_connectionString);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Source.DisposeAsync();
        await fixture.Postgres.DropDatabaseAsync(_connectionString, CancellationToken.None);
    }

    protected Task<RecordWriter> OpenAsync() => RecordWriter.OpenAsync(Source, Ct);

    protected async Task RunAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }

    /// <summary>The rows of a query, each as its values with bars between them.</summary>
    protected Task<IReadOnlyList<string>> AskAsync(string sql) => AskAsync(Source, sql);

    protected static async Task<IReadOnlyList<string>> AskAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var rows = new List<string>();
        while (await reader.ReadAsync(Ct))
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    /// <summary>Until somebody waits for a lock in this test's database, or the task is done.</summary>
    protected async Task WaitForLockAsync(Task waiting)
    {
        const string Waiting = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        while (!waiting.IsCompleted && await AskAsync(Waiting) is ["0"])
        {
            await Task.Yield();
        }
    }

    private async Task<string> MakeModelAsync()
    {
        var model = await fixture.Postgres.CreateDatabaseAsync(ct: Ct);
        await using var source = NpgsqlDataSource.Create(model);
        await RecordSchema.EnsureAsync(source, Ct);
        return model;
    }
}
