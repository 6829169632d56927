using Palimpsest.Projections.Finding;

namespace Palimpsest.Tests.Finding;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("shehri", "Said al-Shihri")]
    [InlineData("Saʿīd aš-Šihrī", "Said al-Shihri")]
    [InlineData("said shihri", "Said al-Shihri")]
    [InlineData("al qaida", "al-Qa`ida")]
    [InlineData("Qaeda", "al-Qa`ida")]
    [InlineData("jabhat nusrah", "Jabhat al-Nusra")]
    [InlineData("mohamed", "Muhammad al-Jawlani")]
    [InlineData("jolani", "Muhammad al-Jawlani")]
    [InlineData("bin laden", "Usama bin Ladin")]
    [InlineData("osama", "Usama bin Ladin")]
    [InlineData("QALAT", "2013 04 06 qalat")]
    [InlineData("zawahri", "Ayman al-Zawahiri")]
    public void A_name_is_found_as_others_spell_it(string typed, string name) =>
        Spelling.Match(Spelling.Words(typed), name).ShouldBeGreaterThan(0);

    [Theory]
    [InlineData("shehri", "Ayman al-Zawahiri")]
    [InlineData("nusra", "Naseer")]
    [InlineData("boko haram", "Hamed Radman")]
    [InlineData("kabul", "2013 04 06 qalat")]
    public void Another_name_is_not(string typed, string name) => Spelling.Match(Spelling.Words(typed), name).ShouldBe(0);

    [Fact]
    public void The_name_as_typed_comes_before_its_likenesses() =>
        Spelling.Match(Spelling.Words("shihri"), "Said al-Shihri").ShouldBeGreaterThan(Spelling.Match(Spelling.Words("shehri"), "Said al-Shihri"));
}
