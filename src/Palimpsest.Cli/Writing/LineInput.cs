using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Palimpsest.Acts;
using Palimpsest.Cli.Shared;
using Palimpsest.Import;

namespace Palimpsest.Cli.Writing;

/// <summary>A whole line of the native format, given as JSON or from a file.</summary>
internal static class LineInput
{
    // As long as a line of the native format may be.
    private const int Longest = 1024 * 1024;

    public static readonly Option<string?> Json = new("--json") { Description = "The whole line in the native format; other options go over it.", HelpName = "LINE" };

    public static readonly Option<string?> FromFile = new("--file") { Description = "A file that holds the whole line; - is the standard input.", HelpName = "FILE" };

    public static bool IsGiven(ParseResult parsed) => parsed.GetValue(Json) is not null || parsed.GetValue(FromFile) is not null;

    /// <summary>The line, or an empty one if none is given.</summary>
    public static async Task<JsonObject> ReadAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (json, file) = (parsed.GetValue(Json), parsed.GetValue(FromFile));
        return (json, file) switch
        {
            (not null, not null) => throw new RefusedException("--json and --file both give the line: expected one of them", Exit.Usage),
            (not null, _) => NativeJson.Object(json, "--json"),
            (_, "-") => NativeJson.Object(await TextAsync(Console.OpenStandardInput(), cancellation), "--file"),
            (_, not null) => NativeJson.Object(await TextAsync(Open(file), cancellation), "--file"),
            _ => [],
        };
    }

    private static FileStream Open(string file)
    {
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputFileException($"--file: {e.Message}", e);
        }
    }

    private static async Task<string> TextAsync(Stream stream, CancellationToken cancellation)
    {
        await using (stream)
        {
            using var reader = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            var buffer = new char[Longest + 1];
            try
            {
                var length = await reader.ReadBlockAsync(buffer, cancellation);
                return length > Longest
                    ? throw new FindingsException(new Finding("--file", "is longer than 1 MiB: one report was expected; palimpsest import takes many"))
                    : new string(buffer, 0, length);
            }
            catch (DecoderFallbackException e)
            {
                throw new FindingsException(new Finding("--file", $"is no UTF-8: {e.Message}"));
            }
        }
    }
}
