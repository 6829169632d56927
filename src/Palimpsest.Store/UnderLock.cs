using System.Data.Common;
using JasperFx.Events;
using Marten.Internal.Operations;
using Weasel.Core;
using Weasel.Postgresql;
using Weasel.Storage;
using ICommandBuilder = Weasel.Postgresql.ICommandBuilder;
using IStorageOperation = Marten.Internal.Operations.IStorageOperation;

namespace Palimpsest.Store;

/// <summary>
/// What a save asks ahead of its events, in the same round trip: Marten sends what is of events first, in the order in which it was queued, and queues appends when it saves.
/// If that changed, the guard would refuse the events.
/// </summary>
/// <param name="sql">The statement, <c>^</c> for each value.</param>
/// <param name="values">The values.</param>
/// <param name="check">Reads its rows; what it throws breaks the save off, and nothing is recorded. Null: they do not matter.</param>
internal sealed class UnderLock(string sql, object[] values, Func<DbDataReader, CancellationToken, Task>? check) : IStorageOperation
{
    public Type DocumentType => typeof(IEvent);

    public void ConfigureCommand(ICommandBuilder builder, IStorageSession session)
    {
        foreach (var (parameter, value) in builder.AppendWithParameters(sql, '^').Zip(values))
        {
            parameter.NpgsqlDbType = PostgresqlProvider.Instance.ToParameterType(value.GetType());
            parameter.Value = value;
        }
    }

    public OperationRole Role() => OperationRole.Other;

    public Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token) => check?.Invoke(reader, token) ?? Task.CompletedTask;
}
