namespace Actors.EventLog.Sqlite;

/// <summary>The blocks fetched by one short read.</summary>
internal sealed class LogPage
{
    private const int BytesMax = 2 << 20;
    private const int BlocksMax = 256;
    private int _bytes;

    public List<LogBlock> Blocks { get; } = [];

    public bool IsFull => _bytes >= BytesMax || Blocks.Count >= BlocksMax;

    public void Add(LogBlock block)
    {
        Blocks.Add(block);
        _bytes += block.Payload.Length;
    }

    public void Clear()
    {
        Blocks.Clear();
        _bytes = 0;
    }
}
