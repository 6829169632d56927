using System.Text.Json;
using Palimpsest.Projections.Answers;

namespace Palimpsest.Cli.Writing;

/// <summary>What the write and operating verbs print for programs: written like the answers.</summary>
internal static class ResultJson
{
    public static Task PrintAsync<T>(T result) => Console.Out.WriteAsync(Of(result));

    public static string Of<T>(T result) => JsonSerializer.Serialize(result, AnswerJson.Options) + "\n";
}
