using Actors.Engine.Seam;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>Calls customers, takes in what they decided in the order they were called, and asks again until each has done its turn.</summary>
internal sealed class CustomerCalls(PartitionContext context, CustomerIndex index, DueHeap dues, TraitRoom traits, MissingTurns missing)
{
    private readonly List<(int Slot, Turn Turn, long At, Task<Outcome> Answer)> _pending = [];

    /// <summary>What was decided and is not committed yet.</summary>
    public Gathering Gathered { get; } = new();

    /// <summary>Calls a customer; what it decides is in <see cref="Gathered"/> after <see cref="Finish"/> at the latest.</summary>
    /// <param name="at">Position at which it is published; 0: that of the record it was decided for.</param>
    public void Begin(int slot, in Turn turn, long at = 0)
    {
        ValueTask<Outcome> answer = context.Directory.Customer(index.IdOf(slot), ref index[slot].Hint).Apply(turn);
        if (answer.IsCompletedSuccessfully)
        {
            Outcome outcome = answer.Result;
            if (outcome.Kind == OutcomeKind.Done && _pending.Count == 0)
            {
                Take(slot, turn, at, outcome);
                return;
            }
            // Behind one that waits: customers are taken in the order they were called, which numbers what one record decided.
            _pending.Add((slot, turn, at, Task.FromResult(outcome.Kept())));
            return;
        }
        _pending.Add((slot, turn, at, answer.AsTask()));
    }

    /// <summary>Completes when all that were called have done their turn.</summary>
    public async ValueTask Finish()
    {
        for (int i = 0; i < _pending.Count; i++)
        {
            (int slot, Turn turn, long at, Task<Outcome> answer) = _pending[i];
            Take(slot, turn, at, await Answered(slot, turn, answer));
        }
        _pending.Clear();
    }

    /// <summary>Sends a customer whose activation was lost what it lacks of the records applied so far.</summary>
    public async ValueTask BringUp(int slot, Turn turn)
    {
        long has = (await Answered(slot, turn, Ask(slot, turn))).Applied;
        // Less than before where the last was an advance that moved nothing: it is not sent again. Never more: of that the facts are not known yet.
        index[slot].LastPosition = index[slot].LastPosition == turn.Previous ? Math.Min(has, turn.Previous) : index[slot].LastPosition;
    }

    /// <summary>Asks again until the customer has done its turn: a call that timed out may have taken effect, and a dropped activation lags.</summary>
    private async Task<Outcome> Answered(int slot, Turn turn, Task<Outcome> answer)
    {
        while (true)
        {
            Outcome outcome;
            try
            {
                outcome = await answer;
            }
            catch (TimeoutException)
            {
                answer = Ask(slot, turn);
                continue;
            }
            switch (outcome.Kind)
            {
                case OutcomeKind.Done:
                    return outcome;
                case OutcomeKind.Fenced:
                    throw new PartitionUnavailableException($"Partition {context.Number} has another owner than epoch {turn.Epoch}.");
                default:
                    answer = Ask(slot, turn with { Previous = await CatchUp(slot, turn, outcome.Applied) });
                    break;
            }
        }
    }

    /// <summary>Sends what comes before a turn; answers the position the customer then has.</summary>
    private async Task<long> CatchUp(int slot, Turn turn, long applied)
    {
        foreach (Turn lacking in await missing.After(applied, slot, turn, Gathered))
        {
            applied = (await Answered(slot, lacking, Ask(slot, lacking))).Applied;
        }
        return applied;
    }

    private Task<Outcome> Ask(int slot, Turn turn) =>
        context.Directory.Customer(index.IdOf(slot), ref index[slot].Hint).Apply(turn).AsTask();

    private void Take(int slot, in Turn turn, long at, in Outcome outcome)
    {
        ref CustomerIndex.Entry entry = ref index[slot];
        ReadOnlySpan<Record> records = turn.Records.Span;
        entry.LastPosition = Math.Max(entry.LastPosition, outcome.Applied);
        entry.Dirty |= outcome.Applied >= records[^1].Position;
        dues.Set(slot, outcome.DueAtMs);
        traits.Applied(slot, records, outcome);
        Gathered.Add(outcome.Migrations.Span, slot, at);
        Gathered.Add(outcome.Failures, index.IdOf(slot), records[^1].ReceivedAtMs);
        if (records[^1].Position > turn.FactsUpTo)
        {
            Gathered.Add(outcome.Changes.Span);
        }
    }
}
