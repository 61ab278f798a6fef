const limitMs = 24;
const patienceMs = 2_000;
const easyMs = 18;
const confidenceMs = 30_000;
const budgetMin = 320;
/** A halving that brought the frame time below this share of what it was has helped. */
const helped = 0.85;

/**
 * Halves the budget of streaks when frames have taken longer than 24 ms on average for two seconds, and says so. It
 * halves again only if that helped: where it did not, streaks are not what is slow. Half a minute of easy frames gives
 * half of it back.
 */
export class Governor {
  private rolling = 16;
  private slowSince = Number.NaN;
  private easySince = Number.NaN;
  private readonly most: number;
  private slowness = Number.POSITIVE_INFINITY;
  private futile = false;

  constructor(
    public budget: number,
    private readonly onChanged: (budget: number) => void,
  ) {
    this.most = budget;
  }

  frame(elapsedMs: number, nowMs: number): void {
    // Longer than a quarter second is a hidden tab or a breakpoint, not a slow frame.
    if (elapsedMs > 250) return;
    this.rolling += (elapsedMs - this.rolling) * 0.08;
    this.slowSince = this.rolling <= limitMs ? Number.NaN : Number.isNaN(this.slowSince) ? nowMs : this.slowSince;
    this.easySince = this.rolling > easyMs ? Number.NaN : Number.isNaN(this.easySince) ? nowMs : this.easySince;
    if (nowMs - this.slowSince >= patienceMs && this.budget > budgetMin && !this.futile) {
      this.futile = this.rolling > this.slowness * helped;
      this.slowness = this.rolling;
      if (!this.futile) this.change(Math.max(budgetMin, Math.floor(this.budget / 2)));
    } else if (nowMs - this.easySince >= confidenceMs && this.budget < this.most) {
      this.slowness = Number.POSITIVE_INFINITY;
      this.futile = false;
      this.change(Math.min(this.most, this.budget * 2));
    }
  }

  private change(budget: number): void {
    this.budget = budget;
    this.slowSince = this.easySince = Number.NaN;
    this.onChanged(budget);
  }
}
