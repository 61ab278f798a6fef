/** A rate per second from a cumulative total, smoothed so that a burst after a gap does not show as a spike. */
export class SmoothedRate {
  private total = Number.NaN;
  private at = 0;
  private rate = 0;
  private primed = false;

  constructor(private readonly tauMs = 2_000) {}

  get perSecond(): number {
    return this.rate;
  }

  /** Takes the total at an instant (ms). The increase is spread over the whole time since the last sample. */
  sample(total: number, atMs: number): void {
    const elapsed = atMs - this.at;
    if (Number.isNaN(this.total) || total < this.total) {
      this.restart(total, atMs);
      return;
    }
    if (elapsed <= 0) return;
    const current = ((total - this.total) * 1_000) / elapsed;
    const weight = this.primed ? 1 - Math.exp(-elapsed / this.tauMs) : 1;
    this.rate += (current - this.rate) * weight;
    this.primed = true;
    this.total = total;
    this.at = atMs;
  }

  restart(total: number, atMs: number): void {
    this.total = total;
    this.at = atMs;
    this.rate = 0;
    this.primed = false;
  }
}
