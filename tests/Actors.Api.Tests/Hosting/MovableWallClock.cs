namespace Actors.Api.Tests.Hosting;

/// <summary>The machine's time with a wall clock that can be set, as an operator or a bad time server does.</summary>
internal sealed class MovableWallClock : TimeProvider
{
    private long _aheadTicks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _aheadTicks));

    public void Jump(TimeSpan by) => Interlocked.Add(ref _aheadTicks, by.Ticks);
}
