using System.Text.Json;
using Actors.Segmentation.Records;

namespace Actors.Api.Tracking;

/// <summary>What each kind of call is, and what it needs.</summary>
internal static class CallRules
{
    /// <summary>The kind that the reader's text names.</summary>
    /// <param name="asked">What the address says, or <see cref="CallKind.None"/>.</param>
    public static CallKind KindOf(ref Utf8JsonReader reader, CallKind asked, FirstError error)
    {
        CallKind kind = reader.TokenType != JsonTokenType.String ? CallKind.None
            : reader.ValueTextEquals("track"u8) ? CallKind.Track
            : reader.ValueTextEquals("page"u8) ? CallKind.Page
            : reader.ValueTextEquals("screen"u8) ? CallKind.Screen
            : reader.ValueTextEquals("identify"u8) ? CallKind.Identify
            : reader.ValueTextEquals("group"u8) ? CallKind.Group
            : reader.ValueTextEquals("alias"u8) ? CallKind.Alias
            : CallKind.None;
        if (kind == CallKind.None)
        {
            error.Set("/type", "track, page, screen, identify, group or alias is expected");
        }
        else if (asked != CallKind.None && asked != kind)
        {
            error.Set("/type", "differs from the address that was called");
        }
        return kind;
    }

    /// <summary>Whether all is there that a call of this kind needs.</summary>
    public static void Check(
        CallKind kind, Slice userId, Slice anonymousId, Slice eventName, Slice groupId, Slice previousId, FirstError error)
    {
        const string missing = "is missing";
        switch (kind)
        {
            case CallKind.None:
                error.Set("/type", missing);
                break;
            case var _ when userId.IsEmpty && anonymousId.IsEmpty:
                error.Set("/userId", "userId or anonymousId is needed");
                break;
            case CallKind.Track when eventName.IsEmpty:
                error.Set("/event", missing);
                break;
            case CallKind.Group when groupId.IsEmpty:
                error.Set("/groupId", missing);
                break;
            case CallKind.Alias when userId.IsEmpty || previousId.IsEmpty:
                error.Set(userId.IsEmpty ? "/userId" : "/previousId", missing);
                break;
        }
    }

    public static RecordKind RecordKindOf(CallKind kind) => kind switch
    {
        CallKind.Identify => RecordKind.Identify,
        CallKind.Group => RecordKind.Group,
        CallKind.Alias => RecordKind.Alias,
        _ => RecordKind.Event,
    };
}
