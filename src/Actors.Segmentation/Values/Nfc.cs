using System.Buffers;
using System.Text;

namespace Actors.Segmentation.Values;

/// <summary>Unicode normalization form C, by tables of this assembly: the same on every machine.</summary>
public static class Nfc
{
    private const int HangulBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7;
    private const int LeadCount = 19, VowelCount = 21, TailCount = 28;

    private static readonly Dictionary<long, int> Compositions = BuildCompositions();

    /// <summary>Whether the text is in form C already, decided in one pass; false may also mean "perhaps".</summary>
    public static bool IsSurelyNormalized(ReadOnlySpan<byte> utf8)
    {
        // Below U+0300 (lead byte 0xCC) nothing combines.
        int at = utf8.IndexOfAnyInRange((byte)0xCC, (byte)0xFF);
        while (at >= 0 && at < utf8.Length)
        {
            Rune.DecodeFromUtf8(utf8[at..], out Rune rune, out int size);
            if (IsUnstable(rune.Value)) return false;
            at += size;
        }
        return true;
    }

    /// <summary>The text in form C. Lone surrogates are kept.</summary>
    public static string Normalize(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\u0300', '\uFFFF') < 0) return text;
        List<int> points = [];
        for (int i = 0; i < text.Length; i++)
        {
            bool pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            points.Add(pair ? char.ConvertToUtf32(text[i], text[++i]) : text[i]);
        }
        StringBuilder result = new(text.Length);
        foreach (int point in Compose(points))
        {
            if (point > 0xFFFF) result.Append(char.ConvertFromUtf32(point));
            else result.Append((char)point);
        }
        return result.ToString();
    }

    /// <summary>Writes valid UTF-8 in form C.</summary>
    internal static void Normalize(ReadOnlySpan<byte> utf8, IBufferWriter<byte> to)
    {
        if (IsSurelyNormalized(utf8))
        {
            to.Write(utf8);
            return;
        }
        List<int> points = [];
        foreach (Rune rune in Encoding.UTF8.GetString(utf8).EnumerateRunes()) points.Add(rune.Value);
        foreach (int point in Compose(points))
        {
            to.Advance(new Rune(point).EncodeToUtf8(to.GetSpan(4)));
        }
    }

    private static List<int> Compose(List<int> points)
    {
        List<int> decomposed = new(points.Count + 8);
        foreach (int point in points) Decompose(point, decomposed);
        Order(decomposed);
        List<int> result = new(decomposed.Count);
        int starter = -1;
        int lastClass = 0;
        foreach (int point in decomposed)
        {
            int cls = Class(point);
            bool blocked = starter < 0 || (result.Count - 1 > starter && (lastClass >= cls || lastClass == 0));
            if (!blocked && TryPair(result[starter], point) is { } composed)
            {
                result[starter] = composed;
                continue;
            }
            if (cls == 0) starter = result.Count;
            lastClass = cls;
            result.Add(point);
        }
        return result;
    }

    private static void Decompose(int point, List<int> to)
    {
        int syllable = point - HangulBase;
        if (syllable is >= 0 and < LeadCount * VowelCount * TailCount)
        {
            to.Add(LeadBase + syllable / (VowelCount * TailCount));
            to.Add(VowelBase + syllable / TailCount % VowelCount);
            if (syllable % TailCount != 0) to.Add(TailBase + syllable % TailCount);
            return;
        }
        int at = FindDecomposition(point);
        if (at < 0)
        {
            to.Add(point);
            return;
        }
        Decompose(NfcTables.Decompositions[at + 1], to);
        if (NfcTables.Decompositions[at + 2] != 0) Decompose(NfcTables.Decompositions[at + 2], to);
    }

    /// <summary>Stable sort of each run of combining marks by class; n log n, as a hostile text is one long run.</summary>
    private static void Order(List<int> points)
    {
        for (int start = 0; start < points.Count; start++)
        {
            int end = start;
            while (end < points.Count && Class(points[end]) != 0) end++;
            if (end - start < 2) continue;
            long[] keys = new long[end - start];
            for (int i = start; i < end; i++) keys[i - start] = ((long)Class(points[i]) << 32) | (uint)(i - start);
            Array.Sort(keys);
            int[] run = [.. points.GetRange(start, end - start)];
            for (int i = start; i < end; i++) points[i] = run[(int)keys[i - start]];
            start = end;
        }
    }

    private static int? TryPair(int first, int second)
    {
        int lead = first - LeadBase, vowel = second - VowelBase;
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount)
        {
            return HangulBase + (lead * VowelCount + vowel) * TailCount;
        }
        int syllable = first - HangulBase, tail = second - TailBase;
        if (syllable is >= 0 and < LeadCount * VowelCount * TailCount && syllable % TailCount == 0 && tail is > 0 and < TailCount)
        {
            return first + tail;
        }
        return Compositions.TryGetValue(((long)first << 32) | (uint)second, out int composed) ? composed : null;
    }

    private static bool IsUnstable(int point)
    {
        int at = FindRange(NfcTables.Unstable, 2, point);
        return at >= 0;
    }

    private static int Class(int point)
    {
        if (point < 0x300) return 0;
        int at = FindRange(NfcTables.Classes, 3, point);
        return at < 0 ? 0 : NfcTables.Classes[at + 2];
    }

    private static int FindDecomposition(int point)
    {
        ReadOnlySpan<int> table = NfcTables.Decompositions;
        int low = 0, high = table.Length / 4 - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int found = table[middle * 4];
            if (found == point) return middle * 4;
            if (found < point) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }

    private static int FindRange(ReadOnlySpan<int> table, int stride, int point)
    {
        int low = 0, high = table.Length / stride - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (point < table[middle * stride]) high = middle - 1;
            else if (point > table[middle * stride + 1]) low = middle + 1;
            else return middle * stride;
        }
        return -1;
    }

    private static Dictionary<long, int> BuildCompositions()
    {
        ReadOnlySpan<int> table = NfcTables.Decompositions;
        Dictionary<long, int> result = [];
        for (int i = 0; i < table.Length; i += 4)
        {
            if (table[i + 3] != 0) result[((long)table[i + 1] << 32) | (uint)table[i + 2]] = table[i];
        }
        return result;
    }
}
