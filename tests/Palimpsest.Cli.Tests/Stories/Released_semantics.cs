using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using Palimpsest.Clocks;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Reading;
using Palimpsest.Projections.Series;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Cli.Tests.Stories;

/// <summary>
/// Each released version of the semantics, held to the bytes that it gave when it was released: a record with its tokens in Golden/, restored, asked again.
/// What is committed there is never written anew. A new version gets a folder of its own, and a view that is released later a file of its own in it:
/// PALIMPSEST_WRITE_GOLDEN=1 writes what is missing of the current version.
/// </summary>
[Collection(nameof(CommandLine))]
public sealed class Released_semantics(CommandLine cli)
{
    private static readonly string[] Days = ["2012-12-31", "2013-04-08", "2013-04-12", "2013-04-30", "2013-05-31"];

    private static readonly Question[] Questions =
    [
        .. from day in (View[])[View.Person, View.Explanation] from key in (string[])["person:said-al-shihri", "person:naimatullah-mehsud", "person:el-hadj-ag-gamou"] select One(day, key),
        .. from view in (View[])[View.Faction, View.Explanation] from key in (string[])["faction:isi", "faction:jabhat-al-nusra", "faction:ttp", "faction:mnla"] select One(view, key),
        .. from policy in Enum.GetValues<CasualtyPolicy>() select One(View.Incident, "incident:2013-04-06-qalat") with { Policy = policy, WithAttackers = policy == CasualtyPolicy.Majority },
        One(View.Explanation, "incident:2013-04-06-qalat"),
        One(View.Incident, "incident:2006-mexico-drug-war"),
        One(View.Incident, "incident:2013-04-06-qalat") with { Outlets = [SubjectKey.Parse("source:guardian")] },
        One(View.Incident, "incident:2013-04-06-qalat") with { MinReliability = Reliability.C },
        One(View.Person, "person:said-al-shihri") with { Party = SubjectKey.Parse("source:yemeni-government") },
        new() { View = View.Factions }, new() { View = View.People }, new() { View = View.Incidents }, new() { View = View.Claims }, new() { View = View.Casualties },
        .. from policy in Enum.GetValues<CasualtyPolicy>() select new Question { View = View.Casualties, Country = "Iraq", Outcome = Outcome.Killed, Policy = policy },
        new() { View = View.Casualties, Class = VictimClass.Civilian, WithAttackers = true },
        new() { View = View.Find, Text = "mehsud" },
        new() { View = View.Difference, Key = SubjectKey.Parse("incident:2013-04-06-qalat"), Since = "2013-04-07" },
        new() { View = View.Replay, Key = SubjectKey.Parse("faction:isi") },
        new() { View = View.Difference, Axis = Axis.Recorded },
    ];

    private static readonly Question[] Rows =
    [
        new() { View = View.World }, new() { View = View.World, Country = "Iraq", Policy = CasualtyPolicy.Envelope },
        new() { View = View.World, From = new NodaTime.LocalDate(2013, 4, 1), To = new NodaTime.LocalDate(2013, 4, 30), MinReliability = Reliability.F },
        .. from period in Enum.GetValues<SeriesPeriod>() select new Question { View = View.Series, By = period, WithAttackers = period == SeriesPeriod.Year },
        .. from across in Enum.GetValues<Dimension>() select new Question { View = View.Series, By = SeriesPeriod.Month, Across = across },
        .. from policy in Enum.GetValues<CasualtyPolicy>() select new Question { View = View.Series, Country = "Iraq", Outcome = Outcome.Killed, Policy = policy },
    ];

    private static readonly (string File, Question[] Questions)[] Files = [("answers.jsonl", Questions), ("answers-rows.jsonl", Rows)];

    private static string Golden => Path.Combine(CommandLine.Repository, "tests", "Palimpsest.Cli.Tests", "Stories", "Golden");

