using System.Text.Json;
using Actors.Oracle.Deciding;
using Actors.Oracle.Tests.Cases;
using Actors.Oracle.Tests.Generation;
using Actors.Oracle.Tests.Running;
using Actors.Oracle.Time;
using Actors.Oracle.Values;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Values;
using Xunit;

namespace Actors.Oracle.Tests;

/// <summary>The values shown of a customer are those that the rules count with.</summary>
public sealed class ShownValueTests
{
    private static readonly string[] TraitKeys =
        ["city", "score", "level", "vip", "interests", "address", "birth_date", "signup", "consent"];

    [Fact]
    public void Features_and_traits_are_shown_as_they_are_counted() =>
        Every.Case(300, RandomCase.Of, subject =>
        {
            if (subject.Lines.Count == 0) return null;
            EngineRun run = EngineRun.Of(subject);
            var reader = new CustomerReader(run.Catalog, run.State.Words);
            var customer = new OracleCustomer(new OracleCatalog(subject.Catalog, version: 1));
            foreach (Line line in subject.Lines) customer.Apply(line.ToEntry());
            customer.Advance(subject.EndMs, EngineRun.EndPosition(subject));
            foreach (FeatureValue feature in reader.Features(subject.EndMs))
            {
                Datum? expected = customer.Read(feature.Feature, subject.EndMs);
                Datum? actual = feature.Value is { } document ? Read(document.Span) : null;
                if (!AreSame(expected, actual)) return $"{feature.Feature}: expected {Shown(expected)}, actual {Shown(actual)}";
            }
            JsonElement? traits = reader.Traits.IsEmpty ? null : Json(reader.Traits);
            foreach (string key in TraitKeys)
            {
                Datum? expected = customer.Read($"trait.{key}", subject.EndMs);
                Datum? actual = Datum.Of(JsonPath.Member(traits, key));
                if (!AreSame(expected, actual)) return $"trait.{key}: expected {Shown(expected)}, actual {Shown(actual)}";
            }
            return null;
        });

    private static Datum? Read(ReadOnlySpan<byte> document) => Datum.Of(Json(document));

    private static JsonElement Json(ReadOnlySpan<byte> document)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) DocJson.Write(document, writer);
        return JsonDocument.Parse(buffer.ToArray()).RootElement;
    }

    /// <summary>Instants are shown as texts.</summary>
    private static bool AreSame(Datum? expected, Datum? actual) => expected is Point point
        ? actual is Text text && Moments.Read(text.Value)?.UnixMs == point.UnixMs
        : Shown(expected) == Shown(actual);

    private static string Shown(Datum? value) => value switch
    {
        null => "missing",
        Number number => $"number {number.Value.RoundedToMillionths().Reduced()}",
        Items items => $"[{string.Join(", ", items.Elements.Select(item => Shown(Datum.Of(item))))}]",
        Members members => $"{{{string.Join(", ", JsonDocument.Parse(members.Json).RootElement.EnumerateObject()
            .Select(member => $"{Texts.Normalized(member.Name)}: {Shown(Datum.Of(member.Value))}")
            .Order(StringComparer.Ordinal))}}}",
        _ => $"{value}",
    };
}
