using System.Text;
using Actors.EventLog.Routing;

namespace Actors.EventLog.Tests.Routing;

public sealed class PartitionHashTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];

    [Fact]
    public void An_address_stays_in_its_partition_for_ever()
    {
        // Part of the on-disk format: these values may never change.
        var hash = new PartitionHash(Key, 64);
        string[] addresses = ["u:1", "u:2", "u:42", "a:0b9c", "u:zoë", "g:acme", ""];
        addresses.Select(address => hash.PartitionOf(Encoding.UTF8.GetBytes(address)))
            .ShouldBe([34, 60, 59, 63, 54, 49, 28]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(1000)]
    [InlineData(4096)]
    public void Customers_spread_evenly(int partitions)
    {
        var hash = new PartitionHash(Key, partitions);
        var counts = new int[partitions];
        for (var i = 0; i < partitions * 400; i++) counts[hash.PartitionOf(Encoding.UTF8.GetBytes($"u:{i}"))]++;
        counts.ShouldAllBe(count => count > 280 && count < 520);
    }
}
