using Actors.Segmentation.Values;

namespace Actors.Segmentation.State;

/// <summary>Reads the region of traits: the live traits as one object, then who said each, and when.</summary>
internal static class TraitStore
{
    /// <summary>Bytes that a state's traits may at most take of <see cref="TraitMerge.BytesMax"/>.</summary>
    public static int Bytes(ReadOnlySpan<long> state) => StateFormat.Region(state, StateFormat.TraitsRegion).Length * sizeof(long);

    /// <summary>The live traits, a document; empty when there are none.</summary>
    public static ReadOnlySpan<byte> Live(ReadOnlySpan<long> state)
    {
        ReadOnlySpan<byte> bytes = StateFormat.Bytes(state, StateFormat.TraitsRegion);
        return bytes.IsEmpty ? default : bytes[..DocFormat.Size(bytes)];
    }
}
