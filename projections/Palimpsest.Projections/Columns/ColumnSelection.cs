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
    private readonly bool _isOfReports;

    public ColumnSelection(ColumnStore store, ColumnView view, Selection selection)
    {
        _store = store;
        _selection = selection;
        _faction = selection.Faction is not { } key ? null : store.Subjects.Find(key, out var number) ? view.Canonical(number) : Nobody;
        _isOfReports = selection with { Faction = null } != new Selection();
        _country = selection.Country is { } country && store.Countries.Find(country, out var named) ? named : Nobody;
    }

    /// <summary>The incidents that could belong, of all that were ever told of, whatever the horizon; null: any.</summary>
    public IEnumerable<int>? Candidates(ColumnMerges merges, ColumnView view)
    {
        if (_selection.Country is not null)
        {
            return _store.ByCountry.TryGetValue(_country, out var there) ? view.Shown(there) : [];
        }

        if (_selection.Faction is not { } faction)
        {
            return null;
        }

        var found = new HashSet<int>();
        foreach (var key in _store.Subjects.Find(faction, out var named) ? merges.Of(view.Canonical(named)) ?? [named] : [])
        {
            foreach (var incident in _store.ByParty.Of(key))
            {
                found.Add(view.Canonical(incident));
            }
        }

        return found;
    }

    /// <summary>True: certainly. Null: possibly, its date is vague. False: not.</summary>
    public bool? Takes(ColumnIncidents told) => Involves(told) ? Takes(told.Report) : false;

    /// <summary>The same for an incident as a report has it (-1: nobody reported it as such), whoever had to do with it.</summary>
    public bool? Takes(int report)
    {
        if (report < 0)
        {
            return !_isOfReports;
        }

        ref var told = ref _store.Incidents[report];
        return (_selection.Country is null || told.Country == _country)
            && Same(_selection.Region, told.Place.Region)
            && (_selection.Kind is null || string.Equals(_selection.Kind, told.Kind, StringComparison.Ordinal))
            ? Selector.Within(told.Occurred, _selection)
            : false;
    }

    /// <summary>Whether a series adds the figures of an incident: it certainly belongs and is no campaign, whose tolls are never summed with incidents.</summary>
    public bool Adds(ColumnIncidents told) => Takes(told) == true && !_store.IsCampaign(told.Report);

    private bool Involves(ColumnIncidents told) => _faction is not { } faction || told.Parties.Contains(faction);

    private static bool Same(string? wanted, string? given) => wanted is null || string.Equals(wanted, given, StringComparison.OrdinalIgnoreCase);
}
