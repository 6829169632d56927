using Marten;
using Palimpsest.Acts;

namespace Palimpsest.Store.Handlers;

/// <summary>The way of every command: load what its rule needs, decide, record; from the beginning if others recorded meanwhile what it rests on.</summary>
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

        // A new report mostly names nothing that is recorded: then presuming so spares a round trip, and is checked like all else.
        string[] needs = [.. command.Needs.Distinct(StringComparer.Ordinal)];
        var recording = new RecordingSession(session, needs);
        var decision = command.Decide(Known.Nothing);
        while (true)
        {
            if (decision.Events.Count > 0 && await recording.RecordAsync(decision.Events, command.By, command.Reason, ct) is { } number)
            {
                return CommandOutcome.Of(decision) with { Number = number };
            }

            decision = command.Decide(new Known(await recording.FindAsync(ct)));
            if (decision.Events.Count == 0)
            {
                return CommandOutcome.Of(decision);
            }
        }
    }
}
