namespace Actors.Server.Replay;

/// <summary>
/// Tells of rejected lines: the first ones in full, so that a file of rubbish does not bury the summary; all are
/// counted.
/// </summary>
internal sealed class Rejections(string file)
{
    private const int ToldMax = 20;
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    public void Add(object rejected)
    {
        long count = Interlocked.Increment(ref _count);
        if (count <= ToldMax)
        {
            Console.Error.WriteLine($"{file}: {rejected}");
        }
        else if (count == ToldMax + 1)
        {
            Console.Error.WriteLine($"{file}: more lines are rejected; they are counted, not told");
        }
    }
}
