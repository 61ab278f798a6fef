namespace Actors.Cluster.Addresses;

/// <summary>What the seam promises of a call: whatever goes wrong on the way, its outcome is unknown, and that is a timeout.</summary>
internal static class Calls
{
    public static async ValueTask<T> Made<T>(this Task<T> call)
    {
        try
        {
            return await call;
        }
        catch (OrleansException e)
        {
            throw new TimeoutException(e.Message, e);
        }
    }

    public static async ValueTask Made(this Task call)
    {
        try
        {
            await call;
        }
        catch (OrleansException e)
        {
            throw new TimeoutException(e.Message, e);
        }
    }
}
