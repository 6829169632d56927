using System.CommandLine;

namespace Palimpsest.Cli.Verbs;

/// <summary>All verbs, in the order of the help.</summary>
internal static class Catalogue
{
    public static IEnumerable<Command> Verbs() =>
    [
        DemoVerb.Make(),
        BelievedVerb.Make(),
        ExplainVerb.Make(),
        DiffVerb.Make(),
        DiffVerb.MakeReplay(),
        HistoryVerb.Make(),
        AuditVerb.Make(),
        FindVerb.Make(),
        ReportVerb.Make(),
        ReviseVerb.Make(),
        AffirmVerb.Make(),
        DisputeVerb.Make(),
        RetractVerb.Make(),
        CorrectVerb.Make(),
        WithdrawVerb.Make(),
        ReinstateVerb.Make(),
        RegradeVerb.Make(),
        MergeVerb.Make(),
        SeparateVerb.Make(),
        ImportVerb.Make(),
        ImportsVerb.Make(),
        ExportVerb.Make(),
        BackupVerb.Make(),
        RestoreVerb.Make(),
        RebuildVerb.Make(),
        VerifyVerb.Make(),
        ServeVerb.Make(),
        DbVerb.Make(),
    ];
}
