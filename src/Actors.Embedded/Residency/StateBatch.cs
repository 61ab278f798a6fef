using System.Buffers;
using Actors.EventLog;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

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
        _open.Add(id, applied, words);
        return _saving ??= SaveSoon();
    }

    /// <summary>Adds one that is packed already.</summary>
    public Task Add(CustomerId id, long applied, ReadOnlySpan<byte> packed)
    {
        _open.Add(id, applied, packed);
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

        public void Add(CustomerId id, long applied, ReadOnlySpan<long> words)
        {
            Memory<byte> room = Room(PackedState.BytesMax(words.Length));
            Add(id, applied, room[..PackedState.Pack(words, room.Span)]);
        }

        public void Add(CustomerId id, long applied, ReadOnlySpan<byte> packed)
        {
            Memory<byte> room = Room(packed.Length);
            packed.CopyTo(room.Span);
            Add(id, applied, room[..packed.Length]);
        }

        private void Add(CustomerId id, long applied, Memory<byte> packed)
        {
            _used += packed.Length;
            States.Add(new StateToSave(id.Utf8, new StoredState(applied, packed)));
        }

        private Memory<byte> Room(int bytes)
        {
            if (_rented.Count == 0 || _used + bytes > _rented[^1].Length)
            {
                _rented.Add(ArrayPool<byte>.Shared.Rent(Math.Max(BufferBytes, bytes)));
                _used = 0;
            }
            return _rented[^1].AsMemory(_used);
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
