using System.Globalization;
using NodaTime;
using Palimpsest.Acts;
using Palimpsest.Clocks;
using Palimpsest.Reports;

namespace Palimpsest.Synthetic;

/// <summary>The same told otherwise: by its party anew, by another source, or put right by us.</summary>
internal static class Retelling
{
    /// <summary>The same party tells it anew.</summary>
    public static Assertion Revised(Assertion target, Telling telling, Dice dice) => Otherwise(target, dice) with
    {
        Id = telling.Id,
        Citations = telling.Citations,
        Revises = [target.Id],
        Affirms = [],
        Disputes = [],
        Verbatim = [],
        Note = null,
    };

    /// <summary>Another source says the same.</summary>
    public static Assertion Affirmed(Assertion target, Telling telling) => Affirm.Telling(target, telling.Id, telling.Citations, null);

    /// <summary>Another source says otherwise, and says that the first is wrong.</summary>
    public static Assertion Disputed(Assertion target, Telling telling, Dice dice) => Otherwise(target, dice) with
    {
        Id = telling.Id,
        Citations = telling.Citations,
        AttributedTo = null,
        Revises = [],
        Affirms = [],
        Disputes = [target.Id],
        Verbatim = [],
        Note = null,
    };

    /// <summary>The entry as it should have been entered. Its note is the act's own, so that it never reads as before.</summary>
    public static (RecordEvent Content, LocalDate Published) Corrected(OpenEntry entry, string act, LocalDate entered, OpenEntry? other, Dice dice)
    {
        var note = $"Put right by {act}.";
        if (entry.Content is SourceAct source)
        {
            return (source with { Note = note }, entry.Published);
        }

        var report = (Assertion)entry.Content with { Note = note };
        var first = report.Citations[0];
        if (first is { PublishedOn: not null, Via: null } && dice.PerMille(400))
        {
            var day = LocalDate.Min(entry.Published.PlusDays(dice.PerMille(500) ? 1 + dice.Next(5) : -1 - dice.Next(5)), entered);
            return (report with { Citations = [first with { PublishedOn = PublicationDate.Parse(Days.Iso(day)) }, .. report.Citations.Skip(1)] }, day);
        }

        return other is { Content: Assertion { Subject: var subject } } && report is CasualtiesReported or CircumstanceReported && dice.PerMille(100)
            ? (report with { Subject = ((Assertion)other!.Content).Subject }, entry.Published)
            : (Otherwise(report, dice), entry.Published);
    }

    /// <summary>What a retraction or dispute cites.</summary>
    public static SourceAct Act(SourceAct act, OpenEntry target, bool own)
    {
        var told = target.Told;
        return own && told.AttributedTo?.Key is { } key ? act with { AttributedTo = new Attribution(key, told.AttributedTo.Label) } : act;
    }

    // Type, subject, aspect and proposition stay: a revision is a revision of just this.
    private static Assertion Otherwise(Assertion report, Dice dice) => report switch
    {
        CasualtiesReported account => account with { Lines = [More(account.Lines[0], dice), .. account.Lines.Skip(1)] },
        IncidentReported incident => incident with { Place = incident.Place with { Name = $"{dice.Of(Gazetteer.Family)}abad" } },
        CircumstanceReported circumstance => circumstance with { Value = dice.Of(Gazetteer.Values) },
        ResponsibilityReport responsibility => responsibility with { Medium = dice.Of(Gazetteer.Media) },
        DeathReport death => death with { Cause = dice.PerMille(500) ? "wounds" : "an illness" },
        LeaderNamed leader => leader with { Since = Edtf.Day(new LocalDate(2012, 1, 1).PlusDays(dice.Next(365))) },
        StrengthReported strength => strength with { Count = Count.Parse($"about {(50 * (1 + dice.Next(200))).ToString(CultureInfo.InvariantCulture)}") },
        PresenceReported presence => presence with { Description = "in greater numbers than was known" },
        _ => report with { Summary = "Told anew in other words." },
    };

    private static CasualtyLine More(CasualtyLine line, Dice dice) => line with { Count = Count.Exactly(line.Count.Figure.Low + 1 + dice.Next(4)) };
}
