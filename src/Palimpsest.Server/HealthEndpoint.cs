using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Palimpsest.Projections.Columns;
using Palimpsest.Projections.Following;
using Palimpsest.Store.Schema;
using Palimpsest.Store.Submitting;

namespace Palimpsest.Server;

/// <summary>
/// GET /health: 200 with the record's id, its last number, how far the following views have come, how far this node's copy in memory has,
/// and which files that were handed in are not imported yet; 503 while the database is away.
/// </summary>
internal static class HealthEndpoint
{
    private const int MostImports = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapHealth(this WebApplication app, NpgsqlDataSource source) => app.MapGet("/health", context => AnswerAsync(context, source, app.Services.GetRequiredService<LiveColumns>()));

    private static async Task AnswerAsync(HttpContext context, NpgsqlDataSource source, LiveColumns columns)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            await using var connection = await source.OpenConnectionAsync(patience.Token);
            await using var query = new NpgsqlCommand("select id, (select coalesce(max(seq), 0) from palimpsest.record_clock) from palimpsest.record", connection);
            Guid record;
            long number;
            await using (var reader = await query.ExecuteReaderAsync(patience.Token))
            {
                await reader.ReadAsync(patience.Token);
                (record, number) = (reader.GetGuid(0), reader.GetInt64(1));
            }

            var views = await FollowingViews.ReachedAsync(connection, patience.Token);
            var imports = (await SubmittedImports.ListAsync(source, openOnly: true, MostImports, null, patience.Token)).Reverse()
                .Select(i => new { Import = i.Id, i.File, State = i.State.ToString().ToLowerInvariant(), i.Lines, i.Bytes, Of = i.Length, i.Node });
            await context.Response.WriteAsJsonAsync(
                new { Status = "serving", Node = Environment.ProcessId, Record = record, Number = number, Views = views, Columns = columns.Number, Imports = imports }, context.RequestAborted);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or RecordSchemaException && !context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsJsonAsync(new { Status = "the database is away" }, context.RequestAborted);
        }
    }
}
