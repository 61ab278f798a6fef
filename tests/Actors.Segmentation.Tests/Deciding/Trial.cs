using System.Text;
using System.Text.Json;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;
using Actors.Segmentation.Values;
using NodaTime;
using NodaTime.Text;
using Record = Actors.Segmentation.Records.Record;

namespace Actors.Segmentation.Tests.Deciding;

/// <summary>One customer, one catalog, and records written the short way.</summary>
internal sealed class Trial
{
    public static readonly CustomerId Ann = CustomerId.User("ann");

    private readonly DecisionSink _sink = new();
    private Decider _decider;

    public Trial(CatalogDefinition definition)
    {
        Catalog = Compile(definition);
        _decider = new Decider(Catalog);
    }

    /// <summary>A catalog of one overlapping segment, <c>s</c>.</summary>
    public Trial(string when, string timeZone = "Europe/Paris")
        : this(Of(timeZone, ("s", when)))
    {
    }

    public Catalog Catalog { get; private set; }

    public ArrayMemory State { get; private set; } = new();

    public long Position { get; private set; }

    public List<Record> Log { get; } = [];

    public List<Migration> Migrations { get; } = [];

    public List<Contribution> Changes { get; } = [];

    public CustomerReader Reader => new(Catalog, State.Words);

    public static CatalogDefinition Of(string timeZone, params (string Key, string When)[] segments) =>
        new([.. segments.Select(s => new SegmentDefinition(s.Key, s.Key, s.When))], [], timeZone);

    public static Catalog Compile(CatalogDefinition definition, Catalog? previous = null)
    {
        CompileResult result = Catalog.Compile(definition, previous, (previous?.Version ?? 0) + 1);
        result.Errors.ShouldBeEmpty();
        return result.Catalog!;
    }

    /// <summary>Milliseconds of a UTC instant such as <c>2026-03-01</c> or <c>2026-03-01T10:00:00.001</c>.</summary>
    public static long At(string text) => text.Contains('T', StringComparison.Ordinal)
        ? LocalDateTimePattern.ExtendedIso.Parse(text).Value.InUtc().ToInstant().ToUnixTimeMilliseconds()
        : LocalDatePattern.Iso.Parse(text).Value.AtMidnight().InUtc().ToInstant().ToUnixTimeMilliseconds();

    public static string Text(long ms) =>
        InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeMilliseconds(ms)).TrimEnd('Z');

    /// <summary>An event received at the instant of its own timestamp, or later.</summary>
    public Trial Event(string name, string timestamp, string properties = "{}", string? received = null) =>
        Apply(RecordKind.Event, name, timestamp, $$"""{"properties":{{properties}}, "context":{"ip":"1.2.3.4"} }""", received);

    public Trial Identify(string timestamp, string traits, string? received = null) =>
        Apply(RecordKind.Identify, "", timestamp, $$"""{"traits":{{traits}} }""", received);

    public Trial Advance(string to)
    {
        _sink.Clear();
        _decider.Advance(State, Ann, ++Position, At(to), _sink);
        return Collect();
    }

    public Trial Activate(CatalogDefinition definition, string at)
    {
        Advance(at);
        Catalog next = Compile(definition, Catalog);
        Decider decider = new(next);
        decider.Prepare(State, Catalog);
        if (next.NeedsHistory(Catalog))
        {
            foreach (Record record in Log) decider.Backfill(State, record, Catalog);
        }
        if (next.NeedsPublished(Catalog))
        {
            foreach (Migration migration in Migrations) decider.BackfillPublished(State, migration, Catalog);
        }
        Catalog = next;
        _decider = decider;
        _sink.Clear();
        decider.Activate(State, Ann, ++Position, At(at), _sink);
        return Collect();
    }

    public Trial Apply(RecordKind kind, string name, string timestamp, string body, string? received = null)
    {
        Record record = Make(++Position, kind, name, At(timestamp), At(received ?? timestamp), body);
        return Apply(record);
    }

    public Trial Apply(in Record record)
    {
        Log.Add(record);
        _sink.Clear();
        _decider.Apply(State, record, _sink);
        return Collect();
    }

    public static Record Make(long position, RecordKind kind, string name, long timestamp, long received, string body)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(body));
        reader.Read();
        System.Buffers.ArrayBufferWriter<byte> doc = new();
        DocWriter.TryWrite(ref reader, doc, out _).ShouldBeTrue();
        return new Record(
            position, kind, received, timestamp, Ann, Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes($"m{position}"),
            "web"u8.ToArray(), doc.WrittenMemory);
    }

    /// <summary>The migrations so far, as <c>instant cause from→to</c>.</summary>
    public string[] Story() => [.. Migrations.Select(Describe)];

    /// <summary>The feature's value as JSON; null when missing.</summary>
    public string? Feature(string text, string at)
    {
        FeatureValue feature = Reader.Features(At(at)).Single(f => f.Feature == text);
        return feature.Value is { } value ? Json(value.Span) : null;
    }

    public static string Json(ReadOnlySpan<byte> doc)
    {
        System.Buffers.ArrayBufferWriter<byte> json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            DocJson.Write(doc, writer);
        }
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    public bool IsIn(string address) => Catalog.TryFind(address, out Segment? segment) && Reader.IsMember(segment.Id);

    private string Describe(Migration migration)
    {
        string Name(int segment) => segment == Migration.None ? "-" : Catalog.Numbers.Segments.Single(s => s.Value == segment).Key;
        return $"{Text(migration.AtMs)} {migration.Cause.ToString().ToLowerInvariant()} {Name(migration.From)}>{Name(migration.To)}";
    }

    private Trial Collect()
    {
        for (int i = 0; i < _sink.Migrations.Count; i++) Migrations.Add(_sink.Migrations[i]);
        for (int i = 0; i < _sink.Changes.Count; i++) Changes.Add(_sink.Changes[i]);
        return this;
    }
}
