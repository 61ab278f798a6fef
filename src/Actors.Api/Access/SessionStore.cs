using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Actors.Api.Json;
using Actors.EventLog;

namespace Actors.Api.Access;

/// <summary>
/// Who is signed in to the dashboard: random session ids, kept hashed, dead with the key that opened them.
/// </summary>
internal sealed class SessionStore(IDocuments documents, KeyRing keys, ActorsApiOptions options, TimeProvider time)
{
    private const string Prefix = "sessions/";
    private readonly ConcurrentDictionary<string, StoredSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>Reads what is stored and forgets what is over.</summary>
    public async Task Load(CancellationToken cancellation)
    {
        await Refresh(cancellation);
        await DropExpired(cancellation);
    }

    /// <summary>Takes over what other processes have opened and closed since.</summary>
    public async Task Refresh(CancellationToken cancellation)
    {
        // From before the look: a session opened meanwhile is not one that was closed.
        HashSet<string> known = [.. _sessions.Keys.Select(hash => Prefix + hash)];
        foreach (string name in await documents.List(Prefix, cancellation))
        {
            if (!known.Remove(name) && await documents.Get(name, cancellation) is { } content
                && JsonSerializer.Deserialize(content.Span, ApiJson.Default.StoredSession) is { } session)
            {
                _sessions[name[Prefix.Length..]] = session;
            }
        }
        foreach (string closed in known)
        {
            _sessions.TryRemove(closed[Prefix.Length..], out _);
        }
    }

    /// <summary>Opens a session for a key; the id is told only now.</summary>
    public async ValueTask<(string Id, StoredSession Session)> Open(AccessKey key, CancellationToken cancellation)
    {
        await DropExpired(cancellation);
        string id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var session = new StoredSession(key.Id, NowMs + (long)options.SessionLifetime.TotalMilliseconds);
        string hash = HashOf(id);
        await documents.Put(
            [(Prefix + hash, JsonSerializer.SerializeToUtf8Bytes(session, ApiJson.Default.StoredSession))], cancellation);
        _sessions[hash] = session;
        return (id, session);
    }

    /// <summary>The key that opened the session, or null when it is over.</summary>
    public AccessKey? Find(string id) =>
        _sessions.TryGetValue(HashOf(id), out StoredSession? session) && session.ExpiresAtMs > NowMs
            ? keys.ById(session.Key)
            : null;

    public async ValueTask Close(string id, CancellationToken cancellation)
    {
        string hash = HashOf(id);
        if (_sessions.TryRemove(hash, out _))
        {
            await documents.Put([(Prefix + hash, null)], cancellation);
        }
    }

    private async ValueTask DropExpired(CancellationToken cancellation)
    {
        string[] over = [.. _sessions.Where(s => s.Value.ExpiresAtMs <= NowMs).Select(s => s.Key)];
        if (over.Length > 0)
        {
            await documents.Put([.. over.Select(hash => (Prefix + hash, (ReadOnlyMemory<byte>?)null))], cancellation);
            Array.ForEach(over, hash => _sessions.TryRemove(hash, out _));
        }
    }

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static string HashOf(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}

/// <summary>A session as it is stored, under the hash of its id.</summary>
internal sealed record StoredSession(string Key, long ExpiresAtMs);
