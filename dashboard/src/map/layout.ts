import { forceCollide, forceSimulation, forceX, forceY, type SimulationNodeDatum } from 'd3-force';
import type { Bubble, Place } from './types';

export interface Frame {
  width: number;
  height: number;
  /** Narrow screens: stages from top to bottom, value from left to right. */
  stacked: boolean;
}

interface Node extends SimulationNodeDatum {
  x: number;
  y: number;
  r: number;
  homeX: number;
  homeY: number;
  /** Half width and height of bubble and label together, and where their middle lies below the centre. */
  halfW: number;
  halfH: number;
  sink: number;
  box: { left: number; right: number; top: number; bottom: number };
}

const ticks = 260;
const labelHeight = 32;
const arcMargin = 8;
/** Neighbours in value stand a little aside of each other: flows between them can be told apart. */
const sway = [0.1, -0.38, 0.42, -0.12, 0.3, -0.45, 0.02];

/** Height that a stacked map needs so that labels have room. */
export function stackedHeight(bubbles: Bubble[], lanes: number): number {
  return bands(bubbles, lanes).reduce((sum, band) => sum + band, 0);
}

function bands(bubbles: Bubble[], lanes: number): number[] {
  return Array.from({ length: lanes }, (_, lane) => {
    const inLane = bubbles.filter((bubble) => bubble.lane === lane).length;
    return 46 + Math.max(1, Math.ceil(inLane / 2.5)) * 92;
  });
}

/** A crowded stage gets a wider column, within reason. */
function columns(bubbles: Bubble[], lanes: number): number[] {
  const mean = bubbles.length / Math.max(1, lanes);
  return Array.from({ length: Math.max(1, lanes) }, (_, lane) =>
    0.62 + 0.38 * Math.min(2, bubbles.filter((bubble) => bubble.lane === lane).length / Math.max(1, mean)));
}

/** Where each stage begins, along x (or along y when stacked), plus the end of the last. */
export function laneEdges(bubbles: Bubble[], lanes: number, frame: Frame): number[] {
  const shares = frame.stacked ? bands(bubbles, lanes) : columns(bubbles, lanes);
  const scale = (frame.stacked ? frame.height : frame.width) / shares.reduce((sum, share) => sum + share, 0);
  const edges = [0];
  for (const share of shares) edges.push(edges[edges.length - 1] + share * scale);
  return edges;
}

export function radius(members: number, membersMax: number, largest: number): number {
  return Math.max(7, largest * Math.sqrt(Math.max(0, members) / Math.max(1, membersMax)));
}

export function largestRadius(bubbles: Bubble[], lanes: number, frame: Frame): number {
  const room = frame.stacked ? frame.width / 9 : frame.width / Math.max(4, lanes) / 3.4;
  const crowd = Math.sqrt((frame.width * frame.height) / Math.max(6, bubbles.length)) / 2.9;
  return Math.max(16, Math.min(52, room, crowd));
}

/**
 * Gives every bubble its place: stage along one axis, value along the other, pushed apart by a fixed number of
 * ticks, then until labels no longer cover each other. The same input always gives the same picture.
 */
export function layOut(bubbles: Bubble[], members: ArrayLike<number>, lanes: number, frame: Frame): Place[] {
  const edges = laneEdges(bubbles, lanes, frame);
  const largest = largestRadius(bubbles, lanes, frame);
  const membersMax = bubbles.reduce((max, bubble) => Math.max(max, members[bubble.i] ?? 0), 0);
  const nodes = bubbles.map((bubble) => {
    const higher = bubbles.filter((b) => b.lane === bubble.lane && (b.y > bubble.y || (b.y === bubble.y && b.i < bubble.i)));
    const r = radius(members[bubble.i] ?? 0, membersMax, largest);
    return node(bubble, r, edges, frame, sway[higher.length % sway.length]);
  });
  forceSimulation(nodes)
    .force('x', forceX<Node>((n) => n.homeX).strength(0.3))
    .force('y', forceY<Node>((n) => n.homeY).strength(0.3))
    .force('apart', forceCollide<Node>((n) => n.r + 16).iterations(2))
    .stop()
    .tick(ticks);
  separateLabels(nodes);
  return nodes.map(({ x, y, r }) => ({ x, y, r }));
}

function node(bubble: Bubble, r: number, edges: number[], frame: Frame, aside: number): Node {
  const [start, end] = [edges[bubble.lane], edges[bubble.lane + 1]];
  const labelHalf = Math.min(frame.stacked ? 52 : 66, Math.max(30, bubble.name.length * 3.3));
  const halfW = Math.max(r + arcMargin, labelHalf) + 3;
  const halfH = (2 * r + arcMargin + labelHeight) / 2;
  const sink = (labelHeight - arcMargin) / 2;
  const box = frame.stacked
    ? { left: halfW, right: frame.width - halfW, top: start + 30 + r, bottom: end - r - labelHeight }
    : { left: start + halfW, right: end - halfW, top: 30 + r, bottom: frame.height - r - labelHeight - 22 };
  if (box.left > box.right) box.left = box.right = (box.left + box.right) / 2;
  if (box.top > box.bottom) box.top = box.bottom = (box.top + box.bottom) / 2;
  const within = bubble.x + aside;
  const homeX = frame.stacked ? lerp(box.left, box.right, bubble.y) : lerp(box.left, box.right, within);
  const homeY = frame.stacked ? lerp(box.top, box.bottom, within) : lerp(box.bottom, box.top, bubble.y);
  return { x: homeX, y: homeY, r, homeX, homeY, halfW, halfH, sink, box };
}

function separateLabels(nodes: Node[]): void {
  for (let round = 0; round < 240; round++) {
    let moved = false;
    for (let a = 0; a < nodes.length; a++) {
      for (let b = a + 1; b < nodes.length; b++) moved = pushApart(nodes[a], nodes[b]) || moved;
    }
    for (const n of nodes) {
      n.x = clamp(n.x, n.box.left, n.box.right);
      n.y = clamp(n.y, n.box.top, n.box.bottom);
    }
    if (!moved) return;
  }
}

function pushApart(a: Node, b: Node): boolean {
  const dx = b.x - a.x;
  const dy = b.y + b.sink - (a.y + a.sink);
  const overX = a.halfW + b.halfW - Math.abs(dx);
  const overY = a.halfH + b.halfH + 4 - Math.abs(dy);
  if (overX <= 0 || overY <= 0) return false;
  if (overX < overY) {
    const step = (Math.sign(dx) || 1) * (overX / 4 + 0.3);
    a.x -= step;
    b.x += step;
  } else {
    const step = (Math.sign(dy) || 1) * (overY / 4 + 0.3);
    a.y -= step;
    b.y += step;
  }
  return true;
}

const lerp = (a: number, b: number, share: number) => a + (b - a) * Math.min(1, Math.max(0, share));
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
