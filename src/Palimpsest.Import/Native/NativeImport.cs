using System.Globalization;
using Palimpsest.Acts;
using Palimpsest.Json;
using Palimpsest.Reports;

namespace Palimpsest.Import.Native;

/// <summary>Finds recorded events by id; ids that are not recorded are left out of the answer.</summary>
public delegate Task<IReadOnlyDictionary<string, RecordEvent>> FindRecorded(IReadOnlyCollection<string> ids);

/// <summary>
/// Decides a file line by line, each in the light of what is recorded and of what stands before it in the file. Records nothing:
/// the dry run shows the outcome, the store's import records it.
/// </summary>
public static class NativeImport
{
    // A batch asks the record once; its size bounds the length of that question.
    private const int BatchSize = 500;

    /// <summary>The outcome for one file.</summary>
    /// <param name="lines">The lines, as <see cref="NativeReader"/> gives them.</param>
    /// <param name="importer">Who imports: the author of each line that names none.</param>
    /// <param name="recorded">Looks up what is recorded.</param>
    /// <param name="ct">Stops between lines.</param>
    public static async Task<ImportCheck> CheckAsync(IAsyncEnumerable<NativeLine> lines, string? importer, FindRecorded recorded, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(recorded);
        var fold = new Fold(importer);
        await foreach (var batch in lines.Chunk(BatchSize, ct))
        {
            var ids = fold.Unknown(batch);
            fold.Add(ids.Count > 0 ? await recorded(ids) : new Dictionary<string, RecordEvent>(StringComparer.Ordinal), batch);
        }

        return fold.Outcome();
    }

    /// <summary>The record as it will be once files before this one are in it: what a dry run of a folder asks.</summary>
    public static FindRecorded After(this FindRecorded recorded, IReadOnlyDictionary<string, RecordEvent> accepted) => async ids =>
    {
        var found = new Dictionary<string, RecordEvent>(await recorded(ids), StringComparer.Ordinal);
        foreach (var id in ids.Where(accepted.ContainsKey))
        {
            found.TryAdd(id, accepted[id]);
        }

        return found;
    };

    private static async IAsyncEnumerable<List<NativeLine>> Chunk(this IAsyncEnumerable<NativeLine> lines, int size, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var batch = new List<NativeLine>(size);
        await foreach (var line in lines.WithCancellation(ct))
        {
            batch.Add(line);
            if (batch.Count == size)
            {
                yield return batch;
                batch = new List<NativeLine>(size);
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private sealed class Fold(string? importer)
    {
        private readonly Dictionary<string, RecordEvent> _known = new(StringComparer.Ordinal);
        private readonly Dictionary<string, NativeLine> _seen = new(StringComparer.Ordinal);
        private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
        private readonly List<ImportEntry> _accepted = [];
        private readonly List<LineFinding> _findings = [];
        private int _new;
        private int _wasKnown;
        private int _errors;
        private int _warnings;

        public HashSet<string> Unknown(List<NativeLine> batch) => batch
            .Where(line => line.Event is not null)
            .SelectMany(line => Commands.For(line.Event!).Needs)
            .Where(id => !_known.ContainsKey(id))
            .ToHashSet(StringComparer.Ordinal);

        public void Add(IReadOnlyDictionary<string, RecordEvent> recorded, List<NativeLine> batch)
        {
            foreach (var (id, @event) in recorded)
            {
                _known.TryAdd(id, @event);
            }

            foreach (var line in batch)
            {
                if (line.Event is null)
                {
                    Refuse(line, line.Error ?? new Finding("", "cannot be read"));
                }
                else if (_seen.TryGetValue(line.Event.Id, out var earlier))
                {
                    Repeat(line, line.Event, earlier);
                }
                else
                {
                    _seen.Add(line.Event.Id, line);
                    Decide(line, line.Event);
                }
            }
        }

        public ImportCheck Outcome() => new(_errors == 0 ? _accepted : [], _findings, _new, _wasKnown, _errors, _warnings);

        private void Repeat(NativeLine line, RecordEvent @event, NativeLine earlier)
        {
            if (RecordJson.Same(earlier.Event!, @event))
            {
                _wasKnown++;
            }
            else
            {
                Refuse(line, new Finding("id", string.Create(CultureInfo.InvariantCulture,
                    $"'{@event.Id}' stands on line {earlier.Number} and on line {line.Number} with different content; an id is never used again")));
            }
        }

        private void Decide(NativeLine line, RecordEvent @event)
        {
            var command = Commands.For(@event);
            var by = line.EnteredBy ?? importer;
            var authorship = Authorship.Errors(by, line.Reason).ToList();
            if (command.Needs.FirstOrDefault(_refused.Contains) is { } broken)
            {
                // Its rule cannot be applied: the target is neither recorded nor sound.
                var at = _seen[broken].Number.ToString(CultureInfo.InvariantCulture);
                Refuse(line, [.. authorship, new Finding(FieldThatNames(broken, @event), $"'{broken}' is refused on line {at}; put that right first")]);
                return;
            }

            var decision = command.Decide(new Known(_known));
            if (authorship.Count > 0 || !decision.IsAccepted)
            {
                Refuse(line, [.. authorship, .. decision.Errors]);
            }
            else if (decision.WasKnown)
            {
                _wasKnown++;
            }
            else
            {
                Accept(line, @event, by!, decision.Warnings);
            }
        }

        private void Accept(NativeLine line, RecordEvent @event, string by, IReadOnlyList<Finding> warnings)
        {
            _known.Add(@event.Id, @event);
            _accepted.Add(new ImportEntry(line.Number, @event, by, line.Reason));
            _new++;
            foreach (var warning in warnings)
            {
                if (_warnings++ < ImportCheck.MostWarnings)
                {
                    _findings.Add(new LineFinding(line.Number, Legible.Text(warning.Field), Legible.Text(warning.Message), IsError: false));
                }
            }
        }

        private void Refuse(NativeLine line, params IReadOnlyList<Finding> errors)
        {
            if (line.Event is { } @event && !_known.ContainsKey(@event.Id))
            {
                _refused.Add(@event.Id);
            }

            foreach (var error in errors)
            {
                if (_errors++ < ImportCheck.MostErrors)
                {
                    _findings.Add(new LineFinding(line.Number, Legible.Text(error.Field), Legible.Text(error.Message), IsError: true));
                }
            }
        }

        private static string FieldThatNames(string id, RecordEvent @event) => @event switch
        {
            Assertion a when a.Revises.Contains(id, StringComparer.Ordinal) => "revises",
            Assertion a when a.Affirms.Contains(id, StringComparer.Ordinal) => "affirms",
            Assertion => "disputes",
            _ => "target",
        };
    }
}
