using System.Globalization;
using System.Runtime.CompilerServices;
using Palimpsest.Acts;
using Palimpsest.Beliefs;
using Palimpsest.Json;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Import.Native;

/// <summary>
/// Finds what commands need to see: the recorded events of those ids with the editor acts on them, and the merges of those keys.
/// </summary>
public delegate Task<IReadOnlyList<Recorded>> FindRecorded(IReadOnlyCollection<string> names);

/// <summary>
/// Decides a file line by line, each in the light of what is recorded and of what stands before it in the file. Records nothing:
/// the dry run shows the outcome, the store's import records it. It holds of a line only where to find it again, so that any file will do.
/// </summary>
public sealed class NativeImport
{
    private readonly NativeFile _file;
    private readonly string? _importer;
    private readonly FindRecorded _recorded;
    private readonly IReadOnlyList<NativeImport> _before;
    private readonly Findings _findings = new();
    private readonly EarlierLines _lines;
    private readonly NameMap _asked = new();
    private readonly HashSet<string> _askedKeys = new(StringComparer.Ordinal);
    private readonly Sameness _sameness = new([]);
    private readonly List<Recorded> _subjectActs = [];
    private readonly long _first;
    private Known _known = Known.Nothing;

    /// <summary>An import of one file.</summary>
    /// <param name="file">The file; it stays open as long as this is asked.</param>
    /// <param name="importer">Who imports: the author of each line that names none.</param>
    /// <param name="recorded">Looks up what is recorded.</param>
    /// <param name="before">Files that are taken as recorded before this one: what a dry run of a folder asks.</param>
    public NativeImport(NativeFile file, string? importer, FindRecorded recorded, params IReadOnlyList<NativeImport> before)
    {
        _file = file;
        _importer = importer;
        _recorded = recorded;
        _before = before;
        _first = before.Count > 0 ? before[^1]._first + before[^1].LastLine + 1 : Known.FirstDecided;
        _lines = new EarlierLines(file, importer, _first);
        var merges = new Known([], _sameness);
        foreach (var act in before.Where(b => b.Outcome.IsAccepted).SelectMany(b => b._subjectActs))
        {
            merges.Decided(act.Event, act.By, act.Reason, act.Number);
        }
    }

    /// <summary>The number of the last line so far.</summary>
    public int LastLine { get; private set; }

    /// <summary>So many bytes of the file have been decided.</summary>
    public long Bytes { get; private set; }

    /// <summary>The outcome: once everything is decided, for the whole file.</summary>
    public ImportCheck Outcome => _findings.Outcome;

