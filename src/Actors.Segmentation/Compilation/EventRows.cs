using Actors.Segmentation.State;

namespace Actors.Segmentation.Compilation;

/// <summary>What an event brings to one series. It is read in full before anything is added: reading may fail, adding may not. Reused.</summary>
internal sealed class EventRows
{
    private readonly List<Int128> _numbers = [];
    private readonly List<(int Start, int Length)> _documents = [];
    private readonly long[] _notes = new long[OrderSeries.NotesMax];
    private byte[] _bytes = new byte[512];
    private int _length;
    private int _noteCount;

    /// <summary>Numbers, or documents: a series keeps one kind.</summary>
    public int Count => _numbers.Count + _documents.Count;

    /// <summary>The most words that all of it takes in a state.</summary>
    public int WordsMax { get; private set; }

    public ReadOnlySpan<long> Notes => _notes.AsSpan(0, _noteCount);

    public void Clear()
    {
        _numbers.Clear();
        _documents.Clear();
        (_length, _noteCount) = (0, 0);
        // The head of a new series, and its word in the directory.
        WordsMax = 16;
    }

    public void Add(Int128 number)
    {
        _numbers.Add(number);
        WordsMax += 3;
    }

    /// <param name="document">Copied.</param>
    public void Add(ReadOnlySpan<byte> document)
    {
        if (_length + document.Length > _bytes.Length) Array.Resize(ref _bytes, (_length + document.Length) * 2);
        document.CopyTo(_bytes.AsSpan(_length));
        _documents.Add((_length, document.Length));
        _length += document.Length;
        WordsMax += ValueWalk.WordsFor(document.Length + 1);
    }

    public void Note(ReadOnlySpan<long> notes)
    {
        notes.CopyTo(_notes);
        _noteCount = notes.Length;
    }

    public Int128 Number(int index) => _numbers[index];

    public ReadOnlySpan<byte> Document(int index) => _bytes.AsSpan(_documents[index].Start, _documents[index].Length);
}
