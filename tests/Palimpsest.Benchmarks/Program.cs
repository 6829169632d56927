using System.Globalization;
using Palimpsest.Benchmarks;
using Palimpsest.Benchmarks.Questions;
using Palimpsest.Benchmarks.Running;

BenchOptions options;
try
{
    options = BenchOptions.Parse(args);
}
catch (Exception e) when (e is FormatException or OverflowException)
{
    await Console.Error.WriteLineAsync($"{e.Message}\n\n{BenchOptions.Usage}");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    if (options.Child is not null)
    {
        return await MemoryQuestions.AsChildAsync(options, stop.Token);
    }

    var outcomes = await Bench.RunAsync(options, Console.Out.WriteLine, stop.Token);
    if (options.Out is { } file)
    {
        await File.WriteAllTextAsync(file, Report.Markdown(outcomes), stop.Token);
    }

    return 0;
}
catch (DifferentAnswersException e)
{
    await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The answers differ; no figures.\n{e.Message}"));
    return 1;
}
catch (FormatException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
