namespace Palimpsest.Store.Submitting;

/// <summary>Where the message arrives, on whichever node.</summary>
public static class ImportHandler
{
    public static Task Handle(ImportSubmitted message, ImportDesk desk, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(desk);
        return desk.RunAsync(message.Id, ct);
    }
}
