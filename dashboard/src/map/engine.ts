import { type BubbleState, drawBubbles, easeBubbles } from './bubbles';
import { Edges } from './edges';
import { Governor } from './governor';
import { Labels, type LabelText } from './labels';
import { type Frame, laneEdges, largestRadius, layOut, radius } from './layout';
import { type Direction, neighbour } from './neighbour';
import { drawRibbons } from './ribbons';
import { Streaks } from './streaks';
import { type Bubble, type MapNumbers, type MapTheme, type Place, streaksMax } from './types';

export interface MapEvents {
  label(i: number, members: number, net: number): LabelText;
  laneEdges(edges: number[], stacked: boolean): void;
  /** Migrations per streak, and whether the governor has reduced them. */
  scale(per: number, reduced: boolean): void;
  choose(key: string | null): void;
}

const easeEveryMs = 100;
const stackedBelowPx = 640;
const arcMax = Math.PI * 0.62;

/**
 * The live map. Three canvases (ribbons, streaks, discs) and a layer of buttons; knows nothing of the framework around
 * it. Positions are computed once per dictionary and size: data moves colours and widths, never places.
 */
export class MigrationMap {
  private readonly layers: CanvasRenderingContext2D[];
  private readonly labels: Labels;
  private readonly edges = new Edges();
  private readonly streaks = new Streaks();
  private readonly governor = new Governor(streaksMax, (budget) => this.limit(budget));
  private bubbles: Bubble[] = [];
  private lanes: number[] = [];
  private laneCount = 1;
  private places: Place[] = [];
  private states: BubbleState[] = [];
  private numbers: MapNumbers | null = null;
  private frame: Frame = { width: 0, height: 0, stacked: false };
  private hovered = -1;
  private pinned = -1;
  private reduced = false;
  private still = false;
  private visible = true;
  private paused = false;
  private loop = 0;
  private lastFrame = 0;
  private lastEase = 0;
  private settled = false;
  private shownPer = 0;
  private readonly scriptMs: number[] = [];

  constructor(
    private readonly host: HTMLElement,
    labelHost: HTMLElement,
    private theme: MapTheme,
    private readonly events: MapEvents,
  ) {
    this.layers = ['ribbons', 'streaks', 'discs'].map((name) => {
      const canvas = document.createElement('canvas');
      canvas.dataset.layer = name;
      canvas.setAttribute('aria-hidden', 'true');
      host.append(canvas);
      return canvas.getContext('2d')!;
    });
    this.labels = new Labels(labelHost, {
      hover: (i) => this.hover(i),
      choose: (i) => this.pin(this.pinned === i ? -1 : i),
      key: (i, event) => this.key(i, event),
    });
  }

  static isStacked(width: number): boolean {
    return width < stackedBelowPx;
  }

  /** A new dictionary: everything is laid out again. */
  setDictionary(bubbles: Bubble[], laneCount: number, members: Float64Array): void {
    this.bubbles = bubbles;
    this.laneCount = Math.max(1, laneCount);
    this.lanes = bubbles.map((bubble) => bubble.lane);
    this.edges.clear();
    this.streaks.clear();
    this.pinned = this.hovered = -1;
    this.place(members);
  }

  resize(width: number, height: number): void {
    if (width === this.frame.width && height === this.frame.height) return;
    this.frame = { width, height, stacked: MigrationMap.isStacked(width) };
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    for (const { canvas } of this.layers) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    for (const layer of this.layers) layer.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (this.numbers) this.place(this.numbers.members);
    // At once: setting a canvas's size has emptied it.
    if (this.places.length > 0) this.paintSlowLayers();
  }

  setTheme(theme: MapTheme): void {
    this.theme = theme;
    for (const edge of this.edges.list) edge.gradient = null;
    this.wake();
  }

  /** Reduced motion: no streaks; ribbons, arcs and numbers stay. */
  setStill(still: boolean): void {
    this.still = still;
    if (still) {
      this.streaks.clear();
      this.host.dataset.streaks = '0';
    }
    this.layers[1].clearRect(0, 0, this.frame.width, this.frame.height);
    this.wake();
  }

  setVisible(visible: boolean): void {
    this.visible = visible;
    this.wake();
  }

  setPaused(paused: boolean): void {
    this.paused = paused;
    this.wake();
  }

  /** New numbers, a few times a second. */
  show(numbers: MapNumbers): void {
    this.numbers = numbers;
    if (this.places.length !== this.bubbles.length || this.frame.width === 0) return;
    this.edges.show(numbers.flows, this.focus);
    const largest = largestRadius(this.bubbles, this.laneCount, this.frame);
    const membersMax = numbers.members.reduce((max, m) => Math.max(max, m), 1);
    const netMax = numbers.net.reduce((max, n) => Math.max(max, Math.abs(n)), 1);
    this.bubbles.forEach((bubble, i) => {
      this.states[i].rTarget = radius(numbers.members[i], membersMax, largest);
      this.states[i].arcTarget = (arcMax * numbers.net[i]) / netMax;
      this.labels.write(i, this.events.label(bubble.i, numbers.members[i], numbers.net[i]));
    });
    this.markFocus();
    this.wake();
  }

