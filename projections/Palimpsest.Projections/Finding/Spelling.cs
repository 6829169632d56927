using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Palimpsest.Projections.Finding;

/// <summary>
/// Forgives how names are spelled: case, diacritics, apostrophes and hamza, the Arabic article, doubled letters,
/// and the vowels and digraphs in which transliterations differ (Shehri, Shihri; Muhammad, Mohamed; Nusra, Nusrah).
/// </summary>
internal static partial class Spelling
{
    private static readonly string[] Articles = ["al", "el", "an", "ash", "ad", "as", "ar", "at", "az"];

    // Letters of scholarly transliteration whose marks carry the sound.
    private static readonly (string From, string To)[] Scholarly = [("š", "sh"), ("ş", "sh"), ("č", "ch"), ("ç", "ch"), ("ǧ", "j"), ("ġ", "gh"), ("ḫ", "kh"), ("ṯ", "th"), ("ḏ", "dh")];

    /// <summary>What several letters, or other letters, are taken for, one after the other.</summary>
    public static readonly (string From, string To)[] Digraphs =
    [
        ("sh", "š"), ("tch", "č"), ("ch", "č"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("dj", "j"), ("q", "k"), ("c", "k"), ("w", "v"), ("x", "ks"),
    ];

    /// <summary>The words of a name, folded: letters and digits only, without marks.</summary>
    public static IReadOnlyList<string> Words(string name)
    {
        var plain = new StringBuilder();
        foreach (var (from, to) in Scholarly)
        {
            name = name.Replace(from, to, StringComparison.OrdinalIgnoreCase);
        }

        foreach (var c in name.ToLowerInvariant().Select(LatinLetters.WithoutMarks))
        {
            // Marks, apostrophes and the half-rings of hamza and ʿayn go; anything else that is no letter parts words.
            var category = char.GetUnicodeCategory(c);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.ModifierLetter || c is '\'' or '`' or '’' or '‘')
            {
                continue;
            }

            plain.Append(char.IsLetterOrDigit(c) ? c : ' ');
        }

        var words = plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var content = words.Where(w => !Articles.Contains(w)).ToList();
        return content.Count > 0 ? content : words;
    }

    /// <summary>
    /// A name as the search keeps it: its words, and behind a tilde the skeleton of each, every one between spaces; empty if it has no words.
    /// Whatever <see cref="Match"/> finds in the name answers one of <see cref="Patterns"/> of each word typed.
    /// </summary>
    public static string Folded(string name)
    {
        var words = Words(name);
        return words.Count == 0 ? "" : $" {string.Join(' ', words)} {string.Join(' ', words.Select(w => $"~{Skeleton(w)}"))} ";
    }

    /// <summary>The words of a folded name.</summary>
    public static IReadOnlyList<string> WordsOf(string folded) => [.. folded.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeWhile(w => w[0] != '~')];

    /// <summary>The patterns of LIKE of which a folded name answers at least one if any of its words is taken for what was typed.</summary>
    public static IEnumerable<string> Patterns(string typed)
    {
        yield return typed.Length >= 2 ? $"% {typed}%" : $"% {typed} %";
        if (Skeleton(typed) is { Length: >= 3 } skeleton)
        {
            yield return $"% ~{skeleton} %";
        }

        // Of one piece more than letters may differ, one is there as it was typed: at the beginning, at the end, or in between.
        var differing = Differing(typed);
        for (var piece = 0; piece <= differing && differing > 0; piece++)
        {
            var text = typed[(typed.Length * piece / (differing + 1))..(typed.Length * (piece + 1) / (differing + 1))];
            yield return $"%{(piece == 0 ? " " : "")}{text}{(piece == differing ? " " : "")}%";
        }
    }

    /// <summary>
    /// What all transliterations share: the consonants, and whether the first vowel is a front or a back one, which stands first.
    /// </summary>
    public static string Skeleton(string word)
    {
        word = Diphthong().Replace(word, "o");
        foreach (var (from, to) in Digraphs)
        {
            word = word.Replace(from, to, StringComparison.Ordinal);
        }

        var isBack = word.FirstOrDefault(IsVowel) is 'o' or 'u';
        var skeleton = new StringBuilder(isBack ? "o" : "a");
        foreach (var c in word)
        {
            if (!IsVowel(c) && skeleton[^1] != c)
            {
                skeleton.Append(c);
            }
        }

        // A final h is often not written: Nusra, Nusrah.
        return skeleton is { Length: > 3 } && skeleton[^1] == 'h' ? skeleton.ToString(0, skeleton.Length - 1) : skeleton.ToString();
    }

    /// <summary>How well a name answers what was typed, 1 best; 0 if it does not.</summary>
    public static double Match(IReadOnlyList<string> typed, string name) => Match(typed, Words(name));

    /// <summary>How well the words of a name answer what was typed.</summary>
    public static double Match(IReadOnlyList<string> typed, IReadOnlyList<string> words)
    {
        var total = 0.0;
        foreach (var wanted in typed)
        {
            var best = words.Count == 0 ? 0 : words.Max(w => Word(wanted, w));
            if (best == 0)
            {
                return 0;
            }

            total += best;
        }

        // A name with words that were not typed answers a little less well.
        return typed.Count == 0 ? 0 : total / typed.Count * (0.9 + (0.1 * Math.Min(1, (double)typed.Count / words.Count)));
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    [GeneratedRegex("a[wu](?=[^aeiouy]|$)|ou", RegexOptions.CultureInvariant)]
    private static partial Regex Diphthong();

    private static double Word(string typed, string word)
    {
        if (typed == word)
        {
            return 1;
        }

        if (typed.Length >= 2 && word.StartsWith(typed, StringComparison.Ordinal))
        {
            return 0.9;
        }

        var skeleton = Skeleton(typed);
        if (skeleton.Length >= 3 && skeleton == Skeleton(word))
        {
            return 0.8;
        }

        return typed.Length >= 4 && word.Length >= 4 && Distance(typed, word) <= Differing(typed) ? 0.6 : 0;
    }

    // So many letters may differ.
    private static int Differing(string typed) => typed.Length / 5;

    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
