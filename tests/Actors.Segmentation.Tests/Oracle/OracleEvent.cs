using System.Text.Json.Nodes;

namespace Actors.Segmentation.Tests.Oracle;

/// <summary>An accepted record as plain data.</summary>
internal sealed record OracleEvent(
    int Order, bool IsIdentify, string Name, long Timestamp, long ReceivedAt, string Source, JsonObject Properties, JsonObject Traits)
{
    public static JsonObject ContextOf(OracleEvent e) => new() { ["device"] = e.Order % 2 == 0 ? "phone" : "desk" };
}
