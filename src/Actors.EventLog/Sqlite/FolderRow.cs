using Actors.EventLog.Hashing;

namespace Actors.EventLog.Sqlite;

/// <summary>
/// The row that says what a folder was created as; a mistaken routing key would scatter customers, so it has a
/// checksum.
/// </summary>
internal static class FolderRow
{
    public static void Write(Database database, FolderInfo info)
    {
        database.Run(
            "CREATE TABLE folder (partitions INTEGER NOT NULL, routing_key BLOB NOT NULL, "
            + "time_mode TEXT NOT NULL, crc INTEGER NOT NULL)");
        database.Prepare("INSERT INTO folder VALUES (?1, ?2, ?3, ?4)")
            .Bind(1, info.Partitions).Bind(2, info.RoutingKey.Span).Bind(3, info.TimeMode).Bind(4, ChecksumOf(info))
            .Execute();
    }

    public static FolderInfo Read(Database database)
    {
        var row = database.Prepare("SELECT partitions, routing_key, time_mode, crc FROM folder");
        try
        {
            if (!row.Step())
                throw new CorruptLogException($"'{database.Name}' is damaged: it does not say what folder it is of.");
            var info = new FolderInfo((int)row.Int64(0), row.Blob(1).ToArray(), row.Text(2));
            return ChecksumOf(info) == (uint)row.Int64(3) ? info : throw new CorruptLogException(
                $"'{database.Name}' is damaged: the checksum of its folder description does not match.");
        }
        finally
        {
            row.Reset();
        }
    }

    private static uint ChecksumOf(FolderInfo info)
    {
        var crc = new Crc32C();
        crc.Add(info.Partitions);
        crc.Add(info.RoutingKey.Span);
        crc.Add(System.Text.Encoding.UTF8.GetBytes(info.TimeMode));
        return crc.Value;
    }
}
