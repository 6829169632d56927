using System.Globalization;
using Palimpsest.Benchmarks.Running;

namespace Palimpsest.Benchmarks;

/// <summary>What the command line says.</summary>
internal sealed record BenchOptions
{
    public const string Usage =
        """
        usage: dotnet run -c Release --project tests/Palimpsest.Benchmarks -- [options]
          --size N       assertions in the record (default 10000)
          --seed N       another seed, another record (default 1)
          --only NAMES   questions: subject, world, series, difference, import, commands, rebuild, memory, plans; or one of them, such as difference-30-days
          --peer NAMES   peers: marten, postgres, periods, mariadb, duckdb, worlds; none (default: whatever is installed)
          --runs N       warm runs of each (default 9; fewer where one takes long)
          --patience N   minutes for which an answer is waited for (default 5)
          --keep FOLDER  the record is kept there, and used again by the next run of its size and seed
          --out FILE     the table as Markdown
          --plans FILE   how PostgreSQL goes about each question, held to what the file says; written there if there is none
        """;

    private static readonly string[] Groups = ["subject", "world", "series", "difference", "import", "commands", "rebuild", "memory", "plans"];
    private static readonly string[] AllPeers = ["marten", "postgres", "periods", "mariadb", "duckdb", "worlds", "none"];

    public long Size { get; private init; } = 10_000;

    public ulong Seed { get; private init; } = 1;

    public IReadOnlyList<string> Only { get; private init; } = [];

    public IReadOnlyList<string> Peers { get; private init; } = [];

    public int Runs { get; private init; } = 9;

    public TimeSpan Patience { get; private init; } = TimeSpan.FromMinutes(5);

    public string? Out { get; private init; }

    /// <summary>Where the record is kept between runs.</summary>
    public string? Keep { get; private init; }

    /// <summary>The shapes of the plans at this size.</summary>
    public string? Plans { get; private init; }

    /// <summary>In a child process: what it does, so that its memory can be told.</summary>
    public string? Child { get; private init; }

    /// <summary>In a child process: the database.</summary>
    public string? Database { get; private init; }

    /// <summary>In a child process: the file to import.</summary>
    public string? File { get; private init; }

    /// <summary>Whether any question of a group is asked.</summary>
    public bool Asks(string group) => Only.Count == 0 || Only.Any(only => only == group || only.StartsWith($"{group}-", StringComparison.Ordinal));

    /// <summary>Those that are asked: all of a group that is named, and what is named itself.</summary>
    public IReadOnlyList<IContest> Asked(IReadOnlyList<IContest> contests) =>
        [.. contests.Where(c => Only.Count == 0 || Only.Any(only => c.Name == only || c.Name.StartsWith($"{only}-", StringComparison.Ordinal)))];

    public bool Wants(string peer) => Peers.Count == 0 || Peers.Contains(peer, StringComparer.Ordinal);

    /// <exception cref="FormatException">An option is unknown, or its value is no such.</exception>
    public static BenchOptions Parse(string[] args)
    {
        var options = new BenchOptions();
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new FormatException($"{args[i]}: a value is missing");
            options = args[i] switch
            {
                "--size" => options with { Size = long.Parse(value, CultureInfo.InvariantCulture) },
                "--seed" => options with { Seed = ulong.Parse(value, CultureInfo.InvariantCulture) },
                "--only" => options with { Only = Names(value, "--only", Groups, (name, group) => name == group || name.StartsWith($"{group}-", StringComparison.Ordinal)) },
                "--peer" => options with { Peers = Names(value, "--peer", AllPeers, string.Equals) },
                "--runs" => options with { Runs = int.Parse(value, CultureInfo.InvariantCulture) },
                "--keep" => options with { Keep = Path.GetFullPath(value) },
                "--patience" => options with { Patience = TimeSpan.FromMinutes(int.Parse(value, CultureInfo.InvariantCulture)) },
                "--out" => options with { Out = value },
                "--plans" => options with { Plans = value },
                "--child" => options with { Child = value },
                "--file" => options with { File = value },
                "--database" => options with { Database = value },
                _ => throw new FormatException($"{args[i]}: no such option"),
            };
        }

        return options;
    }

    private static string[] Names(string value, string option, string[] known, Func<string, string, bool> isOf)
    {
        var names = value.Split(',');
        return names.FirstOrDefault(name => !known.Any(k => isOf(name, k))) is { } unknown
            ? throw new FormatException($"{option}: '{unknown}' is none of {string.Join(", ", known)}")
            : names;
    }
}
