using Actors.AzureStorage.Logs;
using Actors.AzureStorage.Rest;
using Actors.AzureStorage.Tests.Azurite;
using Actors.AzureStorage.Tests.Faults;

namespace Actors.AzureStorage.Tests.Logs;

/// <summary>One log in a container of its own, opened as often as a test likes: each time by another owner.</summary>
internal sealed class LogWorld : IAsyncDisposable
{
    private readonly List<(AppendBlobLog Log, StoreTrouble Trouble)> _opened = [];
    private ulong _writer;

    private LogWorld(BlobContainer container) => Container = container;

    public BlobContainer Container { get; }

    public LogPath Path { get; } = new("input/0000/", "input log of partition 0");

    public static async Task<LogWorld> Create()
    {
        var world = new LogWorld(Connect(await AzuriteProcess.NewContainer(), new AzureStoreOptions()));
        await world.Container.CreateContainer(CancellationToken.None);
        return world;
    }

    public async Task<AppendBlobLog> Open(AzureStoreOptions? options = null, Uri? through = null, bool isPaced = false)
    {
        options ??= new AzureStoreOptions();
        var address = Container.Location.Container;
        var container = Connect($"{(through is null ? address : new Uri(through, address.AbsolutePath))}", options);
        var trouble = new StoreTrouble(options);
        var listed = await Blobs();
        var log = await AppendBlobLog.Open(container, Path with { IsPaced = isPaced }, new byte[16], ++_writer, trouble, listed);
        _opened.Add((log, trouble));
        return log;
    }

    public static AzureStoreOptions With(FaultPolicy faults) =>
        new() { Policies = [faults], RetryDelay = TimeSpan.FromMilliseconds(1), RetriesMax = 10 };

    public async Task<List<ListedBlob>> Blobs()
    {
        var blobs = new List<ListedBlob>();
        await foreach (var blob in Container.List(Path.Folder)) blobs.Add(blob);
        return blobs;
    }

    /// <summary>Whether some bytes stand in any blob of the log.</summary>
    public async Task<bool> Holds(ReadOnlyMemory<byte> bytes)
    {
        foreach (var blob in await Blobs())
        {
            var content = await Container.Get(blob.Name, CancellationToken.None);
            if (content!.Value.Span.IndexOf(bytes.Span) >= 0) return true;
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (log, trouble) in _opened)
        {
            await log.Close();
            log.Dispose();
            trouble.Dispose();
        }
    }

    private static BlobContainer Connect(string address, AzureStoreOptions options) =>
        BlobPipeline.Connect(BlobLocation.Parse(address), AzureCredential.OfEnvironment(AzuriteProcess.Account), options);
}
