using System.Diagnostics;

namespace Palimpsest.Benchmarks.Running;

/// <summary>One way to answer a question.</summary>
/// <param name="Name">Who answers.</param>
/// <param name="Run">Answers; this is what is timed, down to the last row in this process.</param>
internal sealed record Reader<T>(string Name, Func<CancellationToken, Task<T>> Run)
{
    /// <summary>What must be done before each run and is not timed.</summary>
    public Func<CancellationToken, Task>? Prepare { get; init; }

    /// <summary>Buffers that PostgreSQL touched, where it tells.</summary>
    public Func<CancellationToken, Task<long>>? Buffers { get; init; }

    /// <summary>Its answer is held to ours: a floor need only return as many rows.</summary>
    public bool IsCompared { get; init; } = true;

    /// <summary>Run once: it takes long, or can only be done once.</summary>
    public bool Once { get; init; }
}

/// <summary>What was measured of one reader, in milliseconds.</summary>
internal sealed record Measured(string Name, double Cold, double Median, double P95, int Runs, long? Buffers, string? Note);

/// <summary>What was measured of one question; ours first, the floor by the name of <see cref="Floor"/>.</summary>
internal sealed record Outcome(string Question, string Said, IReadOnlyList<Measured> Measured)
{
    public const string Ours = "palimpsest";
    public const string Floor = "floor";
}

/// <summary>A question that can be run.</summary>
internal interface IContest
{
    /// <summary>What it is called.</summary>
    string Name { get; }

    /// <summary>Runs it.</summary>
    /// <param name="runs">Warm runs of each reader; 0: the answers are only compared.</param>
    /// <param name="longest">No reader is waited for any longer.</param>
    /// <param name="ct">Cancels.</param>
    Task<Outcome> RunAsync(int runs, TimeSpan longest, CancellationToken ct);
}

/// <summary>The answers of two readers differ: nothing that was timed means anything.</summary>
internal sealed class DifferentAnswersException(string message) : Exception(message);

/// <summary>
/// A question put to all who can answer it: first cold, with the answers compared; then, uncounted, until it is compiled and planned as it stays; then warm, in turn.
/// </summary>
/// <param name="name">What it is called.</param>
/// <param name="said">What it asks, in words.</param>
/// <param name="readers">Who answers; ours first.</param>
/// <param name="rows">An answer as lines, in any order, to compare.</param>
internal sealed class Contest<T>(string name, string said, IReadOnlyList<Reader<T>> readers, Func<T, IEnumerable<string>>? rows) : IContest
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Little = TimeSpan.FromSeconds(1);
    private const int MostRuns = 100;

    // What takes longer is run once.
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    // The runtime compiles again what was called often, once it has been quiet for a while.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1.5);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public async Task<Outcome> RunAsync(int runs, TimeSpan longest, CancellationToken ct)
    {
        var lines = new List<Line>();
        List<string>? expected = null;
        foreach (var reader in readers)
        {
            var line = new Line(reader, longest);
            lines.Add(line);
            var answer = await line.ColdAsync(ct);
            if (rows is null || !reader.IsCompared || answer is null)
            {
                continue;
            }

            var told = rows(answer).Order(StringComparer.Ordinal).ToList();
            expected ??= told;
            Compare(expected, told, reader.Name);
        }

        if (runs > 0)
        {
            foreach (var line in lines)
            {
                await line.SettleAsync(ct);
            }
        }

        // What is quick is asked more often, in turn with the rest.
        for (var i = 0; runs > 0 && i < MostRuns; i++)
        {
            foreach (var line in lines)
            {
                await line.WarmAsync(runs, ct);
            }
        }

        var measured = new List<Measured>();
        foreach (var line in lines)
        {
            measured.Add(await line.MeasuredAsync(ct));
        }

        return new Outcome(name, said, measured);
    }

    private void Compare(List<string> expected, List<string> told, string who)
    {
        if (expected.SequenceEqual(told, StringComparer.Ordinal))
        {
            return;
        }

        var (missing, more) = (expected.Except(told, StringComparer.Ordinal).Take(5), told.Except(expected, StringComparer.Ordinal).Take(5));
        throw new DifferentAnswersException(
            $"{name}: {who} gives {told.Count} rows, {readers[0].Name} {expected.Count}.\n  not there: {string.Join("\n             ", missing)}\n  but there: {string.Join("\n             ", more)}");
    }

    private sealed class Line(Reader<T> reader, TimeSpan longest)
    {
        private readonly List<double> _warm = [];
        private double _cold = double.NaN;
        private double _spent;
        private string? _note;

        public async Task<T?> ColdAsync(CancellationToken ct)
        {
            var (time, answer) = await TimeAsync(ct);
            _cold = time;
            return answer;
        }

        public async Task SettleAsync(CancellationToken ct)
        {
            var watch = Stopwatch.StartNew();
            while (!reader.Once && _note is null && watch.Elapsed.TotalMilliseconds + _cold < Settled.TotalMilliseconds)
            {
                await TimeAsync(ct);
            }
        }

        public async Task WarmAsync(int runs, CancellationToken ct)
        {
            var enough = _warm.Count < Math.Min(3, runs) ? TimeSpan.MaxValue : _warm.Count < runs ? Enough : Little;
            if (reader.Once || _cold > Long.TotalMilliseconds || _note is not null || _spent > enough.TotalMilliseconds)
            {
                return;
            }

            var (time, _) = await TimeAsync(ct);
            if (_note is null)
            {
                _warm.Add(time);
                _spent += time;
            }
        }

        public async Task<Measured> MeasuredAsync(CancellationToken ct)
        {
            var all = (_warm.Count > 0 ? _warm : [_cold]).Order().ToList();
            var buffers = reader.Buffers is { } asked && _note is null ? await asked(ct) : (long?)null;
            return new Measured(reader.Name, _cold, all[all.Count / 2], all[(int)Math.Ceiling(0.95 * all.Count) - 1], _warm.Count, buffers, _note);
        }

        private async Task<(double Time, T? Answer)> TimeAsync(CancellationToken ct)
        {
            if (reader.Prepare is { } prepare)
            {
                await prepare(ct);
            }

            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(longest);
            var watch = Stopwatch.StartNew();
            try
            {
                var answer = await reader.Run(limit.Token);
                return (watch.Elapsed.TotalMilliseconds, answer);
            }
            catch (Exception e) when (limit.IsCancellationRequested && !ct.IsCancellationRequested && e is not DifferentAnswersException)
            {
                _note = $"not done in {longest.TotalMinutes:0} minutes";
                return (watch.Elapsed.TotalMilliseconds, default);
            }
        }
    }
}
