namespace Actors.Conformance.Hostile;

/// <summary>Calls between actors: they take time, get lost before or after they took effect, come late or twice.</summary>
internal sealed class Network(Pump pump, Chaos chaos)
{
    /// <param name="timeoutMs">After which the caller is told that no answer came.</param>
    /// <param name="mayDouble">Whether the call may arrive twice.</param>
    /// <param name="deliver">The call at its destination.</param>
    public Task<T> Call<T>(long timeoutMs, bool mayDouble, Func<Task<T>> deliver)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Fate fate = chaos.Draw(mayDouble);
        if (fate != Fate.LostBefore)
        {
            long arrivesMs = chaos.LatencyMs() + (fate == Fate.Late ? timeoutMs : 0);
            pump.After(arrivesMs, () => Arrive(deliver, fate == Fate.AnswerLost ? null : answer));
            if (fate == Fate.Doubled)
            {
                pump.After(arrivesMs + chaos.Next(300), () => Arrive(deliver, null));
            }
        }
        pump.After(timeoutMs, () => answer.TrySetException(new TimeoutException("No answer came.")));
        return answer.Task;
    }

    private async void Arrive<T>(Func<Task<T>> deliver, TaskCompletionSource<T>? answer)
    {
        try
        {
            T result = await deliver();
            pump.After(chaos.LatencyMs(), () => answer?.TrySetResult(result));
        }
        catch (Exception e)
        {
            pump.After(chaos.LatencyMs(), () => answer?.TrySetException(e));
        }
    }
}
