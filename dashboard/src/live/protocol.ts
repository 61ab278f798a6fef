/** The shapes of the hub's messages. Numbers only in frames: names travel once, in the snapshot's dictionary. */

export const schema = 1;

export type Hz = 0 | 1 | 2 | 5 | 10;

export interface Lane {
  key: string;
  name: string;
}

export interface SegmentEntry {
  /** Index used by `seg` and `flows`. */
  i: number;
  key: string;
  name: string;
  /** Index into the snapshot's lanes. */
  lane: number;
  /** Hint of the place in its stage, 0 (early) to 1 (late). */
  x: number;
  /** Hint of customer value, 0 (low) to 1 (high). */
  y: number;
}

export interface History {
  /** Milliseconds since 1970 of the first point. */
  t0: number;
  /** Milliseconds between points. */
  step: number;
  /** Migrations in each step. */
  series: number[];
}

export interface Snapshot {
  /** The name frames will carry: `map:` alone is answered by the first segmentation's. */
  topic: string;
  epoch: string;
  seq: number;
  dictVersion: number;
  hz: Hz;
  /** The server's now, milliseconds since 1970 (simulated where time is virtual). */
  t: number;
  /** In order of `i`, from 0, without gaps. */
  dict: SegmentEntry[];
  lanes: Lane[];
  segmentations: Lane[];
  /** Flat [i, members, inTotal, outTotal]. */
  seg: number[];
  /** Flat [from, to, total], every pair that ever moved. */
  flows: number[];
  stats: number[];
  hist: History;
}

export interface Frame {
  topic: string;
  epoch: string;
  seq: number;
  t: number;
  dictVersion: number;
  seg: number[];
  flows: number[];
  stats: number[];
}

export interface SubscribeOptions {
  hz: Hz;
  topFlows: number;
  /** Seconds. */
  window: number;
}

export interface Hello {
  epoch: string;
  serverTime: number;
  limits: { maxHz: number; maxTopics: number };
  /** Whether the server's now is the data's own time, which may run faster than the clock. */
  virtualTime?: boolean;
}

/** Positions in `stats`. */
export const Stat = {
  customers: 0,
  migrations: 1,
  events: 2,
  latencyP50Us: 3,
  latencyP95Us: 4,
  latencyP99Us: 5,
  lagMs: 6,
  resident: 7,
  rejected: 8,
  duplicates: 9,
} as const;
