using Actors.Segmentation.Values;

namespace Actors.Segmentation.Tests.Values;

public class NfcTests
{
    [Theory]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("\u212b", "\u00c5")]
    [InlineData("s\u0307\u0323", "\u1e69")]
    [InlineData("a\u0315\u0300", "\u00e0\u0315")]
    [InlineData("\u1100\u1161\u11a8", "\uac01")]
    [InlineData("\uac00\u11a8", "\uac01")]
    [InlineData("\u0958", "\u0915\u093c")]
    [InlineData("\ud804\udc99\ud804\udcba", "\ud804\udc9a")]
    [InlineData("\uf900", "\u8c48")]
    [InlineData("x\ud800e\u0301", "x\ud800\u00e9")]
    public void Texts_are_composed(string text, string composed) => Nfc.Normalize(text).ShouldBe(composed);

    [Theory]
    [InlineData("")]
    [InlineData("plain, déjà composé")]
    [InlineData("日本語 Ελληνικά русский 😀 \uac01")]
    public void Composed_texts_stay_as_they_are(string text) => Nfc.Normalize(text).ShouldBe(text);

    [Fact]
    public void Composing_again_changes_nothing()
    {
        var random = new Random(7);
        for (int i = 0; i < 5_000; i++)
        {
            char[] units = [.. Enumerable.Range(0, 8).Select(_ => (char)random.Next(0x20, 0x3100))];
            string once = Nfc.Normalize(new string(units));
            Nfc.Normalize(once).ShouldBe(once);
        }
    }

    [Fact]
    public void A_long_run_of_marks_is_sorted_in_little_time()
    {
        string marks = string.Concat(Enumerable.Repeat("\u0301\u0323", 50_000));
        string composed = Nfc.Normalize("q" + marks);
        composed.Length.ShouldBe(100_001);
        composed[1].ShouldBe('\u0323');
        composed[^1].ShouldBe('\u0301');
    }
}
