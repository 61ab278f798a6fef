import { type MapTheme, mix, type Place, withAlpha } from './types';

/** What is drawn of a bubble, eased from one moment to the next. */
export interface BubbleState {
  r: number;
  rTarget: number;
  /** Angle of the net-flow arc, radians, positive = in. */
  arc: number;
  arcTarget: number;
}

export function easeBubbles(states: BubbleState[], share: number): boolean {
  let moving = false;
  for (const state of states) {
    state.r += (state.rTarget - state.r) * share;
    state.arc += (state.arcTarget - state.arc) * share;
    if (Math.abs(state.rTarget - state.r) > 0.05 || Math.abs(state.arcTarget - state.arc) > 0.004) moving = true;
  }
  return moving;
}

/** The discs and their arcs: in runs clockwise from the top in blue, out anticlockwise in orange. */
export function drawBubbles(
  context: CanvasRenderingContext2D, places: Place[], states: BubbleState[], lanes: number[], theme: MapTheme,
  focus: number, neighbours: Set<number>,
): void {
  places.forEach((place, i) => {
    const dim = focus >= 0 && i !== focus && !neighbours.has(i);
    const colour = theme.lanes[lanes[i]];
    const { r, arc } = states[i];
    context.globalAlpha = dim ? 0.3 : 1;
    disc(context, place.x, place.y, r, colour, theme);
    netArc(context, place, r, arc, theme);
    context.globalAlpha = 1;
    if (i === focus) ring(context, place, r, theme);
  });
}

function disc(context: CanvasRenderingContext2D, x: number, y: number, r: number, colour: string, theme: MapTheme): void {
  const paint = context.createRadialGradient(x - r * 0.25, y - r * 0.35, r * 0.1, x, y, r);
  paint.addColorStop(0, mix(theme.surface, colour, theme.dark ? 0.46 : 0.36));
  paint.addColorStop(1, mix(theme.surface, colour, theme.dark ? 0.22 : 0.16));
  context.beginPath();
  context.arc(x, y, r, 0, Math.PI * 2);
  context.fillStyle = paint;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = withAlpha(colour, theme.dark ? 0.85 : 0.9);
  context.stroke();
}

function netArc(context: CanvasRenderingContext2D, { x, y }: Place, r: number, arc: number, theme: MapTheme): void {
  if (Math.abs(arc) < 0.02) return;
  context.beginPath();
  context.arc(x, y, r + 5, -Math.PI / 2, -Math.PI / 2 + arc, arc < 0);
  context.lineWidth = 2.5;
  context.lineCap = 'round';
  context.strokeStyle = arc > 0 ? theme.in : theme.out;
  context.stroke();
}

function ring(context: CanvasRenderingContext2D, { x, y }: Place, r: number, theme: MapTheme): void {
  context.beginPath();
  context.arc(x, y, r + 9, 0, Math.PI * 2);
  context.lineWidth = 2;
  context.strokeStyle = theme.accent;
  context.stroke();
}
