using System.Text;
using Actors.EventLog.Deduplication;

namespace Actors.EventLog.Tests.Deduplication;

public sealed class FingerprintTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];

    [Fact]
    public void Is_the_same_for_ever()
    {
        // Part of the on-disk format: these values may never change.
        Of("web", "u:42", "msg-1").ShouldBe(UInt128.Parse("229516871762996169348591026520783875773"));
        Of("", "", "").ShouldBe(UInt128.Parse("39213998258438565683080389696168891330"));
    }

    [Fact]
    public void Source_address_and_message_are_kept_apart()
    {
        UInt128[] all =
        [
            Of("a", "bc", "d"), Of("ab", "c", "d"), Of("a", "b", "cd"), Of("", "abc", "d"), Of("abcd", "", ""),
        ];
        all.Distinct().Count().ShouldBe(all.Length);
    }

    [Fact]
    public void Long_ids_count_to_their_last_byte()
    {
        var text = new string('x', 2000);
        Of("web", "u:1", text + "1").ShouldNotBe(Of("web", "u:1", text + "2"));
    }

    [Fact]
    public void Another_key_gives_other_fingerprints() =>
        new Fingerprint(new byte[16]).Of("a"u8, "b"u8, "c"u8).ShouldNotBe(Of("a", "b", "c"));

    private static UInt128 Of(string source, string address, string message) => new Fingerprint(Key).Of(
        Encoding.UTF8.GetBytes(source), Encoding.UTF8.GetBytes(address), Encoding.UTF8.GetBytes(message));
}
