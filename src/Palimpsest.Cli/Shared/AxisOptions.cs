using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NodaTime;
using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Reading;
using Palimpsest.Subjects;

namespace Palimpsest.Cli.Shared;

/// <summary>The options that say between which two horizons, along which axis.</summary>
internal sealed class AxisOptions
{
    private readonly Option<Axis?> _axis = Checked.Word<Axis>("--axis", "Along which clock: what could be known when (published, if left out), or what this record held when (recorded).");
    private readonly Option<string?> _from = Checked.Option<string?>("--from", "Where it starts: a day (its end) or an instant; on the record axis a record number, an instant or a day. The beginning if left out.", "H1", Bounded);
    private readonly Option<string?> _to = Checked.Option<string?>("--to", "Where it ends. Today, or now, if left out.", "H2", Bounded);

    /// <summary>Of which subject.</summary>
    public Argument<SubjectKey?> Key { get; } = new("KEY")
    {
        Description = "Of one subject, such as incident:2013-04-06-qalat; of the whole world if left out.",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result =>
        {
            try
            {
                return SubjectKey.Parse(result.Tokens[^1].Value);
            }
            catch (FormatException e)
            {
                result.AddError($"KEY: {e.Message}");
                return null;
            }
        },
    };

    public IEnumerable<Option> Options => [_axis, _from, _to, .. Hearing.Options, .. Reading.Options];

    /// <summary>Refuses what does not go together, before a database is opened.</summary>
    public void Validate(CommandResult result)
    {
        var isGiven = (Option option) => result.GetResult(option) is OptionResult { Implicit: false };
        if (isGiven(Reading.At))
        {
            if (new Option[] { _axis, _from, _to, Reading.On, Reading.Recorded }.Concat(Hearing.Options).FirstOrDefault(isGiven) is { } beside)
            {
                result.AddError($"--at stands for every other option: leave {beside.Name} out");
            }

            return;
        }

        var recorded = result.GetResult(_axis) is { Tokens: [.., { Value: "recorded" }] };
        if (recorded && isGiven(Reading.Recorded))
        {
            result.AddError("--recorded does not apply along the record axis: --from and --to are its points; --on holds the other clock");
        }
        else if (!recorded && isGiven(Reading.On))
        {
            result.AddError("--on does not apply along the published axis: --from and --to are its points; --recorded holds the other clock");
        }

        foreach (var option in new[] { _from, _to })
        {
            if (result.GetResult(option) is { Implicit: false, Tokens: [.., var token] })
            {
                Check(result, option.Name, token.Value, recorded);
            }
        }
    }

    /// <summary>The answer to what the command line asks.</summary>
    public async Task<Answer> AskAsync(ParseResult parsed, View view, BeliefReader reader, CancellationToken cancellation)
    {
        var question = Hearing.From(parsed, new Question { View = view, Key = parsed.GetValue(Key), Axis = parsed.GetValue(_axis) ?? Axis.Published });
        var (from, to) = (parsed.GetValue(_from), parsed.GetValue(_to));
        if (question.Axis == Axis.Recorded)
        {
            var since = from is null ? RecordPoint.Empty : await reader.Record.PointAsync(from, cancellation);
            var until = await reader.Record.PointAsync(to, cancellation);
            return since.Number > until.Number
                ? throw Backwards()
                : await reader.AskAsync(
                    question with { Since = since.Number == 0 ? null : since.Number.ToString(CultureInfo.InvariantCulture) },
                    Reading.BelievedOnOf(parsed), until.Number.ToString(CultureInfo.InvariantCulture), cancellation);
        }

        var (first, last) = (from is null ? null : BelievedOn.Parse(from), to is null ? BelievedOn.EndOf(SystemClock.Instance.GetCurrentInstant().InUtc().Date) : BelievedOn.Parse(to));
        return first?.At > last.At
            ? throw Backwards()
            : await reader.AskAsync(question with { Since = first?.Text }, last, parsed.GetValue(Reading.Recorded), cancellation);
    }

    private static RefusedException Backwards() => new("--from is after --to: expected the earlier horizon, then the later", Exit.Usage);

    private static void Check(CommandResult result, string name, string text, bool recorded)
    {
        try
        {
            _ = recorded ? (object)RecordReader.Parse(text) : BelievedOn.Parse(text);
        }
        catch (FormatException e)
        {
            result.AddError($"{name}: {e.Message}");
        }
    }

    private static string Bounded(string text) => text.Length is > 0 and <= 40 ? text : throw new FormatException("expected 1 to 40 characters");
}
