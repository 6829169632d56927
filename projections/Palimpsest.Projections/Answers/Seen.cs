using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Json;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Answers;

/// <summary>An assertion as it is seen at a horizon: all that its evidence follows from, and cheap to compare.</summary>
/// <param name="Assertion">As it reads at Y.</param>
/// <param name="Party">Whose word it is.</param>
/// <param name="From">Its counting date; of what was taken back that of its first citation.</param>
/// <param name="Contests">What contests it.</param>
/// <param name="Citations">Where it can be read.</param>
internal sealed record Seen(Assertion Assertion, SubjectKey Party, Instant From, IReadOnlyList<Contest> Contests, IReadOnlyList<(Citation Citation, bool TakenBack)> Citations)
{
    /// <summary>As a world sees it; it was published by X.</summary>
    public static Seen In(WorldView world, Assertion a) => new(
        a, world.Record.Party(a), (world.VisibleFrom(a) ?? world.FirstPublished(a))!.Value, world.Contests(a), [.. world.KnownCitations(a)]);

    /// <summary>The evidence that it is.</summary>
    public Evidence Evidence => new()
    {
        Id = Assertion.Id,
        Type = EventCatalogue.Of(Assertion).Name,
        Party = Party,
        AttributedTo = Assertion.AttributedTo?.Label,
        CountsFrom = When.Show(From),
        Modality = Assertion.Modality,
        Reliability = Assertion.Reliability,
        Credibility = Assertion.Credibility,
        Occurred = Assertion.Occurred,
        OccurredVerbatim = Assertion.OccurredVerbatim,
        Summary = Assertion.Summary,
        Verbatim = Assertion.Verbatim,
        Note = Assertion.Note,
        ContestedBy = Contests,
        Citations = [.. Citations.Select(c => CitationShown.Of(c.Citation, c.TakenBack))],
    };

    /// <summary>Whether its evidence is the same; null if that cannot be told without making it.</summary>
    public bool? IsSame(Seen other)
    {
        if (Party != other.Party || !(ReferenceEquals(Contests, other.Contests) || Contests.SequenceEqual(other.Contests)))
        {
            return false;
        }

        return ReferenceEquals(Assertion, other.Assertion) && From == other.From
            && Citations.Count == other.Citations.Count && Citations.Zip(other.Citations).All(c => ReferenceEquals(c.First.Citation, c.Second.Citation) && c.First.TakenBack == c.Second.TakenBack)
            ? true
            : null;
    }
}
