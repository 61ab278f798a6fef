using Actors.Segmentation.Compilation;
using Actors.Segmentation.Explaining;
using Actors.Segmentation.Language;
using Actors.Segmentation.Language.Checking;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Time;
using NodaTime;

namespace Actors.Segmentation.Catalogs;

/// <summary>From definitions to a plan, in steps; each step runs only when those before found no error.</summary>
/// <param name="isSaved">Whether a rule has been accepted before.</param>
internal sealed class CatalogCompiler(CatalogDefinition definition, CatalogNumbers numbers, int version, TableSet tables, Func<string, bool> isSaved)
{
    private readonly List<CatalogError> _errors = [];
    private readonly List<CatalogError> _warnings = [];
    private readonly List<Draft> _drafts = [];
    private readonly List<Unit> _units = [];

    /// <summary>A unit being compiled, with where its rules stand.</summary>
    private sealed record Draft(UnitKey Key, string Name, bool IsSegmentation, List<(string Pointer, Condition When)> Rules)
    {
        public int Rank { get; set; }
    }

    public IReadOnlyList<CatalogError> Errors => _errors;

    public IReadOnlyList<CatalogError> Warnings => _warnings;

    public IReadOnlyList<Unit> Units => _units;

    public CatalogNumbers Numbers { get; private set; } = CatalogNumbers.Empty;

    /// <summary>The plan; null when there are errors.</summary>
    public CatalogPlan? Compile()
    {
        DefinitionCheck.Check(definition, _errors);
        DateTimeZone? zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(definition.TimeZone);
        if (zone is null)
        {
            string meant = LanguageError.DidYouMean(NearestName.Find(definition.TimeZone, DateTimeZoneProviders.Tzdb.Ids));
            _errors.Add(new CatalogError("/timeZone", $"'{definition.TimeZone}' is no time zone such as Europe/Paris{meant}."));
        }
        Retentions retentions = Retentions.Read(definition.Retention, _errors);
        Parse();
        if (_errors.Count > 0) return null;
        NumberUnits();
        DependencyOrder order = DependencyOrder.Of(
            [.. _drafts.Select(draft => new DependencyUnit(draft.Key, [.. draft.Rules.Select(rule => rule.When)]))]);
        if (order.Cycle.Count > 0)
        {
            _errors.Add(new CatalogError(
                _drafts.First(draft => draft.Key == order.Cycle[0]).Rules[0].Pointer, $"Segments depend on each other: {order.CycleText}."));
            return null;
        }
        return Build(order, retentions, new Calendar(zone!));
    }

    private void Parse()
    {
        HashSet<string> addresses = new(StringComparer.Ordinal);
        foreach (SegmentDefinition segment in definition.Segments) addresses.Add(segment.Key);
        foreach (SegmentationDefinition segmentation in definition.Segmentations)
        {
            foreach (CaseDefinition item in segmentation.Segments) addresses.Add($"{segmentation.Key}/{item.Key}");
        }
        KnownNames names = new() { Segments = addresses };
        for (int i = 0; i < definition.Segments.Count; i++)
        {
            SegmentDefinition segment = definition.Segments[i];
            Draft draft = new(new UnitKey(UnitKind.Segment, segment.Key), segment.Name, false, []);
            ParseRule(draft, $"/segments/{i}/when", segment.When, names);
            _drafts.Add(draft);
        }
        for (int i = 0; i < definition.Segmentations.Count; i++)
        {
            SegmentationDefinition segmentation = definition.Segmentations[i];
            Draft draft = new(new UnitKey(UnitKind.Segmentation, segmentation.Key), segmentation.Name, true, []);
            for (int j = 0; j < segmentation.Segments.Count; j++)
            {
                if (segmentation.Segments[j] is not { Otherwise: false, When: { } when }) continue;
                ParseRule(draft, $"/segmentations/{i}/segments/{j}/when", when, names);
            }
            _drafts.Add(draft);
        }
    }

