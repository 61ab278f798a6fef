using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Compilation;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

namespace Actors.Segmentation.Explaining;

/// <summary>Finds what changed each clause last: the customer's records are told again from the first, and every clause is watched.</summary>
internal sealed class Causes(Catalog catalog, Part[] parts)
{
    private readonly Decider _decider = new(catalog) { OnCopy = true };
    private readonly DecisionSink _sink = new();
    private readonly Workspace _work = new(catalog.Plan);
    private readonly ArrayMemory _state = new();
    private readonly bool[] _held = new bool[parts.Length];
    private readonly long[] _next = new long[parts.Length];
    private CustomerId _customer;
    private long _position;
    private bool _begun;

    /// <summary>Gives each part its cause.</summary>
    /// <param name="history">All records in log order.</param>
    public void Find(ReadOnlySpan<Record> history, long nowMs)
    {
        foreach (ref readonly Record record in history)
        {
            _customer = record.Customer;
            if (_begun) Pass(record.ReceivedAtMs);
            _decider.Apply(_state, record with { Position = ++_position }, _sink);
            _sink.Clear();
            Look(record.ReceivedAtMs, record.Event.IsEmpty ? null : record.Event, record.MessageId);
            _begun = true;
        }
        if (_begun) Pass(nowMs);
    }

    /// <summary>What the clock changed up to an instant.</summary>
    private void Pass(long toMs)
    {
        while (true)
        {
            long due = new CustomerReader(catalog, _state.Words).DueAtMs;
            long next = Math.Min(due, _next.Min());
            if (next > toMs) return;
            if (due <= next)
            {
                _decider.Advance(_state, _customer, ++_position, next, _sink);
                _sink.Clear();
            }
            Look(next, null, default);
        }
    }

    private void Look(long nowMs, ReadOnlyMemory<byte>? name, ReadOnlyMemory<byte> messageId)
    {
        _work.Renew();
        Scope scope = new() { State = _state.Words, Now = nowMs, Work = _work };
        for (int i = 0; i < parts.Length; i++)
        {
            bool holds = parts[i].Test(ref scope, out _next[i]);
            if (_begun && holds == _held[i]) continue;
            // Before the first record there is no customer: what holds then, the first record brought about.
            _held[i] = holds;
            parts[i].Cause = messageId.IsEmpty
                ? new ClauseCause(CauseKind.Clock, nowMs, default, default)
                : new ClauseCause(CauseKind.Event, nowMs, messageId, name ?? default);
        }
    }
}
