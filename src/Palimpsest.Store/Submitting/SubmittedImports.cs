using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Palimpsest.Import.Native;

namespace Palimpsest.Store.Submitting;

/// <summary>
/// Files handed in for a node to import: their bytes until they have ended, and what became of them. They stand in a schema of their own and are no part of the record.
/// </summary>
public static class SubmittedImports
{
    /// <summary>The schema.</summary>
    public const string Schema = "palimpsest_imports";

    /// <summary>The greatest file that can be handed in, in bytes: 16 GiB.</summary>
    public const long Greatest = 16L << 30;

    /// <summary>How what was found is written.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private const int BytesOfChunk = 1 << 20;

    private const long MakingLock = 5023713;

    private static readonly string Made = string.Create(CultureInfo.InvariantCulture,
        $"""
        select pg_advisory_xact_lock({MakingLock});
        create schema if not exists {Schema};
        create table if not exists {Schema}.file (
          id bigint generated always as identity primary key,
          name text not null,
          author text,
          length bigint not null,
          sha256 text not null,
          submitted_at timestamptz not null default clock_timestamp(),
          state text not null default 'waiting' check (state in ('waiting', 'announced', 'importing', 'done', 'refused', 'failed')),
          told_at timestamptz not null default clock_timestamp(),
          not_before timestamptz,
          node text,
          times int not null default 0,
          lines bigint not null default 0,
          bytes bigint not null default 0,
          ended_at timestamptz,
          number bigint,
          outcome jsonb,
          message text);
        create index if not exists file_open on {Schema}.file (id) where ended_at is null;
        create table if not exists {Schema}.chunk (
          file bigint not null references {Schema}.file on delete cascade,
          place int not null,
          bytes bytea not null,
          primary key (file, place));
        """);

    /// <summary>
    /// Hands a file in: all of its bytes, or nothing. Files are imported in the order in which they were handed in; of two that are sent at the same time, either may be first.
    /// </summary>
    /// <param name="source">The record's database.</param>
    /// <param name="file">The file; it is read once.</param>
    /// <param name="progress">Told how many bytes are sent.</param>
    /// <param name="ct">Cancels; then nothing is handed in.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="SubmissionException">It is too large.</exception>
    public static async Task<long> SubmitAsync(NpgsqlDataSource source, ImportFile file, IProgress<long>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(file);
        await using var content = file.Open();
        if (content.CanSeek && content.Length > Greatest)
        {
            throw TooLarge(file);
        }

        await using var connection = await source.OpenConnectionAsync(ct);
        await MakeAsync(connection, ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var id = (long)(await AskAsync(connection, $"insert into {Schema}.file (name, author, length, sha256) values ($1, $2, 0, '') returning id", ct, file.Name, file.By ?? (object)DBNull.Value))!;
        var (length, sha256) = await SendAsync(connection, id, file, content, progress, ct);
        await AskAsync(connection, $"update {Schema}.file set length = $2, sha256 = $3 where id = $1", ct, id, length, sha256);
        await transaction.CommitAsync(ct);
        return id;
    }

    /// <summary>The files that were handed in, the latest first.</summary>
    /// <param name="source">The record's database.</param>
    /// <param name="openOnly">Only those that have not ended.</param>
    /// <param name="most">So many at most.</param>
    /// <param name="id">Only this one; null: any.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IReadOnlyList<SubmittedImport>> ListAsync(NpgsqlDataSource source, bool openOnly, int most, long? id, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(source);
        await using var connection = await source.OpenConnectionAsync(ct);
        var files = new List<SubmittedImport>();
        if (!await IsThereAsync(connection, ct))
        {
            return files;
        }

        await using var query = new NpgsqlCommand(
            $"""
            select id, name, length, sha256, submitted_at, state, node, times, lines, bytes, ended_at, number, outcome::text, message
            from {Schema}.file where (not $1 or ended_at is null) and ($2 is null or id = $2) order by id desc limit $3
            """, connection);
        query.Parameters.AddWithValue(openOnly);
        query.Parameters.Add(new NpgsqlParameter { Value = id ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        query.Parameters.AddWithValue(most);
        await using var reader = await query.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            files.Add(new SubmittedImport
            {
                Id = reader.GetInt64(0),
                File = reader.GetString(1),
                Length = reader.GetInt64(2),
                Sha256 = reader.GetString(3),
                SubmittedAt = reader.GetFieldValue<DateTime>(4),
                State = Enum.Parse<SubmittedState>(reader.GetString(5), ignoreCase: true),
                Node = reader.IsDBNull(6) ? null : reader.GetString(6),
                Times = reader.GetInt32(7),
                Lines = reader.GetInt64(8),
                Bytes = reader.GetInt64(9),
                EndedAt = reader.IsDBNull(10) ? null : reader.GetFieldValue<DateTime>(10),
                Number = reader.IsDBNull(11) ? null : reader.GetInt64(11),
                Check = reader.IsDBNull(12) ? null : JsonSerializer.Deserialize<ImportCheck>(reader.GetString(12), Json),
                Message = reader.IsDBNull(13) ? null : reader.GetString(13),
            });
        }

        return files;
    }

    /// <summary>Whether anything was ever handed in.</summary>
    internal static async Task<bool> IsThereAsync(NpgsqlConnection connection, CancellationToken ct) =>
        await AskAsync(connection, $"select to_regclass('{Schema}.chunk') is not null", ct) is true;

    /// <summary>Asks for one value.</summary>
    internal static async Task<object?> AskAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(value is DBNull ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Text } : new NpgsqlParameter { Value = value });
        }

        return await command.ExecuteScalarAsync(ct);
    }

    private static async Task<(long Length, string Sha256)> SendAsync(NpgsqlConnection connection, long id, ImportFile file, Stream content, IProgress<long>? progress, CancellationToken ct)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = ArrayPool<byte>.Shared.Rent(BytesOfChunk);
        try
        {
            var length = 0L;
            await using var copy = await connection.BeginBinaryImportAsync($"copy {Schema}.chunk (file, place, bytes) from stdin (format binary)", ct);
            for (var place = 0; await content.ReadAtLeastAsync(chunk.AsMemory(0, BytesOfChunk), BytesOfChunk, throwOnEndOfStream: false, ct) is var read && read > 0; place++)
            {
                if ((length += read) > Greatest)
                {
                    throw TooLarge(file);
                }

                sum.AppendData(chunk, 0, read);
                await copy.StartRowAsync(ct);
                await copy.WriteAsync(id, NpgsqlDbType.Bigint, ct);
                await copy.WriteAsync(place, NpgsqlDbType.Integer, ct);
                await copy.WriteAsync(chunk.AsMemory(0, read), NpgsqlDbType.Bytea, ct);
                progress?.Report(length);
            }

            await copy.CompleteAsync(ct);
            return (length, Convert.ToHexStringLower(sum.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private static SubmissionException TooLarge(ImportFile file) =>
        new(string.Create(CultureInfo.InvariantCulture, $"'{file.Name}' is larger than {Greatest >> 30} GiB, the most that is handed to a node. Nothing was handed in; cut it, or import it without --through-node."));

    // In a transaction of its own: whoever makes it at the same time waits for that, and not for a file to be sent.
    private static async Task MakeAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (!await IsThereAsync(connection, ct))
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using var command = new NpgsqlCommand(Made, connection, transaction);
            await command.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
        }
    }
}
