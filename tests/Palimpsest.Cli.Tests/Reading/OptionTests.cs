using System.CommandLine;
using NodaTime;
using Palimpsest.Cli.Shared;
using Palimpsest.Cli.Verbs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Cli.Tests.Reading;

public sealed class OptionTests
{
    private static readonly string AToken = new Token(
        Guid.Empty, "2013-04-12", 7, Guid.Empty, new Question { View = View.People }.ToJson(), Semantics.Current).ToString();

    [Theory]
    [InlineData("believed person person:said-al-shihri --on 2013-04-12 --recorded 17")]
    [InlineData("believed person said-al-shihri --recorded 2026-01-05T10:00:00Z --format json")]
    [InlineData("believed incident 2013-04-06-qalat --on 2013-04-12T10:00:00Z --policy majority --with-attackers --class civilian")]
    [InlineData("believed series --country Iraq --by month --across faction --outcome killed --format csv")]
    [InlineData("believed world --country Iraq --policy majority --format csv")]
    [InlineData("believed casualties --country Iraq --region Anbar --faction isi --kind bombing --from 2013-04-01 --to 2013-04-01 --outcome killed --class securityForce --policy envelope")]
    [InlineData("believed claims --faction faction:ttp")]
    [InlineData("believed incident 2013-04-06-qalat --timeline --policy envelope --class civilian --with-attackers")]
    [InlineData("believed faction isi --timeline --on 2013-04-30 --format json")]
    [InlineData("believed factions --country Syria")]
    [InlineData("believed people --faction aqap")]
    [InlineData("explain incident:2013-04-06-qalat --policy conservative")]
    [InlineData("history incident:2013-04-06-qalat --recorded 2026-01-05")]
    [InlineData("history 2013-04-06-qalat.1 --format json")]
    [InlineData("find shehri --kind person")]
    [InlineData("find shehri --outlet bbc --outlet source:afp --min-reliability F --party faction:aqap")]
    [InlineData("believed people --outlet bbc")]
    [InlineData("believed claims --min-reliability c --party yemeni-government")]
    [InlineData("explain person:said-al-shihri --party person:said-al-shihri")]
    [InlineData("regrade x --reliability A --credibility 2 --by ann --reason r --after none")]
    [InlineData("merge person:a --into person:b --by ann --reason r --after none --after-other x-is-y")]
    [InlineData("separate person:a person:b --by ann --reason r --dry-run --format json")]
    public void Understood(string line) => Errors(line).ShouldBeEmpty();

    [Theory]
    [InlineData("believed people --country Iraq", "--country does not apply to people; it applies to factions, incidents, world, casualties, series, claims")]
    [InlineData("believed person said-al-shihri --policy latest", "--policy does not apply to person; it applies to incident, incidents, world, casualties, series, explain")]
    [InlineData("believed incidents --outcome killed", "--outcome does not apply to incidents; it applies to casualties, series")]
    [InlineData("believed claims --with-attackers", "--with-attackers does not apply to claims; it applies to incident, incidents, world, casualties, series, explain")]
    [InlineData("believed people --timeline", "--timeline does not apply to people; it applies to faction, person, incident")]
    [InlineData("explain person:said-al-shihri --timeline", "--timeline does not apply to explain; it applies to faction, person, incident")]
    [InlineData("diff person:said-al-shihri --timeline", "--timeline does not apply here: it applies to believed faction, believed person and believed incident")]
    [InlineData("find shehri --timeline", "--timeline does not apply here: it applies to believed faction, believed person and believed incident")]
    [InlineData("believed person said-al-shihri --timeline --policy latest", "--policy does not apply to person; it applies to incident, incidents, world, casualties, series, explain")]
    [InlineData("explain person:said-al-shihri --country Yemen", "--country does not apply to explain; it applies to factions, incidents, world, casualties, series, claims")]
    [InlineData("history 2013-04-06-qalat-manner --on 2013-04-12", "--on does not apply here: a history is told on the record axis; --recorded bounds it")]
    public void Filters_that_do_not_apply_are_refused(string line, string message) => Errors(line).ShouldBe([message]);

