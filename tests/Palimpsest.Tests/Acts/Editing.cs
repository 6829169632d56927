using NodaTime;
using Palimpsest.Acts;
using Palimpsest.Beliefs;
using Palimpsest.Reports;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Acts;

/// <summary>A short record by <c>ada</c>, and commands of <c>ben</c> on it.</summary>
internal static class Editing
{
    public const string Qalat = "incident:2013-04-06-qalat";

    public static readonly CircumstanceReported Convoy = Say.Report<CircumstanceReported>("convoy", Qalat, "source:guardian", "2013-04-06") with
    {
        Aspect = "manner",
        Value = "convoy",
        Reliability = Reliability.B,
        Credibility = Credibility.ProbablyTrue,
    };

    public static readonly AssertionDisputed Disputed = Say.Dispute("disputed", "convoy", "source:bbc", "2013-04-07");

    public static readonly SourceDescribed Guardian = new() { Id = "guardian-described", Subject = Say.Key("source:guardian"), Name = "The Guardian" };

    public static Decision Decide(this EditorAct act, params RecordEvent[] recorded) => act.Decide("seen again", recorded);

    public static Decision Decide(this EditorAct act, string? reason, params RecordEvent[] recorded)
    {
        var known = new Known(recorded.Select((e, i) => new Recorded(i + 1, Instant.FromUnixTimeSeconds(i + 1), "ada", e is EditorAct ? "it was so" : null, "", e)));
        return (Commands.For(act) with { By = "ben", Reason = reason }).Decide(known);
    }

    public static void ShouldRecord(this Decision decision, RecordEvent @event) => decision.ShouldSatisfyAllConditions(
        d => d.Errors.ShouldBeEmpty(),
        d => d.Events.ShouldHaveSingleItem().ShouldBe(@event),
        d => d.Warnings.ShouldBeEmpty(),
        d => d.Conflict.ShouldBeNull());

    /// <summary>Recorded, with one warning.</summary>
    public static void ShouldWarn(this Decision decision, string warning) => decision.ShouldSatisfyAllConditions(
        d => d.Events.Count.ShouldBe(1),
        d => d.Warnings.ShouldHaveSingleItem().ToString().ShouldBe(warning));

    public static void ShouldRefuse(this Decision decision, params string[] errors) => decision.ShouldSatisfyAllConditions(
        d => d.IsAccepted.ShouldBeFalse(),
        d => d.Events.ShouldBeEmpty(),
        d => d.Errors.Select(e => e.ToString()).ShouldBe(errors),
        d => d.Conflict.ShouldBeNull());

    /// <summary>Accepted, and nothing to record.</summary>
    public static void ShouldBeSo(this Decision decision, string warning) => decision.ShouldSatisfyAllConditions(
        d => (d.WasKnown, d.WasSo).ShouldBe((true, true)),
        d => d.Warnings.ShouldHaveSingleItem().ToString().ShouldBe(warning));

    /// <summary>Recorded before, word for word.</summary>
    public static void ShouldBeKnown(this Decision decision) => decision.ShouldSatisfyAllConditions(
        d => (d.WasKnown, d.WasSo).ShouldBe((true, false)),
        d => d.Warnings.ShouldBeEmpty());

    public static void ShouldConflict(this Decision decision, RecordEvent? with, string error) => decision.ShouldSatisfyAllConditions(
        d => d.IsAccepted.ShouldBeFalse(),
        d => d.Events.ShouldBeEmpty(),
        d => d.Conflict?.Event.ShouldBe(with),
        d => d.Conflict?.By.ShouldBe("ada"),
        d => (d.Conflict is null).ShouldBe(with is null),
        d => d.Errors.ShouldHaveSingleItem().ToString().ShouldBe(error));
}
