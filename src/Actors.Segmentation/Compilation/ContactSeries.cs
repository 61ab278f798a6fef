using System.Text;
using Actors.Segmentation.State;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Compilation;

/// <summary>
/// The contacts there were with a customer: those told as such, and those that a delivery reports. A report that names its contact
/// (<c>contact_id</c>) only confirms one that was told.
/// </summary>
/// <param name="key">Canonical text; equal text, equal content.</param>
/// <param name="channel">Null: every channel.</param>
internal sealed class ContactSeries(string key, string? channel) : SeriesPlan(key, SeriesKind.Times, NamesOf(channel))
{
    /// <summary>Events of the public specification that report a contact, with its channel.</summary>
    private static readonly (string Name, string Channel)[] Reports =
        [("Email Delivered", "email"), ("SMS Delivered", "sms"), ("Push Notification Received", "push")];

    private readonly byte[]? _channel = channel is null ? null : Encoding.UTF8.GetBytes(channel);

    /// <inheritdoc/>
    public override bool ReadsBody => true;

    /// <inheritdoc/>
    public override bool Read(ref Scope scope)
    {
        DocValue properties = new(scope.Properties);
        return scope.Event.IsEmpty
            ? _channel is null || properties["channel"u8].Text.SequenceEqual(_channel)
            : properties["contact_id"u8].Kind != DocKind.Text;
    }

    /// <inheritdoc/>
    public override void Add(ref Block block, ref Scope scope, long now) => Store.AddTime(ref block, scope.Timestamp, now);

    private static byte[][] NamesOf(string? channel) =>
        [.. Reports.Where(report => channel is null || report.Channel == channel).Select(report => Encoding.UTF8.GetBytes(report.Name))];
}
