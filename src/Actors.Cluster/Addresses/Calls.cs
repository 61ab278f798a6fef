namespace Actors.Cluster.Addresses;

/// <summary>What the seam promises of a call: whatever goes wrong on the way, its outcome is unknown, and that is a timeout.</summary>
/// <remarks>No await here comes back to a grain's turns: whoever waits in one comes back by its own, and each step there is a task to queue.</remarks>
internal static class Calls
{
    public static TimeoutException Unknown(OrleansException e) => new(e.Message, e);

    public static ValueTask<T> Made<T>(this Task<T> call) => new ValueTask<T>(call).Made();

    public static ValueTask Made(this Task call) => new ValueTask(call).Made();

    public static async ValueTask<T> Made<T>(this ValueTask<T> call)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (OrleansException e)
        {
            throw Unknown(e);
        }
    }

    public static async ValueTask Made(this ValueTask call)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (OrleansException e)
        {
            throw Unknown(e);
        }
    }
}
