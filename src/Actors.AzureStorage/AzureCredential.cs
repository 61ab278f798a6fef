using Actors.EventLog;
using Azure.Core;
using Azure.Identity;

namespace Actors.AzureStorage;

/// <summary>How a store shows who it is: the account's key, or a token of an identity. Never part of an address.</summary>
public sealed class AzureCredential
{
    // Known to all the world: the emulator's own, in Microsoft's documentation of it.
    private const string EmulatorAccount = "devstoreaccount1";
    private const string EmulatorKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private AzureCredential(byte[]? key, TokenCredential? token) => (Key, Token) = (key, token);

    internal byte[]? Key { get; }

    internal TokenCredential? Token { get; }

    /// <summary>The account's key, Base64.</summary>
    /// <exception cref="StorageException">It is no Base64.</exception>
    public static AzureCredential OfKey(string key)
    {
        try
        {
            return new AzureCredential(Convert.FromBase64String(key.Trim()), null);
        }
        catch (FormatException)
        {
            throw new StorageException("The storage account's key is not Base64.");
        }
    }

    /// <summary>An identity's tokens; asked of and sent to <c>https</c> addresses only.</summary>
    public static AzureCredential OfToken(TokenCredential token) => new(null, token);

    /// <summary>
    /// What the surroundings offer: the key in <c>AZURE_STORAGE_KEY</c>; else, for the emulator's account, its published
    /// key; else an identity (managed, workload, the environment's, or that of the developer who is signed in).
    /// </summary>
    /// <param name="account">Name of the account.</param>
    public static AzureCredential OfEnvironment(string account) =>
        Environment.GetEnvironmentVariable("AZURE_STORAGE_KEY") is { Length: > 0 } key ? OfKey(key)
        : account == EmulatorAccount ? OfKey(EmulatorKey)
        : OfToken(new DefaultAzureCredential());
}
