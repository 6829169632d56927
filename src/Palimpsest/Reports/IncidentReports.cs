using Palimpsest.Subjects;

namespace Palimpsest.Reports;

/// <summary>Where it was, as the source names it.</summary>
/// <param name="Country">The country in English.</param>
/// <param name="Region">First-order division: province, state, agency.</param>
/// <param name="Name">Town, district or site.</param>
public sealed record Place(string? Country, string? Region = null, string? Name = null);

/// <summary>Something happened: its kind, place and date.</summary>
public sealed record IncidentReported : Assertion
{
    /// <summary>The kind, in lower camel case: bombing, armedAttack, droneStrike ...; <c>campaign</c> is a toll over a period and never summed with incidents.</summary>
    public required string Kind { get; init; }

    /// <summary>Where.</summary>
    public required Place Place { get; init; }

    /// <summary>The greater incident that this one is a part of.</summary>
    public SubjectKey? PartOf { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SubjectKey> Involved => PartOf is { } whole ? [whole] : [];
}

/// <summary>One aspect of an incident: manner, target, motive, ransom ...</summary>
public sealed record CircumstanceReported : Assertion
{
    /// <summary>Which aspect, in lower camel case.</summary>
    public required string Aspect { get; init; }

    /// <summary>What is said of it.</summary>
    public required string Value { get; init; }

    /// <inheritdoc/>
    public override string? RevisionAspect => Aspect;
}

/// <summary>A casualty account of one incident, by victim group and outcome.</summary>
public sealed record CasualtiesReported : Assertion
{
    /// <summary>The account's lines; at least one.</summary>
    public required IReadOnlyList<CasualtyLine> Lines { get; init; }

    /// <summary>Whether the account speaks of the outcome at all.</summary>
    public bool SpeaksOf(Outcome outcome)
    {
        foreach (var line in Lines)
        {
            if (line.Outcome == outcome)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>What became of people.</summary>
public enum Outcome
{
    /// <summary>Died.</summary>
    Killed,

    /// <summary>Injured and alive.</summary>
    Wounded,

    /// <summary>Taken and held.</summary>
    Abducted,

    /// <summary>Whereabouts unknown.</summary>
    Missing,

    /// <summary>Let go.</summary>
    Released,
}

/// <summary>What kind of people.</summary>
public enum VictimClass
{
    /// <summary>Where the source does not say.</summary>
    Unknown,

    /// <summary>Taking no part in hostilities.</summary>
    Civilian,

    /// <summary>Soldiers, police, paramilitary forces.</summary>
    SecurityForce,

    /// <summary>Members of a non-state armed group.</summary>
    Militant,

    /// <summary>Unarmed officials.</summary>
    Government,
}

/// <summary>One line of a casualty account.</summary>
public sealed record CasualtyLine
{
    /// <summary>The group as labelled; unique within its account and outcome.</summary>
    public required string Group { get; init; }

    /// <summary>Its class.</summary>
    public VictimClass Class { get; init; }

    /// <summary>Nationality, where said.</summary>
    public string? Nationality { get; init; }

    /// <summary>What became of them.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>How many.</summary>
    public required Count Count { get; init; }

    /// <summary>True: the perpetrators' own; false: stated not to be; null: the source does not say.</summary>
    public bool? Attackers { get; init; }

    /// <summary>The group of another line of the same outcome that contains these.</summary>
    public string? Within { get; init; }

    /// <summary>The source's total for the outcome; at most one each.</summary>
    public bool Total { get; init; }
}

/// <summary>A report of who is responsible for an incident.</summary>
public abstract record ResponsibilityReport : Assertion
{
    /// <summary>Who is, or is not, responsible.</summary>
    public required SubjectKey By { get; init; }

    /// <summary>Through what it was said.</summary>
    public string? Medium { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SubjectKey> Involved => [By];

    /// <inheritdoc/>
    public override Proposition? Proposition => new(Matter.Responsibility, [Subject, By]);
}

/// <summary>A faction or person claims it.</summary>
public sealed record ResponsibilityClaimed : ResponsibilityReport;

/// <summary>Others lay it at somebody's door.</summary>
public sealed record ResponsibilityAttributed : ResponsibilityReport;

/// <summary>It is denied: by the one concerned, unless attributed to another.</summary>
public sealed record ResponsibilityDenied : ResponsibilityReport;

/// <summary>Admitted, against interest.</summary>
public sealed record ResponsibilityConceded : ResponsibilityReport;

/// <summary>Somebody said that nobody had claimed it; lapses at the first claim.</summary>
public sealed record NoClaimKnown : Assertion;

/// <summary>Somebody took part, or suffered.</summary>
public sealed record ParticipantReported : Assertion
{
    /// <summary>The person or faction.</summary>
    public required SubjectKey Participant { get; init; }

    /// <summary>The part, in lower camel case: target, victim, suspect, arrested, convicted, speaker ...</summary>
    public required string Part { get; init; }

    /// <summary>More, in own words.</summary>
    public string? Description { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SubjectKey> Involved => [Participant];
}
