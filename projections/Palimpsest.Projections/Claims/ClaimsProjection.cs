using NodaTime;
using Palimpsest.Projections.Rows;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Claims;

/// <summary>Who claims, is blamed for, denies or concedes what.</summary>
public sealed class ClaimsProjection : RowProjection
{
    /// <summary>The view.</summary>
    public ClaimsProjection()
        : base("claims", Reports) => Follows = true;

    /// <summary>One row for each report.</summary>
    public static RowTable<ClaimRow> Reports { get; } = new("claim_report", (e, _) => Rows.Published.Report(e) is { } told && ClaimRow.StanceOf(told.Report) is { } stance ? [ClaimRow.Of(told.Report, stance, told.At)] : [])
    {
        Columns =
        [
            new("subject", "text", r => r.Subject),
            new("by", "text", r => r.By, Nullable: true),
            new("stance", "text", r => r.Stance),
            new("published", "timestamptz", r => Cell.Since(r.Published)),
        ],
        Key = ["seq"],
        Indexes = [["by"], ["subject"]],
    };
}

/// <summary>One report of responsibility.</summary>
/// <param name="Subject">The incident.</param>
/// <param name="By">Who; null where it is said that nobody claimed it.</param>
/// <param name="Stance"><c>claimed</c>, <c>attributed</c>, <c>denied</c>, <c>conceded</c> or <c>noClaimKnown</c>.</param>
/// <param name="Published">When anybody could first have known it; null: a correction, which holds always.</param>
public sealed record ClaimRow(string Subject, SubjectKey? By, string Stance, Instant? Published)
{
    internal static string? StanceOf(Assertion a) => a switch
    {
        ResponsibilityClaimed => "claimed",
        ResponsibilityAttributed => "attributed",
        ResponsibilityDenied => "denied",
        ResponsibilityConceded => "conceded",
        NoClaimKnown => "noClaimKnown",
        _ => null,
    };

    internal static ClaimRow Of(Assertion a, string stance, Instant? published) => new(a.Subject.Value, (a as ResponsibilityReport)?.By, stance, published);
}
