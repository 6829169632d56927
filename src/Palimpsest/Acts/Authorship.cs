namespace Palimpsest.Acts;

/// <summary>Whoever enters something says who he is, and may say why.</summary>
public static class Authorship
{
    /// <summary>What is wrong with the author and reason of a command; the fields are named as in the native format.</summary>
    public static IEnumerable<Finding> Errors(string? by, string? reason) =>
        string.IsNullOrWhiteSpace(by)
            ? Rules.Text("reason", reason, 2000).Prepend(new Finding("enteredBy", "author missing: neither the line nor the command says who enters it"))
            : Rules.Text("enteredBy", by, 200).Concat(Rules.Text("reason", reason, 2000));
}
