using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Npgsql;
using Palimpsest.Json;
using Palimpsest.Projections;
using Palimpsest.Projections.Rows;
using Weasel.Core;

namespace Palimpsest.Store;

/// <summary>The one place that says how Marten is set up.</summary>
public static class RecordStore
{
    // A large import holds the record's lock for long; whoever waits can be cancelled.
    private const int SecondsToWait = 6 * 60 * 60;

    /// <summary>Sets up a store over a database whose schema is made by <see cref="Schema.RecordSchema"/>.</summary>
    public static void Configure(StoreOptions options, NpgsqlDataSource source)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Connection(source);
        options.CommandTimeout = SecondsToWait;
        options.DatabaseSchemaName = RowTable.Schema;
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.DisableNpgsqlLogging = true;

        // Its own converters come first in the list, so that events are written as everywhere else; Marten only adds behind them.
        options.UseSystemTextJsonForSerialization(RecordJson.Options, EnumStorage.AsString, Casing.CamelCase);

        // Marten would replay a failed batch in a new transaction, without the lock: the guard refuses that and hides the cause.
        // The whole command is retried instead.
        options.ConfigureWritePolly(_ => { });
        ConfigureEvents(options);
        foreach (var projection in ProjectionCatalogue.Create())
        {
            options.Projections.Add(projection, projection.Follows ? ProjectionLifecycle.Async : ProjectionLifecycle.Inline);
        }

        // Views that follow are run by the nodes that serve; whoever only opens the store need not be warned that he does not.
        options.Projections.AsyncMode = DaemonMode.ExternallyManaged;

        // Numbers are handed out under the lock: a gap below a committed number is dead at once, never late.
        options.Projections.StaleSequenceThreshold = TimeSpan.FromMilliseconds(50);
    }

    /// <summary>A store of one's own, as for a rebuild; whoever sends commands goes through <see cref="RecordWriter"/>.</summary>
    public static DocumentStore Open(NpgsqlDataSource source) => DocumentStore.For(o => Configure(o, source));

    private static void ConfigureEvents(StoreOptions options)
    {
        options.Events.DatabaseSchemaName = RowTable.Schema;
        options.Events.StreamIdentity = StreamIdentity.AsString;

        // Numbers are taken in the database, after the listener took the lock. Rich mode takes them before, and the guard refuses it.
        options.Events.AppendMode = EventAppendMode.Quick;
        options.Events.EnableUniqueIndexOnEventId = true;
        options.Events.MetadataConfig.UserNameEnabled = true;
        options.Events.MetadataConfig.HeadersEnabled = true;
        options.Listeners.Add(RecordClockListener.Instance);
        foreach (var kind in EventCatalogue.All)
        {
            options.Events.MapEventType(kind.Type, kind.StorageName);
        }
    }
}
