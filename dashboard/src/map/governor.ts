const limitMs = 24;
const patienceMs = 2_000;
const budgetMin = 60;

/**
 * Halves the budget of streaks when frames have taken longer than 24 ms on average for two seconds. It never raises
 * it again by itself: a machine that could not keep up a minute ago would only swing.
 */
export class Governor {
  private rolling = 16;
  private slowSince = Number.NaN;

  constructor(
    public budget: number,
    private readonly onHalved: (budget: number) => void,
  ) {}

  frame(elapsedMs: number, nowMs: number): void {
    // Longer than a quarter second is a hidden tab or a breakpoint, not a slow frame.
    if (elapsedMs > 250) return;
    this.rolling += (elapsedMs - this.rolling) * 0.08;
    if (this.rolling <= limitMs) {
      this.slowSince = Number.NaN;
      return;
    }
    if (Number.isNaN(this.slowSince)) this.slowSince = nowMs;
    if (nowMs - this.slowSince < patienceMs || this.budget <= budgetMin) return;
    this.budget = Math.max(budgetMin, Math.floor(this.budget / 2));
    this.slowSince = Number.NaN;
    this.onHalved(this.budget);
  }
}