    [Theory]
    [InlineData("believed people --on yesterday", "--on: 'yesterday' is no day of the calendar: expected such as 2013-04-12 or 2013-04-12T10:00:00Z")]
    [InlineData("believed people --on 2013-02-30", "--on: '2013-02-30' is no day of the calendar: expected such as 2013-04-12 or 2013-04-12T10:00:00Z")]
    [InlineData("believed people --recorded -1", "--recorded: '-1' is no point of the record: expected a record number, an instant such as 2026-01-05T10:00:00Z, or a day, which means its end")]
    [InlineData("believed people --at hello", "--at: not a token: expected the text that an answer carried as its token, whole")]
    [InlineData("believed people --format xml", "--format: 'xml' is none of table, json")]
    [InlineData("believed incidents --from 2013-4-1", "--from: '2013-4-1' is no day of the calendar: expected such as 2013-04-01")]
    [InlineData("believed incidents --from 2013-04-02 --to 2013-04-01", "--from is after --to: expected the first day, then the last")]
    [InlineData("believed incidents --policy average", "--policy: 'average' is none of latest, envelope, conservative, majority")]
    [InlineData("believed series --by week", "--by: 'week' is none of day, month, year")]
    [InlineData("believed series --across region", "--across: 'region' is none of country, faction, class")]
    [InlineData("believed casualties --format csv", "--format: 'csv' is none of table, json")]
    [InlineData("believed casualties --outcome dead", "--outcome: 'dead' is none of killed, wounded, abducted, missing, released")]
    [InlineData("believed casualties --class police", "--class: 'police' is none of unknown, civilian, securityForce, militant, government")]
    [InlineData("believed incidents --faction person:said-al-shihri", "--faction: 'person:said-al-shihri' is no faction: expected a key that begins with faction:")]
    [InlineData("believed people --outlet faction:aqap", "--outlet: 'faction:aqap' is no source: expected a key that begins with source:")]
    [InlineData("believed people --outlet \"The Times\"", "--outlet: 'source:The Times' is no key: expected incident:, faction:, person: or source: and a slug of a-z, 0-9 and hyphens, at most 120 characters")]
    [InlineData("explain person:x --min-reliability G", "--min-reliability: 'G' is no reliability: expected a letter, A to F")]
    [InlineData("find x --min-reliability 1", "--min-reliability: '1' is no reliability: expected a letter, A to F")]
    [InlineData("believed claims --party incident:2013-a", "--party: 'incident:2013-a' is an incident, and nobody's word: expected a source:, faction: or person: key")]
    [InlineData("regrade x --reliability A", "Option '--credibility' is required.")]
    [InlineData("regrade x --reliability G --credibility 1", "--reliability: 'G' is none of A, B, C, D, E, F")]
    [InlineData("regrade x --reliability A --credibility 7", "--credibility: '7' is none of 1, 2, 3, 4, 5, 6")]
    [InlineData("merge person:a", "Option '--into' is required.")]
    [InlineData("merge ttp --into faction:ttp", "OTHER: 'ttp' is no key: expected incident:, faction:, person: or source: and a slug of a-z, 0-9 and hyphens, at most 120 characters")]
    [InlineData("believed person faction:aqap", "KEY: 'faction:aqap' is no person: expected a key that begins with person:")]
    [InlineData("believed incident", "KEY is missing: expected a key such as incident:2013-04-06-qalat")]
    [InlineData("explain source:ap", "KEY: nothing is believed of 'source:ap', which only speaks: expected an incident:, faction: or person: key")]
    [InlineData("find", "TEXT is missing: expected a key or part of a name, such as shehri")]
    [InlineData("believed incidents --country \"\"", "--country: expected 1 to 200 characters, not all of them blank")]
    [InlineData("find shehri --kind outlet", "--kind: 'outlet' is none of incident, faction, person, source")]
    [InlineData("history Qalat!", "ASSERTION: 'Qalat!' is no id: expected a-z, 0-9, hyphens and dots, such as 2013-04-06-qalat-manner; a key begins with incident:, faction:, person: or source:")]
    [InlineData("history place:qalat", "KEY: 'place:qalat' is no key: expected such as incident:2013-04-06-qalat or person:said-al-shihri")]
    public void Bad_values_are_named_with_what_was_expected(string line, string message) => Errors(line).ShouldBe([message]);

    [Fact]
    public void A_token_stands_for_the_key() => Errors($"believed person --at {AToken}").ShouldBeEmpty();

