using System.Security.Cryptography;
using System.Text.Json;
using Actors.AzureStorage.Rest;
using Actors.EventLog;

namespace Actors.AzureStorage.Ownership;

/// <summary>The blob that says what a store was created as.</summary>
internal static class FolderBlob
{
    public const int FormatVersion = 1;

    private const string Name = "folder.json";

    /// <param name="create">Null: the store must exist. Else an existing one must agree with it.</param>
    public static async Task<FolderInfo> OpenOrCreate(
        BlobContainer container, FolderCreation? create, CancellationToken cancellation)
    {
        if (create is not null && await container.Get(Name, cancellation) is null)
        {
            var info = create.ToInfo(() => RandomNumberGenerator.GetBytes(FolderCreation.RoutingKeyBytes));
            var content = new Content(FormatVersion, info.Partitions, info.TimeMode, info.RoutingKey.ToArray());
            await container.Put(Name, JsonSerializer.SerializeToUtf8Bytes(content, Json), onlyNew: true, cancellation);
        }

        var existing = await Read(container, cancellation)
            ?? throw new StorageException($"{container.Location} holds no data of this server.");
        create?.Agree(existing, container.Location.ToString());
        return existing;
    }

    /// <summary>What the store was created as; null when there is none.</summary>
    public static async Task<FolderInfo?> Read(BlobContainer container, CancellationToken cancellation)
    {
        if (await container.Get(Name, cancellation) is not { } bytes) return null;
        var content = Parse(bytes, container.Location);
        if (content.Format != FormatVersion)
            throw new StorageException(
                $"The store at {container.Location} has format version {content.Format}; this server reads version "
                + $"{FormatVersion} only.");
        return new FolderInfo(content.Partitions, content.RoutingKey, content.TimeMode);
    }

    private static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static Content Parse(ReadOnlyMemory<byte> bytes, BlobLocation location)
    {
        try
        {
            if (JsonSerializer.Deserialize<Content>(bytes.Span, Json) is
                { RoutingKey.Length: FolderCreation.RoutingKeyBytes, Partitions: > 0 } content) return content;
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new CorruptLogException($"'{Name}' at {location} is damaged.");
    }

    private sealed record Content(int Format, int Partitions, string TimeMode, byte[] RoutingKey);
}
