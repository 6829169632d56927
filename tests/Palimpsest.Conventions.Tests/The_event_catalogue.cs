using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Palimpsest.Json;

namespace Palimpsest.Conventions.Tests;

/// <summary>
/// What is recorded is kept for ever, so its names are too: a renamed type or field fails here and asks for an upcaster.
/// </summary>
public sealed class The_event_catalogue
{
    private static readonly string[] Samples = File.ReadAllLines(Path.Combine(Approved.Root, "tests/Palimpsest.Conventions.Tests/Approved/events.jsonl"));

    [Fact]
    public void Names_in_storage_are_as_approved() => Approved.Hold(
        "event-catalogue.txt",
        string.Concat(EventCatalogue.All.Select(k => $"{k.StorageName} = {k.Name}\n")));

    [Fact]
    public void A_sample_of_each_event_reads_and_writes_as_approved()
    {
        var written = new StringBuilder();
        foreach (var sample in Samples)
        {
            written.Append(RecordJson.Write(RecordJson.Read(sample))).Append('\n');
        }

        Approved.Hold("events.jsonl", written.ToString());
    }

    [Fact]
    public void The_samples_hold_every_kind_of_event_and_every_field_of_it()
    {
        foreach (var kind in EventCatalogue.All)
        {
            var sample = Samples.Select(s => JsonNode.Parse(s)!.AsObject()).Single(s => s["type"]!.GetValue<string>() == kind.Name);
            var fields = RecordJson.Options.GetTypeInfo(kind.Type).Properties.Select(p => p.Name);
            sample.Select(p => p.Key).Where(k => k != "type").Order(StringComparer.Ordinal)
                .ShouldBe(fields.Order(StringComparer.Ordinal), kind.Name);
        }
    }

    [Fact]
    public void A_stored_event_reads_whatever_the_order_of_its_fields()
    {
        foreach (var sample in Samples)
        {
            var stored = JsonNode.Parse(sample)!.AsObject();
            var kind = EventCatalogue.All.Single(k => k.Name == stored["type"]!.GetValue<string>());
            stored.Remove("type");
            var turned = new JsonObject(stored.Reverse().Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
            RecordJson.Write(RecordJson.ReadStored(kind.StorageName, JsonSerializer.SerializeToUtf8Bytes(turned)))
                .ShouldBe(RecordJson.Write(RecordJson.Read(sample)));
        }
    }
}
