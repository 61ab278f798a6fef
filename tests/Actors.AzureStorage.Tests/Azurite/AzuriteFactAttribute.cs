namespace Actors.AzureStorage.Tests.Azurite;

/// <summary>A test that needs the emulator: skipped, saying why, where it is missing.</summary>
public sealed class AzuriteFactAttribute : FactAttribute
{
    public AzuriteFactAttribute() => Skip = AzuriteProcess.Missing!;
}
