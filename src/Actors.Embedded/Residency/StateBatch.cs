using System.Buffers;
using System.Runtime.InteropServices;
using Actors.EventLog;
using Actors.Segmentation.Records;

namespace Actors.Embedded.Residency;

/// <summary>Gathers the states that are saved in one turn of the lane, and saves them in few transactions. Their bytes share rented buffers.</summary>
internal sealed class StateBatch(int partition, IStateStore store)
{
    private const int StatesInTransaction = 1_024;
    private const int BufferBytes = 1 << 18;
    private Gathered _open = new();
    private Task? _saving;

    /// <summary>Adds one; completes when it is saved.</summary>
    public Task Add(CustomerId id, long applied, ReadOnlySpan<long> words)
    {
        _open.Add(id, applied, MemoryMarshal.AsBytes(words));
        return _saving ??= SaveSoon();
    }

    /// <summary>Begins once the lane is done with what it is doing now, so that all that is to be saved has been added.</summary>
    private async Task SaveSoon()
    {
        await Task.Yield();
        _saving = null;
        Gathered states = _open;
        _open = new Gathered();
        try
        {
            await Task.WhenAll(states.States.Chunk(StatesInTransaction).Select(part => store.Save(partition, part).AsTask()));
        }
        finally
        {
            states.Return();
        }
    }

    private sealed class Gathered
    {
        private readonly List<byte[]> _rented = [];
        private int _used;

        public List<StateToSave> States { get; } = [];

        public void Add(CustomerId id, long applied, ReadOnlySpan<byte> bytes)
        {
            if (_rented.Count == 0 || _used + bytes.Length > _rented[^1].Length)
            {
                _rented.Add(ArrayPool<byte>.Shared.Rent(Math.Max(BufferBytes, bytes.Length)));
                _used = 0;
            }
            Memory<byte> copy = _rented[^1].AsMemory(_used, bytes.Length);
            bytes.CopyTo(copy.Span);
            _used += bytes.Length;
            States.Add(new StateToSave(id.Utf8, new StoredState(applied, copy)));
        }

        public void Return()
        {
            foreach (byte[] buffer in _rented)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }
}
