using JasperFx;
using JasperFx.CodeGeneration;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Palimpsest.Store.Handlers;
using Wolverine;
using Wolverine.Marten;

namespace Palimpsest.Store;

/// <summary>The one place that says how Wolverine is set up: a mediator inside this process, no queues, no tables of its own.</summary>
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
        builder.Services.AddRecordEventModel();
        builder.UseWolverine(options => Configure(options, mode, generated));
        return builder;
    }

    private static void Configure(WolverineOptions options, TypeLoadMode mode, string? generated)
    {
        options.Durability.Mode = DurabilityMode.MediatorOnly;
        options.Durability.DurabilityAgentEnabled = false;
        options.AutoBuildMessageStorageOnStartup = AutoCreate.None;
        options.DefaultExecutionTimeout = TimeSpan.FromHours(6);
        options.ApplicationAssembly = typeof(RecordHost).Assembly;
        options.CodeGeneration.TypeLoadMode = mode;
        if (generated is not null)
        {
            options.CodeGeneration.GeneratedCodeOutputPath = generated;
        }

        options.Policies.AutoApplyTransactions();
        options.Discovery.DisableConventionalDiscovery().IncludeType(typeof(ActHandlers));
    }
}
