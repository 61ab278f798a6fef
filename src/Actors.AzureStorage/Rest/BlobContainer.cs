using System.Globalization;
using System.Runtime.CompilerServices;
using Actors.EventLog;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Actors.AzureStorage.Rest;

/// <summary>
/// The few operations of the Blob service that a store needs, on the blobs under one prefix of one container. Names
/// are relative to the prefix. A failure is a <see cref="StorageException"/> that says what was tried and where.
/// </summary>
/// <param name="retrying">For requests that may be repeated.</param>
/// <param name="once">For appends: each attempt is settled by whoever made it.</param>
/// <param name="connections">Ended with this; null: somebody else's.</param>
internal sealed class BlobContainer(
    BlobLocation location, HttpPipeline retrying, HttpPipeline once, IDisposable? connections) : IDisposable
{
    /// <summary>Most bytes of one appended block (of version 2021-12-02 of the service).</summary>
    public const int AppendBytesMax = 4 << 20;

    private const string Version = "2021-12-02";

    public BlobLocation Location => location;

    /// <summary>Creates the container unless it is there.</summary>
    public async Task CreateContainer(CancellationToken cancellation)
    {
        using var message = Request(retrying, RequestMethod.Put, null, "restype=container");
        var response = await Send(retrying, message, "the container", cancellation, 201, 409);
        // 409 while a container of the name is still being deleted.
        if (response.Status == 409 && CodeOf(response) != "ContainerAlreadyExists") throw Fault("the container", response);
    }

    /// <summary>Creates an empty append blob; one that is there stays as it is.</summary>
    public async Task CreateAppendBlob(string name, CancellationToken cancellation)
    {
        using var message = Request(retrying, RequestMethod.Put, name);
        message.Request.Headers.Add("x-ms-blob-type", "AppendBlob");
        message.Request.Headers.Add("If-None-Match", "*");
        message.Request.Content = RequestContent.Create(ReadOnlyMemory<byte>.Empty);
        await Send(retrying, message, name, cancellation, 201, 409, 412);
    }

    /// <summary>One attempt to append a block at exactly this offset.</summary>
    public async Task<AppendAttempt> Append(
        string name, long offset, ReadOnlyMemory<byte> block, CancellationToken cancellation)
    {
        using var message = Request(once, RequestMethod.Put, name, "comp=appendblock");
        message.Request.Headers.Add("x-ms-blob-condition-appendpos", offset.ToString(CultureInfo.InvariantCulture));
        message.Request.Content = RequestContent.Create(block);
        try
        {
            await once.SendAsync(message, cancellation);
        }
        catch (Exception e) when (IsNetwork(e, cancellation))
        {
            return new AppendAttempt(AppendStatus.Unknown, 0, e.Message, e);
        }

        var response = message.Response;
        if (response.Status == 201) return new AppendAttempt(AppendStatus.Written, BlocksOf(response), "");
        return new AppendAttempt(StatusOf(response), 0, Say(response));
    }

    /// <summary>Puts a block blob in one request: it is there whole or not at all.</summary>
    /// <param name="onlyNew">True: one that is there stays, and the answer is false.</param>
    public async Task<bool> Put(string name, ReadOnlyMemory<byte> content, bool onlyNew, CancellationToken cancellation)
    {
        using var message = Request(retrying, RequestMethod.Put, name);
        message.Request.Headers.Add("x-ms-blob-type", "BlockBlob");
        if (onlyNew) message.Request.Headers.Add("If-None-Match", "*");
        message.NetworkTimeout = TimeFor(content.Length);
        message.Request.Content = RequestContent.Create(content);
        int[] expected = onlyNew ? [201, 409, 412] : [201];
        return (await Send(retrying, message, name, cancellation, expected)).Status == 201;
    }

    /// <summary>Stages one block of a block blob; it shows once <see cref="PutBlocks"/> names it.</summary>
    public async Task PutBlock(string name, string id, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        using var message = Request(retrying, RequestMethod.Put, name, $"comp=block&blockid={Uri.EscapeDataString(id)}");
        message.Request.Content = RequestContent.Create(content);
        await Send(retrying, message, name, cancellation, 201);
    }

    /// <summary>Makes a block blob of staged blocks, in this order.</summary>
    public async Task PutBlocks(string name, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        using var message = Request(retrying, RequestMethod.Put, name, "comp=blocklist");
        var list = string.Concat(ids.Select(id => $"<Uncommitted>{id}</Uncommitted>"));
        message.Request.Content = RequestContent.Create(BinaryData.FromString(
            $"<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>{list}</BlockList>"));
        await Send(retrying, message, name, cancellation, 201);
    }

    /// <summary>A part of a blob; null when there is none of that name.</summary>
    public async Task<BlobPart?> Get(string name, long offset, long bytesMax, CancellationToken cancellation)
    {
        using var message = Request(retrying, RequestMethod.Get, name);
        message.Request.Headers.Add("x-ms-range", $"bytes={offset}-{offset + Math.Max(1, bytesMax) - 1}");
        var response = await Send(retrying, message, name, cancellation, 200, 206, 404, 416);
        if (response.Status == 404) return CodeOf(response) == "BlobNotFound" ? null : throw Fault(name, response);
        if (response.Status == 416) return new BlobPart(default, await TotalOf(name, cancellation), 0);
        // The buffer is used again once the message is disposed of.
        return new BlobPart(response.Content.ToArray(), TotalOf(response), BlocksOf(response));
    }

    /// <summary>A whole blob; null when there is none of that name.</summary>
    public async Task<ReadOnlyMemory<byte>?> Get(string name, CancellationToken cancellation)
    {
        using var message = Request(retrying, RequestMethod.Get, name);
        message.NetworkTimeout = TimeFor(LogBlock.PayloadBytesMax);
        var response = await Send(retrying, message, name, cancellation, 200, 404);
        return response.Status == 404 ? null : (ReadOnlyMemory<byte>?)response.Content.ToArray();
    }

    /// <summary>Deletes a blob; a missing one is no error.</summary>
    public async Task Delete(string name, CancellationToken cancellation)
    {
        using var message = Request(retrying, RequestMethod.Delete, name);
        await Send(retrying, message, name, cancellation, 202, 404);
    }

    /// <summary>All blobs whose names begin with a prefix, in the order of their bytes.</summary>
    public async IAsyncEnumerable<ListedBlob> List(
        string prefix, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var marker = "";
        while (true)
        {
            var query = $"restype=container&comp=list&prefix={Uri.EscapeDataString(location.Prefix + prefix)}{marker}";
            using var message = Request(retrying, RequestMethod.Get, null, query);
            var response = await Send(retrying, message, $"the list of '{prefix}'", cancellation, 200);
            var page = BlobListing.Parse(response.Content.ToStream());
            foreach (var blob in page.Blobs) yield return blob with { Name = blob.Name[location.Prefix.Length..] };
            if (page.Next is not { } next) yield break;
            marker = $"&marker={Uri.EscapeDataString(next)}";
        }
    }

    /// <summary>One step of a lease's life, by one attempt.</summary>
    /// <param name="headers">Action, duration, ids: see "Lease Blob" in the service's reference.</param>
    /// <returns>False: somebody else holds it.</returns>
    public async Task<bool> Lease(
        string name, CancellationToken cancellation, params (string Name, string Value)[] headers)
    {
        using var message = Request(retrying, RequestMethod.Put, name, "comp=lease");
        foreach (var (header, value) in headers) message.Request.Headers.Add("x-ms-" + header, value);
        var response = await Send(retrying, message, name, cancellation, 200, 201, 202, 409, 412);
        return response.Status < 400;
    }

    public void Dispose() => connections?.Dispose();

    private async Task<long> TotalOf(string name, CancellationToken cancellation)
    {
        using var message = Request(retrying, RequestMethod.Head, name);
        return (await Send(retrying, message, name, cancellation, 200)).Headers.ContentLengthLong ?? 0;
    }

    private HttpMessage Request(HttpPipeline pipeline, RequestMethod method, string? name, string? query = null)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(name is null ? location.Container : location.UriOf(name));
        if (query is not null) message.Request.Uri.Query = "?" + query;
        message.Request.Headers.Add("x-ms-version", Version);
        return message;
    }

    private async Task<Response> Send(
        HttpPipeline pipeline, HttpMessage message, string what, CancellationToken cancellation, params int[] expected)
    {
        try
        {
            await pipeline.SendAsync(message, cancellation);
        }
        catch (Exception e) when (IsNetwork(e, cancellation))
        {
            throw new StorageException($"{message.Request.Method} {what} at {location}: {e.Message}", e);
        }

        return expected.Contains(message.Response.Status) ? message.Response : throw Fault(what, message.Response);
    }

    // Azure.Core gathers the faults of several attempts, and tells a time-out of its own from the caller's.
    private static bool IsNetwork(Exception e, CancellationToken cancellation) =>
        e is RequestFailedException or AggregateException or IOException or HttpRequestException
            or Azure.Identity.AuthenticationFailedException
        || (e is OperationCanceledException && !cancellation.IsCancellationRequested);

    // Contents of any length: a second for each megabyte on top.
    private static TimeSpan TimeFor(int bytes) => TimeSpan.FromSeconds(30 + (bytes >> 20));

    private static AppendStatus StatusOf(Response response) => response.Status switch
    {
        412 => AppendStatus.Moved,
        404 when CodeOf(response) == "BlobNotFound" => AppendStatus.Moved,
        408 or 429 or >= 500 => AppendStatus.Unknown,
        _ => AppendStatus.Refused,
    };

    private static int BlocksOf(Response response) =>
        response.Headers.TryGetValue("x-ms-blob-committed-block-count", out var count)
            ? int.Parse(count, CultureInfo.InvariantCulture) : 0;

    private static long TotalOf(Response response) =>
        response.Headers.TryGetValue("Content-Range", out var range)
            ? long.Parse(range.AsSpan(range.IndexOf('/') + 1), CultureInfo.InvariantCulture)
            : response.Headers.ContentLengthLong ?? 0;

    private static string CodeOf(Response response) =>
        response.Headers.TryGetValue("x-ms-error-code", out var code) ? code : "";

    private static string Say(Response response) => $"{response.Status} {CodeOf(response)} {response.ReasonPhrase}".TrimEnd();

    private StorageException Fault(string what, Response response) => new($"{what} at {location}: {Say(response)}");
}
