using System.Buffers.Binary;
using System.Globalization;

namespace Actors.AzureStorage.Documents;

/// <summary>The document that says who has taken a partition: its owner's epoch.</summary>
internal static class OwnerMark
{
    // No document of anybody else begins so.
    private const string Prefix = "\u0001owner/";

    public static string NameOf(int partition) => Prefix + partition.ToString("D4", CultureInfo.InvariantCulture);

    public static bool IsName(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    public static ReadOnlyMemory<byte> Of(long epoch)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, epoch);
        return bytes;
    }

    public static long Read(ReadOnlyMemory<byte> content) => BinaryPrimitives.ReadInt64LittleEndian(content.Span);
}