    private void ParseRule(Draft draft, string pointer, string when, KnownNames names)
    {
        ParseResult parsed = isSaved(when) ? SegmentParser.ParseSaved(when) : SegmentParser.Parse(when);
        foreach (LanguageError error in parsed.Errors) _errors.Add(Of(pointer, error));
        if (parsed.Condition is null) return;
        foreach (LanguageError error in NameChecker.Check(parsed.Condition, names)) _errors.Add(Of(pointer, error));
        foreach (LanguageError unknown in NameChecker.Check(parsed.Condition, new KnownNames { Tables = [.. tables.Documents.Keys] }))
        {
            // Whose rows come tomorrow; until then nothing is found.
            _warnings.Add(Of(pointer, unknown));
        }
        draft.Rules.Add((pointer, parsed.Condition));
    }

    private static CatalogError Of(string pointer, LanguageError error) => new(pointer, error.Message, error.Line, error.Column);

    private void NumberUnits()
    {
        NumberBook book = new(numbers);
        foreach (SegmentDefinition segment in definition.Segments)
        {
            int unit = book.Unit(segment.Key);
            Segment only = new(
                book.Segment(segment.Key), unit, segment.Key, segment.Key, segment.Name, segment.When, segment.Color, segment.Map);
            _units.Add(new Unit(unit, segment.Key, segment.Name, false, [only]));
        }
        foreach (SegmentationDefinition segmentation in definition.Segmentations)
        {
            int unit = book.Unit(segmentation.Key + "/");
            List<Segment> segments = [];
            foreach (CaseDefinition item in segmentation.Segments)
            {
                string address = $"{segmentation.Key}/{item.Key}";
                segments.Add(new Segment(
                    book.Segment(address), unit, item.Key, address, item.Name ?? item.Key, item.When, item.Color, item.Map));
            }
            _units.Add(new Unit(unit, segmentation.Key, segmentation.Name, true, segments));
        }
        Numbers = book.Close();
    }

    private CatalogPlan? Build(DependencyOrder order, Retentions retentions, Calendar calendar)
    {
        Dictionary<UnitKey, int> draftOf = [];
        for (int i = 0; i < _drafts.Count; i++) draftOf[_drafts[i].Key] = i;
        int[] byRank = [.. order.Order.Select(key => draftOf[key])];
        for (int rank = 0; rank < byRank.Length; rank++) _drafts[byRank[rank]].Rank = rank;

        SeriesTable table = new(calendar);
        EventLifetimes lifetimes = new(retentions, calendar);
        OperandCompiler operands = new(table, retentions, lifetimes, calendar);
        SegmentLookup segments = new(
            _units.SelectMany(unit => unit.Segments).ToDictionary(s => s.Address, s => (s.Unit, s.Id), StringComparer.Ordinal),
            NumberBook.UnitOfSegment(Numbers));
        SequenceCompiler sequences = new(table, operands, lifetimes, calendar);
        RuleCompiler rules = new(operands, sequences, segments, calendar);
        operands.Rules = rules;
        sequences.Rules = rules;
        foreach (Draft draft in _drafts)
        {
            foreach ((_, Condition when) in draft.Rules) rules.Count(when);
        }
        UnitPlan[] plans = new UnitPlan[byRank.Length];
        Dictionary<SeriesPlan, SortedSet<int>> seriesUnits = [];
        for (int rank = 0; rank < byRank.Length; rank++)
        {
            plans[rank] = new UnitPlan(_units[byRank[rank]], CompileRules(_drafts[byRank[rank]], rules));
            foreach (SeriesPlan used in operands.TakeUsed())
            {
                if (!seriesUnits.TryGetValue(used, out SortedSet<int>? ranks)) seriesUnits[used] = ranks = [];
                ranks.Add(rank);
            }
        }
        if (_errors.Count > 0) return null;
        foreach ((SeriesPlan plan, SortedSet<int> ranks) in seriesUnits) plan.Units = [.. ranks];
        SetDependents(plans, draftOf);
        (IReadOnlyDictionary<string, SeriesNumber> series, int next) = table.Number(numbers);
        Numbers = Numbers with { Series = series, NextSeries = next };
        CatalogPlan result = new()
        {
            Version = version,
            RulesVersion = version,
            Calendar = calendar,
            Units = plans,
            RankOfUnit = RanksByUnit(plans),
            UnitOfSegment = segments.UnitOfSegment,
            Tracked = segments.Tracked,
            Series = [.. table.Plans],
            Events = new EventIndex(table.Plans),
            Traits = TraitIndex(),
            TableReaders = TableIndex(operands),
            Tables = tables,
            MemoSlots = rules.MemoSlots,
            Features = [.. operands.Features],
            Anatomy = new Anatomy(
                rules.Compiled, operands.Compiled.ToDictionary(),
                byRank.ToDictionary(draft => _units[draft].Id, draft => _drafts[draft].Rules.Select(rule => rule.When).ToArray())),
        };
        result.Pristine = Pristine.Of(result);
        return result;
    }

