using System.Net;
using Actors.EventLog;

namespace Actors.AzureStorage.Rest;

/// <summary>Where a store's blobs are: a container of an account, and a prefix in it.</summary>
/// <param name="Account">The account's name.</param>
/// <param name="Container">The container's address.</param>
/// <param name="Prefix">Empty, or a path that ends in a slash.</param>
internal sealed record BlobLocation(string Account, Uri Container, string Prefix)
{
    /// <summary>
    /// Parses <c>https://ACCOUNT.blob.core.windows.net/CONTAINER[/PREFIX]</c>, or, where the host is an address or
    /// <c>localhost</c> (an emulator), <c>http://HOST:PORT/ACCOUNT/CONTAINER[/PREFIX]</c>.
    /// </summary>
    /// <exception cref="StorageException">It is neither.</exception>
    public static BlobLocation Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http")
            || uri.Query.Length > 0 || uri.UserInfo.Length > 0)
            throw NotUnderstood();
        var path = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var pathStyle = uri.Host == "localhost" || IPAddress.TryParse(uri.Host, out _);
        var skipped = pathStyle ? 1 : 0;
        if (path.Length < skipped + 1) throw NotUnderstood();
        var account = pathStyle ? path[0] : uri.Host.Split('.')[0];
        var container = new Uri($"{uri.Scheme}://{uri.Authority}/{string.Join('/', path[..(skipped + 1)])}");
        var prefix = path[(skipped + 1)..].Select(part => Uri.UnescapeDataString(part) + "/");
        return new BlobLocation(account, container, string.Concat(prefix));

        StorageException NotUnderstood() => new(
            "A storage account's address reads https://ACCOUNT.blob.core.windows.net/CONTAINER[/PREFIX], or "
            + $"http://127.0.0.1:PORT/ACCOUNT/CONTAINER[/PREFIX] for an emulator; '{text}' does not.");
    }

    public Uri UriOf(string name) =>
        new($"{Container}/{string.Join('/', (Prefix + name).Split('/').Select(Uri.EscapeDataString))}");

    public override string ToString() => Prefix.Length == 0 ? $"{Container}" : $"{Container}/{Prefix.TrimEnd('/')}";
}
