using System.Buffers.Binary;
using System.Security.Cryptography;
using Actors.EventLog;

namespace Actors.Engine.Services;

/// <summary>A short number by which cursors name the data folder they are of.</summary>
public static class FolderStamp
{
    /// <summary>The first four bytes of the SHA-256 of the folder's routing key: tells folders apart, and nothing of the key.</summary>
    public static uint Of(FolderInfo folder) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(folder.RoutingKey.Span));
}
