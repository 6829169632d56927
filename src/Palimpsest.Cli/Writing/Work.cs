using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Palimpsest.Cli.Writing;

/// <summary>Where long work tells how far it is.</summary>
internal interface IWork
{
    /// <summary>So far: <paramref name="done"/> of <paramref name="of"/>; 0 of 0 where the end is not known.</summary>
    void At(string what, long done, long of);
}

/// <summary>Shows how far long work is, on the error stream: a bar on a terminal, else a line now and then. Short work shows nothing.</summary>
internal static class Work
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(2);

    public static async Task<T> ShowAsync<T>(string title, Func<IWork, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
        {
            return await work(new Lines());
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context => await work(new Bar(context.AddTask(Markup.Escape(title)))));
    }

    private sealed class Bar(ProgressTask task) : IWork
    {
        public void At(string what, long done, long of)
        {
            task.Description = Markup.Escape(what);
            task.IsIndeterminate = of == 0;
            task.MaxValue = Math.Max(of, 1);
            task.Value = done;
        }
    }

    private sealed class Lines : IWork
    {
        private readonly Stopwatch _sinceLine = Stopwatch.StartNew();

        public void At(string what, long done, long of)
        {
            lock (_sinceLine)
            {
                if (_sinceLine.Elapsed < BetweenLines)
                {
                    return;
                }

                _sinceLine.Restart();
                Console.Error.WriteLine(of == 0 ? what : string.Create(CultureInfo.InvariantCulture, $"{what}: {100 * done / of} %"));
            }
        }
    }
}
