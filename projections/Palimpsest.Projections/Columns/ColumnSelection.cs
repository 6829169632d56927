using Palimpsest.Clocks;
using Palimpsest.Projections.Incidents;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Columns;

/// <summary>Whether an incident as it was just told belongs to a selection: the rules of <see cref="Selector"/>, over columns.</summary>
internal sealed class ColumnSelection
{
    private const int Nobody = -2;

    private readonly ColumnStore _store;
    private readonly Selection _selection;
    private readonly int? _faction;
    private readonly int _country;

    public ColumnSelection(ColumnStore store, ColumnView view, Selection selection)
    {
        _store = store;
        _selection = selection;
        _faction = selection.Faction is not { } key ? null : store.Subjects.Find(key, out var number) ? view.Canonical(number) : Nobody;
        _country = selection.Country is { } country && store.Countries.Find(country, out var named) ? named : Nobody;
    }

    /// <summary>Nothing is asked of an incident but that something about it be visible.</summary>
    public bool IsEverything => _selection == new Selection();

    /// <summary>The incidents that could belong, of all that were ever told of, whatever the horizon; null: any.</summary>
    public IEnumerable<int>? Candidates(ColumnMerges merges, ColumnView view)
    {
        if (_selection.Country is not null)
        {
            return _country == Nobody ? [] : Shown(_store.ByCountry.Of(_country), view);
        }

        if (_selection.Faction is not { } faction)
        {
            return null;
        }

        var found = new HashSet<int>();
        foreach (var key in _store.Subjects.Find(faction, out var named) ? merges.Of(view.Canonical(named)) ?? [named] : [])
        {
            found.UnionWith(Shown(_store.ByParty.Of(key), view));
        }

        return found;
    }

    /// <summary>True: certainly. Null: possibly, its date is vague. False: not.</summary>
    public bool? Takes(ColumnIncidents told)
    {
        if (told.Report < 0)
        {
            return _selection with { Faction = null } == new Selection() && Involves(told);
        }

        ref var report = ref _store.Incidents[told.Report];
        return (_selection.Country is null || report.Country == _country)
            && Same(_selection.Region, report.Place.Region)
            && (_selection.Kind is null || string.Equals(_selection.Kind, report.Kind, StringComparison.Ordinal))
            && Involves(told)
            ? Selector.Within(report.Occurred, _selection)
            : false;
    }

    private bool Involves(ColumnIncidents told) => _faction is not { } faction || told.Parties.Contains(faction);

    private static bool Same(string? wanted, string? given) => wanted is null || string.Equals(wanted, given, StringComparison.OrdinalIgnoreCase);

    private static HashSet<int> Shown(Adjacency.Chain chain, ColumnView view)
    {
        var shown = new HashSet<int>();
        foreach (var incident in chain)
        {
            shown.Add(view.Canonical(incident));
        }

        return shown;
    }
}
