using Actors.Engine.Seam;

namespace Actors.Conformance.Shops;

/// <summary>A client as the documentation asks for: what was not answered is sent again.</summary>
public static class Patience
{
    private const int AttemptsMax = 10_000;

    public static async Task<T> Until<T>(Func<Task<T>> call)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception e) when (attempt < AttemptsMax && e is TimeoutException or PartitionUnavailableException)
            {
                await Task.Yield();
            }
        }
    }
}
