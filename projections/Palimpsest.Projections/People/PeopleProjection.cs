using Palimpsest.Projections.Rows;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.People;

/// <summary>The names of people, to find them by.</summary>
public sealed class PeopleProjection() : RowProjection("people", Names)
{
    /// <summary>One row for each name and alias.</summary>
    public static RowTable<NameRow> Names { get; } = NameRow.Table("person_name", SubjectKind.Person);
}
