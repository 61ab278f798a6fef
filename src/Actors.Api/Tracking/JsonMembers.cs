using System.Text.Json;

namespace Actors.Api.Tracking;

/// <summary>Reads one member: the reader stands on its name, and afterwards on the last token of its value.</summary>
internal delegate void MemberReader(ref Utf8JsonReader reader);

internal static class JsonMembers
{
    /// <summary>
    /// Reads the members of the object the reader stands on, up to the first error; the reader ends on the object's last token all the same, so
    /// that the rest of a batch can be read.
    /// </summary>
    public static void Read(ref Utf8JsonReader reader, FirstError error, MemberReader member)
    {
        int depth = reader.CurrentDepth;
        while (!error.IsSet && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            member(ref reader);
        }
        while (reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth != depth)
        {
            reader.Read();
        }
    }
}