    [Theory]
    [InlineData(View.Faction, "faction:isi")]
    [InlineData(View.Find, null)]
    [InlineData(View.Timeline, "person:said-al-shihri")]
    [InlineData(View.Difference, "faction:isi")]
    [InlineData(View.Replay, null)]
    public void A_question_survives_its_token(View view, string? key)
    {
        var question = new Question { View = view, Key = key is null ? null : SubjectKey.Parse(key) };
        Question.FromJson(question.ToJson()).ShouldBe(question);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"view":"person"}""")]
    [InlineData("""{"view":"people","key":"person:a"}""")]
    [InlineData("""{"view":"timeline"}""")]
    [InlineData("""{"view":"nothing"}""")]
    public void A_question_that_no_answer_asked_is_refused(string json) =>
        Should.Throw<FormatException>(() => Question.FromJson(System.Text.Json.JsonDocument.Parse(json).RootElement));

    [Fact]
    public void Everything_given_is_asked()
    {
        var command = new Command("casualties");
        var filters = new Filters(View.Casualties, command);
        var parsed = command.Parse("--country Iraq --region Anbar --faction isi --kind \"suicide bombing\" --from 2013-04-01 --to 2013-04-30 --outcome killed --class securityForce --policy envelope --with-attackers");
        filters.Ask(parsed).ShouldBe(new Question
        {
            View = View.Casualties,
            Country = "Iraq",
            Region = "Anbar",
            Faction = SubjectKey.Parse("faction:isi"),
            Kind = "suicideBombing",
            From = new LocalDate(2013, 4, 1),
            To = new LocalDate(2013, 4, 30),
            Outcome = Outcome.Killed,
            Class = VictimClass.SecurityForce,
            Policy = CasualtyPolicy.Envelope,
            WithAttackers = true,
        });
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("--country Iraq", "")]
    [InlineData("--country Syria", "--country")]
    [InlineData("--policy majority --with-attackers", "")]
    [InlineData("--policy latest", "--policy")]
    [InlineData("--with-attackers false --outcome killed", "--outcome, --with-attackers")]
    [InlineData("--from 2013-04-01", "--from")]
    public void Beside_a_token_an_option_must_say_the_same(string options, string differing)
    {
        var command = new Command("casualties");
        var filters = new Filters(View.Casualties, command);
        var parsed = command.Parse(options);
        var named = new Question { View = View.Casualties, Country = "Iraq", Policy = CasualtyPolicy.Majority, WithAttackers = true };
        string.Join(", ", Differences.Between(parsed, filters.Ask(parsed), named).Order(StringComparer.Ordinal)).ShouldBe(differing);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("--outlet bbc --outlet afp", "")]
    [InlineData("--outlet afp --outlet source:bbc --outlet bbc --min-reliability A --party ttp", "--party")]
    [InlineData("--outlet bbc", "--outlet")]
    [InlineData("--min-reliability B", "--min-reliability")]
    [InlineData("--party faction:ttp", "")]
    public void Beside_a_token_the_perspective_must_be_the_same(string options, string differing)
    {
        var command = new Command("people");
        var filters = new Filters(View.People, command);
        var parsed = command.Parse(options);
        var named = Question.FromJson(new Question
        {
            View = View.People,
            Outlets = [SubjectKey.Parse("source:afp"), SubjectKey.Parse("source:bbc")],
            MinReliability = Reliability.A,
            Party = SubjectKey.Parse("faction:ttp"),
        }.ToJson());
        string.Join(", ", Differences.Between(parsed, filters.Ask(parsed), named)).ShouldBe(differing);
    }

    [Fact]
    public void Beside_a_token_the_view_and_the_key_must_be_the_same()
    {
        var parsed = new Command("person").Parse("");
        var named = new Question { View = View.Incident, Key = SubjectKey.Parse("incident:2013-04-06-qalat") };
        Differences.Between(parsed, new Question { View = View.Person, Key = SubjectKey.Parse("person:said-al-shihri") }, named).ShouldBe(["the view", "KEY"]);
        Differences.Between(parsed, new Question { View = View.Incident }, named).ShouldBeEmpty();
    }

    private static List<string> Errors(string line)
    {
        var root = new RootCommand();
        foreach (var verb in Catalogue.Verbs())
        {
            root.Subcommands.Add(verb);
        }

        return [.. root.Parse(line).Errors.Select(e => e.Message)];
    }
}
