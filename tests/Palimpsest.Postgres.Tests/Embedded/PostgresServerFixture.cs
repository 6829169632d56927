using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Store.Embedded;

[assembly: AssemblyFixture(typeof(PostgresServerFixture))]

namespace Palimpsest.Postgres.Tests.Embedded;

/// <summary>The one server of this assembly; a test class takes it in its constructor and makes a database of its own.</summary>
public sealed class PostgresServerFixture : IAsyncLifetime
{
    public ThrowawayPostgres Postgres { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Postgres = await ThrowawayPostgres.StartAsync();

    public ValueTask DisposeAsync() => Postgres.DisposeAsync();
}
