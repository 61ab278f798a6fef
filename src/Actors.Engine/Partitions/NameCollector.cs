using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.Segmentation.Records;
using Actors.Segmentation.Values;

namespace Actors.Engine.Partitions;

/// <summary>
/// The names of events and the top-level keys of traits that a partition's customers have brought: whoever defines a segment is warned of others.
/// </summary>
/// <remarks>Kept in a document beside the checkpoint; what came after it is found again in the log.</remarks>
internal sealed class NameCollector(int partition)
{
    /// <summary>The most names of events kept. Beyond, nobody is warned of one.</summary>
    public const int EventsMax = 1_000;

    /// <summary>The most keys of traits kept, likewise.</summary>
    public const int TraitsMax = 2_000;

    private const byte Version = 1;
    private readonly NameSet _events = new(EventsMax);
    private readonly NameSet _traits = new(TraitsMax);

    public string Document => $"names/{partition}";

    public SeenNames Seen => new(_events.Names, _traits.Names, _events.IsFull, _traits.IsFull);

    /// <summary>Grows with every name that is new.</summary>
    public int Size => _events.Size + _traits.Size;

    public void See(ReadOnlySpan<Record> records)
    {
        foreach (ref readonly Record record in records)
        {
            if (record.Kind == RecordKind.Event && !record.Event.IsEmpty)
            {
                _events.Add(record.Event.Span);
            }
            else if (record.Kind == RecordKind.Identify)
            {
                foreach (DocMember trait in new DocValue(record.Body.Span)["traits"u8])
                {
                    _traits.Add(trait.Key);
                }
            }
        }
    }

    public ReadOnlyMemory<byte> Encode()
    {
        var to = new BlockWriter(1 << 10);
        to.Byte(Version);
        _events.Write(to);
        _traits.Write(to);
        return to.Memory;
    }

    public void Decode(ReadOnlyMemory<byte> bytes)
    {
        var from = new BlockReader(bytes, Document);
        if (from.Byte() != Version)
        {
            throw from.Torn();
        }
        _events.Read(ref from);
        _traits.Read(ref from);
    }
}
