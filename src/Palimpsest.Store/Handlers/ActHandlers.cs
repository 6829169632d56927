using Marten;
using Palimpsest.Acts;

namespace Palimpsest.Store.Handlers;

/// <summary>The way of every command: lock, load what its rule needs, decide, record.</summary>
public static class ActHandlers
{
    public static Task<CommandOutcome> Handle(Report command, IDocumentSession session, CancellationToken ct) => RecordAsync(command, session, ct);

    public static Task<CommandOutcome> Handle(Revise command, IDocumentSession session, CancellationToken ct) => RecordAsync(command, session, ct);

    public static Task<CommandOutcome> Handle(Affirm command, IDocumentSession session, CancellationToken ct) => RecordAsync(command, session, ct);

    public static Task<CommandOutcome> Handle(Dispute command, IDocumentSession session, CancellationToken ct) => RecordAsync(command, session, ct);

    public static Task<CommandOutcome> Handle(Retract command, IDocumentSession session, CancellationToken ct) => RecordAsync(command, session, ct);

    public static Task<CommandOutcome> Handle(DescribeSource command, IDocumentSession session, CancellationToken ct) => RecordAsync(command, session, ct);

    public static Task<CommandOutcome> Handle(Correct command, IDocumentSession session, CancellationToken ct) => RecordAsync(command, session, ct);

    public static Task<CommandOutcome> Handle(Withdraw command, IDocumentSession session, CancellationToken ct) => RecordAsync(command, session, ct);

    public static Task<CommandOutcome> Handle(Reinstate command, IDocumentSession session, CancellationToken ct) => RecordAsync(command, session, ct);

    public static Task<CommandOutcome> Handle(Regrade command, IDocumentSession session, CancellationToken ct) => RecordAsync(command, session, ct);

    public static Task<CommandOutcome> Handle(Merge command, IDocumentSession session, CancellationToken ct) => RecordAsync(command, session, ct);

    public static Task<CommandOutcome> Handle(Separate command, IDocumentSession session, CancellationToken ct) => RecordAsync(command, session, ct);

    private static async Task<CommandOutcome> RecordAsync(Command command, IDocumentSession session, CancellationToken ct)
    {
        var unsigned = Authorship.Errors(command.By, command.Reason).ToList();
        if (unsigned.Count > 0)
        {
            return CommandOutcome.Of(Decision.Refuse(unsigned));
        }

        var recording = await RecordingSession.BeginAsync(session, ct);
        var decision = command.Decide(new Known(await recording.FindAsync([.. command.Needs.Distinct(StringComparer.Ordinal)], ct)));
        foreach (var @event in decision.Events)
        {
            recording.Record(@event, command.By, command.Reason);
        }

        return CommandOutcome.Of(decision);
    }
}
