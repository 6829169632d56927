using System.Runtime.CompilerServices;
using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Model;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Palimpsest.Store;

namespace Palimpsest.Postgres.Tests.Store;

public class Generated_code
{
    [Fact]
    public void Of_the_handlers_is_committed_as_it_would_be_generated_now()
    {
        var committed = Path.Combine(Path.GetDirectoryName(Here())!, "../../../src/Palimpsest.Store/Generated");
        var now = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Write(now);
            if (Environment.GetEnvironmentVariable("PALIMPSEST_WRITE_GENERATED") == "1")
            {
                Directory.Delete(committed, recursive: true);
                Directory.CreateDirectory(committed);
                Write(committed);
            }

            Texts(committed).ShouldBe(Texts(now), "Handlers changed. Run: PALIMPSEST_WRITE_GENERATED=1 dotnet test tests/Palimpsest.Postgres.Tests --filter Generated_code");
        }
        finally
        {
            Directory.Delete(now, recursive: true);
        }
    }

    private static void Write(string directory)
    {
        // No server is asked, so none need be there.
        using var nowhere = NpgsqlDataSource.Create("Host=nowhere.invalid");
        using var host = RecordHost.Builder(nowhere, TypeLoadMode.Dynamic, directory).Build();
        new DynamicCodeBuilder(host.Services, host.Services.GetServices<ICodeFileCollection>().ToArray())
        {
            ServiceVariableSource = host.Services.GetService<IServiceVariableSource>(),
        }.WriteGeneratedCode(_ => { });
    }

    private static SortedDictionary<string, string> Texts(string directory) => new(
        Directory.GetFiles(directory, "*.cs", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(directory, f), File.ReadAllText),
        StringComparer.Ordinal);

    private static string Here([CallerFilePath] string path = "") => path;
}
