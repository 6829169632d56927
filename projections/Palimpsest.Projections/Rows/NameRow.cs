using NodaTime;
using Palimpsest.Projections.Finding;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Rows;

/// <summary>A name by which a subject can be found.</summary>
/// <param name="N">0 for the name, from 1 for aliases.</param>
/// <param name="Subject">Whose it is.</param>
/// <param name="Name">As the source spells it.</param>
/// <param name="Published">When anybody could first have known it; null: a correction, which holds always.</param>
public sealed record NameRow(int N, string Subject, string Name, Instant? Published)
{
    /// <summary>A table of names.</summary>
    internal static RowTable<NameRow> Table(string name, SubjectKind kind) =>
        new(name, (e, _) => Rows.Published.Report(e) is { } told && told.Report.Subject.Kind == kind
            ? Naming.Of(told.Report).Select((text, n) => new NameRow(n, told.Report.Subject.Value, text, told.At))
            : [])
        {
            Columns =
            [
                new("n", "integer", r => r.N),
                new("subject", "text", r => r.Subject),
                new("name", "text", r => r.Name),
                new("folded", "text", r => Spelling.Folded(r.Name)),
                new("published", "timestamptz", r => Cell.Since(r.Published)),
            ],
            Key = ["seq", "n"],
            Indexes = [["subject"]],
            Noted = Noted.Names,
        };
}
