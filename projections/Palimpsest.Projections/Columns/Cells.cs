using NodaTime;
using Palimpsest.Clocks;
using Palimpsest.Projections.Casualties;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Columns;

/// <summary>What is known of an event without reading it.</summary>
[Flags]
internal enum EventMarks : byte
{
    None = 0,

    /// <summary>It is a source act.</summary>
    Act = 1,

    /// <summary>It is a source act whose target was not recorded before it: it is never seen.</summary>
    Astray = 2,

    /// <summary>Source acts aim at it.</summary>
    Targeted = 4,

    /// <summary>Reports say that they revise it.</summary>
    Revised = 8,

    /// <summary>Reports say that they dispute it.</summary>
    Disputed = 16,

    /// <summary>Editors acted on it.</summary>
    Edited = 32,

    /// <summary>It was told: a report or a source act.</summary>
    Told = 64,
}

/// <summary>An event.</summary>
/// <param name="Number">Its record number.</param>
/// <param name="Id">Its id.</param>
/// <param name="Reading">How it read when it was recorded; -1 if nobody told it.</param>
internal readonly record struct EventCell(long Number, string Id, int Reading);

/// <summary>One way in which an event reads or read: as it was recorded, or as a correction has it. Numbers are those of the store's columns; -1 is none.</summary>
internal readonly record struct ReadingCell
{
    /// <summary>From when it counts, everybody heard, nothing taken back.</summary>
    public required Instant First { get; init; }

    /// <summary>The event.</summary>
    public required int Event { get; init; }

    /// <summary>The subject; of an act none.</summary>
    public required int Subject { get; init; }

    /// <summary>Whose word it is.</summary>
    public required int Party { get; init; }

    /// <summary>Its first citation; the others follow.</summary>
    public required int Citation { get; init; }

    /// <summary>How many citations carry it.</summary>
    public required ushort Citations { get; init; }

    /// <summary>Its type, by its place in the catalogue.</summary>
    public required byte Type { get; init; }

    /// <summary>Its rank among reliabilities; 0 is best.</summary>
    public required byte Reliability { get; init; }

    /// <summary>Its rank among credibilities; 0 is best.</summary>
    public required byte Credibility { get; init; }

    /// <summary>Where the rest of it is, in the column of its type.</summary>
    public required int Payload { get; init; }

    /// <summary>What a revision of it must share.</summary>
    public required int Aspect { get; init; }

    /// <summary>What it is about.</summary>
    public required int Proposition { get; init; }
}

/// <summary>A citation that carries.</summary>
internal readonly record struct CitationCell(int Outlet, Instant CountsFrom);

/// <summary>What an editor did to an event.</summary>
internal enum EditKind
{
    Correct,
    Withdraw,
    Reinstate,
    Regrade,
}

/// <summary>What an editor did to an event: a correction with how it reads from then on, a regrade with the ranks.</summary>
internal readonly record struct Edit(long Number, EditKind Kind, int Reading = -1, byte Reliability = 0, byte Credibility = 0);

/// <summary>A report that something happened: what it says.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Place">Where.</param>
/// <param name="Country">The country by its number, letter case aside; -1 is none.</param>
/// <param name="Occurred">When.</param>
/// <param name="PartOf">The greater incident; -1 is none.</param>
internal readonly record struct IncidentCell(string Kind, Place Place, int Country, Edtf? Occurred, int PartOf);

/// <summary>A report of responsibility.</summary>
/// <param name="By">Who is, or is not, responsible.</param>
/// <param name="Speaker">Whose word it is, if attributed to a key; -1 if not.</param>
internal readonly record struct ResponsibilityCell(int By, int Speaker);

/// <summary>What a casualty account says of one outcome. The outcomes of an account follow each other.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="IsLast">No other of the account follows.</param>
/// <param name="AttackersUnknown">It does not say whether it includes the attackers.</param>
/// <param name="Without">The figure, attackers left out.</param>
/// <param name="With">The figure, attackers counted.</param>
/// <param name="Lines">The lines, which tell the classes apart.</param>
internal readonly record struct OutcomeCell(
    Outcome Outcome, bool IsLast, bool AttackersUnknown, FigureCell Without, FigureCell With, IReadOnlyList<CasualtyLine> Lines)
{
    /// <summary>The figure that a rule counts.</summary>
    public FigureCell Figure(TallyRule rule) => rule.Class is null
        ? rule.WithAttackers ? With : Without
        : FigureCell.Of(AccountFigure.Of(Lines, rule));
}

/// <summary>A figure in less room; -1 is none, or open.</summary>
internal readonly record struct FigureCell(long Low, long Best, long High)
{
    public static FigureCell Of(Figure figure) => new(figure.Low, figure.Best ?? -1, figure.High ?? -1);

    public Figure Figure => new(Low, Best < 0 ? null : Best, High < 0 ? null : High);
}

/// <summary>A proposition by numbers.</summary>
internal readonly record struct PropositionCell(Matter Matter, int[] Keys, string Qualifier);
