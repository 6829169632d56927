using Palimpsest.Beliefs;
using Palimpsest.Reports;

namespace Palimpsest.Acts;

/// <summary>
/// Record what a source says. New reports commute: the rule looks at nothing but the id and the reports that it names.
/// </summary>
public sealed record Report(Assertion Content) : Command
{
    /// <inheritdoc/>
    public override IEnumerable<string> Needs => Named(Content).Prepend(Content.Id);

    /// <inheritdoc/>
    public override Decision Decide(Known known)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (known.AlreadyRecorded(Content) is { } decided)
        {
            return decided;
        }

        var errors = AssertionRules.Errors(Content).Concat(Relations(Content, known)).ToList();
        return errors.Count > 0 ? Decision.Refuse(errors) : Decision.Record(Content, [.. Oddities.Of(Content), .. OddRelations(Content, known)]);
    }

    /// <summary>The ids of the reports that a report revises, affirms or disputes.</summary>
    public static IEnumerable<string> Named(Assertion content) => content.Revises.Concat(content.Affirms).Concat(content.Disputes);

    /// <summary>What is wrong with the reports that it names.</summary>
    internal static IEnumerable<Finding> Relations(Assertion content, Known known)
    {
        foreach (var (field, ids) in new[] { ("revises", content.Revises), ("affirms", content.Affirms), ("disputes", content.Disputes) })
        {
            foreach (var id in ids)
            {
                if (id == content.Id)
                {
                    yield return new Finding(field, $"'{id}' names itself");
                }
                else if (known[id] is not Assertion target)
                {
                    yield return new Finding(field, known[id] is null
                        ? $"'{id}' is not recorded; it must stand before what names it"
                        : $"'{id}' is an act, and only reports are named here; dispute or retract it instead");
                }
                else if (field == "revises" && target.GetType() != content.GetType())
                {
                    yield return new Finding(field, $"'{id}' is of type {target.GetType().Name}; a revision is of the type of what it replaces");
                }
            }
        }
    }

    /// <summary>What is odd about the reports that it names.</summary>
    internal static IEnumerable<Finding> OddRelations(Assertion content, Known known)
    {
        foreach (var (field, ids) in new[] { ("revises", content.Revises), ("affirms", content.Affirms), ("disputes", content.Disputes) })
        {
            foreach (var id in ids.Where(id => known.Find(id) is { IsWithdrawn: true }))
            {
                yield return new Finding(field, $"'{id}' is withdrawn from the record: it was entered by mistake");
            }
        }

        foreach (var target in content.Revises.Select(id => known[id]).OfType<Assertion>())
        {
            if (target.Party != content.Party)
            {
                yield return new Finding("revises", $"'{target.Id}' is the word of {target.Party}, not of {content.Party}: an independent account stands beside it and does not revise it");
            }

            if (!RevisionLink.Matches(content, target, known.Sameness.Canonical))
            {
                yield return new Finding("revises", $"'{target.Id}' has another subject, aspect or proposition: the link does not count unless the subjects are merged");
            }
        }
    }
}
