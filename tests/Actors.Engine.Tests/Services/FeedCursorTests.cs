using Actors.Engine.Services;

namespace Actors.Engine.Tests.Services;

public sealed class FeedCursorTests
{
    [Fact]
    public void A_cursor_survives_being_a_text()
    {
        var dice = new Random(1);
        for (int n = 0; n < 200; n++)
        {
            int partitions = 1 + dice.Next(80);
            long[] positions = [.. Enumerable.Range(0, partitions).Select(_ => dice.NextInt64() >> dice.Next(64))];
            FeedCursor.TryParse(new FeedCursor((uint)n * 12_345_678, positions).ToString(), out FeedCursor? read).ShouldBeTrue();
            read!.Positions.ShouldBe(positions);
            read.Folder.ShouldBe((uint)n * 12_345_678);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("AAAA")]
    [InlineData("AQ")]
    [InlineData("AQEBAQEBAQE")]
    [InlineData("Af__________________")]
    [InlineData("AgAAAAA")]
    [InlineData("AgAAAAD_")]
    [InlineData("AgAAAAD_____________")]
    [InlineData("été")]
    public void Anything_else_is_no_cursor(string text) => FeedCursor.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Moving_one_partition_leaves_the_cursor_it_came_from()
    {
        var cursor = new FeedCursor(7, [1, 2, 3]);
        cursor.With(1, 9).Positions.ShouldBe([1, 9, 3]);
        cursor.With(1, 9).Folder.ShouldBe(7u);
        cursor.Positions.ShouldBe([1, 2, 3]);
    }
}
