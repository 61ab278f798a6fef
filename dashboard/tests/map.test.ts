import { describe, expect, it } from 'vitest';
import { curve, curveLength, curvePoints } from '../src/map/curve';
import { Edges } from '../src/map/edges';
import { Governor } from '../src/map/governor';
import { laneEdges, layOut } from '../src/map/layout';
import { neighbour } from '../src/map/neighbour';
import { Streaks } from '../src/map/streaks';
import { matrixOf } from '../src/charts/matrix';
import { type Bubble, mix, withAlpha } from '../src/map/types';

const bubbles: Bubble[] = Array.from({ length: 24 }, (_, i) => ({
  i, key: `s${i}`, name: `Segment ${i}`, lane: i % 5, x: 0.5, y: (i * 7 % 24) / 24,
}));
const members = Float64Array.from({ length: 24 }, (_, i) => 1_000 * (i + 1));
const frame = { width: 940, height: 600, stacked: false };

describe('the layout', () => {
  it('is the same every time', () => {
    expect(layOut(bubbles, members, 5, frame)).toEqual(layOut(bubbles, members, 5, frame));
  });

  it('keeps every bubble in its stage and inside the frame', () => {
    const edges = laneEdges(bubbles, 5, frame);
    layOut(bubbles, members, 5, frame).forEach((place, i) => {
      expect(place.x).toBeGreaterThan(edges[bubbles[i].lane]);
      expect(place.x).toBeLessThan(edges[bubbles[i].lane + 1]);
      expect(place.y - place.r).toBeGreaterThan(0);
      expect(place.y + place.r).toBeLessThan(frame.height);
    });
  });

  it('lets no disc cover another', () => {
    const places = layOut(bubbles, members, 5, frame);
    places.forEach((a, i) => places.slice(i + 1).forEach((b) => {
      expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(a.r + b.r);
    }));
  });

  it('makes area proportional to members', () => {
    const places = layOut(bubbles, members, 5, frame);
    expect((places[23].r / places[11].r) ** 2).toBeCloseTo(2, 5);
  });
});

describe('flows', () => {
  const a = { x: 0, y: 0, r: 10 };
  const b = { x: 200, y: 0, r: 10 };

  it('there and back do not lie on each other', () => {
    const middle = Math.floor(curvePoints / 2) * 4 + 1;
    expect(Math.abs(curve(a, b)[middle] - curve(b, a)[middle])).toBeGreaterThan(30);
  });

  it('shows the largest only, and the small ones of the bubble in focus', () => {
    const places = Array.from({ length: 12 }, (_, k) => ({ x: k * 50, y: (k % 3) * 80, r: 10 }));
    const flows = [];
    for (let from = 0; from < 12; from++) for (let to = 0; to < 12; to++) if (from !== to) flows.push({ from, to, count: 1 + from * 12 + to });
    const edges = new Edges();
    edges.relocate(places);
    edges.show(flows, -1);
    expect(edges.list.filter((edge) => edge.target > 0)).toHaveLength(64);
    edges.show(flows, 0);
    expect(edges.list.filter((edge) => edge.target > 0 && (edge.from === 0 || edge.to === 0))).toHaveLength(22);
  });

  it('are as long as their points', () => {
    expect(curveLength(curve(a, b))).toBeGreaterThan(200);
  });
});

describe('streaks', () => {
  const crowded = () => {
    const edges = new Edges();
    edges.relocate([{ x: 0, y: 0, r: 10 }, { x: 300, y: 0, r: 10 }]);
    edges.show([{ from: 0, to: 1, count: 100_000 }], -1);
    while (edges.ease(0.5));
    return edges;
  };

  it('one stands for one migration while there are few', () => {
    const edges = crowded();
    const streaks = new Streaks(() => 0.5);
    edges.at(0, 1)!.credit = 3;
    for (let k = 0; k < 120; k++) streaks.advance(edges, 1 / 60, -1);
    expect(streaks.per).toBe(1);
    expect(streaks.alive).toBe(3);
  });

  it('never exceed their budget, and stand for more when there are many', () => {
    const edges = crowded();
    const streaks = new Streaks(() => 0.5);
    for (let k = 0; k < 600; k++) {
      edges.at(0, 1)!.credit += 100;
      streaks.advance(edges, 1 / 60, -1);
      expect(streaks.alive).toBeLessThanOrEqual(2_000);
    }
    expect(streaks.per).toBeGreaterThan(10);
  });
});

describe('the governor', () => {
  it('halves the budget after two slow seconds and says so', () => {
    const said: number[] = [];
    const governor = new Governor(2_000, (budget) => said.push(budget));
    for (let now = 0; now < 2_600; now += 40) governor.frame(40, now);
    expect(said).toEqual([1_000]);
  });

  it('halves again only when that helped', () => {
    const said: number[] = [];
    const governor = new Governor(2_000, (budget) => said.push(budget));
    let now = 0;
    for (; now < 20_000; now += 80) governor.frame(80, now);
    expect(said).toEqual([1_000]);
    const lighter: number[] = [];
    const better = new Governor(2_000, (budget) => lighter.push(budget));
    for (now = 0; now < 20_000; now += better.budget / 25) better.frame(better.budget / 25, now);
    expect(lighter).toEqual([1_000, 500]);
  });

  it('gives half of it back after half a minute of easy frames', () => {
    const said: number[] = [];
    const governor = new Governor(2_000, (budget) => said.push(budget));
    let now = 0;
    for (; now < 5_000; now += 40) governor.frame(40, now);
    for (; now < 60_000; now += 16) governor.frame(16, now);
    expect(said).toEqual([1_000, 2_000]);
  });

  it('takes no notice of a moment', () => {
    const governor = new Governor(2_000, () => { throw new Error('halved'); });
    for (let now = 0; now < 1_000; now += 40) governor.frame(40, now);
    for (let now = 1_000; now < 6_000; now += 16) governor.frame(16, now);
    governor.frame(240, 6_100);
  });
});

describe('the arrow keys', () => {
  it('lead to the nearest bubble that way, or nowhere', () => {
    const places = [{ x: 0, y: 0, r: 1 }, { x: 100, y: 10, r: 1 }, { x: 60, y: 90, r: 1 }];
    expect(neighbour(places, 0, 'ArrowRight')).toBe(1);
    expect(neighbour(places, 0, 'ArrowDown')).toBe(2);
    expect(neighbour(places, 0, 'ArrowLeft')).toBe(-1);
  });
});

describe('colours', () => {
  it('are read from minified style sheets too', () => {
    expect(mix('#fff', '#000000', 0.5)).toBe('#808080');
    expect(withAlpha('#f00', 0.5)).toBe('rgba(255, 0, 0, 0.5)');
  });
});

describe('the matrix', () => {
  it('follows the stages, and cells follow their segments', () => {
    const dict = [{ i: 0, lane: 2, y: 1, name: 'late' }, { i: 1, lane: 0, y: 0.1, name: 'low' }, { i: 2, lane: 0, y: 0.9, name: 'high' }];
    const data = matrixOf(dict, String, [{ from: 0, to: 1, count: 7 }]);
    expect(data.names).toEqual(['high', 'low', 'late']);
    expect(data.cells).toEqual([{ from: 2, to: 1, count: 7 }]);
  });
});
