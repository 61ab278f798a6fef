using Actors.Api.Access;
using Microsoft.AspNetCore.Http;

namespace Actors.Api.Tracking;

/// <summary>Whose events these are: the write key, as Basic user, as Bearer token, or in the body.</summary>
internal sealed class WriteKeys(KeyRing keys, ActorsApiOptions options)
{
    private static readonly AccessKey Open = new("open", Role.Write, "open", default, 0, Configured: true);

    /// <summary>The key of the header or, where there is none, of the body; null: not valid.</summary>
    public AccessKey? Find(HttpRequest request, ReadOnlySpan<byte> keyInBody)
    {
        string? header = request.Headers.Authorization;
        AccessKey? key = !string.IsNullOrEmpty(header) ? Credentials.Find(header, keys)
            : keyInBody.IsEmpty ? null
            : keys.Find(keyInBody);
        return key is { Role: Role.Write } ? key : options.OpenLoopback ? Open : null;
    }
}
