namespace Actors.EventLog.Sqlite;

/// <summary>States read together; their bytes share a buffer that the next page uses again.</summary>
internal sealed class StatePage(int statesMax)
{
    private readonly List<StateToSave> _states = new(statesMax);
    private byte[] _buffer = new byte[1 << 16];
    private int _used;

    public IReadOnlyList<StateToSave> States => _states;

    public void Clear()
    {
        _states.Clear();
        _used = 0;
    }

    public void Add(ReadOnlySpan<byte> customer, long applied, ReadOnlySpan<byte> payload)
    {
        var bytes = customer.Length + payload.Length;
        if (_used + bytes > _buffer.Length)
        {
            // What was added before keeps the buffer it is in.
            _buffer = new byte[Math.Max(_buffer.Length * 2, bytes)];
            _used = 0;
        }

        _states.Add(new StateToSave(Copy(customer), new StoredState(applied, Copy(payload))));
    }

    private Memory<byte> Copy(ReadOnlySpan<byte> bytes)
    {
        var copy = _buffer.AsMemory(_used, bytes.Length);
        bytes.CopyTo(copy.Span);
        _used += bytes.Length;
        return copy;
    }
}
