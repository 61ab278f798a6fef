using Actors.Engine.Codec;
using Actors.EventLog;

namespace Actors.Engine.Tests.Codec;

public sealed class BlockBytesTests
{
    private static readonly long[] Numbers = [0, 1, -1, 127, 128, -128, 1_767_225_600_000, long.MaxValue, long.MinValue];

    [Fact]
    public void Numbers_of_every_size_come_back()
    {
        var writer = new BlockWriter(1);
        foreach (long n in Numbers)
        {
            writer.Signed(n);
            writer.Unsigned((ulong)n);
            writer.Wide((Int128)n * n * 3);
        }
        var reader = new BlockReader(writer.Memory, "here");
        foreach (long n in Numbers)
        {
            reader.Signed().ShouldBe(n);
            reader.Unsigned().ShouldBe((ulong)n);
            reader.Wide().ShouldBe((Int128)n * n * 3);
        }
        reader.AtEnd.ShouldBeTrue();
    }

    [Fact]
    public void Texts_and_bytes_come_back()
    {
        var writer = new BlockWriter(1);
        writer.Text("");
        writer.Text("été 🙂");
        writer.Bytes(new byte[100_000]);
        var reader = new BlockReader(writer.Memory, "here");
        reader.Text().ShouldBe("");
        reader.Text().ShouldBe("été 🙂");
        reader.Bytes().Length.ShouldBe(100_000);
    }

    [Fact]
    public void A_length_beyond_the_end_is_damage_and_names_the_place()
    {
        var writer = new BlockWriter(1);
        writer.Unsigned(1_000_000);
        Should.Throw<CorruptLogException>(() => new BlockReader(writer.Memory, "outbox of partition 7").Bytes())
            .Message.ShouldContain("outbox of partition 7");
    }

    [Fact]
    public void A_number_that_never_ends_is_damage()
    {
        byte[] endless = new byte[20];
        Array.Fill(endless, (byte)0xFF);
        Should.Throw<CorruptLogException>(() => new BlockReader(endless, "here").Unsigned());
    }
}
