import { curvePoints } from './curve';
import type { Edge, Edges } from './edges';
import { type MapTheme, mix, streaksMax } from './types';

const speedPxPerS = 62;
const lengthPx = 11;
/** A burst (a frame after a gap, a slow tick) is spread over about this long. */
const releaseTauS = 0.45;
const steps = [1, 2, 3, 5, 8, 10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 300, 500, 1_000, 2_000, 5_000, 10_000];

/** The streaks that run along the flows. Fixed arrays; a streak stands for `per` migrations. */
export class Streaks {
  alive = 0;
  /** Migrations per streak. */
  per = 1;
  budget = streaksMax;
  private readonly edge: (Edge | null)[] = new Array(streaksMax).fill(null);
  private readonly along = new Float32Array(streaksMax);
  private readonly pace = new Float32Array(streaksMax);
  private readonly side = new Float32Array(streaksMax);
  private perSecond = 0;
  private sinceChange = 0;

  constructor(private readonly random: () => number = Math.random) {}

  clear(): void {
    this.edge.fill(null, 0, this.alive);
    this.alive = 0;
    this.perSecond = 0;
  }

  /** Whether anything is running or waiting to run. */
  busy(edges: Edges): boolean {
    return this.alive > 0 || edges.list.some((e) => e.credit > 0.05);
  }

  advance(edges: Edges, seconds: number, focus: number): void {
    this.move(seconds);
    const share = 1 - Math.exp(-seconds / releaseTauS);
    let released = 0;
    let travel = 0;
    for (const edge of edges.list) {
      if (edge.credit <= 0) continue;
      const part = edge.credit < 0.05 ? edge.credit : edge.credit * share;
      edge.credit -= part;
      const visible = edge.shown && (focus < 0 || edge.from === focus || edge.to === focus);
      if (!visible) continue;
      released += part;
      travel += part * (edge.length / speedPxPerS);
      edge.due += part;
      while (edge.due >= this.per) {
        edge.due -= this.per;
        this.spawn(edge);
      }
    }
    this.adapt(released, travel, seconds);
  }

  /** Chooses how many migrations a streak stands for, so that the running ones stay under half the budget and a burst has room. */
  private adapt(released: number, travel: number, seconds: number): void {
    if (seconds <= 0) return;
    const current = released / seconds;
    // Quick to see a crowd come, slow to believe that it has gone.
    const tau = current > this.perSecond ? 0.15 : 1.5;
    this.perSecond += (current - this.perSecond) * (1 - Math.exp(-seconds / tau));
    this.sinceChange += seconds;
    const duration = released > 0 ? travel / released : 4;
    const wanted = (this.perSecond * duration) / (this.budget * 0.45);
    const per = steps.find((candidate) => candidate >= wanted) ?? steps[steps.length - 1];
    if (per > this.per || (per <= this.per / 2 && this.sinceChange > 3)) {
      this.per = per;
      this.sinceChange = 0;
    }
  }

  private move(seconds: number): void {
    for (let k = this.alive - 1; k >= 0; k--) {
      this.along[k] += this.pace[k] * seconds;
      if (this.along[k] >= 1 || !this.edge[k]!.shown) this.remove(k);
    }
  }

  private spawn(edge: Edge): void {
    if (this.alive >= this.budget) return;
    const k = this.alive++;
    this.edge[k] = edge;
    this.along[k] = 0;
    this.pace[k] = (speedPxPerS * (0.82 + this.random() * 0.36)) / Math.max(40, edge.length);
    this.side[k] = this.random() - 0.5;
  }

  private remove(k: number): void {
    const last = --this.alive;
    this.edge[k] = this.edge[last];
    this.along[k] = this.along[last];
    this.pace[k] = this.pace[last];
    this.side[k] = this.side[last];
    this.edge[last] = null;
  }

  /** One path per stage colour: two thousand strokes would cost more than the rest of the frame. */
  draw(context: CanvasRenderingContext2D, lanes: number[], theme: MapTheme, focus: number): void {
    context.lineWidth = 2;
    context.lineCap = 'butt';
    for (let lane = 0; lane < theme.lanes.length; lane++) {
      context.strokeStyle = mix(theme.lanes[lane], theme.dark ? '#ffffff' : '#0b0f18', theme.dark ? 0.22 : 0.1);
      context.globalAlpha = theme.dark ? 0.8 : 0.72;
      context.beginPath();
      for (let k = 0; k < this.alive; k++) {
        const edge = this.edge[k]!;
        if (focus >= 0 && edge.from !== focus && edge.to !== focus) continue;
        const tone = this.along[k] < 0.5 ? lanes[edge.from] : lanes[edge.to];
        if (tone === lane) this.trace(context, edge, k);
      }
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  private trace(context: CanvasRenderingContext2D, edge: Edge, k: number): void {
    const points = edge.points;
    const head = this.along[k] * (curvePoints - 1);
    const tail = Math.max(0, head - (lengthPx / edge.length) * (curvePoints - 1));
    const offset = this.side[k] * edge.width * (1 - 0.72 * this.along[k]) * 0.8;
    for (const [at, start] of [[tail, true], [head, false]] as const) {
      const p = Math.min(curvePoints - 2, Math.floor(at));
      const f = at - p;
      const o = p * 4;
      const x = points[o] + (points[o + 4] - points[o]) * f + points[o + 2] * offset;
      const y = points[o + 1] + (points[o + 5] - points[o + 1]) * f + points[o + 3] * offset;
      if (start) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
  }
}
