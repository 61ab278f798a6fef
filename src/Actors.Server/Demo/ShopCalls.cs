using Actors.Server.Replay;

namespace Actors.Server.Demo;

/// <summary>The simulated shop as an endless stream of tracking calls.</summary>
public sealed class ShopCalls : ICallSource
{
    // History passes at full speed, in large blocks; then small ones, so that a paced replay never waits long for one.
    private const int HistoryBlockBytes = 512 << 10;
    private const int LiveBlockBytes = 32 << 10;
    private readonly long _liveMs;
    private readonly CallWriter _calls;
    private readonly Shop _shop;
    private long _line = 1;

    /// <param name="fromMs">Calls before this instant are lived through but not told: a folder that goes on already
    /// holds them.</param>
    public ShopCalls(ShopOptions options, long fromMs = long.MinValue)
    {
        _liveMs = options.LiveMs;
        _calls = new(options.Seed) { Muted = true };
        _shop = new(options, _calls);
        long at = long.MinValue;
        while (at < fromMs)
        {
            at = _shop.Step();
        }
        _calls.Muted = false;
    }

    public double? Progress => null;

    /// <summary>Never null: the shop has no last day.</summary>
    public CallBlock Read()
    {
        _calls.Clear();
        int bytesMax = HistoryBlockBytes;
        while (_calls.Written.Length < bytesMax)
        {
            bytesMax = _shop.Step() >= _liveMs ? LiveBlockBytes : HistoryBlockBytes;
        }
        var block = new CallBlock(_calls.Written.ToArray(), _line);
        _line += block.Bytes.Span.Count((byte)'\n');
        return block;
    }
}
