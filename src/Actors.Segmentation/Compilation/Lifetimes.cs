using System.Runtime.InteropServices;

namespace Actors.Segmentation.Compilation;

/// <summary>For spans whose memory surely outlives the call although the compiler cannot see it: those into a record's body.</summary>
internal static class Lifetimes
{
    public static ReadOnlySpan<byte> Escape(scoped ReadOnlySpan<byte> span) =>
        MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetReference(span), span.Length);
}
