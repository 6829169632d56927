using System.Globalization;
using Palimpsest.Acts;
using Palimpsest.Beliefs;
using Palimpsest.Json;
using Palimpsest.Reports;

namespace Palimpsest.Import.Native;

/// <summary>
/// Finds what commands need to see: the recorded events of those ids with the editor acts on them, and the merges of those keys.
/// </summary>
public delegate Task<IReadOnlyList<Recorded>> FindRecorded(IReadOnlyCollection<string> names);

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
            fold.Add(ids.Count > 0 ? await recorded(ids) : [], batch);
        }

        return fold.Outcome();
    }

    /// <summary>The record as it will be once what files before this one hold is in it: what a dry run of a folder asks.</summary>
    public static FindRecorded After(this FindRecorded recorded, IReadOnlyList<Recorded> decided) => async names =>
    {
        var wanted = names.ToHashSet(StringComparer.Ordinal);
        return [.. await recorded(names), .. decided.Where(d => wanted.Contains(d.Event.Id) || d.Event is SubjectAct || (d.Event is EntryAct act && wanted.Contains(act.Target)))];
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
        private readonly Known _known = Known.Nothing;
        private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
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
            .Where(name => _known.Find(name) is null && _asked.Add(name))
            .ToHashSet(StringComparer.Ordinal);

        public void Add(IReadOnlyList<Recorded> recorded, List<NativeLine> batch)
        {
            _known.Add(recorded);
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
            var by = line.EnteredBy ?? importer;
            var command = Commands.For(@event) with { By = by ?? "", Reason = line.Reason };
            var authorship = Authorship.Errors(by, line.Reason).ToList();
            if (command.Needs.FirstOrDefault(_refused.Contains) is { } broken)
            {
                // Its rule cannot be applied: the target is neither recorded nor sound.
                var at = _seen[broken].Number.ToString(CultureInfo.InvariantCulture);
                Refuse(line, [.. authorship, new Finding(FieldThatNames(broken, @event), $"'{broken}' is refused on line {at}; put that right first")]);
                return;
            }

            var decision = command.Decide(_known);
            if (authorship.Count > 0 || !decision.IsAccepted)
            {
                Refuse(line, [.. authorship, .. decision.Errors]);
            }
            else if (decision.WasKnown)
            {
                _wasKnown++;
                Warn(line, [.. decision.Warnings.Select(w => w with { Message = $"{w.Message}: nothing to record" })]);
            }
            else
            {
                Accept(line, @event, by!, decision.Warnings);
            }
        }

        private void Accept(NativeLine line, RecordEvent @event, string by, IReadOnlyList<Finding> warnings)
        {
            _accepted.Add(new ImportEntry(line.Number, _known.Decided(@event, by, line.Reason)));
            _new++;
            Warn(line, warnings);
        }

        private void Warn(NativeLine line, IReadOnlyList<Finding> warnings)
        {
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
            if (line.Event is { } @event && _known.Find(@event.Id) is null)
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
            AssertionCorrected correction when correction.Target != id => "content",
            _ => "target",
        };
    }
}
