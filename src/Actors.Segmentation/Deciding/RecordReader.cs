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

    // The series that is being fed, among those that the event touches.
    private int _series;
    private bool _isReading;

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
        Enter(ref decision, record, touched, known);
    }

    private void ReadEvent(ref Decision decision, in Record record)
    {
        EventPlan touched = _plan.Events[record.Event.Span];
        See(ref decision.Scope, record, touched.ReadsBody);
        Enter(ref decision, record, touched);
        if (touched.Order is not { } order) return;
        Spend(ref decision, _spend.Enter(ref decision.Block, order, decision.Scope.Timestamp, new DocValue(decision.Scope.Properties)));
    }

    /// <param name="known">Whose series have the record already; null: none has.</param>
    private void Enter(ref Decision decision, in Record record, EventPlan touched, CatalogPlan? known = null)
    {
        long now = decision.Scope.Now;
        for (int next = 0; next < touched.Series.Length; next = _series + 1)
        {
            try
            {
                EnterFrom(ref decision, record, touched.Series, next, known);
                return;
            }
            catch (Exception e) when (_isReading && Failure.IsOfRule(e))
            {
                // Nothing has been added: the series stays as it was, the others take the event.
                _isReading = false;
                decision.Scope.Now = now;
                decision.Scope.Element = default;
                (decision.Scope.OuterDepth, decision.Scope.InnerDepth) = (0, 0);
                Fail(decision, touched.Series[_series], e);
            }
        }
    }

    private void EnterFrom(ref Decision decision, in Record record, SeriesPlan[] series, int first, CatalogPlan? known)
    {
        EventRows rows = decision.Scope.Work.Rows;
        for (int i = first; i < series.Length; i++)
        {
            SeriesPlan plan = series[i];
            if (known is not null && known.HasSeries(plan.Store.Id)) continue;
            (_series, _isReading) = (i, true);
            rows.Clear();
            bool brings = plan.Read(ref decision.Scope);
            if (brings) plan.ThrowIfFull(decision.Block, rows);
            _isReading = false;
            if (!brings) continue;
            plan.Add(ref decision.Block, ref decision.Scope, record.ReceivedAtMs);
            _pending.Add(plan.Units);
            _touched = true;
        }
    }

    private void Fail(in Decision decision, SeriesPlan series, Exception exception)
    {
        foreach (int rank in series.Units)
        {
            decision.Sink?.Failures.Add(new Failure(decision.Position, _plan.Units[rank].Id, _plan.Version, Failure.Describe(exception)));
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
