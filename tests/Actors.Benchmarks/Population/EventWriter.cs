using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Actors.Benchmarks.Population;

/// <summary>
/// Writes tracking calls as JSON: rendered once, then copied and patched, so that sending them costs little.
/// </summary>
internal sealed class EventWriter
{
    private const int Variants = 64;
    private const string Customer = "00000000";
    private const string Message = "0000000000000000";
    private const string Timestamp = "2000-01-01T00:00:00.000Z";
    private const long FourHundredYears = 146_097L * 24 * 60 * 60 * 1000;

    private static readonly string[] Categories =
        ["sport", "travel", "garden", "books", "toys", "kitchen", "music", "fashion"];

    private readonly Rendered[][] _rendered =
        [.. EventKind.All.Select((kind, k) => Enumerable.Range(0, Variants).Select(v => Render(kind, k, v)).ToArray())];

    /// <summary>The most bytes of one event.</summary>
    public const int BytesMax = 1_024;

    /// <summary>Writes one call.</summary>
    /// <param name="customer">0 to 99,999,999.</param>
    /// <param name="message">What makes the message unique: its id, in hexadecimal.</param>
    /// <returns>Bytes written.</returns>
    public int Write(Span<byte> to, int kind, int customer, long message, long timestampMs)
    {
        Rendered event_ = _rendered[kind][(customer ^ (int)message) & (Variants - 1)];
        event_.Json.CopyTo(to);
        Utf8Formatter.TryFormat(customer, to[event_.CustomerAt..], out _, new('D', 8));
        Utf8Formatter.TryFormat(message, to[event_.MessageAt..], out _, new('x', 16));
        WriteInstant(to[event_.TimestampAt..], timestampMs);
        return event_.Json.Length;
    }

    /// <summary>Writes a whole batch request's body.</summary>
    /// <param name="next">Gives kind, customer, message and time of the n-th event.</param>
    public int WriteBatch(
        Span<byte> to, int events, long sentAtMs,
        Func<int, (int Kind, int Customer, long Message, long TimestampMs)> next)
    {
        int at = Put(to, "{\"batch\":["u8);
        for (int i = 0; i < events; i++)
        {
            if (i > 0)
            {
                to[at++] = (byte)',';
            }
            (int kind, int customer, long message, long timestampMs) = next(i);
            at += Write(to[at..], kind, customer, message, timestampMs);
        }
        at += Put(to[at..], "],\"sentAt\":\""u8);
        WriteInstant(to[at..], sentAtMs);
        at += Timestamp.Length;
        return at + Put(to[at..], "\"}"u8);
    }

    private static int Put(Span<byte> to, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(to);
        return bytes.Length;
    }

    private static void WriteInstant(Span<byte> to, long unixMs)
    {
        // Only the digits: the separators are rendered already, or put here for sentAt.
        DateTime at = DateTime.UnixEpoch.AddMilliseconds(unixMs % FourHundredYears);
        Encoding.UTF8.GetBytes(Timestamp, to);
        Utf8Formatter.TryFormat(at.Year, to, out _, new('D', 4));
        Two(to[5..], at.Month);
        Two(to[8..], at.Day);
        Two(to[11..], at.Hour);
        Two(to[14..], at.Minute);
        Two(to[17..], at.Second);
        Utf8Formatter.TryFormat(at.Millisecond, to[20..], out _, new('D', 3));
    }

    private static void Two(Span<byte> to, int number) =>
        (to[0], to[1]) = ((byte)('0' + number / 10), (byte)('0' + number % 10));

    private static Rendered Render(EventKind kind, int kindNumber, int variant)
    {
        int amount = 20 + (variant * 37 + kindNumber * 11) % 130;
        string category = Categories[variant % Categories.Length];
        string properties = string.Format(CultureInfo.InvariantCulture, kind.Properties.Trim(), category, amount);
        string json = $$"""
            {"type":"track","messageId":"{{Message}}","userId":"c{{Customer}}","timestamp":"{{Timestamp}}",
            "event":"{{kind.Name}}","properties":{{properties}}}
            """.ReplaceLineEndings("");
        return new Rendered(
            Encoding.UTF8.GetBytes(json), At("\"messageId\":\""), At("\"userId\":\"c"), At("\"timestamp\":\""));

        int At(string before) => json.IndexOf(before, StringComparison.Ordinal) + before.Length;
    }

    private sealed record Rendered(byte[] Json, int MessageAt, int CustomerAt, int TimestampAt);
}
