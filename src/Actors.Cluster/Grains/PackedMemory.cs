using System.Buffers;
using Actors.Engine.Customers;
using Actors.EventLog;
using Actors.Segmentation.State;

namespace Actors.Cluster.Grains;

/// <summary>One customer's state: packed while nobody calls, open during a turn.</summary>
internal sealed class PackedMemory : IStateMemory
{
    /// <summary>Words beyond those in use, so that few events make the open ones move.</summary>
    private const int SlackWords = 24;
    private byte[] _packed = [];
    private int _packedLength;
    private long[]? _open;
    private int _length;
    private bool _edited;

    public Span<long> Words
    {
        get
        {
            Open();
            return _open.AsSpan(0, _length);
        }
    }

    /// <summary>Begins with what was saved.</summary>
    public void Restore(StoredState? stored)
    {
        StateBytes.Restore(this, stored);
        Close();
    }

    Span<long> IStateMemory.Edit()
    {
        _edited = true;
        return Words;
    }

    public Span<long> Resize(int words)
    {
        Open();
        _edited = true;
        return Grow(words);
    }

    /// <summary>Ends a turn: packs what was written.</summary>
    public void Close()
    {
        if (_open is not { } open)
        {
            return;
        }
        if (_edited)
        {
            Pack(open.AsSpan(0, _length));
        }
        _open = null;
        ArrayPool<long>.Shared.Return(open);
    }

    private void Open()
    {
        if (_open is not null)
        {
            return;
        }
        (_length, _edited) = (0, false);
        if (_packedLength == 0)
        {
            _open = ArrayPool<long>.Shared.Rent(SlackWords);
            return;
        }
        ReadOnlySpan<byte> packed = _packed.AsSpan(0, _packedLength);
        int used = PackedState.Words(packed);
        _open = ArrayPool<long>.Shared.Rent(used + SlackWords);
        // So that only the slack is cleared: the rest is written anyway.
        _length = used;
        PackedState.Unpack(packed, Grow(used + SlackWords));
    }

    private Span<long> Grow(int words)
    {
        if (words > _open!.Length)
        {
            long[] larger = ArrayPool<long>.Shared.Rent(words + words / 2);
            _open.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<long>.Shared.Return(_open);
            _open = larger;
        }
        if (words > _length)
        {
            _open.AsSpan(_length, words - _length).Clear();
        }
        _length = words;
        return _open.AsSpan(0, words);
    }

    private void Pack(ReadOnlySpan<long> words)
    {
        if (words.IsEmpty)
        {
            (_packed, _packedLength) = ([], 0);
            return;
        }
        byte[] scratch = ArrayPool<byte>.Shared.Rent(PackedState.BytesMax(words.Length));
        int length = PackedState.Pack(words, scratch);
        int slack = length / 24 + sizeof(long);
        if (length > _packed.Length || length + 4 * slack < _packed.Length)
        {
            _packed = GC.AllocateUninitializedArray<byte>(length + slack);
        }
        scratch.AsSpan(0, length).CopyTo(_packed);
        _packedLength = length;
        ArrayPool<byte>.Shared.Return(scratch);
    }
}
