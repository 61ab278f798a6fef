using Actors.Server.Replay;

namespace Actors.Server.Demo;

/// <summary>The simulated shop as an endless stream of tracking calls.</summary>
public sealed class ShopCalls : ICallSource
{
    // Small enough that a paced replay never waits long for a block, large enough that blocks cost nothing.
    private const int BlockBytes = 64 << 10;
    private readonly CallWriter _calls;
    private readonly Shop _shop;
    private long _line = 1;

    /// <param name="fromMs">Calls before this instant are lived through but not told: a folder that goes on already holds them.</param>
    public ShopCalls(ShopOptions options, long fromMs = long.MinValue)
    {
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
        while (_calls.Written.Length < BlockBytes)
        {
            _shop.Step();
        }
        var block = new CallBlock(_calls.Written.ToArray(), _line);
        _line += block.Bytes.Span.Count((byte)'\n');
        return block;
    }
}
