using System.Diagnostics;

namespace Actors.Server.Tests.Processes;

/// <summary>
/// A file system of a few megabytes that really runs full: mounted in a name space of its own, so that it needs no privilege and is seen by
/// nobody else. A process holds the name space, and with it the disk, whatever becomes of the servers on it.
/// </summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int BallastBytes = 32 << 20;
    private const int Room = 12 << 20;
    private const string Point = "/mnt";
    private static readonly string[] Apart = ["unshare", "--user", "--map-root-user", "--mount"];
    private readonly Process _holder;

    private SmallDisk(Process holder) => _holder = holder;

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? Missing { get; } = Try();

    /// <summary>A data folder, as a process behind <see cref="Prefix"/> sees it.</summary>
    public string Data { get; } = Path.Combine(Point, "data");

    /// <summary>In front of a command line, lets it run where the disk is.</summary>
    public string[] Prefix =>
        ["nsenter", "--target", $"{_holder.Id}", "--user", "--mount", "--preserve-credentials"];

    private string Ballast => $"/proc/{_holder.Id}/root{Point}/ballast";

    /// <summary>Mounts one of 44 MB with 12 MB free; the rest is ballast.</summary>
    public static async Task<SmallDisk> Mount()
    {
        string mount = $"mount -t tmpfs -o size={BallastBytes + Room} none {Point} && echo mounted && exec cat";
        var disk = new SmallDisk(Start([.. Apart, "sh", "-c", mount]));
        (await disk._holder.StandardOutput.ReadLineAsync()).ShouldBe("mounted");
        await File.WriteAllBytesAsync(disk.Ballast, new byte[BallastBytes]);
        return disk;
    }

    /// <summary>Fills it to the last byte.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                ballast.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Removes the ballast.</summary>
    public void MakeRoom() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        _holder.Kill();
        await _holder.WaitForExitAsync();
        _holder.Dispose();
    }

    private static string? Try()
    {
        try
        {
            using Process trial = Start([.. Apart, "mount", "-t", "tmpfs", "none", Point]);
            trial.WaitForExit();
            return trial.ExitCode == 0 ? null : "no small disk can be mounted in a name space of its own";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "there is no unshare(1) to mount a small disk with";
        }
    }

    private static Process Start(string[] line) => Process.Start(new ProcessStartInfo(line[0], line[1..])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}

/// <summary>A test that fills a disk: skipped, saying why, where none can be mounted.</summary>
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = SmallDisk.Missing!;
}
