using System.Text;
using NodaTime;
using Palimpsest.Acts;
using Palimpsest.Beliefs;
using Palimpsest.Import.Native;
using Palimpsest.Json;
using Palimpsest.Reports;

namespace Palimpsest.Tests.Import;

/// <summary>Sound lines of the native format, to be spoilt one field at a time, and ways to read and check them.</summary>
internal static class Lines
{
    public const string Incident =
        """{"type":"IncidentReported","id":"qalat-incident","subject":"incident:2013-04-06-qalat","kind":"suicideBombing","place":{"name":"Qalat","region":"Zabul","country":"Afghanistan"},"occurred":"2013-04-06","summary":"A bomb went off.","citations":[{"outlet":"source:afp","publishedOn":"2013-04-06"}]}""";

    public const string Casualties =
        """{"type":"CasualtiesReported","id":"qalat-killed","subject":"incident:2013-04-06-qalat","lines":[{"group":"soldiers","class":"securityForce","outcome":"killed","count":3},{"group":"civilians","class":"civilian","outcome":"killed","count":2}],"occurred":"2013-04-06","summary":"Five people died.","citations":[{"outlet":"source:afp","publishedOn":"2013-04-06","via":{"outlet":"source:ctc-sentinel","publishedOn":"2013-05-16/2013-05-31"}}]}""";

    public const string Person =
        """{"type":"PersonDescribed","id":"al-shihri-described","subject":"person:said-al-shihri","name":"Said al-Shihri","age":39,"summary":"He is a Saudi.","citations":[{"outlet":"source:ap","publishedOn":"2013-01-23","url":"https://example.org/1"}]}""";

    public const string Merger =
        """{"type":"MergerAnnounced","id":"isi-merger","subject":"faction:isi","parties":["faction:isi","faction:jabhat-al-nusra"],"name":"ISIS","attributedTo":{"key":"faction:isi"},"summary":"ISI said that the two are one.","citations":[{"outlet":"source:reuters","publishedOn":"2013-04-09"}]}""";

    public const string Disputed =
        """{"type":"AssertionDisputed","id":"qalat-disputed","target":"qalat-killed","summary":"The police gave another number.","citations":[{"outlet":"source:bbc","publishedOn":"2013-04-07"}]}""";

    public const string Retraction =
        """{"type":"AssertionRetracted","id":"qalat-retracted","target":"qalat-killed","summary":"AFP took it back.","citations":[{"outlet":"source:afp","publishedOn":"2013-04-08"}]}""";

    public const string Source = """{"type":"SourceDescribed","id":"afp-described","subject":"source:afp","name":"Agence France-Presse"}""";

    public static readonly FindRecorded EmptyRecord = _ => Task.FromResult<IReadOnlyList<Recorded>>([]);

    /// <summary>The line with one thing in it replaced; fails if it is not there.</summary>
    public static string With(this string line, string old, string @new)
    {
        line.ShouldContain(old, Case.Sensitive);
        return line.Replace(old, @new, StringComparison.Ordinal);
    }

    public static RecordEvent Event(string line) => RecordJson.Read(line);

    public static FindRecorded Recorded(params string[] lines) => EmptyRecord.After(AsRecorded(lines.Select(Event)));

    public static Known Given(params string[] lines) => new(AsRecorded(lines.Select(Event)));

    /// <summary>The events as recorded one after the other by <c>ada</c>.</summary>
    public static IReadOnlyList<Recorded> AsRecorded(IEnumerable<RecordEvent> events) =>
        [.. events.Select((e, i) => new Recorded(i + 1, Instant.FromUnixTimeSeconds(i + 1), "ada", "as read", "", e))];

    public static Task<List<NativeLine>> ReadAsync(string text) => ReadAsync(Encoding.UTF8.GetBytes(text));

    public static Task<List<NativeLine>> ReadAsync(byte[] bytes) => ReadAsync(new MemoryStream(bytes));

    public static async Task<List<NativeLine>> ReadAsync(Stream stream)
    {
        var lines = new List<NativeLine>();
        await foreach (var line in NativeReader.ReadAsync(stream, TestContext.Current.CancellationToken))
        {
            lines.Add(line);
        }

        return lines;
    }

    public static Task<Checked> CheckAsync(params string[] lines) => CheckAsync(EmptyRecord, "ada", lines);

    public static async Task<Checked> CheckAsync(FindRecorded recorded, string? importer, params string[] lines)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        await using var file = await NativeFile.OpenAsync(() => new MemoryStream(bytes), TestContext.Current.CancellationToken);
        var import = new NativeImport(file, importer, recorded);
        var accepted = await import.DecideAsync(TestContext.Current.CancellationToken).SelectMany(batch => batch).ToListAsync(TestContext.Current.CancellationToken);
        return new Checked(import.Outcome, import.Outcome.IsAccepted ? accepted : []);
    }

    /// <summary>The record as it is once more is recorded.</summary>
    public static FindRecorded After(this FindRecorded recorded, IReadOnlyList<Recorded> decided) => async names =>
        [.. await recorded(names), .. decided.Where(d => names.Contains(d.Event.Id) || d.Event is SubjectAct || (d.Event is EntryAct act && names.Contains(act.Target)))];

    public static Decision Decide(string line, params string[] given) => Commands.For(Event(line)).Decide(Given(given));
}

/// <summary>The outcome of a file, and what of it is new.</summary>
internal sealed record Checked(ImportCheck Check, IReadOnlyList<ImportEntry> Accepted)
{
    public bool IsAccepted => Check.IsAccepted;

    public IReadOnlyList<LineFinding> Findings => Check.Findings;

    public int New => Check.New;

    public int Known => Check.Known;

    public int Errors => Check.Errors;

    public int Warnings => Check.Warnings;

    public IEnumerable<string> Report() => Check.Report();
}
