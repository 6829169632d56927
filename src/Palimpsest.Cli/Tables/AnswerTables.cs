using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Differences;
using Palimpsest.Projections.Explanations;
using Palimpsest.Projections.Factions;
using Palimpsest.Projections.Finding;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.People;
using Palimpsest.Projections.Reading;
using Palimpsest.Projections.Series;
using Palimpsest.Projections.Timelines;
using Palimpsest.Projections.Worlds;
using Spectre.Console;

namespace Palimpsest.Cli.Tables;

/// <summary>Draws any answer.</summary>
internal static class AnswerTables
{
    public static void Draw(IAnsiConsole console, Answer answer)
    {
        var sheet = new Sheet(console);
        switch (answer.Belief)
        {
            case PersonBelief person:
                PersonTables.Draw(sheet, answer, person);
                break;
            case FactionBelief faction:
                FactionTables.Draw(sheet, answer, faction);
                break;
            case IncidentBelief incident:
                IncidentTables.Draw(sheet, answer, incident);
                break;
            case PeopleBelief people:
                ListTables.Draw(sheet, answer, people);
                break;
            case FactionsBelief factions:
                ListTables.Draw(sheet, answer, factions);
                break;
            case IncidentsBelief incidents:
                IncidentListTables.Draw(sheet, answer, incidents);
                break;
            case ClaimsListBelief claims:
                IncidentListTables.Draw(sheet, answer, claims);
                break;
            case CasualtiesBelief casualties:
                CasualtiesTables.Draw(sheet, answer, casualties);
                break;
            case SeriesBelief series:
                SeriesTables.Draw(sheet, answer, series);
                break;
            case WorldBelief world:
                SeriesTables.Draw(sheet, answer, world);
                break;
            case FoundBelief found:
                ListTables.Draw(sheet, answer, found);
                break;
            case ExplanationBelief explanation:
                ExplanationTree.Draw(console, sheet, answer, explanation);
                break;
            case DifferenceBelief difference:
                DifferenceTables.Draw(sheet, answer, difference);
                break;
            case TimelineBelief timeline:
                TimelineTables.Draw(console, sheet, answer, timeline);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(answer), answer.Belief.GetType().Name, "no table shows it");
        }

        sheet.End(answer, answer.Belief is DifferenceBelief
            ? "Nothing changed."
            : answer.Question.IsFromPerspective
            ? "Nothing is believed from this perspective: nobody who is heard had spoken of it by then."
            : answer.Question.Key is null
            ? "Nothing that was known by then, and is held by this record, answers."
            : "Nothing is believed of it: no source that this record holds had spoken of it by then.");
    }
}
