using System.Text;
using Actors.Conformance.Shops;
using Actors.Engine.Partitions;
using Actors.Segmentation.Records;

namespace Actors.Engine.Tests.Partitions;

/// <summary>One customer's records, out of the log of all.</summary>
public sealed class InputHistoryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(1_024)]
    public async Task Forwards_every_record_comes_once_however_few_places_are_remembered(int marksMax)
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        var sent = new List<string>();
        for (int i = 1; i <= 150; i++)
        {
            rig.NowMs += 1_000;
            sent.AddRange([$"a{i}", $"b{i}"]);
            // Each in a block of its own, with others' beside them.
            await rig.Append(Calls.View("ann", rig.NowMs, $"a{i}"), Calls.View("bob", rig.NowMs), Calls.View("ann", rig.NowMs, $"b{i}"));
            await rig.Append(Calls.View("eve", rig.NowMs));
        }
        long last = rig.Store.Input(0).Tail - 3;
        var index = new CustomerIndex();
        int ann = index.FindOrAdd(CustomerId.User("ann"));
        var history = new InputHistory(rig.Context, index, _ => last, marksMax);
        var told = new List<string>();
        await foreach (List<Record> page in history.Forward(ann))
        {
            told.AddRange(page.Select(record => Encoding.UTF8.GetString(record.MessageId.Span)));
        }
        told.ShouldBe(sent);
    }
}
