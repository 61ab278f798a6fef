using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Actors.AzureStorage.Ownership;

/// <summary>Which process owns a store: what a refused one tells, and how a successor knows that its owner is dead.</summary>
/// <param name="Started">When the process started, Unix milliseconds: process numbers are used again.</param>
internal sealed record OwnerSign(string Machine, int Process, long Started)
{
    // Each process computes when another started from its own view of the clock: they differ by some milliseconds.
    private const long SameMs = 5_000;

    public static OwnerSign Own { get; } = Of(System.Diagnostics.Process.GetCurrentProcess());

    /// <summary>Many processes on many machines.</summary>
    public static OwnerSign Cluster { get; } = new("a cluster", 0, 0);

    public byte[] ToBytes() =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Started} {Process} {Machine}"));

    /// <summary>Null: not written by this program.</summary>
    public static OwnerSign? Parse(ReadOnlySpan<byte> bytes) =>
        Encoding.UTF8.GetString(bytes).Split(' ', 3) is [var started, var process, var machine]
        && long.TryParse(started, CultureInfo.InvariantCulture, out var ms)
        && int.TryParse(process, CultureInfo.InvariantCulture, out var number)
            ? new OwnerSign(machine, number, ms) : null;

    /// <summary>Whether it runs; null of a process of another machine, which nobody here can know.</summary>
    public bool? IsRunning()
    {
        if (Machine != Own.Machine) return null;
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(Process);
            return Math.Abs(Of(process).Started - Started) <= SameMs;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    public override string ToString() => this == Cluster ? Machine : $"process {Process} on {Machine}";

    private static OwnerSign Of(Process process) => new(
        Environment.MachineName, process.Id, new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds());
}
