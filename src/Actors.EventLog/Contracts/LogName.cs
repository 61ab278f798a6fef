namespace Actors.EventLog;

/// <summary>Which log of which partition, for tables, checksums and messages.</summary>
internal readonly record struct LogName(LogKind Kind, int Partition)
{
    public string Table => Kind is LogKind.Input ? $"input_{Partition}" : $"outbox_{Partition}";

    public override string ToString() =>
        Kind is LogKind.Input ? $"input log of partition {Partition}" : $"migration log of partition {Partition}";
}

internal enum LogKind
{
    Input = 0,
    Outbox = 1,
}
