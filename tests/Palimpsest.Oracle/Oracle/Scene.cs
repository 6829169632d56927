using Palimpsest.Clocks;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Tests.Oracle;

/// <summary>A short history told by hand, numbered from 1 in the order given.</summary>
public sealed class Scene(params RecordEvent[] events)
{
    public OracleWorld On(string believedOn, long recorded = long.MaxValue, OraclePerspective? perspective = null) =>
        new(events.Select((e, i) => new OracleEvent(i + 1, e)), BelievedOn.Parse(believedOn).At, recorded, perspective);
}

/// <summary>Reports and acts with nothing in them but what a test is about.</summary>
public static class Say
{
    public static SubjectKey Key(string key) => SubjectKey.Parse(key);

    public static Edtf Date(string date) => Edtf.Parse(date);

    /// <summary>A report by an outlet, dated as published; what its type requires besides is set by the test.</summary>
    public static T Report<T>(string id, string subject, string outlet, string publishedOn, string? by = null)
        where T : Assertion => Activator.CreateInstance<T>() with
        {
            Id = id,
            Subject = Key(subject),
            Summary = id,
            Citations = [Cite(outlet, publishedOn)],
            AttributedTo = By(by),
        };

    public static AssertionRetracted Retraction(string id, string target, string outlet, string publishedOn, string? by = null) =>
        new() { Id = id, Target = target, Summary = id, Citations = [Cite(outlet, publishedOn)], AttributedTo = By(by) };

    public static AssertionDisputed Dispute(string id, string target, string outlet, string publishedOn) =>
        new() { Id = id, Target = target, Summary = id, Citations = [Cite(outlet, publishedOn)] };

    public static AssertionCorrected Correction(string id, RecordEvent content, string? after = null) =>
        new() { Id = id, Target = content.Id, Content = content, After = after };

    public static AssertionWithdrawn Withdrawal(string id, string target, string? after = null) => new() { Id = id, Target = target, After = after };

    public static AssertionReinstated Reinstatement(string id, string target, string? after = null) => new() { Id = id, Target = target, After = after };

    public static AssertionRegraded Regrade(string id, string target, Reliability reliability, Credibility credibility, string? after = null) =>
        new() { Id = id, Target = target, Reliability = reliability, Credibility = credibility, After = after };

    public static SubjectsMerged Merge(string id, string subject, string other, string? after = null, string? afterOther = null) =>
        new() { Id = id, Subject = Key(subject), Other = Key(other), After = after, AfterOther = afterOther };

    public static SubjectsSeparated Separation(string id, string subject, string other, string? after = null, string? afterOther = null) =>
        new() { Id = id, Subject = Key(subject), Other = Key(other), After = after, AfterOther = afterOther };

    public static Citation Cite(string outlet, string? publishedOn, string? via = null, CitationRole role = CitationRole.Carries) => new()
    {
        Outlet = Key(outlet),
        PublishedOn = publishedOn is null ? null : PublicationDate.Parse(publishedOn),
        Via = via is null ? null : new Carrier(Key("source:ctc-sentinel"), null, PublicationDate.Parse(via)),
        Role = role,
    };

    public static CasualtyLine Killed(string group, int count, VictimClass of = VictimClass.Unknown) =>
        new() { Group = group, Class = of, Outcome = Outcome.Killed, Count = Count.Exactly(count) };

    private static Attribution? By(string? by) => by is null ? null : new Attribution(Key(by), null);
}

/// <summary>Shorthand of the assertions.</summary>
public static class Seen
{
    public static IEnumerable<string> CurrentIds(this OracleWorld world) => world.Reports.Where(world.Current).Select(a => a.Id);

    public static bool Contested(this OracleWorld world, string id) => world.Contested(world.Find(id)!);

    public static bool Visible(this OracleWorld world, string id) => world.Find(id) is { } e && world.Visible(e);
}