    private Rule[] CompileRules(Draft draft, RuleCompiler rules)
    {
        List<Rule> compiled = [];
        foreach ((string pointer, Condition when) in draft.Rules)
        {
            try
            {
                compiled.Add(rules.Compile(when));
            }
            catch (RefusalException refusal)
            {
                _errors.Add(new CatalogError(pointer, refusal.Message, refusal.Span.Line, refusal.Span.Column));
            }
        }
        return [.. compiled];
    }

    private void SetDependents(UnitPlan[] plans, Dictionary<UnitKey, int> draftOf)
    {
        SortedSet<int>[] dependents = [.. plans.Select(_ => new SortedSet<int>())];
        foreach (Draft draft in _drafts)
        {
            foreach (SegmentReference reference in draft.Rules.SelectMany(rule => Dependencies.Of(rule.When).Segments))
            {
                dependents[_drafts[draftOf[reference.Unit]].Rank].Add(draft.Rank);
            }
        }
        for (int rank = 0; rank < plans.Length; rank++) plans[rank].Dependents = [.. dependents[rank]];
    }

    private NameTable<int[]> TraitIndex()
    {
        SortedDictionary<string, SortedSet<int>> ranks = new(StringComparer.Ordinal);
        foreach (Draft draft in _drafts)
        {
            foreach (TreeList<string> path in draft.Rules.SelectMany(rule => Dependencies.Of(rule.When).Traits))
            {
                if (!ranks.TryGetValue(path[0], out SortedSet<int>? of)) ranks[path[0]] = of = [];
                of.Add(draft.Rank);
            }
        }
        return new NameTable<int[]>(
            [.. ranks.Select(entry => KeyValuePair.Create(System.Text.Encoding.UTF8.GetBytes(entry.Key), entry.Value.ToArray()))]);
    }

    private Dictionary<string, TableReaders> TableIndex(OperandCompiler operands)
    {
        ILookup<string, TableOperand> byTable = operands.Compiled.Select(pair => pair.Value).OfType<TableOperand>().ToLookup(operand => operand.Table);
        return byTable.ToDictionary(
            readers => readers.Key,
            readers => new TableReaders(
                [.. _drafts.Where(draft => draft.Rules.Exists(rule => Dependencies.Of(rule.When).Tables.Contains(readers.Key))).Select(draft => draft.Rank).Order()],
                [.. readers]),
            StringComparer.Ordinal);
    }

    private int[] RanksByUnit(UnitPlan[] plans)
    {
        int[] ranks = new int[Numbers.NextUnit];
        Array.Fill(ranks, -1);
        for (int rank = 0; rank < plans.Length; rank++) ranks[plans[rank].Id] = rank;
        return ranks;
    }
}
