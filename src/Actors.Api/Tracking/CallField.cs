using System.Text.Json;

namespace Actors.Api.Tracking;

/// <summary>The fields of a call that are read; all others (<c>integrations</c> too) are passed over.</summary>
internal enum CallField
{
    Other,
    Type,
    UserId,
    AnonymousId,
    GroupId,
    PreviousId,
    MessageId,
    Event,
    Name,
    Category,
    Timestamp,
    SentAt,
    Properties,
    Traits,
    Context,
    WriteKey,
    Batch,
}

internal static class CallFields
{
    /// <summary>The field whose name the reader stands on.</summary>
    public static CallField Of(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? OfEscaped(ref reader) : Of(reader.ValueSpan);

    private static CallField Of(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("type"u8) => CallField.Type,
        _ when name.SequenceEqual("name"u8) => CallField.Name,
        _ when name.SequenceEqual("event"u8) => CallField.Event,
        _ when name.SequenceEqual("batch"u8) => CallField.Batch,
        _ when name.SequenceEqual("userId"u8) => CallField.UserId,
        _ when name.SequenceEqual("sentAt"u8) => CallField.SentAt,
        _ when name.SequenceEqual("traits"u8) => CallField.Traits,
        _ when name.SequenceEqual("groupId"u8) => CallField.GroupId,
        _ when name.SequenceEqual("context"u8) => CallField.Context,
        _ when name.SequenceEqual("category"u8) => CallField.Category,
        _ when name.SequenceEqual("writeKey"u8) => CallField.WriteKey,
        _ when name.SequenceEqual("messageId"u8) => CallField.MessageId,
        _ when name.SequenceEqual("timestamp"u8) => CallField.Timestamp,
        _ when name.SequenceEqual("properties"u8) => CallField.Properties,
        _ when name.SequenceEqual("previousId"u8) => CallField.PreviousId,
        _ when name.SequenceEqual("anonymousId"u8) => CallField.AnonymousId,
        _ => CallField.Other,
    };

    private static CallField OfEscaped(ref Utf8JsonReader reader)
    {
        // Six bytes of escape for one character at most, and no known name is longer than eleven.
        const int bytesMax = 11 * 6;
        if (reader.ValueSpan.Length > bytesMax)
        {
            return CallField.Other;
        }
        Span<byte> name = stackalloc byte[bytesMax];
        try
        {
            return Of(name[..reader.CopyString(name)]);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: no name of ours.
            return CallField.Other;
        }
    }
}
