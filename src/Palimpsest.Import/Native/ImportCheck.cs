using System.Globalization;
using Palimpsest.Acts;
using Palimpsest.Beliefs;
using Palimpsest.Reports;

namespace Palimpsest.Import.Native;

/// <summary>Something to say about a line: where, and what is wrong or odd.</summary>
/// <param name="Line">The line's number in its file.</param>
/// <param name="Field">The field, by its name in the native format; empty for the whole line.</param>
/// <param name="Message">What is wrong and what was expected.</param>
/// <param name="IsError">An error refuses the file; a warning does not.</param>
public sealed record LineFinding(int Line, string Field, string Message, bool IsError)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"line {Line}: {(IsError ? "" : "warning: ")}{new Finding(Field, Message)}");
}

/// <summary>An event of a file that may be recorded, with its author.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Decided">The event, who enters it and why; its number is not the one that it will be recorded under, but stands in their order.</param>
public sealed record ImportEntry(int Line, Recorded Decided)
{
    /// <summary>The event.</summary>
    public RecordEvent Event => Decided.Event;

    /// <summary>Who enters it.</summary>
    public string By => Decided.By;

    /// <summary>Why, if said.</summary>
    public string? Reason => Decided.Reason;

    /// <summary>The command that records it.</summary>
    public Command Command => Commands.For(Event) with { By = By, Reason = Reason };
}

/// <summary>
/// What an import of one file would do. All or nothing: one error, and nothing of it is recorded.
/// </summary>
/// <param name="Findings">The first <see cref="MostErrors"/> errors and <see cref="MostWarnings"/> warnings, in the order of the file.</param>
/// <param name="New">Lines that would be recorded.</param>
/// <param name="Known">Lines that are recorded already, or stand earlier in the file, word for word.</param>
/// <param name="Errors">All errors.</param>
/// <param name="Warnings">All warnings.</param>
public sealed record ImportCheck(IReadOnlyList<LineFinding> Findings, int New, int Known, int Errors, int Warnings)
{
    /// <summary>So many errors are told of one by one.</summary>
    public const int MostErrors = 100;

    /// <summary>So many warnings are told of one by one.</summary>
    public const int MostWarnings = 1000;

    /// <summary>The file may be recorded.</summary>
    public bool IsAccepted => Errors == 0;

    /// <summary>The findings, one a line, and how many more there are.</summary>
    public IEnumerable<string> Report()
    {
        foreach (var finding in Findings)
        {
            yield return finding.ToString();
        }

        if (Errors > MostErrors)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"and {Errors - MostErrors} more errors");
        }

        if (Warnings > MostWarnings)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"and {Warnings - MostWarnings} more warnings");
        }
    }
}
