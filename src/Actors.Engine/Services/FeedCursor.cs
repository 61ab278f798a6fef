using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using Actors.EventLog;

namespace Actors.Engine.Services;

/// <summary>A place in the feed of one data folder: one outbox position per partition. Opaque text outside.</summary>
public sealed class FeedCursor
{
    internal const byte Version = 2;
    internal const int HeadBytes = 1 + sizeof(uint);
    private const int TextMax = (HeadBytes + FolderCreation.PartitionsMax * 9) * 4 / 3 + 4;
    private readonly long[] _positions;

    /// <param name="folder">The <see cref="FolderStamp"/> of its folder.</param>
    public FeedCursor(uint folder, IEnumerable<long> positions) => (Folder, _positions) = (folder, [.. positions]);

    /// <summary>Tells whose folder the positions are of: in another they would mean something else.</summary>
    public uint Folder { get; }

    public IReadOnlyList<long> Positions => _positions;

    public FeedCursor With(int partition, long position)
    {
        long[] copy = [.. _positions];
        copy[partition] = position;
        return new(Folder, copy);
    }

    /// <summary>URL-safe text: a version byte, the folder, and the positions as variable-length numbers.</summary>
    public override string ToString() => Encoding.ASCII.GetString(new FeedCursorText(this).Utf8);

    /// <summary>Reads a cursor; false when it is none. Whether it is of this folder and its number of partitions is for the caller to look at.</summary>
    public static bool TryParse(string text, out FeedCursor? cursor)
    {
        cursor = null;
        if (text.Length > TextMax || !Base64Url.IsValid(text))
        {
            return false;
        }
        byte[] bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length <= HeadBytes || bytes[0] != Version)
        {
            return false;
        }
        var positions = new List<long>();
        for (int at = HeadBytes; at < bytes.Length;)
        {
            if (!TryRead(bytes, ref at, out long position))
            {
                return false;
            }
            positions.Add(position);
        }
        cursor = new FeedCursor(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1)), positions);
        return true;
    }

    private static bool TryRead(byte[] bytes, ref int at, out long position)
    {
        position = 0;
        for (int shift = 0; at < bytes.Length && shift <= 56; shift += 7)
        {
            byte b = bytes[at++];
            position |= (long)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return true;
            }
        }
        return false;
    }
}
