using System.Buffers.Binary;
using System.Buffers.Text;
using Actors.Segmentation.Records;

namespace Actors.Engine.Services;

/// <summary>A place in a list of customers. Opaque text outside.</summary>
/// <param name="Folder">The <see cref="FolderStamp"/> of its folder.</param>
/// <param name="Partition">The partition to go on in.</param>
/// <param name="After">The customer looked at last there; empty: its first is next.</param>
public readonly record struct MemberCursor(uint Folder, int Partition, CustomerId After)
{
    private const byte Version = 1;
    private const int HeadBytes = 1 + sizeof(uint) + sizeof(ushort);

    /// <summary>URL-safe text: version, folder, partition, the customer's address.</summary>
    public override string ToString()
    {
        var bytes = new byte[HeadBytes + After.Utf8.Length];
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), Folder);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(5), (ushort)Partition);
        After.Utf8.CopyTo(bytes.AsMemory(HeadBytes));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a cursor; false when it is none. Whose folder it is of is for the caller to look at.</summary>
    public static bool TryParse(string text, out MemberCursor cursor)
    {
        cursor = default;
        if (text.Length > (HeadBytes + CustomerId.BytesMax) * 4 / 3 + 4 || !Base64Url.IsValid(text))
        {
            return false;
        }
        byte[] bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length < HeadBytes || bytes.Length > HeadBytes + CustomerId.BytesMax || bytes[0] != Version)
        {
            return false;
        }
        cursor = new MemberCursor(
            BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1)), BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(5)),
            new CustomerId(bytes.AsMemory(HeadBytes)));
        return true;
    }
}
