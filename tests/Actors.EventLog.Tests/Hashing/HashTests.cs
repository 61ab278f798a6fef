using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Actors.EventLog.Hashing;

namespace Actors.EventLog.Tests.Hashing;

public sealed class HashTests
{
    private static readonly byte[] Ascending = [.. Enumerable.Range(0, 64).Select(i => (byte)i)];

    // The vectors that SipHash's authors publish: key 00…0f, inputs 00…(n-1); also what OpenSSL's SIPHASH gives.
    [Theory]
    [InlineData(0, "310e0edd47db6f72", "a3817f04ba25a8e66df67214c7550293")]
    [InlineData(1, "fd67dc93c539f874", "da87c1d86b99af44347659119b22fc45")]
    [InlineData(7, "37d1018bf50002ab", "a1f1ebbed8dbc153c0b84aa61ff08239")]
    [InlineData(8, "6224939a79f5f593", "3b62a9ba6258f5610f83e264f31497b4")]
    [InlineData(15, "e545be4961ca29a1", "5493e99933b0a8117e08ec0f97cfc3d9")]
    [InlineData(63, "724506eb4c328a95", "5150d1772f50834a503e069a973fbd7c")]
    public void SipHash_gives_the_published_values(int length, string hash64, string hash128)
    {
        Convert.ToHexStringLower(Bytes64(length)).ShouldBe(hash64);
        Convert.ToHexStringLower(Bytes128(length)).ShouldBe(hash128);
    }

    [Fact]
    public void SipHash_gives_all_64_published_values_of_each_form()
    {
        Digest(Bytes64).ShouldBe("0226a91002af9775a791b3ec5a48e643f8848d2d5774dea9be3438d5786bb58e");
        Digest(Bytes128).ShouldBe("ecfaa9fe47ff788fa834a9863ea2715a2880cd37d2b8c3c194402838428119b9");
    }

    [Fact]
    public void Crc32C_gives_the_published_check_value()
    {
        Crc32C.Of("123456789"u8).ShouldBe(0xE3069283u);
        Crc32C.Of(new byte[32]).ShouldBe(0x8A9136AAu); // RFC 3720, B.4
    }

    [Fact]
    public void Crc32C_is_the_same_in_parts()
    {
        var parts = new Crc32C();
        parts.Add(Encoding.ASCII.GetBytes("1234"));
        parts.Add(Encoding.ASCII.GetBytes("56789"));
        parts.Value.ShouldBe(0xE3069283u);
    }

    private static byte[] Bytes64(int length)
    {
        var bytes = new byte[8];
        var hash = SipHash.Hash64(Ascending.AsSpan(0, 16), Ascending.AsSpan(0, length));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, hash);
        return bytes;
    }

    private static byte[] Bytes128(int length)
    {
        var bytes = new byte[16];
        var hash = SipHash.Hash128(Ascending.AsSpan(0, 16), Ascending.AsSpan(0, length));
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, hash);
        return bytes;
    }

    private static string Digest(Func<int, byte[]> hash) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Enumerable.Range(0, 64).SelectMany(hash)]));
}
