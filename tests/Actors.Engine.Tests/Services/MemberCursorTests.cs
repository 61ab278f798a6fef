using Actors.Engine.Services;
using Actors.Segmentation.Records;

namespace Actors.Engine.Tests.Services;

public sealed class MemberCursorTests
{
    [Theory]
    [InlineData("")]
    [InlineData("u:ada")]
    [InlineData("a:été/x y")]
    public void A_cursor_survives_being_a_text(string after)
    {
        var cursor = new MemberCursor(0xFEDC_BA98, 63, new CustomerId(System.Text.Encoding.UTF8.GetBytes(after)));
        MemberCursor.TryParse(cursor.ToString(), out MemberCursor read).ShouldBeTrue();
        read.ShouldBe(cursor);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("AQ")]
    [InlineData("AgAAAAAAAA")]
    [InlineData("été")]
    public void Anything_else_is_no_cursor(string text) => MemberCursor.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void The_longest_id_fits()
    {
        var cursor = new MemberCursor(1, 2, new CustomerId(new byte[CustomerId.BytesMax]));
        MemberCursor.TryParse(cursor.ToString(), out MemberCursor read).ShouldBeTrue();
        read.After.Utf8.Length.ShouldBe(CustomerId.BytesMax);
    }
}
