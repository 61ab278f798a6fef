using Actors.Benchmarks.Memory;
using Actors.Benchmarks.Processes;
using Actors.Benchmarks.Recovery;

namespace Actors.Benchmarks;

/// <summary>A folder with the population, left behind by a killed process.</summary>
internal sealed class Populated : IDisposable
{
    private readonly bool _temporary;

    private Populated(string data, bool temporary, Held held, Backlog backlog) =>
        (Data, _temporary, Held, Backlog) = (data, temporary, held, backlog);

    public string Data { get; }

    public Held Held { get; }

    public Backlog Backlog { get; }

    public static async Task<Populated> Make(Options options)
    {
        string data = options.Data ?? Directory.CreateTempSubdirectory("actors-bench-").FullName;
        using Child holder = Child.Self("hold", data, $"{options.Customers}");
        Held held = await holder.Answer<Held>();
        holder.Kill();
        return new(data, options.Data is null, held, await Backlog.Of(data, held.Customers));
    }

    public void Dispose()
    {
        if (_temporary)
        {
            Directory.Delete(Data, recursive: true);
        }
    }
}
