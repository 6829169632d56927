using Palimpsest.Cli.Tables;
using Palimpsest.Projections.Finding;
using Palimpsest.Projections.Reading;
using Palimpsest.Subjects;

namespace Palimpsest.Cli.Tests.Reading;

public sealed class TextTests
{
    [Theory]
    [InlineData("[red]plain[/]", "[red]plain[/]")]
    [InlineData("a\u001b[31mb\u0007\u009bc", "a[31mbc")]
    [InlineData("two\r\nlines\tapart", "two  lines apart")]
    [InlineData("turned \u202eround\u2066", "turned round")]
    [InlineData("ʿAbd al-Raḥmān سعيد", "ʿAbd al-Raḥmān سعيد")]
    public void Data_cannot_style_or_drive_the_screen(string data, string shown)
    {
        var found = new FoundBelief(false, "x", [new Found(SubjectKey.Parse("person:x"), "person", data, [])]);
        var drawn = Approval.Draw(FixtureRecord.Answer(new Question { View = View.Find, Text = "x" }, "2013-04-12", found));
        drawn.ShouldContain(shown);
        drawn.ShouldNotContain('\u001b');
    }

    [Fact]
    public void Half_a_character_is_replaced() => Text.Plain("half \ud800 of one").ShouldBe("half \ufffd of one");

    [Theory]
    [InlineData("", 40, "10 30")]
    [InlineData("natural", 100, "20 60")]
    [InlineData("too narrow", 30, null)]
    public void Columns_get_room_by_need(string why, int available, string? widths)
    {
        _ = why;
        var fitted = Layout.Fit([(10, 20), (25, 60)], available);
        (fitted is null ? null : string.Join(' ', fitted)).ShouldBe(widths);
    }

    [Theory]
    [InlineData(8L, 8L, "8")]
    [InlineData(74L, null, "74+")]
    [InlineData(4L, 6L, "4–6")]
    [InlineData(0L, 0L, "0")]
    public void Figures_show_open_ends(long low, long? high, string shown) => Figures.Range(low, high).ShouldBe(shown);

    [Fact]
    public void A_best_of_none_is_a_dash() => Figures.Best(null).ShouldBe("–");
}
