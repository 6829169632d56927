using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using Palimpsest.Clocks;

namespace Palimpsest.Projections.Reading;

/// <summary>
/// How PostgreSQL goes about a question: the shape of each plan, node by node, with the indexes and tables that it uses, and nothing that changes from run to run.
/// A lost index shows as another shape.
/// </summary>
public static class Plans
{
    private static readonly AsyncLocal<List<(string Sql, object[] Values)>?> Listening = new();

    // What a server may be set to otherwise, and a plan depends on.
    private const string Settings = """
        set jit = off; set max_parallel_workers_per_gather = 0; set plan_cache_mode = force_custom_plan; set work_mem = '4MB'; set effective_cache_size = '4GB';
        set seq_page_cost = 1; set random_page_cost = 1.1; set cpu_tuple_cost = 0.01; set cpu_index_tuple_cost = 0.005; set cpu_operator_cost = 0.0025
        """;

    /// <summary>Asks a question, and tells the plans of all queries that it ran, in their order; one that was run again is told once.</summary>
    /// <param name="source">The record's database; its statistics should be up to date.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="believedOn">X.</param>
    /// <param name="recorded">Y: a number, an instant or a day; null is now.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Lines of text, each ending in a line feed.</returns>
    public static async Task<string> OfAsync(NpgsqlDataSource source, Question question, BelievedOn believedOn, string? recorded, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        var heard = new List<(string Sql, object[] Values)>();
        Listening.Value = heard;
        try
        {
            await new BeliefReader(source).AskAsync(question, believedOn, recorded, cancellation);
        }
        finally
        {
            Listening.Value = null;
        }

        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using (var settings = new NpgsqlCommand(Settings, connection))
        {
            await settings.ExecuteNonQueryAsync(cancellation);
        }

        var text = new StringBuilder();
        foreach (var (number, (sql, values)) in heard.DistinctBy(q => q.Sql, StringComparer.Ordinal).Index())
        {
            await using var explain = new NpgsqlCommand($"explain (format json, costs off) {sql}", connection);
            foreach (var value in values)
            {
                explain.Parameters.AddWithValue(value);
            }

            using var plan = JsonDocument.Parse((string)(await explain.ExecuteScalarAsync(cancellation))!);
            text.Append(CultureInfo.InvariantCulture, $"query {number + 1}\n");
            Write(text, plan.RootElement[0].GetProperty("Plan"), 1);
        }

        return text.ToString();
    }

    /// <summary>Takes note of a query, if anybody wants to know.</summary>
    internal static void Note(string sql, object[] values) => Listening.Value?.Add((sql, values));

    private static void Write(StringBuilder text, JsonElement node, int depth)
    {
        text.Append(' ', 2 * depth).Append(node.GetProperty("Node Type").GetString());
        Append(" using ", "Index Name");
        Append(" on ", "Relation Name");
        Append(" of ", "CTE Name");
        Append(" for ", "Subplan Name");
        text.Append('\n');
        if (node.TryGetProperty("Plans", out var children))
        {
            foreach (var child in children.EnumerateArray())
            {
                Write(text, child, depth + 1);
            }
        }

        void Append(string word, string property)
        {
            if (node.TryGetProperty(property, out var value))
            {
                text.Append(word).Append(value.GetString());
            }
        }
    }
}
