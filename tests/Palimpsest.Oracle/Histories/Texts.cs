namespace Palimpsest.Tests.Histories;

/// <summary>Long texts, compared so that a failure stays short.</summary>
public static class Texts
{
    /// <summary>Fails with the first line at which one text parts from the other, and those around it.</summary>
    public static void ShouldRead(this string text, string expected, string why)
    {
        var (lines, others) = (text.Split('\n'), expected.Split('\n'));
        var same = lines.Zip(others).TakeWhile(pair => pair.First == pair.Second).Count();
        if (same < lines.Length || same < others.Length)
        {
            throw new InvalidOperationException($"{Around(lines)}\n\nshould read\n\n{Around(others)}\n\n{why}");
        }

        string Around(string[] all) => string.Join('\n', all.Skip(Math.Max(0, same - 3)).Take(8));
    }
}
