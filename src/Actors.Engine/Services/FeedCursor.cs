using System.Buffers.Text;

namespace Actors.Engine.Services;

/// <summary>A place in the feed: one outbox position per partition. Opaque text outside.</summary>
public sealed class FeedCursor
{
    private const byte Version = 1;
    private readonly long[] _positions;

    public FeedCursor(IEnumerable<long> positions) => _positions = [.. positions];

    public IReadOnlyList<long> Positions => _positions;

    public FeedCursor With(int partition, long position)
    {
        long[] copy = [.. _positions];
        copy[partition] = position;
        return new(copy);
    }

    /// <summary>URL-safe text: a version byte and the positions as variable-length numbers.</summary>
    public override string ToString()
    {
        var bytes = new List<byte>(_positions.Length * 2 + 1) { Version };
        foreach (long position in _positions)
        {
            ulong rest = (ulong)position;
            for (; rest >= 0x80; rest >>= 7)
            {
                bytes.Add((byte)(rest | 0x80));
            }
            bytes.Add((byte)rest);
        }
        return Base64Url.EncodeToString(bytes.ToArray());
    }

    /// <summary>Reads a cursor; false when it is not one of a feed with this many partitions.</summary>
    public static bool TryParse(string text, int partitions, out FeedCursor? cursor)
    {
        cursor = null;
        if (text.Length > partitions * 14 + 16 || !Base64Url.IsValid(text))
        {
            return false;
        }
        byte[] bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length == 0 || bytes[0] != Version)
        {
            return false;
        }
        var positions = new long[partitions];
        int at = 1;
        for (int i = 0; i < partitions; i++)
        {
            ulong value = 0;
            for (int shift = 0; ; shift += 7)
            {
                if (at >= bytes.Length || shift > 56)
                {
                    return false;
                }
                byte b = bytes[at++];
                value |= (ulong)(b & 0x7F) << shift;
                if (b < 0x80)
                {
                    break;
                }
            }
            positions[i] = (long)value;
        }
        cursor = at == bytes.Length ? new FeedCursor(positions) : null;
        return cursor is not null;
    }
}
