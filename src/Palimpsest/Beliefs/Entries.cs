using Palimpsest.Reports;

namespace Palimpsest.Beliefs;

/// <summary>An entry as editors have left it.</summary>
/// <param name="AsRecorded">The event as it was recorded.</param>
/// <param name="Content">How it reads: its latest correction, with the grades of its latest regrade.</param>
/// <param name="IsWithdrawn">It should not have been entered.</param>
/// <param name="Acts">The editor acts on it, in record order.</param>
public sealed record Entry(Recorded AsRecorded, RecordEvent Content, bool IsWithdrawn, IReadOnlyList<Recorded> Acts)
{
    /// <summary>The last editor act on it: its version; null if there was none.</summary>
    public Recorded? LastAct => Acts.Count > 0 ? Acts[^1] : null;
}

/// <summary>
/// The one place that says what editor acts do: events are added in record order, and every entry can be read as it stands then.
/// </summary>
/// <param name="sameness">Merges and separations that are known already, to which others are added; null: none are.</param>
public sealed class Entries(Sameness? sameness = null)
{
    private readonly Dictionary<string, Entry> _byId = new(StringComparer.Ordinal);

    /// <summary>All entries, in record order.</summary>
    public IEnumerable<Entry> All => _byId.Values;

    /// <summary>Which keys are one.</summary>
    public Sameness Sameness { get; } = sameness ?? new Sameness([]);

    /// <summary>The entry of that id; null if there is none.</summary>
    public Entry? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Adds the next event. One that was added before counts once, and an act whose target was not recorded before it does nothing.</summary>
    public void Add(Recorded recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        if (!_byId.TryAdd(recorded.Event.Id, new Entry(recorded, recorded.Event, false, [])))
        {
            return;
        }

        if (recorded.Event is EntryAct act && Find(act.Target) is { Content: ITold } target)
        {
            _byId[act.Target] = Apply(act, target) with { Acts = [.. target.Acts, recorded] };
        }
        else if (recorded.Event is SubjectAct)
        {
            Sameness.Add(recorded);
        }
    }

    private static Entry Apply(EntryAct act, Entry target) => act switch
    {
        AssertionCorrected correction => target with { Content = Graded(correction.Content, ((ITold)target.Content).Reliability, ((ITold)target.Content).Credibility) },
        AssertionRegraded regrade => target with { Content = Graded(target.Content, regrade.Reliability, regrade.Credibility) },
        AssertionWithdrawn => target with { IsWithdrawn = true },
        AssertionReinstated => target with { IsWithdrawn = false },
        _ => throw new ArgumentOutOfRangeException(nameof(act), act.GetType().Name, "nobody says what it does"),
    };

    private static RecordEvent Graded(RecordEvent content, Reliability reliability, Credibility credibility) => content switch
    {
        Assertion a => a with { Reliability = reliability, Credibility = credibility },
        SourceAct act => act with { Reliability = reliability, Credibility = credibility },
        _ => throw new ArgumentOutOfRangeException(nameof(content), content.GetType().Name, "it has no grades"),
    };
}
