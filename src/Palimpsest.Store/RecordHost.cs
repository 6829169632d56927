using JasperFx;
using JasperFx.CodeGeneration;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Palimpsest.Projections.Following;
using Palimpsest.Store.Handlers;
using Palimpsest.Store.Submitting;
using Wolverine;
using Wolverine.Marten;

namespace Palimpsest.Store;

/// <summary>
/// The one place that says how Wolverine is set up: for a verb a mediator inside this process, no queues, no tables of its own;
/// for a node that serves, one of several that share the following views through tables of their own.
/// </summary>
public static class RecordHost
{
    /// <summary>A host that handles commands.</summary>
    /// <param name="source">The database.</param>
    /// <param name="mode">Static: the handlers' committed code, quick to start. Dynamic: generated now, to write or check that code.</param>
    /// <param name="generated">Where dynamic mode writes the code.</param>
    public static HostApplicationBuilder Builder(NpgsqlDataSource source, TypeLoadMode mode = TypeLoadMode.Static, string? generated = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.Services.AddMarten(options => RecordStore.Configure(options, source)).UseLightweightSessions().IntegrateWithWolverine();
        builder.Services.AddSingleton(new ImportDesk(source));
        builder.Services.AddRecordEventModel();
        builder.UseWolverine(options => ConfigureMediator(options, mode, generated));
        return builder;
    }

    /// <summary>Adds a node to a host: it handles commands, and shares the following views with the other nodes of the database.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="source">The database; it holds a record.</param>
    public static void AddNode(IHostApplicationBuilder builder, NpgsqlDataSource source)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddMarten(options => RecordStore.Configure(options, source)).UseLightweightSessions().IntegrateWithWolverine(nodes =>
        {
            nodes.UseWolverineManagedEventSubscriptionDistribution = true;
            nodes.MessageStorageSchemaName = FollowingViews.NodesSchema;
            nodes.TransportSchemaName = FollowingViews.NodesSchema;
            nodes.AutoCreate = AutoCreate.CreateOrUpdate;
        });
        builder.Services.AddSingleton(new ImportDesk(source)).AddHostedService<ImportIntake>();
        builder.UseWolverine(options =>
        {
            Configure(options, TypeLoadMode.Static, null);

            // Kept in the database until it is handled: of a node that is killed another takes it over.
            options.PublishMessage<ImportSubmitted>().ToLocalQueue("imports").UseDurableInbox().Sequential();
            options.Durability.Mode = DurabilityMode.Balanced;
            options.AutoBuildMessageStorageOnStartup = AutoCreate.CreateOrUpdate;

            // A node shows every two seconds that it lives; one that did not for ten is given up, and its views go to another.
            options.Durability.FirstHealthCheckExecution = TimeSpan.FromSeconds(1);
            options.Durability.HealthCheckPollingTime = TimeSpan.FromSeconds(2);
            options.Durability.StaleNodeTimeout = TimeSpan.FromSeconds(10);
            options.Durability.CheckAssignmentPeriod = TimeSpan.FromSeconds(2);
            options.Durability.NodeReassignmentPollingTime = TimeSpan.FromSeconds(2);
        });
    }

    private static void ConfigureMediator(WolverineOptions options, TypeLoadMode mode, string? generated)
    {
        Configure(options, mode, generated);
        options.Durability.Mode = DurabilityMode.MediatorOnly;
        options.Durability.DurabilityAgentEnabled = false;
        options.AutoBuildMessageStorageOnStartup = AutoCreate.None;
    }

    private static void Configure(WolverineOptions options, TypeLoadMode mode, string? generated)
    {
        options.DefaultExecutionTimeout = TimeSpan.FromHours(6);
        options.ApplicationAssembly = typeof(RecordHost).Assembly;
        options.CodeGeneration.TypeLoadMode = mode;
        if (generated is not null)
        {
            options.CodeGeneration.GeneratedCodeOutputPath = generated;
        }

        options.Discovery.DisableConventionalDiscovery().IncludeType(typeof(ActHandlers)).IncludeType(typeof(ImportHandler));
    }
}
