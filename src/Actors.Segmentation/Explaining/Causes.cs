using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Compilation;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

namespace Actors.Segmentation.Explaining;

/// <summary>
/// Finds what changed each clause of an explanation last: the customer's records are told again from the first, and every clause is watched. Of the
/// records none is kept, so that their number is of no matter.
/// </summary>
public sealed class Causes
{
    private readonly Catalog _catalog;
    private readonly Part _tree;
    private readonly Part[] _parts;
    private readonly Decider _decider;
    private readonly DecisionSink _sink = new();
    private readonly Workspace _work;
    private readonly ArrayMemory _state = new();
    private readonly bool[] _held;
    private readonly long[] _next;
    private CustomerId _customer;
    private long _position;
    private bool _begun;

    /// <param name="catalog">The catalog of the explanation.</param>
    /// <param name="segment">Its segment's number.</param>
    public Causes(Catalog catalog, int segment)
    {
        _catalog = catalog;
        _tree = Explainer.Dissect(catalog, catalog.Segment(segment));
        _parts = [.. _tree.All];
        _decider = new Decider(catalog) { OnCopy = true };
        _work = new Workspace(catalog.Plan);
        (_held, _next) = (new bool[_parts.Length], new long[_parts.Length]);
    }

    /// <summary>Tells the next of the customer's records, in log order.</summary>
    public void Add(in Record record)
    {
        _customer = record.Customer;
        if (_begun) Pass(record.ReceivedAtMs);
        _decider.Apply(_state, record with { Position = ++_position }, _sink);
        _sink.Clear();
        Look(record.ReceivedAtMs, record.Event, record.MessageId);
        _begun = true;
    }

    /// <summary>The explanation, with the cause of each clause.</summary>
    /// <param name="nowMs">The instant of the view.</param>
    public Explanation Tell(Explanation explanation, long nowMs)
    {
        if (_begun) Pass(nowMs);
        return explanation with { Tree = Tell(explanation.Tree, _tree) };
    }

    private static Clause Tell(Clause clause, Part part) =>
        clause with { Cause = part.Cause, Clauses = [.. clause.Clauses.Zip(part.Parts, Tell)] };

    /// <summary>What the clock changed up to an instant.</summary>
    private void Pass(long toMs)
    {
        while (true)
        {
            long due = new CustomerReader(_catalog, _state.Words).DueAtMs;
            long next = Math.Min(due, _next.Min());
            if (next > toMs) return;
            if (due <= next)
            {
                _decider.Advance(_state, _customer, ++_position, next, _sink);
                _sink.Clear();
            }
            Look(next, default, default);
        }
    }

    private void Look(long nowMs, ReadOnlyMemory<byte> name, ReadOnlyMemory<byte> messageId)
    {
        _work.Renew();
        Scope scope = new() { State = _state.Words, Now = nowMs, Work = _work };
        for (int i = 0; i < _parts.Length; i++)
        {
            bool holds = _parts[i].Test(ref scope, out _next[i]);
            if (_begun && holds == _held[i]) continue;
            // Before the first record there is no customer: what holds then, the first record brought about.
            _held[i] = holds;
            _parts[i].Cause = messageId.IsEmpty
                ? new ClauseCause(CauseKind.Clock, nowMs, default, default)
                : new ClauseCause(CauseKind.Event, nowMs, Owned(messageId), Owned(name));
        }
    }

    /// <summary>What the record lies in is not held on to.</summary>
    private static ReadOnlyMemory<byte> Owned(ReadOnlyMemory<byte> slice) => slice.ToArray();
}
