using Palimpsest.Beliefs;
using Palimpsest.Json;
using Palimpsest.Reports;
using Palimpsest.Tests.Histories;

namespace Palimpsest.Tests.Properties;

/// <summary>What editor acts make of entries and keys, held to the oracle.</summary>
public sealed class EntryProperties
{
    [Fact]
    public void How_an_entry_reads_and_whether_it_is_withdrawn_is_what_the_oracle_says() => AnyHistory.AtAnyHorizon.Holds(
        at => at.ShouldAgree(
            world => world.Reports.Concat<RecordEvent>(world.Acts).Select(e => $"{world.Withdrawn(e)} {RecordJson.Write(e)}"),
            world => at.World.Reports.Concat<RecordEvent>(at.World.Acts).Select(e => world.Record.Find(e.Id)!).Select(e => $"{e.IsWithdrawn} {RecordJson.Write(e.Content)}")),
        Readings.Samples);

    [Fact]
    public void Which_keys_are_one_and_under_which_they_are_shown_is_what_the_oracle_says() => AnyHistory.AtAnyHorizon.Holds(
        at => at.ShouldAgree(
            world => Cast.Kinds.SelectMany(kind => kind).Select(k => $"{k} {world.Canonical(k)} of {string.Join(' ', world.Component(k).Order())}"),
            world => Cast.Kinds.SelectMany(kind => kind).Select(k => $"{k} {world.Record.Canonical(k)} of {string.Join(' ', world.Record.Sameness.Of(k).Order())}")),
        Readings.Samples);

    [Fact]
    public void When_it_was_first_published_and_whose_word_it_is_is_what_the_oracle_says() => AnyHistory.AtAnyHorizon.Holds(
        at => at.ShouldAgree(
            world => world.Reports.Select(a => $"{a.Id} {world.Published(a)} {world.Canonical(a.Party)}"),
            world => world.Record.Assertions.Select(a => $"{a.Id} {world.FirstPublished(a)} {world.Record.Party(a)}")),
        Readings.Samples);
}
