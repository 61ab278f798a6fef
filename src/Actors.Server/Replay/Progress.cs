namespace Actors.Server.Replay;

/// <summary>
/// Tells how far a replay is, on the standard error: one line renewed on a terminal, else a line every few seconds.
/// </summary>
internal sealed class Progress : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _telling;
    private readonly bool _terminal = !Console.IsErrorRedirected;
    private readonly ReplayTally _tally;
    private readonly Func<double?> _share;

    public Progress(ReplayTally tally, Func<double?> share)
    {
        (_tally, _share) = (tally, share);
        _telling = Tell();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _telling;
        _stop.Dispose();
    }

    private async Task Tell()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(_terminal ? 1 : 5));
        long before = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                long accepted = _tally.Accepted;
                long perSecond = (accepted - before) / (_terminal ? 1 : 5);
                before = accepted;
                string share = _share() is { } s ? $", {s * 100:0} %" : "";
                string rejected = _tally.Rejected > 0 ? $", {_tally.Rejected:N0} rejected" : "";
                string line = $"{accepted:N0} events, {perSecond:N0}/s, at {Date(_tally.ToMs)}{share}{rejected}";
                await Console.Error.WriteAsync(_terminal ? $"\r{line,-78}" : line + "\n");
            }
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteAsync(_terminal ? $"\r{"",-78}\r" : "");
        }
    }

    internal static string Date(long ms) =>
        ms is long.MinValue or long.MaxValue ? "—"
        : DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime.ToString("yyyy-MM-dd");
}
