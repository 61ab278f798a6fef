namespace Actors.Server.Tests.Telemetry;

/// <summary>Reads protobuf's wire format without a schema: just enough to find a field by its path of numbers.</summary>
internal static class Protobuf
{
    /// <summary>The content of every field at a path; of a number, its bytes.</summary>
    public static IEnumerable<byte[]> At(byte[] message, params int[] path) =>
        Fields(message).Where(field => field.Number == path[0])
            .SelectMany(field => path.Length == 1 ? [field.Content] : At(field.Content, path[1..]));

    private static IEnumerable<(int Number, byte[] Content)> Fields(byte[] message)
    {
        for (int at = 0; at < message.Length;)
        {
            ulong tag = Number(message, ref at);
            int length = (tag & 7) switch
            {
                0 => LengthOfNumber(message, at),
                1 => 8,
                2 => (int)Number(message, ref at),
                5 => 4,
                ulong type => throw new InvalidDataException($"Wire type {type} at byte {at}."),
            };
            yield return ((int)(tag >> 3), message[at..(at + length)]);
            at += length;
        }
    }

    private static int LengthOfNumber(byte[] message, int at)
    {
        int end = at;
        Number(message, ref end);
        return end - at;
    }

    private static ulong Number(byte[] message, ref int at)
    {
        ulong number = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = message[at++];
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return number;
            }
        }
    }
}
