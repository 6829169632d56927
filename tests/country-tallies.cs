#!/usr/bin/env dotnet
#:property PublishAot=false
#:property IsTestProject=false
#:property NoWarn=$(NoWarn);MA0047

// Independent check: who was killed where in one month, derived anew from a fixture's lines and the contract (design, sections
// 2 to 4), with no line of the product. What is believed on a day, policy `latest`, incidents certainly within the month.
//
//     dotnet run tests/country-tallies.cs -- fixtures/ctc-sentinel-2013-05 2013-04 [--on 2013-05-31] [--json]

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

var plain = args.Where((a, i) => !a.StartsWith("--", StringComparison.Ordinal) && (i == 0 || args[i - 1] != "--on")).ToList();
if (plain.Count != 2)
{
    Console.Error.WriteLine("usage: dotnet run tests/country-tallies.cs -- FOLDER MONTH [--on DAY] [--json]");
    return 2;
}

var at = Array.IndexOf(args, "--on");
var on = at < 0 ? "2013-05-31" : args[at + 1];
var (from, to) = Edtf.Bounds(plain[1]);
var record = new Believed(Directory.GetFiles(plain[0], "*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadLines), Edtf.End(on)!.Value);
var rows = record.Countries().Select(c => (Country: c, Without: record.Killed(c, from!.Value, to!.Value, false), With: record.Killed(c, from.Value, to.Value, true))).ToList();
if (!args.Contains("--json"))
{
    Console.WriteLine($"killed in incidents of {plain[1]}, believed on {on}: low / best / high (incidents)");
    Console.WriteLine($"{"",-28}{"without attackers",-26}with attackers");
    rows.ForEach(r => Console.WriteLine($"{r.Country,-28}{Shown(r.Without),-26}{Shown(r.With)}"));
    return 0;
}

var countries = new JsonObject(rows.Select(r => KeyValuePair.Create<string, JsonNode?>(
    r.Country, new JsonObject { ["withoutAttackers"] = Node(r.Without), ["withAttackers"] = Node(r.With) })));
Console.WriteLine(new JsonObject { ["month"] = plain[1], ["believedOn"] = on, ["countries"] = countries }.ToJsonString());
return 0;

static string Shown((Figure Figure, int Incidents) tally) => string.Create(
    CultureInfo.InvariantCulture, $"{tally.Figure.Low} / {tally.Figure.Best?.ToString() ?? "none"} / {tally.Figure.High?.ToString() ?? "open"} ({tally.Incidents})");

static JsonObject Node((Figure Figure, int Incidents) tally) =>
    new() { ["low"] = tally.Figure.Low, ["best"] = tally.Figure.Best, ["high"] = tally.Figure.High, ["incidents"] = tally.Incidents };

/// <summary>Low, best (null: none) and high (null: open).</summary>
internal readonly record struct Figure(long Low, long? Best, long? High)
{
    public static Figure operator +(Figure a, Figure b) => new(a.Low + b.Low, a.Best + b.Best, a.High + b.High);

    // What is left of a when b, which is part of it, is taken out.
    public static Figure operator -(Figure a, Figure b) =>
        new(b.High is { } most ? Math.Max(0, a.Low - most) : 0, a.Best - b.Best is { } best ? Math.Max(0, best) : null, a.High - b.Low is { } high ? Math.Max(0, high) : null);

    public static Figure Sum(IEnumerable<Figure> figures) => figures.Aggregate(new Figure(0, 0, 0), (a, b) => a + b);

    public static Figure Of(JsonElement count)
    {
        if (count.ValueKind == JsonValueKind.Number)
        {
            return new(count.GetInt64(), count.GetInt64(), count.GetInt64());
        }

        if (count.ValueKind == JsonValueKind.Object)
        {
            return new(count.GetProperty("low").GetInt64(), Number(count, "best"), Number(count, "high"));
        }

        var words = count.GetString()!.Split(' ');
        long Word(int i) => long.Parse(words[i], CultureInfo.InvariantCulture);
        return words switch
        {
            ["dozens"] => new(24, 24, null),
            ["at", "least", _] => new(Word(2), Word(2), null),
            ["more", "than", _] => new(Word(2) + 1, null, null),
            ["at", "most", _] => new(0, Word(2), Word(2)),
            ["about", _] => new(Word(1), Word(1), Word(1)),
            [_, "to", _] => new(Word(0), null, Word(2)),
            [_] => new(Word(0), Word(0), Word(0)),
            _ => throw new FormatException($"no count: {count}"),
        };
    }

    private static long? Number(JsonElement count, string name) =>
        count.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;
}

/// <summary>Extended dates: the first and last day that a text allows; null is open or unknown.</summary>
internal static class Edtf
{
    public static (DateOnly? From, DateOnly? To) Bounds(string text)
    {
        var ends = text.Split('/');
        return ends.Length == 1 ? Single(text) : (Single(ends[0]).From, Single(ends[1]).To);
    }

    /// <summary>The last moment that a date of publication allows.</summary>
    public static DateTime? End(string text) => text.EndsWith('Z')
        ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
        : Bounds(text).To is { } day ? day.ToDateTime(TimeOnly.MaxValue, DateTimeKind.Utc) : throw new FormatException($"open date of publication: {text}");

    private static (DateOnly? From, DateOnly? To) Single(string text)
    {
        if (text is "" or "..")
        {
            return (null, null);
        }

        var parts = text.TrimEnd('~', '?', '%').Split('-');
        int Year(char unknown) => int.Parse(parts[0].Replace('X', unknown), CultureInfo.InvariantCulture);
        var months = Fitting(parts, 1, 12);
        var (first, last) = (new DateOnly(Year('0'), months[0], 1), new DateOnly(Year('9'), months[^1], 1));
        return (first.AddDays(Fitting(parts, 2, Days(first))[0] - 1), last.AddDays(Fitting(parts, 2, Days(last))[^1] - 1));
    }

    private static int Days(DateOnly month) => DateTime.DaysInMonth(month.Year, month.Month);

    // The months or days up to the last that a part allows, X being any digit; all, if the part is not given.
    private static List<int> Fitting(string[] parts, int part, int last)
    {
        var fitting = Enumerable.Range(1, last)
            .Where(n => part >= parts.Length || n.ToString("00", CultureInfo.InvariantCulture).Zip(parts[part]).All(d => d.Second == 'X' || d.First == d.Second)).ToList();
        return fitting.Count > 0 ? fitting : throw new FormatException($"no such date: {string.Join('-', parts)}");
    }
}

/// <summary>One line of a file: a report, or a dispute or retraction of one.</summary>
internal sealed class Entry
{
    public Entry(JsonElement json, int number)
    {
        (Json, Number, Id, Type) = (json, number, json.GetProperty("id").GetString()!, json.GetProperty("type").GetString()!);
        (Subject, Target, Revises) = (Text(json, "subject"), Text(json, "target"), [.. List(json, "revises").Select(r => r.GetString()!)]);
        Carrying = [.. List(json, "citations").Where(c => Text(c, "role") != "see").Select(c => (Text(c, "outlet")!, From(c)))];
        Party = (json.TryGetProperty("attributedTo", out var whose) ? Text(whose, "key") : null) ?? Carrying.FirstOrDefault().Outlet;
        Grades = ("123645".IndexOf(Text(json, "credibility") ?? "6", StringComparison.Ordinal), "ABCFDE".IndexOf(Text(json, "reliability") ?? "F", StringComparison.Ordinal));
    }

    public JsonElement Json { get; }
    public int Number { get; }
    public string Id { get; }
    public string Type { get; }
    public string? Subject { get; }
    public string? Target { get; }
    public List<string> Revises { get; }
    public List<(string Outlet, DateTime Counts)> Carrying { get; }
    public string? Party { get; }
    public (int Credibility, int Reliability) Grades { get; }

    /// <summary>When it was first published, whatever was taken back later.</summary>
    public DateTime Published => Carrying.Min(c => c.Counts);

    public List<JsonElement> KilledLines => Type == "CasualtiesReported" ? [.. List(Json, "lines").Where(l => Text(l, "outcome") == "killed")] : [];

    public static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    public static IEnumerable<JsonElement> List(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : Enumerable.Empty<JsonElement>();

    // The last moment of its own date, but no later than that of the publication through which it is known.
    private static DateTime From(JsonElement citation)
    {
        var own = Text(citation, "publishedOn") is { } date ? Edtf.End(date) : null;
        var carrier = citation.TryGetProperty("via", out var via) && via.ValueKind == JsonValueKind.Object && Text(via, "publishedOn") is { } day ? Edtf.End(day) : null;
        return own is { } o && carrier is { } c ? (o < c ? o : c) : own ?? carrier ?? throw new FormatException($"a citation without a date: {citation}");
    }
}

/// <summary>What is believed at one moment.</summary>
internal sealed class Believed
{
    private readonly DateTime _on;
    private readonly Dictionary<string, Entry> _entries;
    private readonly ILookup<string?, Entry> _retractions;
    private readonly Dictionary<string, JsonElement> _incidents;
    private readonly Dictionary<string, Entry> _accounts;

    public Believed(IEnumerable<string> lines, DateTime on)
    {
        _on = on;
        _entries = lines.Where(l => l.Trim().Length > 0).Select((l, i) => new Entry(JsonDocument.Parse(l).RootElement, i))
            .Where(e => e.Type != "SourceDescribed").ToDictionary(e => e.Id, StringComparer.Ordinal);
        _retractions = _entries.Values.Where(e => e.Type == "AssertionRetracted" && _entries.TryGetValue(e.Target!, out var t) && t.Number < e.Number).ToLookup(e => e.Target);
        _incidents = Latest(e => e.Type == "IncidentReported").ToDictionary(e => e.Subject!, e => e.Json, StringComparer.Ordinal);
        _accounts = Latest(e => e.KilledLines.Count > 0).ToDictionary(e => e.Subject!, StringComparer.Ordinal);
    }

    public IEnumerable<string> Countries() =>
        _incidents.Values.Select(Country).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal);

    public (Figure Figure, int Incidents) Killed(string country, DateOnly from, DateOnly to, bool withAttackers)
    {
        var selected = _incidents.Where(i => string.Equals(Country(i.Value), country, StringComparison.OrdinalIgnoreCase) && Entry.Text(i.Value, "kind") != "campaign")
            .Where(i => Edtf.Bounds(Entry.Text(i.Value, "occurred")!) is var (first, last) && first >= from && last <= to)
            .Select(i => i.Key).Where(_accounts.ContainsKey).ToHashSet(StringComparer.Ordinal);
        var added = selected.Where(key => !Ancestors(key).Any(selected.Contains)).ToList();
        return (Figure.Sum(added.Select(key => OfAccount(_accounts[key].KilledLines, withAttackers))), added.Count);
    }

    // A part of a part of an added incident is a part of it as well, so that any selected ancestor will do.
    private IEnumerable<string> Ancestors(string key)
    {
        var seen = new List<string> { key };
        while (_incidents.TryGetValue(seen[^1], out var incident) && Entry.Text(incident, "partOf") is { } greater)
        {
            if (seen.Contains(greater))
            {
                throw new FormatException($"{greater} is part of itself");
            }

            seen.Add(greater);
        }

        return seen.Skip(1);
    }

    private static string? Country(JsonElement incident) => Entry.Text(incident.GetProperty("place"), "country");

    private static Figure OfAccount(List<JsonElement> lines, bool withAttackers)
    {
        static bool IsAttackers(JsonElement line) => Entry.Text(line, "attackers") == bool.TrueString;
        var total = lines.Find(l => Entry.Text(l, "total") == bool.TrueString);
        var hasTotal = total.ValueKind == JsonValueKind.Object;
        var counted = hasTotal ? [total, .. lines.Where(l => IsAttackers(l) && Entry.Text(l, "within") is null)] : lines.Where(l => Entry.Text(l, "within") is null).ToList();
        if (withAttackers)
        {
            return Figure.Sum(counted.Select(Count));
        }

        // Attackers that are contained in what is counted come off it; those contained in other attackers go with them.
        var inside = lines.Where(l => IsAttackers(l) && Within(lines, l).Any() && !Within(lines, l).Any(IsAttackers)).ToList();
        return Figure.Sum(counted.Where(l => !IsAttackers(l)).Select(l =>
            Count(l) - Figure.Sum(inside.Where(i => hasTotal || Entry.Text(Within(lines, i).Last(), "group") == Entry.Text(l, "group")).Select(Count))));
    }

    private static Figure Count(JsonElement line) => Figure.Of(line.GetProperty("count"));

    // The lines that contain a line, from the nearest out.
    private static IEnumerable<JsonElement> Within(List<JsonElement> lines, JsonElement line)
    {
        while (Entry.Text(line, "within") is { } group)
        {
            line = lines.Find(l => Entry.Text(l, "group") == group);
            yield return line;
        }
    }

    // Of each subject the current entry of those of one sort that counts latest; then grades and the greater id decide.
    private IEnumerable<Entry> Latest(Func<Entry, bool> sort)
    {
        var visible = _entries.Values.Where(e => sort(e) && Counts(e) is not null).ToList();
        return visible.Where(a => !visible.Exists(b => b != a && Replaces(b, a) && !Replaces(a, b))).GroupBy(e => e.Subject).Select(current => current
            .OrderByDescending(Counts).ThenBy(e => e.Grades.Credibility).ThenBy(e => e.Grades.Reliability).ThenByDescending(e => e.Id, StringComparer.Ordinal).First());
    }

    // Since when it counts, if it is visible: from its earliest citation that was not taken back, unless its own party took it back.
    private DateTime? Counts(Entry entry)
    {
        var takenBack = _retractions[entry.Id].Where(r => Counts(r) is not null).Select(r => r.Party).ToList();
        var left = entry.Carrying.Where(c => !takenBack.Contains(c.Outlet)).Select(c => c.Counts).Where(c => c <= _on).ToList();
        return left.Count > 0 && !takenBack.Contains(entry.Party) ? left.Min() : null;
    }

    // By a chain of revisions, each of the same type and subject; one published after the moment does not pass it on.
    private bool Replaces(Entry newer, Entry older)
    {
        var (reached, open) = (new HashSet<string>(StringComparer.Ordinal), new Stack<Entry>([newer]));
        while (open.TryPop(out var link))
        {
            foreach (var id in link.Revises.Where(reached.Add))
            {
                if (_entries.TryGetValue(id, out var next) && next.Type == newer.Type && next.Subject == newer.Subject && next.Published <= _on)
                {
                    open.Push(next);
                }
            }
        }

        return reached.Contains(older.Id) && older.Type == newer.Type && older.Subject == newer.Subject;
    }
}
