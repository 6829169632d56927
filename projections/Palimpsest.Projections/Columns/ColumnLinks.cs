namespace Palimpsest.Projections.Columns;

/// <summary>Which readings name which event; those of events that were not recorded yet wait for them.</summary>
internal sealed class ColumnLinks
{
    private readonly Dictionary<int, List<int>> _to = [];
    private readonly Dictionary<string, List<int>> _waiting = new(StringComparer.Ordinal);

    /// <summary>The readings that name an event.</summary>
    public List<int> To(int @event) => _to.GetValueOrDefault(@event) ?? None;

    public void Add(int @event, int reading) => Under(_to, @event).Add(reading);

    /// <summary>A reading names an event that is not there yet.</summary>
    public void Await(string id, int reading) => Under(_waiting, id).Add(reading);

    /// <summary>The event is there; false if nothing waited for it.</summary>
    public bool Settle(string id, int @event)
    {
        if (!_waiting.Remove(id, out var readings))
        {
            return false;
        }

        _to.Add(@event, readings);
        return true;
    }

    private static readonly List<int> None = [];

    private static List<int> Under<T>(Dictionary<T, List<int>> lists, T key)
        where T : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        return list;
    }
}
