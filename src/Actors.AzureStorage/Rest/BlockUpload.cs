using System.Globalization;
using System.Text;

namespace Actors.AzureStorage.Rest;

/// <summary>Writes a block blob of any length piece by piece; it shows, whole, when it is complete.</summary>
internal sealed class BlockUpload(BlobContainer container, string name) : IDisposable
{
    private const int BlockBytes = 4 << 20;

    private readonly MemoryStream _gathered = new();
    private readonly List<string> _ids = [];
    private long _bytes;

    public async Task Add(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        _gathered.Write(bytes.Span);
        if (_gathered.Length >= BlockBytes) await Stage(cancellation);
    }

    /// <returns>Bytes of the blob.</returns>
    public async Task<long> Complete(CancellationToken cancellation)
    {
        if (_gathered.Length > 0) await Stage(cancellation);
        await container.PutBlocks(name, _ids, cancellation);
        return _bytes;
    }

    public void Dispose() => _gathered.Dispose();

    private async Task Stage(CancellationToken cancellation)
    {
        var id = Convert.ToBase64String(Encoding.ASCII.GetBytes(_ids.Count.ToString("D6", CultureInfo.InvariantCulture)));
        await container.PutBlock(name, id, _gathered.ToArray(), cancellation);
        _ids.Add(id);
        _bytes += _gathered.Length;
        _gathered.SetLength(0);
    }
}
