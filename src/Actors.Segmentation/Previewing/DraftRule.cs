using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Compilation;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Language;
using Actors.Segmentation.Language.Printing;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

namespace Actors.Segmentation.Previewing;

/// <summary>A rule that no catalog has yet, ready to be asked of customers. Not thread-safe: it reuses its scratch memory.</summary>
public sealed class DraftRule
{
    /// <summary>The most clauses told apart; of more, the whole rule is the last.</summary>
    public const int ClausesMax = 32;

    private readonly Catalog _over;
    private readonly Rule[] _clauses;
    private readonly Workspace _work;
    private readonly Decider _decider;
    private readonly DecisionSink _sink = new();

    private DraftRule(Catalog catalog, Catalog over, Condition[] clauses)
    {
        _over = over;
        (NeedsHistory, NeedsPublished) = (catalog.NeedsHistory(over), catalog.NeedsPublished(over));
        Clauses = [.. clauses.Select(Printer.Print)];
        _clauses = [.. clauses.Select(clause => catalog.Plan.Anatomy.Rules[clause])];
        _work = new Workspace(catalog.Plan);
        _decider = new Decider(catalog);
    }

    /// <summary>The terms that must all hold, as canonical text; one where the rule is no conjunction.</summary>
    public IReadOnlyList<string> Clauses { get; }

    /// <summary>Whether states lack features of it, so that it asks for the retained records.</summary>
    public bool NeedsHistory { get; }

    /// <summary>Whether it asks for the published migrations.</summary>
    public bool NeedsPublished { get; }

    /// <summary>Compiles a rule beside the definitions of a catalog.</summary>
    /// <param name="when">The rule.</param>
    /// <param name="over">The catalog whose segments it may name, and whose features the states have.</param>
    /// <returns>The draft, or null and the errors; their pointer is that of <paramref name="when"/>.</returns>
    public static (DraftRule? Draft, IReadOnlyList<CatalogError> Errors, IReadOnlyList<CatalogError> Warnings) Compile(string when, Catalog over)
    {
        string key = "draft";
        while (over.Definition.Segments.Any(segment => segment.Key == key)) key += "-";
        CatalogDefinition definition = over.Definition with { Segments = [.. over.Definition.Segments, new SegmentDefinition(key, key, when)] };
        CompileResult compiled = Catalog.Compile(definition, over, over.Version);
        string pointer = $"/segments/{over.Definition.Segments.Count}/when";
        if (compiled.Catalog is null) return (null, [.. compiled.Errors.Select(Here)], []);
        Condition rule = SegmentParser.ParseSaved(when).Condition!;
        return (new DraftRule(compiled.Catalog, over, ClausesOf(rule)), [], [.. compiled.Warnings.Where(warning => warning.Pointer == pointer).Select(Here)]);

        CatalogError Here(CatalogError error) => error.Pointer == pointer ? error with { Pointer = "/when" } : error;
    }

    /// <summary>Which clauses hold for a customer at an instant.</summary>
    /// <param name="state">The customer's block of words; not changed.</param>
    /// <param name="history">The retained records in log order, where asked for.</param>
    /// <param name="published">The published migrations in order, where asked for.</param>
    public DraftAnswer Test(
        ReadOnlySpan<long> state, long nowMs, ReadOnlySpan<Record> history = default, ReadOnlySpan<Migration> published = default)
    {
        _sink.Clear();
        try
        {
            uint held = Held(state, nowMs, history, published);
            return new DraftAnswer(held, _sink.Failures.Count > 0 ? _sink.Failures[0].Error : null);
        }
        catch (Exception e) when (Failure.IsOfRule(e))
        {
            // What is evaluated is a copy, or only read: nothing is left half done.
            return new DraftAnswer(0, Failure.Describe(e), IsUndecided: true);
        }
    }

    private uint Held(ReadOnlySpan<long> state, long nowMs, ReadOnlySpan<Record> history, ReadOnlySpan<Migration> published)
    {
        _work.Renew();
        Scope scope = new() { State = state, Now = nowMs, Work = _work };
        if (NeedsHistory || NeedsPublished) scope.State = WithPast(state, history, published);
        uint held = 0;
        for (int i = 0; i < _clauses.Length; i++)
        {
            if (_clauses[i].Holds(ref scope, out _)) held |= 1u << i;
        }
        return held;
    }

    private ReadOnlySpan<long> WithPast(ReadOnlySpan<long> state, ReadOnlySpan<Record> history, ReadOnlySpan<Migration> published)
    {
        ArrayMemory copy = new(state);
        _decider.Prepare(copy, _over);
        foreach (ref readonly Record record in history) _decider.Backfill(copy, record, _over, _sink);
        foreach (ref readonly Migration migration in published) _decider.BackfillPublished(copy, migration, _over);
        return copy.Words;
    }

    private static Condition[] ClausesOf(Condition rule) => rule is not And and ? [rule]
        : and.Terms.Count <= ClausesMax ? [.. and.Terms]
        : [.. and.Terms.Take(ClausesMax - 1), rule];
}

/// <summary>What a draft says of one customer.</summary>
/// <param name="Held">Bit <c>i</c>: clause <c>i</c> holds.</param>
/// <param name="Error">What went wrong; null: nothing. Where events could not be kept, the answer is that of a live segment, which goes on without them.</param>
/// <param name="IsUndecided">Evaluation itself threw: a live segment would leave the customer where it is.</param>
public readonly record struct DraftAnswer(uint Held, string? Error = null, bool IsUndecided = false);
