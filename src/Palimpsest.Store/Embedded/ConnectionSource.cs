namespace Palimpsest.Store.Embedded;

/// <summary>Where a record's database is: a server somebody named, or the embedded one.</summary>
public abstract record ConnectionSource
{
    private ConnectionSource()
    {
    }

    /// <summary>A server that somebody else runs; its connection string is taken as it is.</summary>
    public sealed record Given(string ConnectionString) : ConnectionSource
    {
        /// <summary>Without the connection string, which may hold a password.</summary>
        public override string ToString() => "a given PostgreSQL server";
    }

    /// <summary>Our own server, started when first needed.</summary>
    public sealed record Embedded(EmbeddedPostgresOptions Options) : ConnectionSource;

    /// <summary>The given server when there is one, else the embedded one.</summary>
    public static ConnectionSource From(string? connectionString, EmbeddedPostgresOptions options) =>
        string.IsNullOrWhiteSpace(connectionString) ? new Embedded(options) : new Given(connectionString);

    /// <summary>The connection string, after making sure that the embedded server runs if it is that one.</summary>
    /// <exception cref="EmbeddedPostgresException">The embedded server cannot run; the message says why.</exception>
    public async Task<string> ConnectionStringAsync(IProgress<string>? progress = null, CancellationToken ct = default) => this switch
    {
        Given given => given.ConnectionString,
        Embedded embedded => (await EmbeddedPostgres.EnsureRunningAsync(embedded.Options, progress, ct)).ConnectionString,
        _ => throw new InvalidOperationException("There is no third kind of source."),
    };
}
