using NodaTime;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Rows;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Casualties;

/// <summary>Casualty accounts, line by line.</summary>
public sealed class CasualtiesProjection : RowProjection
{
    /// <summary>The view.</summary>
    public CasualtiesProjection()
        : base("casualties", Accounts) => Follows = true;

    /// <summary>One row for each line of each account.</summary>
    public static RowTable<AccountRow> Accounts { get; } = new("casualty_account", (e, _) => Rows.Published.Report(e) is { Report: CasualtiesReported account } told ? AccountRow.Of(account, told.At) : [])
    {
        Columns =
        [
            new("n", "integer", r => r.N),
            new("subject", "text", r => r.Subject),
            new("outcome", "text", r => r.Outcome),
            new("class", "text", r => r.Class),
            new("low", "bigint", r => r.Count.Low),
            new("best", "bigint", r => r.Count.Best, Nullable: true),
            new("high", "bigint", r => r.Count.High, Nullable: true),
            new("attackers", "boolean", r => r.Attackers, Nullable: true),
            new("published", "timestamptz", r => Cell.Since(r.Published)),
        ],
        Key = ["seq", "n"],
        Indexes = [["subject"]],
    };
}

/// <summary>One line of an account.</summary>
/// <param name="N">Its place in the account, from 0.</param>
/// <param name="Subject">The incident.</param>
/// <param name="Outcome">What became of them, by its word in the native format.</param>
/// <param name="Class">What kind of people, by its word in the native format.</param>
/// <param name="Count">How many.</param>
/// <param name="Attackers">Whether they are the perpetrators' own; null if the source does not say.</param>
/// <param name="Published">When anybody could first have known it; null: a correction, which holds always.</param>
public sealed record AccountRow(int N, string Subject, string Outcome, string Class, Figure Count, bool? Attackers, Instant? Published)
{
    internal static IEnumerable<AccountRow> Of(CasualtiesReported account, Instant? published) => account.Lines.Select((line, n) =>
        new AccountRow(n, account.Subject.Value, Words.Of(line.Outcome), Words.Of(line.Class), line.Count.Figure, line.Attackers, published));
}
