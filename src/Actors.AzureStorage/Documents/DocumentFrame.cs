using System.Text;
using Actors.EventLog;

namespace Actors.AzureStorage.Documents;

/// <summary>Where a document's content is: here, or, when it is long, in a blob of its own.</summary>
internal sealed record DocumentContent(ReadOnlyMemory<byte> Bytes, string? Blob, uint Checksum);

/// <summary>What one block of the documents' journal says: a set of documents put (or, null, deleted) at once.</summary>
/// <param name="IsWhole">All documents there are: what was before is void.</param>
internal sealed record DocumentFrame(bool IsWhole, IReadOnlyList<(string Name, DocumentContent? Content)> Documents)
{
    private const byte Version = 1;
    private const byte Deleted = 0;
    private const byte Here = 1;
    private const byte Apart = 2;

    public byte[] Encode()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Version);
        writer.Write(IsWhole);
        writer.Write(Documents.Count);
        foreach (var (name, content) in Documents)
        {
            writer.Write(name);
            writer.Write(content is null ? Deleted : content.Blob is null ? Here : Apart);
            if (content is null) continue;
            writer.Write(content.Checksum);
            if (content.Blob is not null)
            {
                writer.Write(content.Blob);
                continue;
            }

            writer.Write(content.Bytes.Length);
            writer.Write(content.Bytes.Span);
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <exception cref="CorruptLogException">It is of another version.</exception>
    public static DocumentFrame Decode(ReadOnlyMemory<byte> payload)
    {
        using var reader = new BinaryReader(new MemoryStream(payload.ToArray()), Encoding.UTF8);
        if (reader.ReadByte() != Version)
            throw new CorruptLogException("The journal of documents holds a block of an unknown version.");
        var isWhole = reader.ReadBoolean();
        var documents = new (string, DocumentContent?)[reader.ReadInt32()];
        for (var i = 0; i < documents.Length; i++)
        {
            var (name, kind) = (reader.ReadString(), reader.ReadByte());
            documents[i] = (name, kind == Deleted ? null : Content(reader, kind));
        }

        return new DocumentFrame(isWhole, documents);
    }

    private static DocumentContent Content(BinaryReader reader, byte kind)
    {
        var checksum = reader.ReadUInt32();
        return kind == Apart
            ? new DocumentContent(default, reader.ReadString(), checksum)
            : new DocumentContent(reader.ReadBytes(reader.ReadInt32()), null, checksum);
    }
}
