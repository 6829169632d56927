using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using Palimpsest.Json;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Series;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Reading;

/// <summary>The views that can be asked for.</summary>
public enum View
{
    /// <summary>One faction.</summary>
    Faction,

    /// <summary>One person.</summary>
    Person,

    /// <summary>One incident.</summary>
    Incident,

    /// <summary>All factions.</summary>
    Factions,

    /// <summary>All people.</summary>
    People,

    /// <summary>All incidents of a selection.</summary>
    Incidents,

    /// <summary>The casualty tally of a selection.</summary>
    Casualties,

    /// <summary>The claims of a selection.</summary>
    Claims,

    /// <summary>Why one subject is believed to be so.</summary>
    Explanation,

    /// <summary>Subjects by name.</summary>
    Find,

    /// <summary>What changed between two horizons along one axis: of one subject, or of the world.</summary>
    Difference,

    /// <summary>The same, step by step.</summary>
    Replay,

    /// <summary>What was believed of one subject over time.</summary>
    Timeline,

    /// <summary>The incidents of a selection, a row each.</summary>
    World,

    /// <summary>The casualties of a selection over time.</summary>
    Series,
}

/// <summary>The two clocks along which beliefs change.</summary>
public enum Axis
{
    /// <summary>What could be known when.</summary>
    Published,

    /// <summary>What this record held when.</summary>
    Recorded,
}

/// <summary>What is asked, without its horizon. Dates are UTC days, inclusive.</summary>
public sealed record Question
{
    /// <summary>Which view. Always written: the first of the enumeration is no default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required View View { get; init; }

    /// <summary>Of which subject, for the views of one.</summary>
    public SubjectKey? Key { get; init; }

    /// <summary>The text to find.</summary>
    public string? Text { get; init; }

    /// <summary>Which account a tally takes.</summary>
    public CasualtyPolicy Policy { get; init; }

    /// <summary>Whether a tally counts the attackers.</summary>
    public bool WithAttackers { get; init; }

    /// <summary>The country, in English, letter case aside.</summary>
    public string? Country { get; init; }

    /// <summary>The first-order division, letter case aside.</summary>
    public string? Region { get; init; }

    /// <summary>A faction that took part, claimed it, or is said to be responsible.</summary>
    public SubjectKey? Faction { get; init; }

    /// <summary>The kind of incident; for <see cref="View.Find"/> the kind of subject.</summary>
    public string? Kind { get; init; }

    /// <summary>Occurred on or after.</summary>
    public LocalDate? From { get; init; }

    /// <summary>Occurred on or before.</summary>
    public LocalDate? To { get; init; }

    /// <summary>Only this outcome.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>Only this class of victims.</summary>
    public VictimClass? Class { get; init; }

    /// <summary>Only citations of these outlets; empty for all.</summary>
    public IReadOnlyList<SubjectKey> Outlets { get; init; } = [];

    /// <summary>Only what is at least so reliable; F, not judged, stands between C and D. Null for all.</summary>
    public Reliability? MinReliability { get; init; }

    /// <summary>Only this party's word.</summary>
    public SubjectKey? Party { get; init; }

    /// <summary>The greatest number of subjects on a page.</summary>
    public const int MostOnPage = 10_000;

    /// <summary>Of a list (factions, people, incidents, claims), only so many subjects, 1 to <see cref="MostOnPage"/>, in the order of keys; null for all. Of what <see cref="View.Find"/> finds, the best; null for 50.</summary>
    public int? Limit { get; init; }

    /// <summary>Of a list, only what comes after this key: the <c>next</c> of the page before.</summary>
    public SubjectKey? After { get; init; }

    /// <summary>A page of a list is asked for.</summary>
    [JsonIgnore]
    internal bool IsOfPage => (Limit is not null || After is not null) && (View is View.Factions or View.People or View.Incidents or View.Claims);

    /// <summary>Along which axis a difference is taken.</summary>
    public Axis Axis { get; init; }

    /// <summary>Where a difference starts: X as it was asked, or the number of a whole commit; null is the beginning. It ends at the horizon of the answer.</summary>
    public string? Since { get; init; }

    /// <summary>The record number after which a difference along the record axis starts.</summary>
    [JsonIgnore]
    internal long SinceNumber => Since is null ? 0 : long.Parse(Since, CultureInfo.InvariantCulture);

    /// <summary>How long each point of a series is.</summary>
    public SeriesPeriod By { get; init; }

    /// <summary>What series are told apart by; null: they are not.</summary>
    public Dimension? Across { get; init; }

    /// <summary>The answer tells of reports when they were recorded, and not of edits alone.</summary>
    [JsonIgnore]
    internal bool TellsWhenRecorded => View is View.Difference or View.Replay or View.Timeline;

    /// <summary>Who is heard.</summary>
    [JsonIgnore]
    public Beliefs.Perspective Perspective => new(Outlets, MinReliability, Party);

    /// <summary>Somebody is not heard.</summary>
    [JsonIgnore]
    public bool IsFromPerspective => Outlets.Count > 0 || MinReliability is not null || Party is not null;

    /// <summary>How a tally counts.</summary>
    [JsonIgnore]
    public TallyRule Rule => new(Policy, WithAttackers, Class);

    /// <summary>Which incidents are meant.</summary>
    [JsonIgnore]
    public Incidents.Selection Selection => new(Country, Region, Faction, Kind, From, To);

    private static JsonSerializerOptions Options { get; } = MakeOptions();

    /// <summary>For a token: defaults left out.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, Options);

    /// <summary>From a token.</summary>
    /// <exception cref="FormatException">Not a question of this version.</exception>
    public static Question FromJson(JsonElement json)
    {
        try
        {
            var question = json.ValueKind == JsonValueKind.Object ? json.Deserialize<Question>(Options) : null;
            return question is { Limit: null or (>= 1 and <= MostOnPage) } && NeedsKey(question.View) is var needed && (needed is null || needed == question.Key is not null)
                ? question
                : throw new JsonException("not a question");
        }
        catch (JsonException e)
        {
            throw new FormatException("the token asks something that this version does not answer; is it whole?", e);
        }
    }

    // Null: it can be asked of one subject and of the world.
    private static bool? NeedsKey(View view) => view switch
    {
        View.Difference or View.Replay => null,
        View.Faction or View.Person or View.Incident or View.Explanation or View.Timeline => true,
        _ => false,
    };

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(RecordJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };
        options.Converters.Add(new LocalDateConverter());
        return options;
    }
}

internal sealed class LocalDateConverter : JsonConverter<LocalDate>
{
    public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        NodaTime.Text.LocalDatePattern.Iso.Parse(reader.GetString() ?? "") is { Success: true } day
            ? day.Value
            : throw new JsonException("a day such as 2013-04-05 was expected");

    public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) => writer.WriteStringValue(Clocks.Days.Iso(value));
}
