using System.Globalization;
using Palimpsest.Beliefs;
using Palimpsest.Reports;
using Palimpsest.Subjects;
using Palimpsest.Synthetic;

namespace Palimpsest.Benchmarks.Data;

/// <summary>
/// The same facts for databases that know rows and not reports: what was believed of each incident, over which X, according to the record over which Y.
/// Worked out with the resolvers that define it, and written as text with tabs: incident, x_from, x_to, y_from, y_to as instants, the same as numbers,
/// kind, country, day, part_of, low, best, high, claims.
/// </summary>
internal sealed class BeliefFile
{
    // A subject of so many events has their square of horizons, each resolved: the hot ones would take days.
    private const int MostEvents = 250;
    private const long EventsAtOnce = 400_000;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<int> _parents = [];
    private readonly Dictionary<SubjectKey, List<Recorded>> _acts = [];

    private BeliefFile(string path) => Path = path;

    public string Path { get; }

    /// <summary>So many rows.</summary>
    public long Rows { get; private set; }

    /// <summary>The incidents of which the other databases are not told.</summary>
    public HashSet<string> LeftOut { get; } = new(StringComparer.Ordinal);

    /// <summary>The countries in which any of them was ever reported: their series are not all there.</summary>
    public HashSet<string> LeftOutCountries { get; } = new(StringComparer.Ordinal);

    public static BeliefFile Write(SyntheticRecord record, string path, CancellationToken ct)
    {
        var file = new BeliefFile(path);
        foreach (var recorded in record.Events())
        {
            file.Join(recorded);
        }

        using var writer = new StreamWriter(path);
        var passes = (int)Math.Ceiling((double)record.Assertions / EventsAtOnce);
        for (var pass = 0; pass < passes; pass++)
        {
            file.Write(record, pass, passes, writer, ct);
        }

        return file;
    }

    private static bool IsIncident(string stream) => stream.StartsWith("incident:", StringComparison.Ordinal);

    // What is told of one and may be told of the other: a merge, or a report corrected from the one to the other.
    private void Join(Recorded recorded)
    {
        if (recorded.Event is SubjectAct act)
        {
            if (act.Subject.Kind == SubjectKind.Incident)
            {
                Join(act.Subject.Value, act.Other.Value);
            }

            foreach (var key in act.Keys)
            {
                ref var acts = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_acts, key, out _);
                (acts ??= []).Add(recorded);
            }
        }
        else if (recorded.Event is AssertionCorrected { Content: Assertion content } && IsIncident(recorded.Stream))
        {
            Join(recorded.Stream, content.Subject.Value);
        }
        else if (IsIncident(recorded.Stream))
        {
            Root(recorded.Stream);
        }
    }

    private void Join(string one, string other)
    {
        var (a, b) = (Root(one), Root(other));
        _parents[Math.Max(a, b)] = Math.Min(a, b);
    }

    private int Root(string stream)
    {
        ref var number = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_numbers, stream, out var exists);
        if (!exists)
        {
            number = _parents.Count;
            _parents.Add(number);
        }

        var root = number;
        while (_parents[root] != root)
        {
            root = _parents[root] = _parents[_parents[root]];
        }

        return root;
    }

    private static string? CountryOf(Recorded recorded) => recorded.Event switch
    {
        IncidentReported report => report.Place.Country,
        AssertionCorrected { Content: IncidentReported report } => report.Place.Country,
        _ => null,
    };

    private void Write(SyntheticRecord record, int pass, int passes, StreamWriter writer, CancellationToken ct)
    {
        var groups = new Dictionary<int, List<Recorded>>();
        foreach (var recorded in record.Events().Where(r => IsIncident(r.Stream)))
        {
            var root = Root(recorded.Stream);
            if (root % passes != pass)
            {
                continue;
            }

            if (!groups.TryGetValue(root, out var events))
            {
                groups.Add(root, events = []);
            }

            events.Add(recorded);
        }

        var alone = new Lock();
        Parallel.ForEach(groups.Values, new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = Environment.ProcessorCount }, events =>
        {
            if (events.Count > MostEvents)
            {
                lock (alone)
                {
                    LeftOut.UnionWith(events.Select(e => e.Stream));
                    LeftOutCountries.UnionWith(events.Select(CountryOf).OfType<string>());
                }

                return;
            }

            var lines = BeliefHistory.Of(WithMerges(events)).Select(Line).ToList();
            lock (alone)
            {
                Rows += lines.Count;
                lines.ForEach(writer.WriteLine);
            }
        });
    }

    // Claimants and wholes may have been merged: the merges of those named, and of whatever they were merged with.
    private List<Recorded> WithMerges(List<Recorded> events)
    {
        var named = new Queue<SubjectKey>(events.Select(e => e.Event is AssertionCorrected c ? c.Content : e.Event).OfType<Assertion>().SelectMany(a => a.Involved));
        var (seen, all) = (new HashSet<SubjectKey>(), events.ToDictionary(e => e.Number));
        while (named.TryDequeue(out var key))
        {
            if (seen.Add(key) && _acts.TryGetValue(key, out var acts))
            {
                foreach (var act in acts.Where(a => all.TryAdd(a.Number, a)))
                {
                    ((SubjectAct)act.Event).Keys.ToList().ForEach(named.Enqueue);
                }
            }
        }

        return [.. all.Values.OrderBy(e => e.Number)];
    }

    private static string Line(BeliefSpan span) => string.Join('\t', new[]
    {
        span.Row.Incident, Time(span.XFrom), Time(span.XTo), Time(span.YFromAt), Time(span.YToAt), Number(span.YFrom), Number(span.YTo),
        span.Row.Kind, span.Row.Country, span.Row.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), span.PartOf,
        Number(span.Row.Low), Number(span.Row.Best), Number(span.Row.High), span.Row.Claims,
    }.Select(cell => cell ?? "\\N"));

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
