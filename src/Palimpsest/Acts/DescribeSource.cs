using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Acts;

/// <summary>Describe a source: its name, kind, and the reliability proposed for new reports.</summary>
public sealed record DescribeSource(SourceDescribed Content) : Command
{
    /// <inheritdoc/>
    public override IEnumerable<string> Needs => [Content.Id];

    /// <inheritdoc/>
    public override Decision Decide(Known known)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (known.AlreadyRecorded(Content) is { } decided)
        {
            return decided;
        }

        var errors = Rules.Id(Content.Id)
            .Concat(Rules.Kind("subject", Content.Subject, SubjectKind.Source))
            .Concat(Rules.Text("name", Content.Name, 200, required: true))
            .Concat(Rules.Texts("aliases", Content.Aliases, 200))
            .Concat(Rules.Text("kind", Content.Kind, 100))
            .Concat(Rules.Text("note", Content.Note, 2000))
            .ToList();
        return errors.Count > 0 ? Decision.Refuse(errors) : Decision.Record(Content, []);
    }
}
