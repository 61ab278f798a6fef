using System.Globalization;
using Actors.AzureStorage.Ownership;

namespace Actors.AzureStorage.Deduplication;

/// <summary>A folder on this machine that one opened store has for itself, among those of others.</summary>
internal static class ProcessFolder
{
    /// <summary>Makes one, and deletes those of processes that have died.</summary>
    public static string Create(string parent)
    {
        Directory.CreateDirectory(parent);
        foreach (var folder in Directory.EnumerateDirectories(parent, "shared-*").ToList())
        {
            if (Path.GetFileName(folder).Split('-') is [_, var started, var process, _]
                && long.TryParse(started, CultureInfo.InvariantCulture, out var ms)
                && int.TryParse(process, CultureInfo.InvariantCulture, out var number)
                && (OwnerSign.Own with { Started = ms, Process = number }).IsRunning() == false)
                Delete(folder);
        }

        var own = OwnerSign.Own;
        return Directory.CreateDirectory(
            Path.Combine(parent, $"shared-{own.Started}-{own.Process}-{Guid.NewGuid():N}")).FullName;
    }

    /// <summary>Deletes one; what cannot be deleted stays.</summary>
    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Temporary files, of which others may be faster to be rid.
        }
    }
}
