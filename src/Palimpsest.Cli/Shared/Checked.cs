using System.CommandLine;
using System.CommandLine.Parsing;
using NodaTime;
using NodaTime.Text;
using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;
using Palimpsest.Subjects;

namespace Palimpsest.Cli.Shared;

/// <summary>Options and arguments whose bad values are told by name, with what was expected, before any database is opened.</summary>
internal static class Checked
{
    /// <summary>An option read by a parser that throws <see cref="FormatException"/>.</summary>
    public static Option<T> Option<T>(string name, string description, string helpName, Func<string, T> parse) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => Parse(result, name, parse),
    };

    /// <summary>An option that takes one word of an enumeration.</summary>
    public static Option<T?> Word<T>(string name, string description)
        where T : struct, Enum
    {
        var option = Option<T?>(name, description, string.Join('|', Words.All<T>()), text => Words.Parse<T>(text));
        option.CompletionSources.Add([.. Words.All<T>()]);
        return option;
    }

    /// <summary>An option that takes one of a few words.</summary>
    public static Option<string?> OneOf(string name, string description, params string[] words)
    {
        var option = Option<string?>(name, description, string.Join('|', words), text =>
            words.Contains(text, StringComparer.Ordinal) ? text : throw new FormatException($"'{text}' is none of {string.Join(", ", words)}"));
        option.CompletionSources.Add(words);
        return option;
    }

    /// <summary>An argument read by a parser that throws <see cref="FormatException"/>; it may be missing where a token stands for it.</summary>
    public static Argument<T?> Argument<T>(string name, string description, Func<string, T> parse) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result => Parse(result, name, parse),
    };

    /// <summary>Refuses a command line without the argument, unless a token stands for it.</summary>
    public static void Require(Command command, Argument argument, string expected) => command.Validators.Add(result =>
    {
        if (result.GetResult(argument) is not { Tokens.Count: > 0 } && result.GetResult(Reading.At) is not { Tokens.Count: > 0 })
        {
            result.AddError($"{argument.Name} is missing: expected {expected}");
        }
    });

    /// <summary>An option that is known, and does not apply here: it says so instead of being unknown.</summary>
    public static Option Refused(string name, string why)
    {
        var option = new Option<string?>(name) { Hidden = true, Arity = ArgumentArity.ZeroOrOne };
        option.Validators.Add(result => result.AddError($"{name} does not apply here: {why}"));
        return option;
    }

    /// <summary>The option that draws one subject over time, where there is none to draw.</summary>
    public static Option RefusedTimeline()
    {
        var option = new Option<bool>("--timeline") { Hidden = true };
        option.Validators.Add(result =>
        {
            if (!result.Implicit)
            {
                result.AddError("--timeline does not apply here: it applies to believed faction, believed person and believed incident");
            }
        });
        return option;
    }

    /// <summary>A key of a kind; its slug alone will do.</summary>
    public static SubjectKey Key(SubjectKind kind, string text)
    {
        var prefix = Words.Of(kind) + ":";
        var key = SubjectKey.Parse(text.Contains(':', StringComparison.Ordinal) ? text : prefix + text);
        return key.Kind == kind ? key : throw new FormatException($"'{text}' is no {Words.Of(kind)}: expected a key that begins with {prefix}");
    }

    /// <summary>A UTC day.</summary>
    public static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text) is { Success: true } day
        ? Days.Check(day.Value, text)
        : throw new FormatException($"'{text}' is no day of the calendar: expected such as 2013-04-01");

    /// <summary>A name, or a part of one, that is neither blank nor endless.</summary>
    public static string Name(string text) => string.IsNullOrWhiteSpace(text) || text.Length > 200
        ? throw new FormatException("expected 1 to 200 characters, not all of them blank")
        : text;

    private static T Parse<T>(ArgumentResult result, string name, Func<string, T> parse)
    {
        try
        {
            return parse(result.Tokens[^1].Value);
        }
        catch (FormatException e)
        {
            result.AddError($"{name}: {e.Message}");
            return default!;
        }
    }
}
