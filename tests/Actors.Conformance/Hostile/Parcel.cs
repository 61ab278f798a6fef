using Actors.Engine.Seam;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Conformance.Hostile;

/// <summary>What travels has memory of its own; the receiver's is spoilt once the call is over, so that nobody may keep it.</summary>
internal sealed class Parcel
{
    private readonly List<byte[]> _bytes = [];
    private readonly List<Array> _arrays = [];

    public Turn Pack(in Turn turn) => turn with
    {
        Records = Pack(turn.Records),
        Facts = Pack(turn.Facts),
        History = Pack(turn.History),
    };

    public Outcome Pack(in Outcome outcome) => outcome with
    {
        Migrations = Pack(outcome.Migrations),
        Changes = outcome.Changes.ToArray(),
    };

    public IngestBatch Pack(IngestBatch batch)
    {
        IngestItem[] items = batch.Items.ToArray();
        for (int i = 0; i < items.Length; i++)
        {
            IngestItem item = items[i];
            items[i] = item with
            {
                Customer = Pack(item.Customer),
                Event = Pack(item.Event),
                MessageId = Pack(item.MessageId),
                Source = Pack(item.Source),
                Body = Pack(item.Body),
            };
        }
        _arrays.Add(items);
        return new IngestBatch(items);
    }

    public void Spoil()
    {
        _bytes.ForEach(bytes => Array.Fill(bytes, (byte)0xDD));
        _arrays.ForEach(Array.Clear);
    }

    private Record[] Pack(ReadOnlyMemory<Record> records)
    {
        Record[] copy = records.ToArray();
        for (int i = 0; i < copy.Length; i++)
        {
            Record record = copy[i];
            copy[i] = record with
            {
                Customer = Pack(record.Customer),
                Event = Pack(record.Event),
                MessageId = Pack(record.MessageId),
                Source = Pack(record.Source),
                Body = Pack(record.Body),
            };
        }
        _arrays.Add(copy);
        return copy;
    }

    private Migration[] Pack(ReadOnlyMemory<Migration> migrations)
    {
        Migration[] copy = migrations.ToArray();
        for (int i = 0; i < copy.Length; i++)
        {
            Migration migration = copy[i];
            copy[i] = migration with
            {
                Customer = Pack(migration.Customer),
                MessageId = Pack(migration.MessageId),
                Event = Pack(migration.Event),
            };
        }
        _arrays.Add(copy);
        return copy;
    }

    private CustomerId Pack(CustomerId id) => new(Pack(id.Utf8));

    private ReadOnlyMemory<byte> Pack(ReadOnlyMemory<byte> bytes)
    {
        byte[] copy = bytes.ToArray();
        _bytes.Add(copy);
        return copy;
    }
}
