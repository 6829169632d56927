using JasperFx.Events.EventModeling;
using Microsoft.Extensions.DependencyInjection;
using Palimpsest.Acts;
using Palimpsest.Json;
using Palimpsest.Reports;

namespace Palimpsest.Store;

/// <summary>
/// Which command records which events, told to Wolverine's <c>describe-event-model</c>: handlers that record through a session do not show it.
/// A test holds it against the deciders.
/// </summary>
public static class RecordEventModel
{
    private static readonly Type[] Reports = [.. EventCatalogue.All.Select(k => k.Type).Where(typeof(Assertion).IsAssignableFrom)];

    /// <summary>Each command and the events that it may record.</summary>
    public static IReadOnlyDictionary<Type, IReadOnlyList<Type>> Emits { get; } = new Dictionary<Type, IReadOnlyList<Type>>
    {
        [typeof(Report)] = Reports,
        [typeof(Revise)] = Reports,
        [typeof(Affirm)] = Reports,
        [typeof(Dispute)] = [typeof(AssertionDisputed)],
        [typeof(Retract)] = [typeof(AssertionRetracted)],
        [typeof(DescribeSource)] = [typeof(SourceDescribed)],
        [typeof(Correct)] = [typeof(AssertionCorrected)],
        [typeof(Withdraw)] = [typeof(AssertionWithdrawn)],
        [typeof(Reinstate)] = [typeof(AssertionReinstated)],
        [typeof(Regrade)] = [typeof(AssertionRegraded)],
        [typeof(Merge)] = [typeof(SubjectsMerged)],
        [typeof(Separate)] = [typeof(SubjectsSeparated)],
        [typeof(ImportFile)] = [.. EventCatalogue.All.Select(k => k.Type)],
    };

    internal static void AddRecordEventModel(this IServiceCollection services) => services.AddEventModel("palimpsest", Describe);

    // The builder has only generic methods; a command's events are a list.
    private static void Describe(EventModelBuilder model)
    {
        foreach (var (command, events) in Emits)
        {
            var slice = Generic(model, nameof(model.Command), command);
            foreach (var @event in events)
            {
                Generic(slice, "Emits", @event);
            }
        }
    }

    private static object Generic(object on, string method, Type argument) =>
        on.GetType().GetMethods().Single(m => m.Name == method && m is { IsGenericMethodDefinition: true } && m.GetParameters().Length == 0 && m.GetGenericArguments().Length == 1)
            .MakeGenericMethod(argument).Invoke(on, null)!;
}
