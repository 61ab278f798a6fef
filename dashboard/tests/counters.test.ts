import { describe, expect, it } from 'vitest';
import { Counters } from '../src/live/counters';
import type { Frame } from '../src/live/protocol';
import { SmoothedRate } from '../src/live/rate';
import { retryDelayMs } from '../src/live/retry';
import { snapshot } from './fakes';

const frame = (seg: number[], flows: number[], stats: number[] = []): Frame => ({
  topic: 'map:lifecycle', epoch: 'e1', seq: 0, t: 0, dictVersion: 1, seg, flows, stats,
});

describe('counters', () => {
  it('count a window by subtracting the totals at its start', () => {
    const counters = new Counters();
    counters.load(snapshot({ flows: [0, 1, 500], seg: [0, 100, 0, 500, 1, 50, 500, 0, 2, 10, 0, 0] }), 0);
    counters.apply(frame([0, 97, 0, 503, 1, 53, 503, 0], [0, 1, 503]), 1_000);
    const seen = counters.window(1_500, 60_000);
    expect(seen.flows).toEqual([{ from: 0, to: 1, count: 3 }]);
    expect([...seen.entered]).toEqual([0, 3, 0]);
    expect([...seen.left]).toEqual([3, 0, 0]);
    expect(seen.coveredMs).toBe(1_500);
    expect([...counters.members]).toEqual([97, 53, 10]);
  });

  it('count a pair that moves for the first time from nothing', () => {
    const counters = new Counters();
    counters.load(snapshot(), 0);
    counters.apply(frame([], [1, 2, 7]), 5_000);
    expect(counters.window(5_000, 60_000).flows).toEqual([{ from: 1, to: 2, count: 7 }]);
  });

  it('forget what is older than the window', () => {
    const counters = new Counters();
    counters.load(snapshot(), 0);
    for (let second = 1; second <= 120; second++) counters.apply(frame([], [0, 1, second]), second * 1_000);
    expect(counters.window(120_000, 60_000).flows[0].count).toBe(60);
    expect(counters.window(120_000, 300_000).flows[0].count).toBe(120);
  });

  it('reach the same state whether frames were lost or not', () => {
    const whole = new Counters();
    const lossy = new Counters();
    whole.load(snapshot(), 0);
    lossy.load(snapshot(), 0);
    whole.apply(frame([0, 99, 0, 1], [0, 1, 1]), 100);
    for (const c of [whole, lossy]) c.apply(frame([0, 98, 0, 2, 1, 52, 2, 0], [0, 1, 2]), 200);
    expect([...lossy.members]).toEqual([...whole.members]);
    expect(lossy.window(200, 60_000).flows).toEqual(whole.window(200, 60_000).flows);
  });

  it('keep their past over a snapshot of the same epoch and drop it with another', () => {
    const counters = new Counters();
    counters.load(snapshot({ flows: [0, 1, 10] }), 0);
    counters.load(snapshot({ flows: [0, 1, 25], seq: 90 }), 9_000);
    expect(counters.window(9_000, 60_000).flows[0].count).toBe(15);
    counters.load(snapshot({ flows: [0, 1, 30], epoch: 'e2' }), 10_000);
    expect(counters.window(10_000, 60_000).flows).toEqual([]);
  });

  it('ignore indices outside their dictionary', () => {
    const counters = new Counters();
    counters.load(snapshot(), 0);
    counters.apply(frame([9, 1, 1, 1], [9, 0, 4]), 100);
    expect(counters.window(100, 60_000).flows).toEqual([]);
  });

  it('keep sums above 32 bits exact', () => {
    const counters = new Counters();
    counters.load(snapshot({ flows: [0, 1, 9_000_000_000_000] }), 0);
    counters.apply(frame([], [0, 1, 9_000_000_000_001]), 1_000);
    expect(counters.window(1_000, 60_000).flows[0].count).toBe(1);
  });
});

describe('a smoothed rate', () => {
  it('spreads the increase after a gap over the whole gap', () => {
    const rate = new SmoothedRate();
    rate.restart(0, 0);
    for (let ms = 100; ms <= 4_000; ms += 100) rate.sample(ms, ms);
    rate.sample(7_000, 7_000);
    expect(rate.perSecond).toBeCloseTo(1_000, 5);
  });

  it('starts over when the total went back', () => {
    const rate = new SmoothedRate();
    rate.restart(100, 0);
    rate.sample(200, 1_000);
    rate.sample(5, 2_000);
    expect(rate.perSecond).toBe(0);
  });
});

describe('the retry schedule', () => {
  it('adds at most a fifth', () => {
    expect(retryDelayMs(3, () => 0)).toBe(5_000);
    expect(retryDelayMs(3, () => 0.999)).toBeLessThanOrEqual(6_000);
    expect(retryDelayMs(99, () => 0)).toBe(30_000);
  });
});
