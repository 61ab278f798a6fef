namespace Actors.EventLog.Tests;

/// <summary>Blocks with recognizable content.</summary>
public static class Blocks
{
    public static LogBlock Of(long first, long last, int bytes = 40, int seed = 1) =>
        new(first, last, first * 1000, last * 1000, Content(first, bytes, seed));

    /// <summary>Bytes that repeat enough to be compressed, different for every position and seed.</summary>
    public static byte[] Content(long first, int bytes, int seed = 1)
    {
        var content = new byte[bytes];
        for (var i = 0; i < bytes; i++) content[i] = (byte)((i % 97) + (first * 31) + (i / 500 * seed));
        return content;
    }

    public static async Task<List<LogBlock>> ToList(this IAsyncEnumerable<LogBlock> blocks)
    {
        var list = new List<LogBlock>();
        await foreach (var block in blocks) list.Add(block);
        return list;
    }

    public static void ShouldBe(this LogBlock actual, LogBlock expected)
    {
        (actual.First, actual.Last, actual.FromMs, actual.ToMs)
            .ShouldBe((expected.First, expected.Last, expected.FromMs, expected.ToMs));
        actual.Payload.Span.SequenceEqual(expected.Payload.Span).ShouldBeTrue($"payload of block {expected.First}");
    }

    /// <summary>Appends and insists on success.</summary>
    public static async Task Add(this ILog log, params LogBlock[] blocks)
    {
        foreach (var block in blocks)
            (await log.Append(block.First - 1, block)).ShouldBe(new AppendOutcome(Appended: true, block.Last));
    }
}
