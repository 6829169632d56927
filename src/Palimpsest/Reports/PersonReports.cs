using Palimpsest.Clocks;
using Palimpsest.Subjects;

namespace Palimpsest.Reports;

/// <summary>Who a person is said to be.</summary>
public sealed record PersonDescribed : Assertion
{
    /// <summary>The name, as the source spells it.</summary>
    public required string Name { get; init; }

    /// <summary>Other names and spellings.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Nationality or citizenship.</summary>
    public string? Nationality { get; init; }

    /// <summary>Date of birth.</summary>
    public Edtf? Born { get; init; }

    /// <summary>Age in years when said, 0 to 130.</summary>
    public int? Age { get; init; }

    /// <summary>More, in own words.</summary>
    public string? Description { get; init; }
}

/// <summary>A report of a death, by whom and with what certainty ever.</summary>
public abstract record DeathReport : Assertion
{
    /// <summary>Of what.</summary>
    public string? Cause { get; init; }

    /// <summary>Where.</summary>
    public Place? Place { get; init; }

    /// <summary>In which incident.</summary>
    public SubjectKey? Incident { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SubjectKey> Involved => Incident is { } i ? [i] : [];

    /// <inheritdoc/>
    public override Proposition? Proposition => new(Matter.Death, [Subject]);
}

/// <summary>The person is reported dead; <c>occurred</c> is the day of death.</summary>
public sealed record DeathReported : DeathReport;

/// <summary>Why a death is disputed.</summary>
public enum DisputeBasis
{
    /// <summary>Somebody denies it.</summary>
    Denial,

    /// <summary>The person was seen, heard or read of alive, on the day of <c>occurred</c>.</summary>
    SignOfLife,
}

/// <summary>
/// The death is denied, or the person gave a sign of life. Contests the reports in <c>disputes</c>,
/// else all whose latest possible day of death is not after it.
/// </summary>
public sealed record DeathDisputed : Assertion
{
    /// <summary>Why.</summary>
    public required DisputeBasis Basis { get; init; }

    /// <summary>In which incident the death was reported.</summary>
    public SubjectKey? Incident { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SubjectKey> Involved => Incident is { } i ? [i] : [];

    /// <inheritdoc/>
    public override Proposition? Proposition => new(Matter.Death, [Subject]);
}

/// <summary>Confirmed by whoever is able to: the person's own side, a body, a court.</summary>
public sealed record DeathConfirmed : DeathReport;

/// <summary>Somebody able to confirm declines to; shown, contests nothing.</summary>
public sealed record ConfirmationWithheld : Assertion
{
    /// <inheritdoc/>
    public override Proposition? Proposition => new(Matter.Death, [Subject]);
}

/// <summary>Where in custody a person is.</summary>
public enum CustodyStatus
{
    /// <summary>Arrested.</summary>
    Arrested,

    /// <summary>Held by an authority.</summary>
    Detained,

    /// <summary>Held by others than an authority.</summary>
    Captive,

    /// <summary>Let go.</summary>
    Released,

    /// <summary>Escaped.</summary>
    Escaped,
}

/// <summary>A person is arrested, held, released ...</summary>
public sealed record CustodyReported : Assertion
{
    /// <summary>What happened.</summary>
    public required CustodyStatus Status { get; init; }

    /// <summary>By whom held.</summary>
    public string? Holder { get; init; }

    /// <summary>Where.</summary>
    public Place? Place { get; init; }

    /// <summary>In which incident.</summary>
    public SubjectKey? Incident { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SubjectKey> Involved => Incident is { } i ? [i] : [];
}

/// <summary>A court's sentence.</summary>
public sealed record SentenceReported : Assertion
{
    /// <summary>The sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>The court.</summary>
    public string? Court { get; init; }

    /// <summary>For what.</summary>
    public string? Charge { get; init; }

    /// <summary>In which incident.</summary>
    public SubjectKey? Incident { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SubjectKey> Involved => Incident is { } i ? [i] : [];
}
