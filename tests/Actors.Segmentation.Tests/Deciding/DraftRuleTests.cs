using Actors.Segmentation.Previewing;

namespace Actors.Segmentation.Tests.Deciding;

/// <summary>Rules tried before they are saved, on a customer of whom they cannot tell.</summary>
public sealed class DraftRuleTests
{
    private const string Rule = "count(\"Order\") >= 1 and has(trait.city)";

    [Fact]
    public void A_rule_that_throws_tells_nothing_of_that_customer_and_the_truth_of_the_next()
    {
        var trial = new Trial("count(\"Order\") >= 1");
        trial.Event("Order", "2026-01-01");
        DraftRule draft = DraftRule.Compile(Rule, trial.Catalog).Draft.ShouldNotBeNull();
        ReadOnlySpan<long> words = trial.State.Words;
        long now = Trial.At("2026-01-02");

        int undecided = 0;
        for (int length = 1; length < words.Length; length++)
        {
            // A state cut off: reading beyond it throws.
            DraftAnswer torn = draft.Test(words[..length], now);
            undecided += torn.IsUndecided ? 1 : 0;
            (torn.Error is null).ShouldBe(!torn.IsUndecided);
            if (torn.IsUndecided) torn.Held.ShouldBe(0u);
            draft.Test(words, now).ShouldBe(new DraftAnswer(1));
        }
        undecided.ShouldBePositive();
    }
}
