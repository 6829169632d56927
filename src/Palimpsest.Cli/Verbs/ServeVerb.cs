using System.CommandLine;
using System.Globalization;
using System.Net;
using Palimpsest.Cli.Shared;
using Palimpsest.Server;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest serve</summary>
internal static class ServeVerb
{
    /// <summary>Its name: it takes longer to end than others.</summary>
    public const string Name = "serve";

    private static readonly Option<int?> Port = new("--port")
    {
        Description = "Listen on this port of 127.0.0.1; 0 is any that is free. 7413 if left out.",
        HelpName = "PORT",
    };

    private static readonly Option<string[]> Urls = new("--urls")
    {
        Description = "Listen here instead, such as http://127.0.0.1:8080. Of this machine alone, unless --allow-remote is given.",
        HelpName = "URL",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<bool> AllowRemote = new("--allow-remote")
    {
        Description = "Let --urls name addresses that other machines reach. Nothing asks who they are: put something before it that does.",
    };

    public static Command Make()
    {
        var verb = new Command(Name, """
            Serve the record until Ctrl-C: keep the views that follow the events, shared among all nodes that serve one database, and say at /health how far they are.

            Examples:
              palimpsest serve
              palimpsest serve --port 0 --db "Host=db.example;Database=palimpsest;Username=me"
            """);
        verb.Options.Add(Port);
        verb.Options.Add(Urls);
        verb.Options.Add(AllowRemote);
        verb.SetAction(RunAsync);
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var urls = UrlsOf(parsed);
        await using var source = await Connection.OpenToMaintainAsync(parsed, cancellation);
        return await ServeAsync(source, urls, cancellation);
    }

    // Apart, so that no other verb loads the server's assemblies.
    private static async Task<int> ServeAsync(Npgsql.NpgsqlDataSource source, IReadOnlyCollection<string> urls, CancellationToken cancellation)
    {
        await using var server = await RecordServer.StartAsync(source, urls, cancellation);
        await Console.Out.WriteLineAsync($"Serving record {server.Record.Id} at {string.Join(", ", server.Urls)}. Ctrl-C ends it.");
        await Console.Out.FlushAsync(cancellation);
        await server.RunAsync(cancellation);
        return Exit.Done;
    }

    private static IReadOnlyCollection<string> UrlsOf(ParseResult parsed)
    {
        var (port, urls) = (parsed.GetValue(Port), parsed.GetValue(Urls) ?? []);
        if (urls.Length == 0)
        {
            return port is null or (>= 0 and <= 65535)
                ? [string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port ?? 7413}")]
                : throw new RefusedException($"--port {port} is no port: expected 0 to 65535", Exit.Usage);
        }

        if (port is not null)
        {
            throw new RefusedException("--port and --urls say the same: give one of them", Exit.Usage);
        }

        foreach (var url in urls)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var parts) || parts.Scheme != Uri.UriSchemeHttp || parts.PathAndQuery != "/")
            {
                throw new RefusedException($"'{url}' is no address to listen on: expected such as http://127.0.0.1:8080", Exit.Usage);
            }

            if (!parsed.GetValue(AllowRemote) && !(IPAddress.TryParse(parts.DnsSafeHost, out var address) ? IPAddress.IsLoopback(address) : parts.DnsSafeHost == "localhost"))
            {
                throw new RefusedException($"{url} can be reached from other machines, and nothing asks who they are: add --allow-remote if that is meant", Exit.Usage);
            }
        }

        return urls;
    }
}
