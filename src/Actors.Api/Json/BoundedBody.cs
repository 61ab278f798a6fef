using Actors.Api.Errors;
using Microsoft.AspNetCore.Http;

namespace Actors.Api.Json;

/// <summary>Reads a whole request body up to a bound.</summary>
internal static class BoundedBody
{
    public static async ValueTask<byte[]> Read(HttpContext context, int bytesMax)
    {
        if (context.Request.ContentLength > bytesMax)
        {
            throw TooLarge(bytesMax);
        }
        using var memory = new MemoryStream((int)(context.Request.ContentLength ?? 1024));
        var buffer = new byte[8192];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is var read and > 0)
        {
            if (memory.Length + read > bytesMax)
            {
                throw TooLarge(bytesMax);
            }
            memory.Write(buffer, 0, read);
        }
        return memory.ToArray();
    }

    public static ApiException TooLarge(int bytesMax) => new(413, $"The body is larger than {bytesMax} bytes.");
}
