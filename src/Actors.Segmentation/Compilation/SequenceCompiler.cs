using System.Text;
using Actors.Segmentation.Language.Printing;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Time;

namespace Actors.Segmentation.Compilation;

/// <summary>Makes rules of sequences, and the series that they follow: sequences over the same steps share one.</summary>
internal sealed class SequenceCompiler(SeriesTable series, OperandCompiler operands, EventLifetimes lifetimes, Calendar calendar)
{
    /// <summary>Compiles the conditions within <c>where</c>; set once, as the two need each other.</summary>
    public RuleCompiler Rules { get; set; } = null!;

    public SequenceRule Compile(Sequence sequence)
    {
        EventSelector[] selectors = [.. sequence.Steps.Select(step => step.Events).Distinct()];
        if (selectors.Length > StepSeries.SelectorsMax)
        {
            throw new RefusalException(sequence, $"A sequence has at most {StepSeries.SelectorsMax} different steps.");
        }
        TimeFrame frame = operands.Frame(sequence.Window, retention: null);
        // Lifetimes are noted in the entries: where they change, the series is another.
        string key = KeyOf(selectors) + lifetimes.Key;
        var plan = (StepSeries)series.Use(key, lifetimes.Needed(frame), () => MakeSeries(key, selectors));
        operands.Uses(plan);
        List<ChainStep> chain = [];
        int between = -1;
        ChainEnd? end = null;
        for (int i = 0; i < sequence.Steps.Count; i++)
        {
            SequenceStep step = sequence.Steps[i];
            int selector = Array.IndexOf(selectors, step.Events);
            Length? within = step.Within is null ? null : Length.Of(step.Within);
            if (!step.IsNegated)
            {
                chain.Add(new ChainStep(selector, between, within));
                between = -1;
            }
            else if (i == sequence.Steps.Count - 1)
            {
                end = new ChainEnd(selector, within ?? default);
            }
            else
            {
                between = selector;
            }
        }
        return new SequenceRule(plan, [.. chain], end, frame, calendar);
    }

    private static string KeyOf(EventSelector[] selectors) =>
        $"steps({string.Join("; ", selectors.Select(selector => Printer.Print(new Count(selector, Window.Ever))))})";

    private StepSeries MakeSeries(string key, EventSelector[] selectors) => new(
        key,
        [.. selectors.Select(selector => new StepSelector(
            selector.Name is null ? null : Encoding.UTF8.GetBytes(selector.Name),
            selector.Where is null ? null : Rules.Compile(selector.Where, RowContext.Event)))],
        lifetimes);
}
