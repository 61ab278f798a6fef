using Actors.Engine.Wire;

namespace Actors.Conformance.Hostile;

/// <summary>What travels is bytes, written when it is sent and read at every arrival.</summary>
internal static class Travel
{
    /// <summary>A value as it arrives.</summary>
    public static async ValueTask<T> Back<T>(this ValueTask<T> answer, WireFormat<T> format) => format.Decode(format.Encode(await answer));

    /// <summary>Takes a call with what was sent; its memory is spoilt once the call is over, so that nobody may keep it.</summary>
    public static async ValueTask<TAnswer> Take<TCall, TAnswer>(
        this WireFormat<TCall> format, byte[] sent, Func<TCall, ValueTask<TAnswer>> call)
    {
        byte[] bytes = [.. sent];
        TAnswer answer = await call(format.Decode(bytes));
        Array.Fill(bytes, (byte)0xDD);
        return answer;
    }
}
