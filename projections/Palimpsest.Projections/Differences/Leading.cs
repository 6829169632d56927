using Palimpsest.Beliefs;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Differences;

/// <summary>
/// Where what arrived in a step leads, before the step or after it: an event, or for an editor act its target, to what it aims at, revises or disputes, to the end. Worked out once
/// for all topics that the step changes.
/// </summary>
internal sealed class Leading(IReadOnlyList<RecordAsOf> records)
{
    private readonly Dictionary<string, HashSet<string>> _reports = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Id, bool ThroughReports), List<HashSet<SubjectKey>>> _subjects = [];

    /// <summary>The reports that it leads to, whatever shares a proposition with these, and from a death the reports of who leads: a topic that it has to do with shows one of them.</summary>
    public IReadOnlySet<string> Reports(RecordEvent arrived)
    {
        if (!_reports.TryGetValue(arrived.Id, out var reports))
        {
            _reports.Add(arrived.Id, reports = [.. records.SelectMany(record => To(record, arrived, throughReports: true).SelectMany(id => Shown(record, id)))]);
        }

        return reports;
    }

    /// <summary>Whether it leads to a report about a subject.</summary>
    public bool IsAbout(RecordEvent arrived, SubjectKey subject, bool throughReports)
    {
        if (!_subjects.TryGetValue((arrived.Id, throughReports), out var subjects))
        {
            _subjects.Add((arrived.Id, throughReports), subjects = [.. records.Select(record => To(record, arrived, throughReports)
                .Select(record.Assertion).OfType<Assertion>().SelectMany(a => a.BearsOn).Select(record.Canonical).ToHashSet())]);
        }

        return records.Zip(subjects).Any(r => r.Second.Contains(r.First.Canonical(subject)));
    }

    private static IEnumerable<string> Shown(RecordAsOf record, string id)
    {
        if (record.Assertion(id) is not { } report)
        {
            return [id];
        }

        var leading = report.Proposition?.Matter == Matter.Death && record.Canonical(report.Subject) is var person
            ? record.Bearing(person).OfType<LeaderNamed>().Where(l => record.Canonical(l.Person) == person)
            : [];
        return record.OfProposition(report).Concat(leading).Select(a => a.Id).Prepend(id);
    }

    private static HashSet<string> To(RecordAsOf record, RecordEvent arrived, bool throughReports)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([arrived is EntryAct act ? act.Target : arrived.Id]);
        while (open.TryPop(out var id))
        {
            if (record.Find(id) is { Content: ITold told } && seen.Add(id))
            {
                foreach (var next in told is SourceAct source ? Aims(record, source) : throughReports ? Links(record, (Assertion)told) : [])
                {
                    open.Push(next);
                }
            }
        }

        return seen;
    }

    private static IEnumerable<string> Aims(RecordAsOf record, SourceAct act) => record.ActsOn(act.Target).Any(a => a.Id == act.Id) ? [act.Target] : [];

    private static IEnumerable<string> Links(RecordAsOf record, Assertion report) =>
        report.Revises.Where(id => record.RevisersOf(id).Any(r => r.Id == report.Id)).Concat(report.Disputes.Where(id => record.DisputersOf(id).Any(d => d.Id == report.Id)));
}
