namespace Actors.Engine.Partitions;

/// <summary>
/// What a new catalog needs of the past, read while the old one goes on deciding: each call reads a few blocks more. The switch itself then reads
/// only what came since. A past too large for memory is left to the switch, which reads it in parts; it is read to its end all the same, so that a damaged
/// log is found before anything has changed.
/// </summary>
internal sealed class HistoryAhead(PartitionContext context, CustomerIndex index)
{
    /// <summary>Blocks read in one call, of each log; the lane's other work goes on between two of them.</summary>
    private const int BlocksMax = 64;

    private (bool Records, bool Published) _wanted;
    private LogPast? _past;
    private bool _isTooLarge;
    private bool _isReading;

    /// <summary>Reads on.</summary>
    /// <param name="records">Whether the input records are asked for.</param>
    /// <param name="published">Whether the published migrations are. Neither: what was read is forgotten.</param>
    /// <returns>How far both logs are read, 0 to 1.</returns>
    public async ValueTask<double> Step(bool records, bool published)
    {
        if (_wanted != (records, published))
        {
            (_past, _isTooLarge, _wanted) = (null, false, (records, published));
        }
        if (!(records || published))
        {
            return 1;
        }
        LogPast past = _past ??= new LogPast(context, index, static _ => true);
        if (!_isReading)
        {
            _isReading = true;
            try
            {
                await ReadOn(past, records, published);
            }
            finally
            {
                _isReading = false;
            }
        }
        past = _past ?? past;
        long all = (records ? context.Store.Input(context.Number).Tail : 0) + (published ? context.Store.Outbox(context.Number).Tail : 0);
        return past.Input + past.Outbox >= all ? 1 : (double)(past.Input + past.Outbox) / all;
    }

    /// <summary>Hands over what was read of what is asked for; null: nothing. Whoever took it over goes on with it alone.</summary>
    public LogPast? Take(bool records, bool published)
    {
        LogPast? taken = _wanted == (records, published) && !_isTooLarge ? _past : null;
        (_past, _isTooLarge, _wanted) = (null, false, default);
        return taken;
    }

    private async ValueTask ReadOn(LogPast past, bool records, bool published)
    {
        if (records)
        {
            await past.ReadRecords(long.MaxValue, BlocksMax, Fits);
        }
        if (published)
        {
            await past.ReadPublished(long.MaxValue, BlocksMax, Fits);
        }
    }

    private bool Fits(LogPast past)
    {
        if (past == _past && !_isTooLarge && past.Bytes > context.Options.ActivationBytesMax)
        {
            (_past, _isTooLarge) = (past.WithoutAnybody(), true);
        }
        return past == _past;
    }
}
