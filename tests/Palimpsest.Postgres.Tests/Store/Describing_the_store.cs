using System.Runtime.CompilerServices;
using System.Text;
using JasperFx.Events.EventModeling;
using Npgsql;
using Palimpsest.Acts;
using Palimpsest.Json;
using Palimpsest.Projections;
using Palimpsest.Reports;
using Palimpsest.Store;

namespace Palimpsest.Postgres.Tests.Store;

/// <summary>What the store consists of, as approved texts: a change shows in review.</summary>
public class Describing_the_store
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Views_and_their_tables()
    {
        var text = new StringBuilder();
        foreach (var view in ProjectionCatalogue.Create())
        {
            text.Append(view.Name).Append('\n');
            foreach (var table in view.Tables)
            {
                text.Append("  ").Append(table.Name).Append(" (").Append(table.ColumnList).Append(") key ").AppendJoin(", ", table.Key).Append('\n');
            }
        }

        text.ToString().ShouldMatchApproved(c => c.NoDiff());
    }

    [Fact]
    public async Task Commands_and_the_events_that_they_record()
    {
        await using var nowhere = NpgsqlDataSource.Create("Host=nowhere.invalid");
        using var host = RecordHost.Builder(nowhere).Build();

        var text = new StringBuilder();
        foreach (var slice in (await EventModelDiscovery.AssembleAsync(host.Services, Ct)).SelectMany(m => m.Slices).OrderBy(s => s.CommandType?.Name, StringComparer.Ordinal))
        {
            text.Append(slice.CommandType?.Name).Append('\n');
            foreach (var @event in slice.EmittedEvents)
            {
                text.Append("  ").Append(@event.Name).Append('\n');
            }
        }

        text.ToString().ShouldMatchApproved(c => c.NoDiff());
    }

    [Fact]
    public async Task Commands_record_no_other_events_than_described()
    {
        // Every kind has a command ...
        foreach (var kind in EventCatalogue.All)
        {
            var command = Commands.For((RecordEvent)RuntimeHelpers.GetUninitializedObject(kind.Type));
            RecordEventModel.Emits[command.GetType()].ShouldContain(kind.Type);
        }

        // ... and the deciders keep to it.
        var known = Known.Nothing;
        foreach (var line in (await Samples.FixtureAsync(Ct)).SelectMany(f => f.Lines()))
        {
            var command = Commands.For(line.Event!);
            var @event = command.Decide(known).Events.ShouldHaveSingleItem();
            RecordEventModel.Emits[command.GetType()].ShouldContain(@event.GetType());
            known.Decided(@event, "a", null);
        }
    }

    [Fact]
    public void Every_command_of_the_domain_is_described() =>
        typeof(Command).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Command))).Append(typeof(ImportFile))
            .ShouldBe(RecordEventModel.Emits.Keys, ignoreOrder: true);
}
