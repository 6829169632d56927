using Palimpsest.Subjects;

namespace Palimpsest.Reports;

/// <summary>
/// Our own description of a source, not a source's word: it needs no citation, holds at every X from its Y, and the latest recorded stands.
/// The reliability is proposed for new reports and alters none already recorded.
/// </summary>
public sealed record SourceDescribed : RecordEvent
{
    /// <summary>The source: a <c>source:</c> key.</summary>
    public required SubjectKey Subject { get; init; }

    /// <summary>The name in full.</summary>
    public required string Name { get; init; }

    /// <summary>Other names and abbreviations.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>News agency, newspaper, journal, government ...</summary>
    public string? Kind { get; init; }

    /// <summary>The reliability proposed for new reports.</summary>
    public Reliability? Reliability { get; init; }

    /// <summary>A remark.</summary>
    public string? Note { get; init; }
}
