namespace Actors.Segmentation.Tests.Oracle;

/// <summary>What was published of one customer: current memberships and last exits, by address.</summary>
internal sealed class OracleMembers
{
    private readonly Dictionary<string, long> _since = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _exits = new(StringComparer.Ordinal);

    public long? SinceOf(string address) => _since.TryGetValue(address, out long at) ? at : null;

    public long? ExitOf(string address) => _exits.TryGetValue(address, out long at) ? at : null;

    public string? CurrentOf(IEnumerable<string> addresses) => addresses.FirstOrDefault(_since.ContainsKey);

    public void Move(string? from, string? to, long at)
    {
        if (from is not null)
        {
            _since.Remove(from);
            _exits[from] = at;
        }
        if (to is not null) _since[to] = at;
    }

    public IEnumerable<long> Instants => _since.Values.Concat(_exits.Values);
}
