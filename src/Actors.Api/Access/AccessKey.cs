using System.Security.Cryptography;
using System.Text;

namespace Actors.Api.Access;

/// <summary>A write key or an API token, without its secret.</summary>
/// <param name="Id">Names it in lists; says nothing of the secret.</param>
/// <param name="Name">For people. A write key's name is also the source that message ids are unique within, so a key
/// may be replaced by a new one of the same name without counting a repeated message twice.</param>
/// <param name="Hash">SHA-256 of the secret.</param>
/// <param name="Configured">Given by configuration: not stored, cannot be revoked.</param>
public sealed record AccessKey(
    string Id, Role Role, string Name, ReadOnlyMemory<byte> Hash, long CreatedAtMs, bool Configured)
{
    /// <summary><see cref="Name"/> as UTF-8, for records.</summary>
    public ReadOnlyMemory<byte> Source { get; } = Encoding.UTF8.GetBytes(Name);

    public bool Matches(ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(Hash.Span, hash);
}

/// <summary>A key as it is stored.</summary>
internal sealed record StoredKey(string Id, Role Role, string Name, byte[] Hash, long CreatedAtMs);
