using System.CommandLine;
using Palimpsest.Cli.Shared;

namespace Palimpsest.Cli.Writing;

/// <summary>Who enters something. An act is signed on purpose; only an import may take the name of the machine's user.</summary>
internal static class Author
{
    public const string Variable = "PALIMPSEST_BY";

    public static readonly Option<string?> By = new("--by") { Description = $"Who enters it: the author that the record names. Else ${Variable}.", HelpName = "NAME" };

    public static readonly Option<string?> Importer = new("--by")
    {
        Description = $"Who imports: the author of every line that names none. Else ${Variable}, else the user of this machine.",
        HelpName = "NAME",
    };

    public static readonly Option<string?> Reason = new("--reason") { Description = "Why it is entered, in the author's words.", HelpName = "TEXT" };

    public static string OfImport(ParseResult parsed) => Text(parsed.GetValue(Importer)) ?? FromEnvironment ?? Environment.UserName;

    /// <summary>Who enters one report or act: the option, else what its line says, else the environment.</summary>
    /// <exception cref="RefusedException">Nobody.</exception>
    public static string Of(ParseResult parsed, string? line) => Text(parsed.GetValue(By)) ?? line ?? FromEnvironment
        ?? throw new RefusedException($"--by is missing: whoever enters something says who he is. Give --by NAME, or set {Variable}.", Exit.Usage);

    private static string? FromEnvironment => Text(Environment.GetEnvironmentVariable(Variable));

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
