namespace Actors.Api.Access;

/// <summary>Whose secret a request brings in its <c>Authorization</c> header: as Bearer token, or as Basic user.</summary>
internal static class Credentials
{
    private const int BasicBytesMax = 512;

    public static AccessKey? Find(string header, KeyRing keys)
    {
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return keys.Find(header[7..].Trim());
        }
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        Span<byte> decoded = stackalloc byte[BasicBytesMax];
        if (header.Length > BasicBytesMax || !Convert.TryFromBase64Chars(header.AsSpan(6).Trim(), decoded, out int written))
        {
            return null;
        }
        int colon = decoded[..written].IndexOf((byte)':');
        return keys.Find(colon < 0 ? decoded[..written] : decoded[..colon]);
    }
}
