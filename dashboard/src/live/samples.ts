/** A ring of counter samples at one resolution: what the totals were at each step of the past. */
class Tier {
  private readonly rows: Float64Array[] = [];
  private readonly times: number[] = [];
  private head = -1;

  constructor(
    readonly stepMs: number,
    private readonly capacity: number,
  ) {}

  offer(atMs: number, counters: Float64Array): void {
    if (this.head >= 0 && atMs - this.times[this.head] < this.stepMs) return;
    this.head = (this.head + 1) % this.capacity;
    let row = this.rows[this.head];
    if (!row || row.length !== counters.length) row = this.rows[this.head] = new Float64Array(counters.length);
    row.set(counters);
    this.times[this.head] = atMs;
  }

  /** Visits samples from the newest to the oldest until the visitor answers false. */
  backwards(visit: (atMs: number, row: Float64Array) => boolean): void {
    for (let k = 0; k < this.rows.length; k++) {
      const at = (this.head - k + this.capacity) % this.capacity;
      if (!this.rows[at] || !visit(this.times[at], this.rows[at])) return;
    }
  }

  clear(): void {
    this.rows.length = this.times.length = 0;
    this.head = -1;
  }
}

/**
 * Cumulative counters over time at three resolutions, so that "moved in the last 1, 5 or 60 minutes" is one
 * subtraction. Time is the viewer's own: a window holds what moved while they watched.
 */
export class Samples {
  private readonly tiers = [new Tier(1_000, 64), new Tier(5_000, 64), new Tier(60_000, 64)];
  private first = Number.NaN;

  clear(): void {
    for (const tier of this.tiers) tier.clear();
    this.first = Number.NaN;
  }

  offer(atMs: number, counters: Float64Array): void {
    if (Number.isNaN(this.first)) this.first = atMs;
    for (const tier of this.tiers) tier.offer(atMs, counters);
  }

  /** Milliseconds of the window that have been watched so far, at most the window. */
  covered(atMs: number, windowMs: number): number {
    return Number.isNaN(this.first) ? 0 : Math.min(windowMs, atMs - this.first);
  }

  /** The counters at the start of the window, or the oldest known; null before the first sample. */
  baseline(atMs: number, windowMs: number): Float64Array | null {
    let found: Float64Array | null = null;
    this.tierFor(windowMs).backwards((at, row) => {
      if (found && at < atMs - windowMs) return false;
      found = row;
      return at > atMs - windowMs;
    });
    return found;
  }

  /** One counter over the window, oldest first. */
  series(index: number, atMs: number, windowMs: number): number[] {
    const values: number[] = [];
    this.tierFor(windowMs).backwards((at, row) => {
      if (at < atMs - windowMs) return false;
      values.push(index < row.length ? row[index] : 0);
      return true;
    });
    return values.reverse();
  }

  private tierFor(windowMs: number): Tier {
    return this.tiers.find((tier) => tier.stepMs * 62 >= windowMs) ?? this.tiers[2];
  }
}
