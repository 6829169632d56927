using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Palimpsest.Acts;
using Palimpsest.Projections.Rows;
using Palimpsest.Store.Importing;
using Palimpsest.Store.Schema;
using Wolverine;
using Wolverine.Runtime;

namespace Palimpsest.Store;

/// <summary>
/// The one way to write: takes commands, from any number of callers at once, and records what their rules allow.
/// A command that is cancelled or fails leaves nothing behind; one that is sent again is recognised.
/// </summary>
public sealed class RecordWriter : IAsyncDisposable
{
    private const int StatementsPrepared = 50;

    private readonly IHost _host;
    private readonly NpgsqlDataSource _source;
    private readonly bool _ownsSource;

    private RecordWriter(IHost host, NpgsqlDataSource source, bool ownsSource, RecordIdentity record)
    {
        _host = host;
        _source = source;
        _ownsSource = ownsSource;
        Record = record;
    }

    /// <summary>The record that is written to.</summary>
    public RecordIdentity Record { get; }

    /// <summary>Opens the record in a database, and makes it first if there is none.</summary>
    /// <exception cref="RecordSchemaException">The database holds something that this program does not know.</exception>
    public static async Task<RecordWriter> OpenAsync(string connectionString, CancellationToken ct)
    {
        // What it sends again and again is planned once for each connection.
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = StatementsPrepared }.ConnectionString);
        try
        {
            return await OpenAsync(source, ownsSource: true, ct);
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the record in a database, and makes it first if there is none. The data source stays the caller's.</summary>
    /// <exception cref="RecordSchemaException">The database holds something that this program does not know.</exception>
    public static Task<RecordWriter> OpenAsync(NpgsqlDataSource source, CancellationToken ct) => OpenAsync(source, ownsSource: false, ct);

    /// <summary>Sends a command: any of the domain's acts.</summary>
    public async Task<CommandOutcome> SendAsync(Command command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        var outcome = await Transient.RetryAsync(() => _host.MessageBus().InvokeAsync<CommandOutcome>(command, ct), ct);

        // What was recorded before has its number from then. A command needs its own id first of all.
        return outcome is { Accepted: true, Number: null } ? outcome with { Number = await NumberOfAsync(command.Needs.First(), ct) } : outcome;
    }

    /// <summary>Records a file: all of it, or nothing.</summary>
    public Task<ImportOutcome> SendAsync(ImportFile file, CancellationToken ct) => RecordImporter.RunAsync(_source, file, null, ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A slower stop would ask for queues in the database, of which there are none.
        ((WolverineRuntime)_host.Services.GetRequiredService<IWolverineRuntime>()).StopMode = StopMode.Quick;
        await _host.StopAsync();
        _host.Dispose();
        if (_ownsSource)
        {
            await _source.DisposeAsync();
        }
    }

    private static async Task<RecordWriter> OpenAsync(NpgsqlDataSource source, bool ownsSource, CancellationToken ct)
    {
        // Looking into the database takes about as long as starting the host: side by side.
        var schema = Task.Run(() => RecordSchema.EnsureAsync(source, ct), ct);
        var host = RecordHost.Builder(source).Build();
        try
        {
            await host.StartAsync(ct);
            return new RecordWriter(host, source, ownsSource, await schema);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    private async Task<long?> NumberOfAsync(string id, CancellationToken ct)
    {
        await using var query = _source.CreateCommand("select min(seq) from palimpsest.record_clock where seq >= (select seq_id from palimpsest.mt_events where id = $1)");
        query.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = EventId.Of(id) });
        return await query.ExecuteScalarAsync(ct) as long?;
    }
}
