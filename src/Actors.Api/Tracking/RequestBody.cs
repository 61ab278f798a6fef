using System.Buffers;
using System.IO.Compression;
using Actors.Api.Errors;
using Actors.Api.Json;
using Microsoft.AspNetCore.Http;

namespace Actors.Api.Tracking;

/// <summary>
/// A request's whole body in a pooled buffer, inflated where it came as gzip. Bounded before and after.
/// </summary>
internal readonly struct RequestBody(byte[] buffer, int length) : IDisposable
{
    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    /// <exception cref="ApiException">413, 415, or 400 for a gzip stream that breaks off or is damaged.</exception>
    public static async ValueTask<RequestBody> Read(HttpContext context, int bytesMax)
    {
        HttpRequest request = context.Request;
        if (request.ContentLength > bytesMax)
        {
            throw BoundedBody.TooLarge(bytesMax);
        }
        string? encoding = request.Headers.ContentEncoding;
        if (string.IsNullOrEmpty(encoding) || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return await Read(request.Body, (int)(request.ContentLength ?? 4096), bytesMax, context.RequestAborted);
        }
        if (!encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase)
            && !encoding.Equals("x-gzip", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.AcceptEncoding = "gzip";
            throw new ApiException(415, "Content-Encoding gzip or none is expected.");
        }
        await using var inflated = new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            return await Read(inflated, (int)(request.ContentLength * 4 ?? 4096), bytesMax, context.RequestAborted);
        }
        catch (InvalidDataException)
        {
            throw new ApiException(
                400, "The body is no readable gzip stream.", new ApiError("", "damaged or cut gzip"));
        }
    }

    private static async ValueTask<RequestBody> Read(
        Stream from, int bytesLikely, int bytesMax, CancellationToken cancellation)
    {
        // One byte more than likely: the read that finds the end needs room too.
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Min(bytesLikely, bytesMax) + 1);
        int length = 0;
        try
        {
            while (await from.ReadAsync(buffer.AsMemory(length), cancellation) is var read and > 0)
            {
                length += read;
                if (length > bytesMax)
                {
                    throw BoundedBody.TooLarge(bytesMax);
                }
                if (length == buffer.Length)
                {
                    buffer = Grow(buffer, bytesMax);
                }
            }
            return new RequestBody(buffer, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    private static byte[] Grow(byte[] buffer, int bytesMax)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length * 2, bytesMax + 1));
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
