using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Differences;
using Palimpsest.Projections.Explanations;
using Palimpsest.Projections.Factions;
using Palimpsest.Projections.Finding;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.People;
using Palimpsest.Projections.Series;
using Palimpsest.Projections.Timelines;
using Palimpsest.Projections.Worlds;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Reading;

/// <summary>Version 1: the rules of the domain and the resolvers of each view.</summary>
internal sealed class SemanticsV1(RecordReader record) : ISemantics
{
    public async Task<object> BelieveAsync(Question question, Horizon horizon, Opened opened, CancellationToken cancellation)
    {
        var rule = question.Rule;
        switch (question.View)
        {
            case View.Faction:
                return FactionResolver.Resolve(await OneAsync(), Key(question));
            case View.Person:
                return PersonResolver.Resolve(await OneAsync(), Key(question));
            case View.Incident:
                return IncidentResolver.Resolve(await OneAsync(), Key(question), rule);
            case View.Explanation:
                return ExplanationResolver.Resolve(await OneAsync(), Key(question), rule);
            case View.Difference:
                var compared = await EventsAsync();
                return DifferenceResolver.Difference(compared.Events, question, horizon, compared.Commits, cancellation);
            case View.Replay:
                var replayed = await EventsAsync();
                return DifferenceResolver.Replay(replayed.Events, question, horizon, replayed.Commits, cancellation);
            case View.Timeline:
                return TimelineResolver.Resolve((await EventsAsync()).Events, question, horizon);
            case View.Factions or View.People when question.IsOfPage:
                return await PageAsync(new Pages(record, question, horizon, cancellation));
            case View.Factions:
                return Lists.Factions(await WorldAsync(await Candidates.OfKindAsync(record, SubjectKind.Faction, horizon, cancellation)), question);
            case View.People:
                return Lists.People(await WorldAsync(await Candidates.OfKindAsync(record, SubjectKind.Person, horizon, cancellation)), question);
            case View.Find:
                return await new Search(record, question, horizon, cancellation).FindAsync();
        }

        if (question.IsOfPage)
        {
            return await PageAsync(new Pages(record, question, horizon, cancellation));
        }

        var world = await WorldAsync(await Candidates.IncidentsAsync(record, question, horizon, cancellation));
        return question.View switch
        {
            View.Incidents => Lists.Incidents(world, question),
            View.Claims => Lists.Claims(world, question),
            View.World => WorldResolver.Resolve(world, question),
            View.Series => SeriesResolver.Resolve(world, question),
            _ => CasualtiesResolver.Resolve(world, question.Selection, question.Outcome, rule),
        };

        async Task<object> PageAsync(Pages pages) => question.View switch
        {
            View.Factions => await pages.FactionsAsync(),
            View.People => await pages.PeopleAsync(),
            View.Claims => await pages.ClaimsAsync(),
            _ => await pages.IncidentsAsync(),
        };

        async Task<(IReadOnlyList<Recorded> Events, IReadOnlyList<long>? Commits)> EventsAsync()
        {
            var events = question.Key is not null
                ? (await OwnAsync()).Until(horizon.Recorded.Number)
                : await new DifferenceReader(record).EventsAsync(question, horizon, cancellation);
            if (question.Axis != Axis.Recorded)
            {
                return (events, null);
            }

            var since = question.SinceNumber;
            return (events, await record.CommitsAsync(events.Where(e => e.Number > since), cancellation));
        }

        async Task<WorldView> OneAsync() => World((await OwnAsync()).AsOf(horizon.Recorded.Number));

        async Task<WorldView> WorldAsync(IReadOnlyCollection<SubjectKey> keys) =>
            World(new RecordAsOf(await new Gathering(record, horizon.Recorded.Number, cancellation, withInstants: false).AboutAsync(keys, withMentions: false, []), horizon.Recorded.Number));

        WorldView World(RecordAsOf asOf) => new(asOf, horizon.BelievedOn, question.Perspective);

        Task<HeldSubject> OwnAsync() => opened.AboutAsync?.Invoke() ?? throw new ArgumentException("a view of one subject needs its key", nameof(question));
    }

    private static SubjectKey Key(Question question) => question.Key ?? throw new ArgumentException("a view of one subject needs its key", nameof(question));
}
