namespace Actors.Hosting.Options;

/// <summary>What <c>--data</c> names: a folder of this machine, or <c>azure:</c> and the address of a container.</summary>
internal static class DataPlace
{
    private const string AzureScheme = "azure:";

    /// <summary>The container's address; null of a folder.</summary>
    public static string? AzureAddress(string data) =>
        data.StartsWith(AzureScheme, StringComparison.Ordinal) ? data[AzureScheme.Length..] : null;

    /// <summary>The place, to be told to people.</summary>
    public static string Name(string data) => AzureAddress(data) ?? Path.GetFullPath(data);
}
