using Palimpsest.Projections.Timelines;
using Palimpsest.Subjects;

namespace Palimpsest.Cli.Tables;

/// <summary>What stands before a lane of a timeline, as plain text.</summary>
/// <param name="Heading">Of the lanes that it stands among; null: it stands alone.</param>
/// <param name="Text">Its own name.</param>
internal sealed record TimelineLane(string? Heading, string Text)
{
    /// <summary>The name of a stretch's lane, in the picture of a subject.</summary>
    public static TimelineLane Of(Stretch stretch, SubjectKey subject)
    {
        var parts = stretch.Lane.Split(": ", 2);
        var rest = Slugs(parts[^1]);
        return stretch.Kind switch
        {
            LaneKind.Casualties => new("casualties", "  " + Tables.Text.PlainWord(rest)),
            LaneKind.Circumstance => new("circumstances", "  " + Tables.Text.PlainWord(rest)),
            LaneKind.Allegiance => new("allegiances", "  " + Without(rest, subject)),
            LaneKind.Merger => new("mergers", "  " + rest),
            LaneKind.Role when rest.LastIndexOf(": ", StringComparison.Ordinal) is > 0 and var at => new(rest[..at], "  " + rest[(at + 2)..]),
            LaneKind.Role => new("roles", "  " + rest),
            _ => new(null, stretch.Lane),
        };
    }

    /// <summary>What a stretch says, whole.</summary>
    public static string Whole(Stretch stretch) => stretch.Belief is not { } belief ? ""
        : stretch.Kind == LaneKind.Casualties ? Marks(TimelineChart.Numbers(stretch), stretch.Detail)
        : stretch.Kind is LaneKind.LifeStatus or LaneKind.Custody or LaneKind.Role ? Marks(Tables.Text.PlainWord(belief), Tables.Text.PlainWord(stretch.Detail))
        : stretch.Kind == LaneKind.Incident && belief.Split(", ", 2) is [var kind, var rest] ? Marks(Tables.Text.PlainWord(kind), rest)
        : Marks(belief, stretch.Detail);

    /// <summary>What a stretch says, in the picture: a role that is held is a bar, and needs no word.</summary>
    public static string Short(Stretch stretch) => stretch.Kind switch
    {
        LaneKind.Casualties => TimelineChart.Numbers(stretch),
        LaneKind.Role when stretch.Belief == "holds" => Tables.Text.PlainWord(stretch.Detail),
        LaneKind.Circumstance => Tables.Text.Plain(Whole(stretch)),
        _ => Tables.Text.Plain(Slugs(Whole(stretch))),
    };

    private static string Marks(params string?[] marks) => string.Join(", ", marks.Where(m => !string.IsNullOrEmpty(m)));

    private static string Without(string allegiance, SubjectKey subject) =>
        allegiance.Split(" to ") is [var from, var to] ? from == subject.Slug ? $"to {to}" : to == subject.Slug ? $"of {from}" : allegiance : allegiance;

    private static string Slugs(string text) => text.Replace("faction:", "", StringComparison.Ordinal).Replace("person:", "", StringComparison.Ordinal);
}
