namespace Palimpsest.Import.Native;

/// <summary>Words for messages: what came from a file is shortened and cannot drive a terminal.</summary>
internal static class Legible
{
    private const int Longest = 1000;

    /// <summary>The text with control characters replaced, and cut.</summary>
    public static string Text(string text)
    {
        var cut = text.Length > Longest ? text[..Longest] + "…" : text;
        return cut.Any(IsUnsafe) ? string.Concat(cut.Select(c => IsUnsafe(c) ? '\uFFFD' : c)) : cut;
    }

    /// <summary>A quoted word, cut.</summary>
    public static string Word(string text) => text.Length > 60 ? $"'{text[..60]}…'" : $"'{text}'";

    /// <summary>The nearest of the words by edits, if one is near enough to be meant.</summary>
    public static string? Nearest(string word, IEnumerable<string> words) => word.Length > 60
        ? null
        : words.Select(w => (Word: w, Edits: Edits(word.ToUpperInvariant(), w.ToUpperInvariant())))
            .Where(w => w.Edits <= Math.Max(2, word.Length / 3))
            .OrderBy(w => w.Edits)
            .ThenBy(w => w.Word, StringComparer.Ordinal)
            .Select(w => w.Word)
            .FirstOrDefault();

    // Direction overrides make a line read otherwise than it is.
    private static bool IsUnsafe(char c) => char.IsControl(c) || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';

    private static int Edits(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
