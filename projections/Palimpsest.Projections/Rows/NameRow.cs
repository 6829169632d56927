using NodaTime;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Rows;

/// <summary>A name by which a subject can be found.</summary>
/// <param name="N">0 for the name, from 1 for aliases.</param>
/// <param name="Subject">Whose it is.</param>
/// <param name="Name">As the source spells it.</param>
/// <param name="Published">When anybody could first have known it.</param>
public sealed record NameRow(int N, string Subject, string Name, Instant Published)
{
    /// <summary>A table of names.</summary>
    internal static RowTable<NameRow> Table(string name, SubjectKind kind) =>
        new(name, (e, _) => e is Reports.Assertion a && a.Subject.Kind == kind ? Naming.Of(a).Select((text, n) => new NameRow(n, a.Subject.Value, text, Rows.Published.First(a))) : [])
        {
            Columns =
            [
                new("n", "integer", r => r.N),
                new("subject", "text", r => r.Subject),
                new("name", "text", r => r.Name),
                new("published", "timestamptz", r => r.Published),
            ],
            Key = ["seq", "n"],
            Indexes = [["subject"]],
        };
}
