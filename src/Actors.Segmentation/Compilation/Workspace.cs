using System.Text;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Compilation;

/// <summary>Scratch memory of one decider, reused so that evaluating allocates nothing.</summary>
internal sealed class Workspace(CatalogPlan plan)
{
    private readonly Memo[] _memos = new Memo[plan.MemoSlots];
    private byte[] _bytes = new byte[512];
    private char[] _chars = new char[256];
    private long _stamp = 1;

    private struct Memo
    {
        public long Stamp;
        public long Until;
        public bool Holds;
    }

    /// <summary>The lookup tables of the catalog that decides.</summary>
    public Catalogs.TableSet Tables => plan.Tables;

    public Runs Runs { get; } = new();

    /// <summary>What the series that is being fed takes of the event.</summary>
    public EventRows Rows { get; } = new();

    public ValueSet Values { get; } = new();

    /// <summary>Two lists of indices, for whoever follows chains of events.</summary>
    public List<int> Reached { get; set; } = [];

    public List<int> Next { get; set; } = [];

    /// <summary>Forgets remembered results: another customer, another instant, or the state changed.</summary>
    public void Renew() => _stamp++;

    public bool TryRecall(int slot, out bool holds, out long until)
    {
        ref readonly Memo memo = ref _memos[slot];
        holds = memo.Holds;
        until = memo.Until;
        return memo.Stamp == _stamp;
    }

    public void Remember(int slot, bool holds, long until) => _memos[slot] = new Memo { Stamp = _stamp, Holds = holds, Until = until };

    /// <summary>A value as a document; valid until the next call.</summary>
    public ReadOnlySpan<byte> Document(in Datum value)
    {
        if (_bytes.Length < value.Bytes.Length + 32) _bytes = new byte[value.Bytes.Length * 2];
        switch (value.Kind)
        {
            case DatumKind.Number:
                return _bytes.AsSpan(0, DocFormat.WriteNumber(_bytes, value.Millionths));
            case DatumKind.Boolean:
                _bytes[0] = value.Flag ? DocFormat.True : DocFormat.False;
                return _bytes.AsSpan(0, 1);
            case DatumKind.Text:
                _bytes[0] = DocFormat.Text;
                int at = 1 + DocFormat.WriteVarint(_bytes.AsSpan(1), (ulong)value.Bytes.Length);
                value.Bytes.CopyTo(_bytes.AsSpan(at));
                return _bytes.AsSpan(0, at + value.Bytes.Length);
            case DatumKind.List or DatumKind.Object:
                return value.Bytes;
            default:
                throw new InvalidOperationException($"A {value.Kind} is no value of a document.");
        }
    }

    /// <summary>A text as UTF-16, for regular expressions; valid until the next call.</summary>
    public ReadOnlySpan<char> Chars(ReadOnlySpan<byte> utf8)
    {
        if (_chars.Length < utf8.Length) _chars = new char[Math.Max(utf8.Length, _chars.Length * 2)];
        return _chars.AsSpan(0, Encoding.UTF8.GetChars(utf8, _chars));
    }
}