  /** Migrations that just happened, to be shown as streaks. */
  emit(from: number, to: number, count: number): void {
    if (this.still || this.paused || !this.visible) return;
    const edge = this.edges.at(from, to);
    if (edge) edge.credit += count;
    if (!this.loop) this.wake();
  }

  pinKey(key: string | null): void {
    this.pin(key === null ? -1 : this.bubbles.findIndex((bubble) => bubble.key === key));
  }

  destroy(): void {
    cancelAnimationFrame(this.loop);
    this.host.replaceChildren();
  }

  private get focus(): number {
    return this.hovered >= 0 ? this.hovered : this.pinned;
  }

  private place(members: Float64Array): void {
    if (this.frame.width === 0 || this.bubbles.length === 0) return;
    this.places = layOut(this.bubbles, members, this.laneCount, this.frame);
    this.states = this.places.map(({ r }) => ({ r, rTarget: r, arc: 0, arcTarget: 0 }));
    this.edges.relocate(this.places);
    this.streaks.clear();
    this.labels.build(this.bubbles, this.places);
    this.events.laneEdges(laneEdges(this.bubbles, this.laneCount, this.frame), this.frame.stacked);
    if (this.numbers && this.numbers.members.length === this.bubbles.length) this.show(this.numbers);
  }

  private hover(i: number): void {
    this.hovered = i;
    this.refocus();
  }

  private pin(i: number): void {
    if (this.pinned === i) return;
    this.pinned = i;
    this.events.choose(i < 0 ? null : this.bubbles[i].key);
    this.refocus();
  }

  private refocus(): void {
    if (this.numbers) this.edges.show(this.numbers.flows, this.focus);
    this.markFocus();
    this.wake();
  }

  private key(i: number, event: KeyboardEvent): void {
    if (event.key === 'Escape') this.pin(-1);
    if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
    const next = neighbour(this.places, i, event.key as Direction);
    if (next >= 0) this.labels.focus(next);
  }

  private neighbours(): Set<number> {
    const found = new Set<number>();
    const focus = this.focus;
    if (focus < 0) return found;
    for (const edge of this.edges.list) {
      if (edge.count <= 0) continue;
      if (edge.from === focus) found.add(edge.to);
      if (edge.to === focus) found.add(edge.from);
    }
    return found;
  }

  private markFocus(): void {
    this.labels.mark(this.focus, this.pinned, this.neighbours());
  }

  private limit(budget: number): void {
    this.streaks.budget = budget;
    this.reduced = budget < streaksMax;
    this.events.scale(this.streaks.per, this.reduced);
  }

  private wake(): void {
    this.settled = false;
    if (this.loop || !this.visible || this.frame.width === 0) return;
    this.lastFrame = performance.now();
    this.loop = requestAnimationFrame(this.step);
  }

  private readonly step = (now: number): void => {
    this.loop = 0;
    if (!this.visible || this.places.length === 0) return;
    const started = performance.now();
    const elapsed = now - this.lastFrame;
    this.lastFrame = now;
    if (now - this.lastEase >= easeEveryMs) {
      this.lastEase = now;
      this.paintSlowLayers();
    }
    const moving = !this.still && !this.paused;
    if (moving) this.paintStreaks(Math.min(0.1, elapsed / 1_000), elapsed, now);
    this.measure(performance.now() - started);
    if (!this.settled || (moving && this.streaks.busy(this.edges))) this.loop = requestAnimationFrame(this.step);
  };

  private paintSlowLayers(): void {
    const ribbons = this.edges.ease(0.3);
    const discs = easeBubbles(this.states, 0.3);
    this.settled = !ribbons && !discs;
    const [ribbonLayer, , discLayer] = this.layers;
    ribbonLayer.clearRect(0, 0, this.frame.width, this.frame.height);
    drawRibbons(ribbonLayer, this.edges, this.places, this.lanes, this.theme, this.focus);
    discLayer.clearRect(0, 0, this.frame.width, this.frame.height);
    drawBubbles(discLayer, this.places, this.states, this.lanes, this.theme, this.focus, this.neighbours());
    if (this.shownPer !== this.streaks.per) {
      this.shownPer = this.streaks.per;
      this.events.scale(this.shownPer, this.reduced);
    }
  }

  private paintStreaks(seconds: number, elapsed: number, now: number): void {
    this.governor.frame(elapsed, now);
    this.streaks.advance(this.edges, seconds, this.focus);
    this.layers[1].clearRect(0, 0, this.frame.width, this.frame.height);
    this.streaks.draw(this.layers[1], this.lanes, this.theme, this.focus);
  }

  /** Kept on the element for whoever measures the page: streaks alive, and milliseconds of script per frame. */
  private measure(ms: number): void {
    this.scriptMs.push(ms);
    if (this.scriptMs.length < 60) return;
    const sorted = this.scriptMs.splice(0).sort((a, b) => a - b);
    this.host.dataset.streaks = String(this.streaks.alive);
    this.host.dataset.scriptP50 = sorted[30].toFixed(2);
    this.host.dataset.scriptP95 = sorted[57].toFixed(2);
  }
}
