using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections;
using Palimpsest.Projections.Reading;
using Palimpsest.Store.Backup;
using Palimpsest.Store.Maintenance;
using Palimpsest.Subjects;

namespace Palimpsest.Postgres.Tests.Store;

/// <summary>A test with a record, a folder for its backups, and empty databases to restore them into.</summary>
public abstract class BackupTest(PostgresServerFixture fixture) : RecordTest(fixture), IDisposable
{
    protected static readonly string[] Dates = ["2013-01-25", "2013-04-05", "2013-04-08", "2013-04-10", "2013-04-12", "2013-04-30", "2013-06-01"];

    /// <summary>Every kind of view.</summary>
    protected static readonly IReadOnlyList<Question> Questions =
    [
        new Question { View = View.Faction, Key = SubjectKey.Parse("faction:isi") },
        new Question { View = View.Person, Key = SubjectKey.Parse("person:said-al-shihri") },
        new Question { View = View.Incident, Key = SubjectKey.Parse("incident:2013-04-06-qalat"), WithAttackers = true },
        new Question { View = View.Explanation, Key = SubjectKey.Parse("incident:2013-04-06-qalat") },
        new Question { View = View.Factions },
        new Question { View = View.People },
        new Question { View = View.Incidents, Country = "Iraq" },
        new Question { View = View.Casualties, Country = "Pakistan", Policy = Projections.Casualties.CasualtyPolicy.Majority },
        new Question { View = View.Claims },
        new Question { View = View.Find, Text = "mehsud" },
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("palimpsest-backup-");
    private readonly List<NpgsqlDataSource> _elsewhere = [];
    private int _files;

    protected PostgresServerFixture Server { get; } = fixture;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _elsewhere.ForEach(e => e.Dispose());
        _folder.Delete(recursive: true);
    }

    protected string NewFile() => Path.Combine(_folder.FullName, $"{++_files}.palimpsest");

    protected string NewFile(byte[] content)
    {
        var file = NewFile();
        File.WriteAllBytes(file, content);
        return file;
    }

    protected async Task<string> BackUpAsync(NpgsqlDataSource? source = null, IProgress<MaintenanceProgress>? progress = null)
    {
        var file = NewFile();
        await using var stream = File.Create(file);
        await RecordBackup.WriteAsync(source ?? Source, stream, progress, Ct);
        return file;
    }

    /// <summary>An empty database: not even the record's schema is there.</summary>
    protected async Task<NpgsqlDataSource> EmptyAsync()
    {
        _elsewhere.Add(NpgsqlDataSource.Create(await Server.Postgres.CreateDatabaseAsync(ct: Ct)));
        return _elsewhere[^1];
    }

    protected static async Task RestoreAsync(NpgsqlDataSource into, string file)
    {
        await using var backup = await VerifiedBackup.OpenAsync(file, null, Ct);
        await RecordRestore.RunAsync(into, backup, null, Ct);
    }

    protected async Task<NpgsqlDataSource> RestoreAsync(string file)
    {
        var into = await EmptyAsync();
        await RestoreAsync(into, file);
        return into;
    }

    protected static async Task<BackupRefusedException> RefusedAsync(string file) =>
        await Should.ThrowAsync<BackupRefusedException>(async () => await (await VerifiedBackup.OpenAsync(file, null, Ct)).DisposeAsync());

    /// <summary>Everything that makes the record, row by row, and the rows of every view that does not follow.</summary>
    protected static async Task<IReadOnlyList<string>> ContentAsync(NpgsqlDataSource source, long upTo = long.MaxValue)
    {
        var content = new List<string>();
        content.AddRange(await AskAsync(source, "select r::text from palimpsest.record r"));
        content.AddRange(await AskAsync(source, $"select e::text from palimpsest.mt_events e where seq_id <= {upTo} order by seq_id"));
        content.AddRange(await AskAsync(source, $"select c::text from palimpsest.record_clock c where seq <= {upTo} order by seq"));
        if (upTo == long.MaxValue)
        {
            content.AddRange(await AskAsync(source, "select s::text from palimpsest.mt_streams s order by id"));
        }

        foreach (var table in ProjectionCatalogue.InlineTables)
        {
            content.AddRange(await AskAsync(source, $"select '{table.Name}', t::text from {table.Name} t where seq <= {upTo} order by 2"));
        }

        return content;
    }

    protected static async Task RecordFixtureAsync(Palimpsest.Store.RecordWriter writer)
    {
        foreach (var file in await Samples.FixtureAsync(Ct))
        {
            (await writer.SendAsync(file, Ct)).Accepted.ShouldBeTrue();
        }
    }

    /// <summary>The lines of a backup.</summary>
    protected static List<string> Lines(string file)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress), Encoding.UTF8);
        return [.. text.ReadToEnd().TrimEnd('\n').Split('\n')];
    }

    /// <summary>A file of those lines. Unless they are to be taken as they are, the trailer's sum is made good: who forges a line can do so too.</summary>
    protected string Forge(IEnumerable<string> lines, bool asTheyAre = false)
    {
        var all = lines.ToList();
        if (!asTheyAre)
        {
            var sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(all.SkipLast(1).Select(l => l + "\n")))));
            all[^1] = all[^1][..all[^1].IndexOf("\"sha256\"", StringComparison.Ordinal)] + $"\"sha256\":\"{sum}\"}}";
        }

        return NewFile(Zip(string.Concat(all.Select(l => l + "\n"))));
    }

    protected static byte[] Zip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }

    protected sealed class Watch(Action<MaintenanceProgress> then) : IProgress<MaintenanceProgress>
    {
        public void Report(MaintenanceProgress value) => then(value);
    }
}
