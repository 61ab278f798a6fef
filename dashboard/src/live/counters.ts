import { SmoothedRate } from './rate';
import { Samples } from './samples';
import { type Frame, type Lane, type SegmentEntry, type Snapshot, Stat } from './protocol';

export interface Flow {
  from: number;
  to: number;
  total: number;
}

export interface WindowedFlow {
  from: number;
  to: number;
  count: number;
}

/**
 * The state of one map topic: members and cumulative totals per segment, cumulative totals per pair, and enough of
 * their past for the windows. Plain typed arrays: nothing here is reactive.
 */
export class Counters {
  epoch = '';
  dictVersion = -1;
  segmentation = '';
  dict: SegmentEntry[] = [];
  lanes: Lane[] = [];
  segmentations: Lane[] = [];
  members = new Float64Array(0);
  entered = new Float64Array(0);
  left = new Float64Array(0);
  flows: Flow[] = [];
  stats: number[] = [];
  /** The server's now of the latest frame. */
  serverTime = 0;
  readonly migrations = new SmoothedRate();
  readonly events = new SmoothedRate();
  readonly samples = new Samples();
  private readonly pairs = new Map<number, number>();
  private row = new Float64Array(0);

  get size(): number {
    return this.dict.length;
  }

  /** Replaces everything atomically. The past is kept when the totals go on counting from where they were. */
  load(snapshot: Snapshot, atMs: number): void {
    const continues = snapshot.epoch === this.epoch && snapshot.dictVersion === this.dictVersion;
    this.epoch = snapshot.epoch;
    this.dictVersion = snapshot.dictVersion;
    this.segmentation = snapshot.topic.slice(snapshot.topic.indexOf(':') + 1);
    this.dict = snapshot.dict;
    this.lanes = snapshot.lanes;
    this.segmentations = snapshot.segmentations;
    if (!continues) this.reset(snapshot.dict.length);
    this.take(snapshot, atMs, !continues);
  }

  apply(frame: Frame, atMs: number): void {
    this.take(frame, atMs, false);
  }

  private reset(size: number): void {
    this.members = new Float64Array(size);
    this.entered = new Float64Array(size);
    this.left = new Float64Array(size);
    this.flows = [];
    this.pairs.clear();
    this.samples.clear();
  }

  private take(message: Frame | Snapshot, atMs: number, restart: boolean): void {
    const { seg, flows, stats } = message;
    for (let k = 0; k + 3 < seg.length; k += 4) {
      const i = seg[k];
      if (i >= this.size) continue;
      this.members[i] = seg[k + 1];
      this.entered[i] = seg[k + 2];
      this.left[i] = seg[k + 3];
    }
    for (let k = 0; k + 2 < flows.length; k += 3) this.setFlow(flows[k], flows[k + 1], flows[k + 2]);
    if (stats.length > 0) this.stats = stats;
    this.serverTime = message.t;
    const moved = this.stats[Stat.migrations] ?? 0;
    const seen = this.stats[Stat.events] ?? 0;
    if (restart) {
      this.migrations.restart(moved, atMs);
      this.events.restart(seen, atMs);
    } else {
      this.migrations.sample(moved, atMs);
      this.events.sample(seen, atMs);
    }
    this.samples.offer(atMs, this.packed());
  }

  private setFlow(from: number, to: number, total: number): void {
    if (from >= this.size || to >= this.size) return;
    const key = from * this.size + to;
    const at = this.pairs.get(key);
    if (at === undefined) {
      this.pairs.set(key, this.flows.length);
      this.flows.push({ from, to, total });
    } else {
      this.flows[at].total = total;
    }
  }

  /** [migrations, members…, entered…, left…, flows…]: flows last, because pairs are still being discovered. */
  private packed(): Float64Array {
    const n = this.size;
    const length = 1 + 3 * n + this.flows.length;
    if (this.row.length !== length) this.row = new Float64Array(length);
    this.row[0] = this.stats[Stat.migrations] ?? 0;
    this.row.set(this.members, 1);
    this.row.set(this.entered, 1 + n);
    this.row.set(this.left, 1 + 2 * n);
    for (let k = 0; k < this.flows.length; k++) this.row[1 + 3 * n + k] = this.flows[k].total;
    return this.row;
  }

  /** Entries, exits and flows within the window that ends at `atMs`. */
  window(atMs: number, windowMs: number): CounterWindow {
    const base = this.samples.baseline(atMs, windowMs);
    const n = this.size;
    const entered = new Float64Array(n);
    const left = new Float64Array(n);
    const flows: WindowedFlow[] = [];
    if (base) {
      for (let i = 0; i < n; i++) {
        entered[i] = Math.max(0, this.entered[i] - base[1 + n + i]);
        left[i] = Math.max(0, this.left[i] - base[1 + 2 * n + i]);
      }
      for (let k = 0; k < this.flows.length; k++) {
        const at = 1 + 3 * n + k;
        // A pair that was unknown then had not moved: the snapshot lists every pair that ever did.
        const before = at < base.length ? base[at] : 0;
        const { from, to, total } = this.flows[k];
        if (total > before) flows.push({ from, to, count: total - before });
      }
    }
    return { entered, left, flows, coveredMs: this.samples.covered(atMs, windowMs) };
  }

  /** Members of one segment over the window, oldest first. */
  memberSeries(i: number, atMs: number, windowMs: number): number[] {
    const values = this.samples.series(1 + i, atMs, windowMs);
    values.push(this.members[i]);
    return values;
  }

  /** Migrations per second at each step of the window, oldest first. */
  migrationSeries(atMs: number, windowMs: number): number[] {
    const totals = this.samples.series(0, atMs, windowMs);
    const seconds = windowMs <= 62_000 ? 1 : windowMs <= 310_000 ? 5 : 60;
    return totals.slice(1).map((total, k) => Math.max(0, total - totals[k]) / seconds);
  }
}

export interface CounterWindow {
  entered: Float64Array;
  left: Float64Array;
  flows: WindowedFlow[];
  /** Milliseconds actually watched, at most the window. */
  coveredMs: number;
}
