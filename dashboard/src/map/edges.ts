import { curve, curveLength } from './curve';
import { flowsDrawnMax, type MapNumbers, type Place } from './types';

/** One direction between two bubbles: its way, and what is shown on it. */
export interface Edge {
  from: number;
  to: number;
  points: Float32Array;
  length: number;
  /** Within the window. */
  count: number;
  /** CSS pixels, eased towards the target. */
  width: number;
  target: number;
  shown: boolean;
  /** Migrations that are still to be shown as streaks. */
  credit: number;
  due: number;
  gradient: CanvasGradient | null;
}

const widthMax = 16;
const widthMin = 1.1;

/** All pairs that have moved, created when they first do. */
export class Edges {
  readonly list: Edge[] = [];
  private readonly byPair = new Map<number, Edge>();
  private places: Place[] = [];

  relocate(places: Place[]): void {
    this.places = places;
    for (const edge of this.list) this.shape(edge);
  }

  clear(): void {
    this.list.length = 0;
    this.byPair.clear();
  }

  at(from: number, to: number): Edge | null {
    if (from === to || !this.places[from] || !this.places[to]) return null;
    const key = from * 65_536 + to;
    let edge = this.byPair.get(key);
    if (!edge) {
      edge = {
        from, to, points: new Float32Array(0), length: 0, count: 0, width: 0, target: 0, shown: false,
        credit: 0, due: 0, gradient: null,
      };
      this.shape(edge);
      this.byPair.set(key, edge);
      this.list.push(edge);
    }
    return edge;
  }

  /** Shows the largest flows, and every flow of the bubble in focus. Width goes with the root of the count. */
  show(flows: MapNumbers['flows'], focus: number): void {
    for (const edge of this.list) edge.count = edge.target = 0;
    const ranked = [...flows].sort((a, b) => b.count - a.count);
    const most = ranked[0]?.count ?? 1;
    ranked.forEach((flow, rank) => {
      const edge = this.at(flow.from, flow.to);
      if (!edge) return;
      edge.count = flow.count;
      const focused = focus >= 0 && (flow.from === focus || flow.to === focus);
      if (rank < flowsDrawnMax || focused) edge.target = widthMin + (widthMax - widthMin) * Math.sqrt(flow.count / most);
    });
  }

  /** One step of easing; answers whether anything still moves. */
  ease(share: number): boolean {
    let moving = false;
    for (const edge of this.list) {
      const gap = edge.target - edge.width;
      if (Math.abs(gap) < 0.05) edge.width = edge.target;
      else {
        edge.width += gap * share;
        moving = true;
      }
      edge.shown = edge.width > 0.3;
    }
    return moving;
  }

  private shape(edge: Edge): void {
    edge.points = curve(this.places[edge.from], this.places[edge.to]);
    edge.length = curveLength(edge.points);
    edge.gradient = null;
  }
}
