using Palimpsest.Acts;

namespace Palimpsest.Import.Native;

/// <summary>What is said about the lines of a file, and how many there are of each outcome.</summary>
internal sealed class Findings
{
    private readonly List<LineFinding> _told = [];
    private int _new;
    private int _known;
    private int _warnings;

    public int Errors { get; private set; }

    public ImportCheck Outcome => new(_told, _new, _known, Errors, _warnings);

    public void Accept(NativeLine line, IReadOnlyList<Finding> warnings)
    {
        _new++;
        Warn(line, warnings);
    }

    public void Known(NativeLine line, IReadOnlyList<Finding> warnings)
    {
        _known++;
        Warn(line, [.. warnings.Select(w => w with { Message = $"{w.Message}: nothing to record" })]);
    }

    public void Refuse(NativeLine line, params IReadOnlyList<Finding> errors)
    {
        foreach (var error in errors)
        {
            if (Errors++ < ImportCheck.MostErrors)
            {
                Tell(line, error, isError: true);
            }
        }
    }

    private void Warn(NativeLine line, IReadOnlyList<Finding> warnings)
    {
        foreach (var warning in warnings)
        {
            if (_warnings++ < ImportCheck.MostWarnings)
            {
                Tell(line, warning, isError: false);
            }
        }
    }

    private void Tell(NativeLine line, Finding finding, bool isError) =>
        _told.Add(new LineFinding(line.Number, Legible.Text(finding.Field), Legible.Text(finding.Message), isError));
}
