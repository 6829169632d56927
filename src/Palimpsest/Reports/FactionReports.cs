using Palimpsest.Clocks;
using Palimpsest.Subjects;

namespace Palimpsest.Reports;

/// <summary>What a faction is called and said to be.</summary>
public sealed record FactionDescribed : Assertion
{
    /// <summary>The name, as the source spells it.</summary>
    public required string Name { get; init; }

    /// <summary>Other names and spellings.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>More, in own words.</summary>
    public string? Description { get; init; }
}

/// <summary>A person holds a role in a faction.</summary>
public sealed record LeaderNamed : Assertion
{
    /// <summary>Who.</summary>
    public required SubjectKey Person { get; init; }

    /// <summary>Which role: leader, second-in-command, commander ...</summary>
    public required string Role { get; init; }

    /// <summary>Over what part of the faction; null is the whole.</summary>
    public string? Scope { get; init; }

    /// <summary>Only one can hold the role at a time.</summary>
    public bool Sole { get; init; }

    /// <summary>Since when.</summary>
    public Edtf? Since { get; init; }

    /// <summary>Until when.</summary>
    public Edtf? Until { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SubjectKey> Involved => [Person];

    /// <inheritdoc/>
    public override Proposition? Proposition => new(Matter.Leadership, [Subject], $"{Role}|{Scope}");
}

/// <summary>A person no longer holds a role.</summary>
public sealed record LeaderDeparted : Assertion
{
    /// <summary>Who.</summary>
    public required SubjectKey Person { get; init; }

    /// <summary>Which role.</summary>
    public required string Role { get; init; }

    /// <summary>Over what part of the faction; null is the whole.</summary>
    public string? Scope { get; init; }

    /// <summary>Why.</summary>
    public string? Cause { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SubjectKey> Involved => [Person];

    /// <inheritdoc/>
    public override Proposition? Proposition => new(Matter.Leadership, [Subject], $"{Role}|{Scope}");
}

/// <summary>A report of one faction's or person's allegiance to another.</summary>
public abstract record AllegianceReport : Assertion
{
    /// <summary>To whom.</summary>
    public required SubjectKey To { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SubjectKey> Involved => [To];

    /// <inheritdoc/>
    public override Proposition? Proposition => new(Matter.Allegiance, [Subject, To]);
}

/// <summary>The subject, a faction or person, pledges allegiance.</summary>
public sealed record AllegiancePledged : AllegianceReport;

/// <summary>The allegiance is denied.</summary>
public sealed record AllegianceDenied : AllegianceReport;

/// <summary>A report of a merger of factions.</summary>
public abstract record MergerReport : Assertion
{
    /// <summary>Who merges: at least two factions, the subject among them.</summary>
    public required IReadOnlyList<SubjectKey> Parties { get; init; }

    /// <summary>What the union is called.</summary>
    public string? Name { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SubjectKey> Involved => Parties;

    /// <inheritdoc/>
    public override Proposition? Proposition => new(Matter.Merger, Parties);
}

/// <summary>Somebody announces the merger; one side only is a claim, not a state.</summary>
public sealed record MergerAnnounced : MergerReport;

/// <summary>Somebody denies it.</summary>
public sealed record MergerDenied : MergerReport;

/// <summary>A new faction splits off the subject.</summary>
public sealed record SplitReported : Assertion
{
    /// <summary>The new faction.</summary>
    public required SubjectKey NewFaction { get; init; }

    /// <summary>Who leads it.</summary>
    public SubjectKey? Leader { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SubjectKey> Involved => Leader is { } l ? [NewFaction, l] : [NewFaction];
}

/// <summary>How strong a faction is said to be.</summary>
public sealed record StrengthReported : Assertion
{
    /// <summary>How many.</summary>
    public required Count Count { get; init; }

    /// <summary>Of what: fighters, members ...</summary>
    public string? Of { get; init; }
}

/// <summary>Where a faction is present.</summary>
public sealed record PresenceReported : Assertion
{
    /// <summary>Where.</summary>
    public required Place Place { get; init; }

    /// <summary>More, in own words.</summary>
    public string? Description { get; init; }

    /// <inheritdoc/>
    public override string? RevisionAspect => $"{Place.Country}|{Place.Region}|{Place.Name}";
}

/// <summary>A faction or person makes a statement.</summary>
public sealed record StatementIssued : Assertion
{
    /// <summary>Through what: audio, video, online, spokesman ...</summary>
    public string? Medium { get; init; }

    /// <summary>Who speaks, if not the subject.</summary>
    public SubjectKey? Speaker { get; init; }

    /// <summary>On what, in own words.</summary>
    public string? Topic { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SubjectKey> Involved => Speaker is { } s ? [s] : [];
}
