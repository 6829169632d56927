using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Palimpsest.Projections.Columns;
using Palimpsest.Store;
using Palimpsest.Store.Schema;

namespace Palimpsest.Server;

/// <summary>
/// A node that serves a record for as long as it runs: it keeps the views that follow, together with whatever other nodes serve the same database,
/// and a copy of the record in memory for questions about the whole world, and says how it is.
/// </summary>
public sealed class RecordServer : IAsyncDisposable
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(15);

    private readonly WebApplication _app;

    private RecordServer(WebApplication app, RecordIdentity record)
    {
        _app = app;
        Record = record;
    }

    /// <summary>The record that it serves.</summary>
    public RecordIdentity Record { get; }

    /// <summary>Where it listens, ports filled in.</summary>
    public IReadOnlyCollection<string> Urls => [.. _app.Urls];

    /// <summary>Opens the record, made or brought up to date if need be, and begins to serve it.</summary>
    /// <param name="source">The record's database; it stays the caller's.</param>
    /// <param name="urls">Where to listen, such as <c>http://127.0.0.1:0</c>; port 0 is any that is free.</param>
    /// <param name="ct">Cancels the start.</param>
    /// <exception cref="RecordSchemaException">The database holds something that this program does not know.</exception>
    /// <exception cref="IOException">The address cannot be listened on.</exception>
    public static async Task<RecordServer> StartAsync(NpgsqlDataSource source, IReadOnlyCollection<string> urls, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(urls);
        var record = await RecordSchema.EnsureAsync(source, ct);

        // Empty: what it does follows from its arguments, not from variables of the environment or files beside it.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(RecordServer).Assembly.GetName().Name });
        builder.Logging.AddSimpleConsole(o => o.SingleLine = true).SetMinimumLevel(LogLevel.Error);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = LongestStop);
        builder.WebHost.UseKestrelCore().UseUrls([.. urls]);
        builder.Services.AddSingleton(_ => new LiveColumns(source)).AddHostedService<ColumnsFollower>();
        RecordHost.AddNode(builder, source);
        var app = builder.Build();
        app.UseRouting();
        app.MapHealth(source);
        try
        {
            await app.StartAsync(ct);
            return new RecordServer(app, record);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Serves until it is cancelled, or the process is asked to end.</summary>
    public Task RunAsync(CancellationToken ct) => _app.WaitForShutdownAsync(ct);

    /// <summary>Hands its views over to the other nodes and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(LongestStop);
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }
}
