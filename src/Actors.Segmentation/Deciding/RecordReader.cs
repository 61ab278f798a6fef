using Actors.Segmentation.Compilation;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Deciding;

/// <summary>Enters a record into a state's series, traits and spend, and notes the units that must be decided anew.</summary>
internal sealed class RecordReader
{
    private readonly CatalogPlan _plan;
    private readonly RankSet _pending;
    private readonly TraitMerge _traits = new();
    private readonly SpendRule _spend = new();
    private readonly Action<ReadOnlySpan<byte>> _traitChanged;
    private bool _touched;

    public RecordReader(CatalogPlan plan, RankSet pending)
    {
        _plan = plan;
        _pending = pending;
        _traitChanged = TraitChanged;
    }

    /// <summary>Whether any unit must be decided anew.</summary>
    public bool Read(ref Decision decision, in Record record)
    {
        _touched = false;
        switch (record.Kind)
        {
            case RecordKind.Event:
                ReadEvent(ref decision, record);
                break;
            case RecordKind.Contact:
                See(ref decision.Scope, record, readsBody: true);
                Enter(ref decision, record, _plan.Events.Contacts);
                break;
            case RecordKind.Identify:
                long timestamp = Math.Min(record.TimestampMs, record.ReceivedAtMs);
                DocValue traits = new DocValue(record.Body.Span)["traits"u8];
                string? tooLarge = _traits.Apply(
                    ref decision.Block, traits.Raw, timestamp, record.ReceivedAtMs, record.Source.Span, _traitChanged);
                if (tooLarge is not null) decision.Sink.Refusals.Add(new Refusal(record.Position, tooLarge));
                break;
        }
        return _touched;
    }

    /// <summary>Enters an event into those series alone that <paramref name="known"/> lacks.</summary>
    public void Backfill(ref Decision decision, in Record record, CatalogPlan known)
    {
        if (record.Kind is not (RecordKind.Event or RecordKind.Contact)) return;
        EventPlan touched = record.Kind == RecordKind.Contact ? _plan.Events.Contacts : _plan.Events[record.Event.Span];
        See(ref decision.Scope, record, touched.ReadsBody);
        foreach (SeriesPlan plan in touched.Series)
        {
            if (!known.HasSeries(plan.Store.Id)) plan.Add(ref decision.Block, ref decision.Scope, record.ReceivedAtMs);
        }
    }

    private void ReadEvent(ref Decision decision, in Record record)
    {
        EventPlan touched = _plan.Events[record.Event.Span];
        See(ref decision.Scope, record, touched.ReadsBody);
        Enter(ref decision, record, touched);
        if (touched.Order is not { } order) return;
        Spend(ref decision, _spend.Enter(ref decision.Block, order, decision.Scope.Timestamp, new DocValue(decision.Scope.Properties)));
    }

    private void Enter(ref Decision decision, in Record record, EventPlan touched)
    {
        foreach (SeriesPlan plan in touched.Series)
        {
            if (!plan.Add(ref decision.Block, ref decision.Scope, record.ReceivedAtMs)) continue;
            _pending.Add(plan.Units);
            _touched = true;
        }
    }

    private static void See(ref Scope scope, in Record record, bool readsBody)
    {
        scope.Timestamp = Math.Min(record.TimestampMs, record.ReceivedAtMs);
        scope.Event = Lifetimes.Escape(record.Event.Span);
        if (!readsBody) return;
        DocValue body = new(record.Body.Span);
        scope.Properties = Lifetimes.Escape(body["properties"u8].Raw);
        scope.Context = Lifetimes.Escape(body["context"u8].Raw);
    }

    private static void Spend(ref Decision decision, Int128 change)
    {
        if (change == 0) return;
        Span<long> words = decision.Block.Words;
        Int128 spend = StateFormat.Spend(words) + change;
        words[StateFormat.SpendLow] = (long)(ulong)spend;
        words[StateFormat.SpendHigh] = (long)(ulong)(spend >> 64);
        foreach (long word in StateFormat.Region(words, StateFormat.MembershipsRegion))
        {
            decision.Sink.Changes.Add(new Contribution(MembershipWord.Segment(word), 0, change));
        }
    }

    private void TraitChanged(ReadOnlySpan<byte> key)
    {
        if (!_plan.Traits.TryGet(key, out int[] ranks)) return;
        _pending.Add(ranks);
        _touched = true;
    }
}