    public static TheoryData<int> Versions => [.. Directory.GetDirectories(Golden, "semantics-*").Select(f => int.Parse(Path.GetFileName(f)["semantics-".Length..], CultureInfo.InvariantCulture))];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Each_gives_the_bytes_that_it_gave_when_it_was_released(int version)
    {
        var folder = Path.Combine(Golden, $"semantics-{version}");
        var database = await cli.EmptyAsync();
        var restored = await cli.RunAsync(database, "restore", Path.Combine(folder, "record.palimpsest"));
        restored.Exit.ShouldBe(0, restored.Error);
        await using var source = NpgsqlDataSource.Create(database);
        var reader = new BeliefReader(source);

        var lines = Directory.GetFiles(folder, "answers*.jsonl").SelectMany(File.ReadLines).Select(l => JsonSerializer.Deserialize<Released>(l)!).ToList();
        lines.Count.ShouldBeGreaterThan(100);
        lines.ShouldAllBe(l => Token.Parse(l.Token).Semantics == version);
        foreach (var line in lines)
        {
            var answer = (await reader.AskAgainAsync(Token.Parse(line.Token), CommandLine.Ct)).ToJson();
            new Released(line.Asked, line.Token, Hash(answer)).ShouldBe(line, $"{line.Asked}\nversion {version} of the semantics is released: what changes an answer is another version.\n{answer[..Math.Min(answer.Length, 4000)]}");
        }
    }

    [Fact]
    public async Task The_current_version_is_released()
    {
        var folder = Path.Combine(Golden, $"semantics-{Semantics.Current}");
        if (Environment.GetEnvironmentVariable("PALIMPSEST_WRITE_GOLDEN") == "1")
        {
            await ReleaseAsync(folder);
        }

        Files.ShouldAllBe(f => File.Exists(Path.Combine(folder, f.File)));
    }

    private async Task ReleaseAsync(string folder)
    {
        var database = await cli.EmptyAsync();
        var record = Path.Combine(folder, "record.palimpsest");
        if (File.Exists(record))
        {
            await RunAsync("restore", record);
        }
        else
        {
            await EnterAsync();
            Directory.CreateDirectory(folder);
            await RunAsync("backup", record);
        }

        await using var source = NpgsqlDataSource.Create(database);
        foreach (var (file, questions) in Files.Where(f => !File.Exists(Path.Combine(folder, f.File))))
        {
            await File.WriteAllTextAsync(Path.Combine(folder, file), await AnswersAsync(new BeliefReader(source), questions), CommandLine.Ct);
        }

        async Task EnterAsync()
        {
            await RunAsync("import", CommandLine.Fixture, "--by", "ann");
            string[] by = ["--by", "bob", "--reason", "for the golden record"];
            await RunAsync(["retract", "2013-04-06-qalat-claimed", "--summary", "Taken back.", "--attributed-to", "faction:afghan-taliban", "--outlet", "source:bbc", "--published", "2013-04-20", "--by", "bob"]);
            await RunAsync(["dispute", "2013-04-06-qalat-killed", "--summary", "Too high.", "--outlet", "source:bbc", "--published", "2013-04-10", "--by", "bob"]);
            await RunAsync(["correct", "2013-04-06-qalat-manner-foot", "--published", "2013-04-09", .. by]);
            await RunAsync(["withdraw", "2013-04-10-said-al-shihri-sign-of-life", .. by]);
            await RunAsync(["reinstate", "2013-04-10-said-al-shihri-sign-of-life", .. by]);
            await RunAsync(["regrade", "2013-04-06-qalat-killed", "--reliability", "B", "--credibility", "2", .. by]);
            await RunAsync(["merge", "faction:jabhat-al-nusra", "--into", "faction:isi", .. by]);
            await RunAsync(["separate", "faction:isi", "faction:jabhat-al-nusra", .. by]);
        }

        async Task RunAsync(params string[] args)
        {
            var ran = await cli.RunAsync(database, args);
            ran.Exit.ShouldBe(0, ran.Error);
        }
    }

    private static async Task<string> AnswersAsync(BeliefReader reader, IEnumerable<Question> questions)
    {
        var last = (await reader.Record.PointAsync(null, CommandLine.Ct)).Number;
        var lines = new StringBuilder();
        foreach (var (question, day) in from question in questions from day in Days where question.Since is null || question.Axis == Axis.Recorded || string.CompareOrdinal(day, question.Since) > 0 select (question, day))
        {
            // After everything, after the withdrawal, after the merge, and before any act of an editor.
            foreach (var number in (long[])[last, last - 1, last - 4, last - 8])
            {
                var answer = await reader.AskAsync(question, BelievedOn.Parse(day), number.ToString(CultureInfo.InvariantCulture), CommandLine.Ct);
                lines.Append(JsonSerializer.Serialize(new Released($"{question.ToJson()} on {day} at {number}", answer.Token.ToString(), Hash(answer.ToJson())))).Append('\n');
            }
        }

        return lines.ToString();
    }

    private static Question One(View view, string key) => new() { View = view, Key = SubjectKey.Parse(key) };

    private static string Hash(string answer) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(answer)));

    private sealed record Released(string Asked, string Token, string Sha256);
}
