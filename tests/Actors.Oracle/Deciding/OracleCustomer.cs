using System.Text.Json;
using Actors.Oracle.Evaluation;
using Actors.Oracle.History;
using Actors.Oracle.Values;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Language.Tree;

namespace Actors.Oracle.Deciding;

/// <summary>One customer's whole life, decided by looking at everything again at every instant that could matter.</summary>
public sealed class OracleCustomer(OracleCatalog first)
{
    private readonly List<Entry> entries = [];
    private OracleCatalog catalog = first;
    private Candidates candidates = new(first);
    private long nowMs = long.MinValue;
    private int? catalogVersion;

    public MembershipHistory Memberships { get; } = new();

    /// <summary>The lookup tables, rows by key.</summary>
    public IReadOnlyDictionary<string, JsonElement> Tables { get; private set; } = new Dictionary<string, JsonElement>();

    public bool Exists => entries.Count > 0;

    /// <summary>The records received so far, in log order.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>Advances to the record's arrival, then decides it.</summary>
    public void Apply(Entry entry)
    {
        Advance(entry.ReceivedAtMs, entry.Position);
        if (!Exists) candidates.AddLiterals();
        entries.Add(entry);
        candidates.Add(entry);
        nowMs = entry.ReceivedAtMs;
        Decide(CauseKind.Event, entry.Position, entry.MessageId, entry.Event);
    }

    /// <summary>Decides at every candidate up to and including <paramref name="toMs"/>.</summary>
    public void Advance(long toMs, long position)
    {
        if (!Exists) return;
        while (candidates.After(nowMs) is { } next && next <= toMs)
        {
            nowMs = next;
            Decide(CauseKind.Clock, position, "", "");
        }
        nowMs = Math.Max(nowMs, toMs);
    }

    /// <summary>Switches to other definitions at an instant to which the customer was advanced.</summary>
    public void Activate(OracleCatalog next, long atMs, long position)
    {
        if (!Exists)
        {
            (catalog, candidates) = (next, new Candidates(next));
            return;
        }
        Advance(atMs, position);
        catalog = next;
        catalogVersion = null;
        candidates = new Candidates(next);
        candidates.AddLiterals();
        foreach (Entry entry in entries) candidates.Add(entry);
        foreach (Move move in Memberships.Moves) candidates.Add(move);
        foreach (UnitKey gone in Memberships.Units.Where(unit => !next.Units.Any(kept => kept.Key == unit)).ToList())
            Publish(gone, null, CauseKind.Definition, position, "", "");
        Decide(CauseKind.Definition, position, "", "");
    }

    /// <summary>Other lookup tables from an instant on.</summary>
    public void SetTables(IReadOnlyDictionary<string, JsonElement> tables, int version, long atMs, long position)
    {
        if (Exists) Advance(atMs, position);
        Tables = tables;
        catalogVersion = version;
        if (!Exists) return;
        nowMs = Math.Max(nowMs, atMs);
        Decide(CauseKind.Table, position, "", "");
    }

    /// <summary>Whether every membership is what the rules say at an instant between the last decision and the next candidate.</summary>
    public bool IsSettledAt(long atMs)
    {
        var view = ViewAt(atMs);
        return catalog.Units.All(unit => Memberships.SegmentIn(unit.Key) == SegmentOf(unit, view));
    }

    /// <summary>The value of a feature or trait, given as the language writes it, at an instant.</summary>
    public Datum? Read(string value, long atMs) =>
        catalog.Rules.Read(OracleCatalog.ParseValue(value), ViewAt(atMs));

    private View ViewAt(long atMs) => new(entries, Memberships, atMs) { Tables = Tables };

    private void Decide(CauseKind cause, long position, string messageId, string name)
    {
        var view = ViewAt(nowMs);
        foreach (OracleUnit unit in catalog.Units)
        {
            Publish(unit.Key, SegmentOf(unit, view), cause, position, messageId, name);
        }
    }

    private void Publish(UnitKey unit, string? to, CauseKind cause, long position, string messageId, string name)
    {
        string? from = Memberships.SegmentIn(unit);
        if (from == to) return;
        long sequence = Memberships.Moves.Count + 1;
        var move = new Move(sequence, unit, from, to, nowMs, cause, position, catalogVersion ?? catalog.Version, messageId, name);
        Memberships.Publish(move);
        candidates.Add(move);
    }

    private string? SegmentOf(OracleUnit unit, View view) =>
        unit.Cases.FirstOrDefault(item => item.When is null || catalog.Rules.Holds(item.When, view))?.Key;
}
