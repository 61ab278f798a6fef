using Actors.EventLog.Hashing;

namespace Actors.EventLog.Sqlite;

/// <summary>
/// A block as its row holds it: payload encoded, with a checksum over the log's name, the positions, the times and the
/// payload.
/// </summary>
internal readonly record struct StoredBlock(LogBlock Block, byte Codec, ReadOnlyMemory<byte> Stored, uint Checksum)
{
    public static StoredBlock Encode(LogName log, in LogBlock block)
    {
        var (codec, stored) = BlockCodec.Encode(block.Payload);
        return new StoredBlock(block, codec, stored, ChecksumOf(log, block, codec, stored.Span));
    }

    /// <summary>Reads columns first, last, from_ms, to_ms, codec, crc, payload.</summary>
    /// <exception cref="CorruptLogException">The row is not what was written.</exception>
    public static LogBlock Decode(LogName log, Statement row)
    {
        var head = new LogBlock(row.Int64(0), row.Int64(1), row.Int64(2), row.Int64(3), default);
        var codec = row.Int64(4);
        var stored = row.Blob(6);
        if (ChecksumOf(log, head, codec, stored) != (uint)row.Int64(5))
            throw Damaged(log, head, "its checksum does not match its content");
        var payload = BlockCodec.Decode(codec, stored)
            ?? throw Damaged(log, head, $"its payload is not of codec {codec}");
        return head with { Payload = payload };
    }

    public void BindTo(Statement statement) => statement
        .Bind(1, Block.First).Bind(2, Block.Last).Bind(3, Block.FromMs).Bind(4, Block.ToMs)
        .Bind(5, Codec).Bind(6, Checksum).Bind(7, Stored.Span);

    private static CorruptLogException Damaged(LogName log, in LogBlock head, string reason) =>
        new($"The {log} in '{FolderFiles.LogFile}' is damaged at block {head.First}–{head.Last}: {reason}.");

    private static uint ChecksumOf(LogName log, in LogBlock block, long codec, ReadOnlySpan<byte> stored)
    {
        var crc = new Crc32C();
        crc.Add(((long)log.Kind << 32) | (uint)log.Partition);
        crc.Add(block.First);
        crc.Add(block.Last);
        crc.Add(block.FromMs);
        crc.Add(block.ToMs);
        crc.Add(codec);
        crc.Add(stored);
        return crc.Value;
    }
}
