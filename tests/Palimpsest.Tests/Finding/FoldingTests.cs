using System.Text.RegularExpressions;
using CsCheck;
using Palimpsest.Projections.Finding;

namespace Palimpsest.Tests.Finding;

/// <summary>How the search keeps a name, and how it looks for it.</summary>
public sealed class FoldingTests
{
    private static readonly string[] Known =
    [
        "al", "shihri", "Shehri", "Saʿīd", "aš-Šihrī", "Muhammad", "mohamed", "Jawlani", "jolani", "Qa`ida", "qaeda", "Nusra", "nusrah", "bin", "2013", "ПЕТРОВ", "القاعدة", "o",
    ];

    private static readonly Gen<string> Word = Gen.Frequency(
        (3, Gen.Int[0, Known.Length - 1].Select(i => Known[i])),
        (2, Gen.Char["abehiouwqst"].Array[1, 12].Select(c => new string(c))));

    private static readonly Gen<string> Name = Word.Array[1, 3].Select(words => string.Join(' ', words));

    private static readonly Gen<(string, string)> Pair = Gen.OneOf(
        Gen.Select(Name, Name),
        Gen.Select(Name, Gen.Int[0, 30], Gen.Char["abehiouwqst"], Gen.Int[0, 2], (name, at, letter, how) => (name, how switch
        {
            0 => name.Insert(at % (name.Length + 1), letter.ToString()),
            1 => name.Remove(at % name.Length, 1),
            _ => name[..(at % name.Length)] + letter + name[((at % name.Length) + 1)..],
        })));

    [Theory]
    [InlineData("Saʿīd al-Shihri", " said shihri ~asd ~ašhr ")]
    [InlineData("AQAP", " aqap ~akp ")]
    [InlineData("...", "")]
    public void A_name_is_kept_as_its_words_and_what_transliterations_share(string name, string folded) => Spelling.Folded(name).ShouldBe(folded);

    [Fact]
    public void Whatever_answers_is_looked_for() => Pair.Sample(pair =>
    {
        var (typed, name) = pair;
        var words = Spelling.Words(typed);
        return Spelling.Match(words, name) == 0 || words.All(w => Spelling.Patterns(w).Any(p => IsLike(Spelling.Folded(name), p)));
    }, iter: 20_000);

    [Fact]
    public void Enough_of_the_pairs_answer_for_that_to_say_anything()
    {
        var pairs = Pair.Array[2000].Single();
        pairs.Count(p => Spelling.Match(Spelling.Words(p.Item1), p.Item2) > 0).ShouldBeInRange(200, 1900);
    }

    [Fact]
    public void The_words_of_a_folded_name_are_those_of_the_name() =>
        Name.Sample(name => Spelling.WordsOf(Spelling.Folded(name)).SequenceEqual(Spelling.Words(name), StringComparer.Ordinal));

    private static bool IsLike(string text, string pattern) =>
        Regex.IsMatch(text, $"^{string.Join(".*", pattern.Split('%').Select(Regex.Escape))}$", RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(1));
}
