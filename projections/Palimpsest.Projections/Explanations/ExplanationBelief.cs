using Palimpsest.Beliefs;
using Palimpsest.Projections.Answers;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Explanations;

/// <summary>Why a subject is believed to be so: belief, assertions, citations, the outvoted too.</summary>
/// <param name="Key">The subject.</param>
/// <param name="Contested">Something shown as current is contested.</param>
/// <param name="Topics">One a belief.</param>
/// <param name="LeftOut">How many facts about the subject, each a citation that carries a report or an act on one, were recorded by Y but published after X, and had no part in the answer.</param>
public sealed record ExplanationBelief(SubjectKey Key, bool Contested, IReadOnlyList<TopicShown> Topics, int LeftOut);

/// <summary>One belief and everything said of it.</summary>
/// <param name="Topic">What it is about, such as <c>circumstance: manner</c>.</param>
/// <param name="Belief">What is believed, in a few words.</param>
/// <param name="Contested">A current assertion of it is contested.</param>
/// <param name="Assertions">All that was said by X, the current first.</param>
public sealed record TopicShown(string Topic, string Belief, bool Contested, IReadOnlyList<WeighedShown> Assertions);

/// <summary>An assertion and its standing.</summary>
/// <param name="Standing">current; revised (something newer replaces it); takenBack (published by X, and retracted since); or withdrawn (by an editor, as entered by mistake).</param>
/// <param name="ReplacedBy">For the revised: by which assertions directly.</param>
/// <param name="Evidence">The assertion; for the taken back its counting date is that of its first citation.</param>
/// <param name="Acts">Visible acts on it.</param>
/// <param name="Edits">What editors did to the entry by Y, in record order.</param>
public sealed record WeighedShown(string Standing, IReadOnlyList<string> ReplacedBy, Evidence Evidence, IReadOnlyList<ActShown> Acts, IReadOnlyList<EditShown> Edits);

/// <summary>An editor act: what, by whom, when, why.</summary>
public sealed record EditShown(string Id, string Type, long Number, string RecordedAt, string By, string? Reason)
{
    /// <summary>Shows a recorded act.</summary>
    public static EditShown Of(Recorded act) => new(
        act.Event.Id, Json.EventCatalogue.Of(act.Event).Name, act.Number, NodaTime.Text.InstantPattern.ExtendedIso.Format(act.At), act.By, act.Reason);
}

/// <summary>A source act.</summary>
public sealed record ActShown(string Id, string Type, SubjectKey Party, string CountsFrom, string Summary, IReadOnlyList<CitationShown> Citations)
{
    /// <summary>Shows a visible act.</summary>
    public static ActShown Of(WorldView world, SourceAct act) => new(
        act.Id, Json.EventCatalogue.Of(act).Name, world.Record.Party(act), When.Show(world.VisibleFrom(act)!.Value), act.Summary, CitationShown.KnownOf(world, act));
}
