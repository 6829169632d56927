using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Palimpsest.Cli.Tests.Serving;

/// <summary>A node that serves: a real process.</summary>
internal sealed partial class Node : IDisposable
{
    /// <summary>How long a fact may take to come true on a busy machine; nothing waits so long if all is well.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(20) };
    private readonly Task<string> _complained;
    private string _url = "";

    private Node(Process process)
    {
        _process = process;
        _complained = process.StandardError.ReadToEndAsync(CommandLine.Ct);
    }

    public int Id => _process.Id;

    /// <summary>Starts one, and waits until it listens.</summary>
    public static async Task<Node> StartAsync(params string[] args)
    {
        var node = new Node(Process.Start(new ProcessStartInfo("dotnet", [CommandLine.ProgramPath, "serve", "--port", "0", .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
        try
        {
            var said = await node._process.StandardOutput.ReadLineAsync(CommandLine.Ct) ?? throw new InvalidOperationException(await node._complained);
            node._url = Url().Match(said).Value;
            node._url.ShouldNotBeEmpty(said);
            return node;
        }
        catch
        {
            node.Dispose();
            throw;
        }
    }

    /// <summary>What /health answers.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Said)> HealthAsync()
    {
        using var answer = await _http.GetAsync(new Uri($"{_url}/health"), CommandLine.Ct);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(CommandLine.Ct))!);
    }

    /// <summary>Waits until the node says that every view is folded up to the last number, which is at least the one given, and that its copy has come so far too.</summary>
    public Task FollowedAsync(long atLeast = 1) => UntilAsync(async () =>
    {
        var (status, said) = await HealthAsync();
        var number = status == HttpStatusCode.OK ? (long)said["number"]! : 0;
        return (number >= atLeast && said["views"]!.AsObject().All(v => (long)v.Value! == number) && (long)said["columns"]! >= number, said.ToJsonString());
    });

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Asks it to end, as a service manager does.</summary>
    public async Task<int> TerminateAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(CommandLine.Ct);
        }

        await _process.WaitForExitAsync(CommandLine.Ct);
        return _process.ExitCode;
    }

    /// <summary>Waits until something is so; what was seen last is told if it never is.</summary>
    public static async Task UntilAsync(Func<Task<(bool IsSo, string Seen)>> look)
    {
        var began = Stopwatch.StartNew();
        while (await look() is (false, var seen))
        {
            (began.Elapsed < Patience).ShouldBeTrue($"after {began.Elapsed}: {seen}");
            await Task.Delay(100, CommandLine.Ct);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
        _http.Dispose();
    }

    [GeneratedRegex("http://[0-9.]+:[0-9]+")]
    private static partial Regex Url();
}
