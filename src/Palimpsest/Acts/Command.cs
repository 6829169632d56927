using Palimpsest.Reports;

namespace Palimpsest.Acts;

/// <summary>
/// What somebody asks the record to do. One file per act holds its command and its rule; <see cref="Commands.For"/> finds the command of a line of the native format.
/// </summary>
public abstract record Command
{
    /// <summary>Who asks: the author that the record will name.</summary>
    public string By { get; init; } = "";

    /// <summary>Why, in the author's words.</summary>
    public string? Reason { get; init; }

    /// <summary>The ids of all recorded events that the rule needs to see, its own first, and the keys whose merges it needs to see.</summary>
    public abstract IEnumerable<string> Needs { get; }

    /// <summary>The rule: pure, idempotent, the same answer from the same state.</summary>
    public abstract Decision Decide(Known known);
}

/// <summary>From events as written in the native format to commands.</summary>
public static class Commands
{
    /// <summary>The command that records the event.</summary>
    public static Command For(RecordEvent @event) => @event switch
    {
        Assertion { Affirms.Count: > 0 } affirmation => new Affirm(affirmation),
        Assertion { Revises.Count: > 0 } revision => new Revise(revision),
        Assertion report => new Report(report),
        AssertionDisputed dispute => new Dispute(dispute),
        AssertionRetracted retraction => new Retract(retraction),
        SourceDescribed source => new DescribeSource(source),
        AssertionCorrected correction => new Correct(correction),
        AssertionWithdrawn withdrawal => new Withdraw(withdrawal),
        AssertionReinstated reinstatement => new Reinstate(reinstatement),
        AssertionRegraded regrade => new Regrade(regrade),
        SubjectsMerged merge => new Merge(merge),
        SubjectsSeparated separation => new Separate(separation),
        _ => throw new ArgumentOutOfRangeException(nameof(@event), @event.GetType().Name, "no command records it"),
    };
}
