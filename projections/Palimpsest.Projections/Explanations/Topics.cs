using Palimpsest.Beliefs;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Explanations;

/// <summary>The topics that reports about a subject fall into, and what each comes to.</summary>
internal static class Topics
{
    private const string Casualties = "casualties: ";

    /// <summary>
    /// The topics of a report that bears on a subject, given under the key shown. What is said of another subject is believed of that one: a claim on each incident,
    /// a role in each faction. A merger, a split or an allegiance is of all its parties.
    /// </summary>
    public static IEnumerable<string> Of(RecordAsOf record, SubjectKey key, Assertion assertion)
    {
        var subject = record.Canonical(assertion.Subject);
        return subject == key || assertion is MergerReport or SplitReported or AllegianceReport ? Of(assertion) : Of(assertion).Select(topic => $"{topic} of {subject}");
    }

    /// <summary>The outcome that a topic of casualties counts; null for any other.</summary>
    public static Outcome? OutcomeOf(string topic) => topic.StartsWith(Casualties, StringComparison.Ordinal) ? Words.Parse<Outcome>(topic.Split(' ')[1]) : null;

    /// <summary>Whether a report is current as far as a topic goes, of that outcome if it counts any.</summary>
    public static bool IsCurrent(WorldView world, Outcome? outcome, Assertion assertion) =>
        assertion is CasualtiesReported account && outcome is { } o ? world.IsCurrentFor(account, o) : world.IsCurrent(assertion);

    /// <summary>What a topic comes to: its current reports, the chosen first; the belief in words, null if none is current; and whether it is contested.</summary>
    public static (IReadOnlyList<Assertion> Current, string? Belief, bool Contested) Told(WorldView world, Outcome? outcome, IEnumerable<Assertion> said, TallyRule rule)
    {
        var current = TieOrder.Sort(world, said.Where(a => IsCurrent(world, outcome, a)));
        return current.Count == 0
            ? (current, null, false)
            : (current, Summing.Up(world, current, outcome, rule), current.Any(world.IsContested) || Summing.IsContested(world, current));
    }

    private static IEnumerable<string> Of(Assertion assertion) => assertion switch
    {
        IncidentReported => ["incident"],
        CircumstanceReported c => [$"circumstance: {c.Aspect}"],
        CasualtiesReported account => account.Lines.Select(l => l.Outcome).Distinct().Select(o => $"{Casualties}{Words.Of(o)}"),
        ResponsibilityReport or NoClaimKnown => ["claims"],
        ParticipantReported => ["participants"],
        LeaderNamed l => [Role(l.Role, l.Scope)],
        LeaderDeparted l => [Role(l.Role, l.Scope)],
        _ when assertion.Proposition?.Matter == Matter.Death => ["life status"],
        AllegianceReport => ["allegiance"],
        MergerReport => ["merger"],
        PersonDescribed or FactionDescribed => ["name"],
        CustodyReported => ["custody"],
        SentenceReported => ["sentence"],
        PresenceReported => ["presence"],
        StrengthReported => ["strength"],
        SplitReported => ["split"],
        _ => ["statement"],
    };

    private static string Role(string role, string? scope) => $"role: {role}{(scope is null ? "" : $" ({scope})")}";
}
