using Palimpsest.Subjects;

namespace Palimpsest.Reports;

/// <summary>
/// What an editor does to this record's own entries. It happens on the record axis and holds at every X from its Y on: no citation dates it,
/// and nothing can aim at it. Who and why stand beside it in the store; neither may be missing.
/// </summary>
public abstract record EditorAct : RecordEvent;

/// <summary>An act on one entry: a report or a source act recorded before it. It stands in the stream of its target.</summary>
public abstract record EntryAct : EditorAct
{
    /// <summary>The id of the entry.</summary>
    public required string Target { get; init; }

    /// <summary>The version that the editor saw: the id of the last editor act on the entry; null if there was none.</summary>
    public string? After { get; init; }
}

/// <summary>We entered it wrongly: from here on it reads so. Everything but id, type, an act's target and the grades may differ.</summary>
public sealed record AssertionCorrected : EntryAct
{
    /// <summary>The whole new content, never a patch.</summary>
    public required RecordEvent Content { get; init; }
}

/// <summary>It should not have been entered: a duplicate, a wrong subject.</summary>
public sealed record AssertionWithdrawn : EntryAct;

/// <summary>It should have been, after all.</summary>
public sealed record AssertionReinstated : EntryAct;

/// <summary>Reliability and credibility judged anew, both given.</summary>
public sealed record AssertionRegraded : EntryAct
{
    /// <summary>Admiralty A-F of the source.</summary>
    public required Reliability Reliability { get; init; }

    /// <summary>Admiralty 1-6 of this entry.</summary>
    public required Credibility Credibility { get; init; }
}

/// <summary>An act on two keys of the same kind. It stands in the stream of the first.</summary>
public abstract record SubjectAct : EditorAct
{
    /// <summary>The one key: the one that a merge shows both under.</summary>
    public required SubjectKey Subject { get; init; }

    /// <summary>The other key.</summary>
    public required SubjectKey Other { get; init; }

    /// <summary>The version of the one that the editor saw: the id of the last merge or separation that names it; null if there was none.</summary>
    public string? After { get; init; }

    /// <summary>The version of the other that the editor saw.</summary>
    public string? AfterOther { get; init; }

    /// <summary>Both keys.</summary>
    public IEnumerable<SubjectKey> Keys => [Subject, Other];
}

/// <summary>Both keys are one thing, shown under the first. What was entered under either keeps its key.</summary>
public sealed record SubjectsMerged : SubjectAct;

/// <summary>They are two, after all.</summary>
public sealed record SubjectsSeparated : SubjectAct;