    /// <summary>Decides the file, a batch at a time, and gives what is new in the order of the file; nothing more after an error, which refuses all of it.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ImportEntry>> DecideAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var (batch, bytes) in _file.ReadAsync(ct))
        {
            await LearnAsync(batch, ct);
            var accepted = new List<ImportEntry>(batch.Count);
            foreach (var line in batch)
            {
                if (Decide(line) is { } entry)
                {
                    accepted.Add(entry);
                }

                LastLine = line.Number;
            }

            Bytes = bytes;
            yield return Outcome.IsAccepted ? accepted : [];
        }
    }

    /// <summary>Decides the whole file and gives only the outcome.</summary>
    public async Task<ImportCheck> CheckAsync(CancellationToken ct)
    {
        await foreach (var _ in DecideAsync(ct))
        {
            // The outcome counts them.
        }

        return Outcome;
    }

    /// <summary>Whether what somebody else recorded meanwhile can bear on what was decided here.</summary>
    /// <param name="id">The id of what was recorded.</param>
    /// <param name="edits">The id of the entry that it acts on, if it is such an act of an editor.</param>
    /// <param name="joins">Whether it merges or separates subjects.</param>
    public bool DependsOn(string id, string? edits, bool joins) =>
        (joins && _askedKeys.Count > 0) || IsNamed(id) || (edits is not null && IsNamed(edits));

    /// <summary>Those of the ids that this file would record, with the editor acts on them.</summary>
    internal IReadOnlyList<Recorded> Find(IEnumerable<string> names)
    {
        var found = Outcome.IsAccepted ? _lines.Give(Known.Nothing, names) : [];
        _file.Rest();
        return found;
    }

    private bool IsNamed(string id) => _lines.Contains(id) || _asked.Contains(id);

    // What the lines of a batch need to see: what the record and earlier files hold of it, and what stands earlier in this one.
    private async Task LearnAsync(IReadOnlyList<NativeLine> batch, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var names = batch.Where(line => line.Event is not null).SelectMany(line => Commands.For(line.Event!).Needs).ToHashSet(StringComparer.Ordinal);
        var here = _lines.Close(names);
        names.ExceptWith(here);
        names.ExceptWith(_askedKeys);
        var found = new List<Recorded>(names.Count > 0 ? await _recorded(names) : []);
        found.AddRange(_before.SelectMany(b => b.Find(names)));
        foreach (var name in names)
        {
            if (SubjectKey.TryParse(name, out _))
            {
                _askedKeys.Add(name);
            }
            else
            {
                _asked.Add(name);
            }
        }

        _known = new Known(found, _sameness);
        _lines.Give(_known, here.Concat(names));
    }

    private ImportEntry? Decide(NativeLine line)
    {
        if (line.Event is not { } @event)
        {
            _findings.Refuse(line, line.Error ?? new Finding("", "cannot be read"));
            return null;
        }

        var (place, isNew) = _lines.Add(@event.Id, line);
        if (!isNew)
        {
            Repeat(line, @event, place);
            return null;
        }

        var by = line.EnteredBy ?? _importer;
        var command = Commands.For(@event) with { By = by ?? "", Reason = line.Reason };
        var unsigned = Authorship.Errors(by, line.Reason).ToList();
        if (_findings.Errors > 0 && command.Needs.FirstOrDefault(name => _lines.RefusedOn(name) is not null) is { } broken)
        {
            // Its rule cannot be applied: the target is neither recorded nor sound.
            var at = string.Create(CultureInfo.InvariantCulture, $"'{broken}' is refused on line {_lines.RefusedOn(broken)}; put that right first");
            Refuse(line, place, [.. unsigned, new Finding(FieldThatNames(broken, @event), at)]);
            return null;
        }

        var decision = command.Decide(_known);
        if (unsigned.Count > 0 || !decision.IsAccepted)
        {
            Refuse(line, place, [.. unsigned, .. decision.Errors]);
            return null;
        }

        if (decision.WasKnown)
        {
            _findings.Known(line, decision.Warnings);
            return null;
        }

        return Accept(line, @event, by!, place, decision.Warnings);
    }

    private ImportEntry Accept(NativeLine line, RecordEvent @event, string by, int place, IReadOnlyList<Finding> warnings)
    {
        var recorded = _known.Decided(@event, by, line.Reason, _first + line.Number);
        _lines.Decided(place, @event);
        if (@event is SubjectAct)
        {
            _subjectActs.Add(recorded);
        }

        _findings.Accept(line, warnings);
        return new ImportEntry(line.Number, recorded);
    }

    private void Repeat(NativeLine line, RecordEvent @event, int place)
    {
        var earlier = _lines.Read(place);
        if (RecordJson.Same(earlier.Event!, @event))
        {
            _findings.Known(line, []);
        }
        else
        {
            Refuse(line, place, new Finding("id", string.Create(CultureInfo.InvariantCulture,
                $"'{@event.Id}' stands on line {earlier.Number} and on line {line.Number} with different content; an id is never used again")));
        }
    }

    private void Refuse(NativeLine line, int place, params IReadOnlyList<Finding> errors)
    {
        if (_known.Find(line.Event!.Id) is null)
        {
            _lines.Refused(place);
        }

        _findings.Refuse(line, errors);
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
