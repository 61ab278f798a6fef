using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Actors.Api.Json;
using Actors.EventLog;

namespace Actors.Api.Access;

/// <summary>
/// All keys and tokens: found by their secret's hash, made, listed, revoked. Stored in the data folder, hashed.
/// </summary>
public sealed class KeyRing(IDocuments documents, ActorsApiOptions options, TimeProvider time) : IDisposable
{
    private const string Prefix = "keys/";
    private readonly SemaphoreSlim _changes = new(1, 1);

    // By the first eight bytes of the hash: an attacker cannot steer a SHA-256, so the table tells nothing about
    // secrets.
    private ImmutableDictionary<long, AccessKey> _keys = ImmutableDictionary<long, AccessKey>.Empty;

    /// <summary>The admin token made at the first start, to be printed once; null at every later start.</summary>
    public string? FirstAdminToken { get; private set; }

    /// <summary>Reads what is stored; makes an admin token if there is none at all.</summary>
    public async Task Load(CancellationToken cancellation = default)
    {
        await Refresh(cancellation);
        AddConfigured("configured-write", Role.Write, "default", options.WriteKey);
        AddConfigured("configured-admin", Role.Admin, "configured", options.AdminToken);
        if (!_keys.Values.Any(k => k.Role == Role.Admin))
        {
            (_, FirstAdminToken) = await Make("first admin", Role.Admin, cancellation);
        }
    }

    /// <summary>Takes over what other processes have made and revoked since.</summary>
    public async Task Refresh(CancellationToken cancellation = default)
    {
        // From before the look: a key made meanwhile is not one that was revoked.
        Dictionary<string, AccessKey> known = _keys.Values.Where(k => !k.Configured).ToDictionary(k => Prefix + k.Id, StringComparer.Ordinal);
        foreach (string name in await documents.List(Prefix, cancellation))
        {
            if (!known.Remove(name) && await documents.Get(name, cancellation) is { } content
                && JsonSerializer.Deserialize(content.Span, ApiJson.Default.StoredKey) is { } stored)
            {
                Add(new(stored.Id, stored.Role, stored.Name, stored.Hash, stored.CreatedAtMs, Configured: false));
            }
        }
        foreach (AccessKey revoked in known.Values)
        {
            Drop(revoked);
        }
    }

    /// <summary>The key with that secret, or null.</summary>
    public AccessKey? Find(ReadOnlySpan<byte> secret)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(secret, hash);
        return _keys.TryGetValue(Place(hash), out AccessKey? key) && key.Matches(hash) ? key : null;
    }

    /// <inheritdoc cref="Find(ReadOnlySpan{byte})"/>
    public AccessKey? Find(string secret) => Find(Encoding.UTF8.GetBytes(secret));

    /// <summary>The key with that id, or null once it is revoked.</summary>
    public AccessKey? ById(string id) => _keys.Values.FirstOrDefault(k => k.Id == id);

    public IReadOnlyList<AccessKey> List() =>
        [.. _keys.Values.OrderBy(k => k.CreatedAtMs).ThenBy(k => k.Id, StringComparer.Ordinal)];

    /// <summary>Makes a key. The secret is told only now.</summary>
    public async ValueTask<(AccessKey Key, string Secret)> Make(
        string name, Role role, CancellationToken cancellation = default)
    {
        string prefix = role == Role.Write ? "wk_" : "at_";
        string secret = prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        string id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(9));
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        var key = new AccessKey(id, role, name, hash, time.GetUtcNow().ToUnixTimeMilliseconds(), Configured: false);
        var stored = new StoredKey(id, role, name, hash, key.CreatedAtMs);
        await _changes.WaitAsync(cancellation);
        try
        {
            await documents.Put(
                [(Prefix + id, JsonSerializer.SerializeToUtf8Bytes(stored, ApiJson.Default.StoredKey))], cancellation);
            Add(key);
        }
        finally
        {
            _changes.Release();
        }
        return (key, secret);
    }

    /// <summary>Revokes a key at once.</summary>
    public async ValueTask<Revocation> Revoke(string id, CancellationToken cancellation = default)
    {
        await _changes.WaitAsync(cancellation);
        try
        {
            AccessKey? key = ById(id);
            if (key is null)
            {
                return Revocation.Unknown;
            }
            if (key.Configured)
            {
                return Revocation.Configured;
            }
            if (key.Role == Role.Admin && _keys.Values.Count(k => k.Role == Role.Admin) == 1)
            {
                return Revocation.LastAdmin;
            }
            await documents.Put([(Prefix + id, null)], cancellation);
            Drop(key);
            return Revocation.Done;
        }
        finally
        {
            _changes.Release();
        }
    }

    public void Dispose() => _changes.Dispose();

    private void AddConfigured(string id, Role role, string name, string? secret)
    {
        if (!string.IsNullOrEmpty(secret))
        {
            Add(new(id, role, name, SHA256.HashData(Encoding.UTF8.GetBytes(secret)), 0, Configured: true));
        }
    }

    private void Add(AccessKey key) => ImmutableInterlocked.Update(ref _keys, keys => keys.SetItem(Place(key.Hash.Span), key));

    private void Drop(AccessKey key) => ImmutableInterlocked.Update(ref _keys, keys => keys.Remove(Place(key.Hash.Span)));

    private static long Place(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadInt64LittleEndian(hash);
}

/// <summary>What became of a revocation.</summary>
public enum Revocation
{
    Done,
    Unknown,

    /// <summary>Given by configuration: remove it there.</summary>
    Configured,

    /// <summary>Nobody could make keys any more.</summary>
    LastAdmin,
}
