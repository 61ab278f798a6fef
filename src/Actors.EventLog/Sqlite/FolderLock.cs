using System.Globalization;

namespace Actors.EventLog.Sqlite;

/// <summary>
/// Ownership of a data folder: a file held open for this process alone (<c>flock</c> on Unix, share mode on Windows).
/// The system lets it go when the process ends, however it ends, so a crash leaves nothing to clean up.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    // Raw results of a refused lock: EWOULDBLOCK on Linux and macOS, sharing and lock violations on Windows.
    private static readonly int[] Refused = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    public static FolderLock Take(string folder)
    {
        var path = Path.Combine(folder, "lock");
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            var owner = new FolderLock(file);
            Sign(folder);
            return owner;
        }
        catch (IOException e) when (Refused.Contains(e.HResult))
        {
            throw new FolderInUseException(
                $"Data folder '{folder}' is in use by another server{Signature(folder)}. "
                + "Stop it, or give this one a folder of its own.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"Data folder '{folder}' cannot be locked: {e.Message}", e);
        }
    }

    public void Dispose() => _file.Dispose();

    // Beside the lock, as nobody else can read a file that is held alone.
    private static void Sign(string folder)
    {
        try
        {
            File.WriteAllText(OwnerPath(folder), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only a courtesy: a full disk must not keep the owner out.
        }
    }

    private static string Signature(string folder)
    {
        try
        {
            var text = File.ReadAllText(OwnerPath(folder));
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                ? $" (process {process})" : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // Only a courtesy.
        }
    }

    private static string OwnerPath(string folder) => Path.Combine(folder, "lock.owner");
}
