using System.Collections.Frozen;

namespace Palimpsest.Projections.Finding;

/// <summary>
/// Latin letters without their marks, from the Unicode decompositions of the Latin-1 Supplement, Latin Extended-A and -B and Latin Extended Additional.
/// The runtime's own normalisation needs a library that a bare machine may lack.
/// </summary>
internal static class LatinLetters
{
    private static readonly (string Marked, char Plain)[] Groups =
    [
        ("àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ", 'a'),
        ("ḃḅḇ", 'b'),
        ("çćĉċčḉ", 'c'),
        ("ďḋḍḏḑḓđ", 'd'),
        ("èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ", 'e'),
        ("ḟ", 'f'),
        ("ĝğġģǧǵḡ", 'g'),
        ("ĥȟḣḥḧḩḫẖħ", 'h'),
        ("ìíîïĩīĭįǐȉȋḭḯỉịı", 'i'),
        ("ĵǰ", 'j'),
        ("ķǩḱḳḵ", 'k'),
        ("ĺļľḷḹḻḽł", 'l'),
        ("ḿṁṃ", 'm'),
        ("ñńņňǹṅṇṉṋ", 'n'),
        ("òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợø", 'o'),
        ("ṕṗ", 'p'),
        ("ŕŗřȑȓṙṛṝṟ", 'r'),
        ("śŝşšșṡṣṥṧṩ", 's'),
        ("ţťțṫṭṯṱẗ", 't'),
        ("ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự", 'u'),
        ("ṽṿ", 'v'),
        ("ŵẁẃẅẇẉẘ", 'w'),
        ("ẋẍ", 'x'),
        ("ýÿŷȳẏẙỳỵỷỹ", 'y'),
        ("źżžẑẓẕ", 'z'),
    ];

    private static readonly FrozenDictionary<char, char> Plain = Groups.SelectMany(g => g.Marked, (g, marked) => (marked, g.Plain)).ToFrozenDictionary(p => p.marked, p => p.Plain);

    /// <summary>The letter without its marks, for a lower-case letter.</summary>
    public static char WithoutMarks(char letter) => Plain.GetValueOrDefault(letter, letter);
}
