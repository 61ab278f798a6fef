import { curvePoints } from './curve';
import type { Edge, Edges } from './edges';
import { type MapTheme, type Place, withAlpha } from './types';

const taper = 0.28;
const step = 2;

/** Draws every shown flow as a band that narrows towards its end and passes from the one stage's colour to the other's. */
export function drawRibbons(
  context: CanvasRenderingContext2D, edges: Edges, places: Place[], lanes: number[], theme: MapTheme, focus: number,
): void {
  const shown = edges.list.filter((edge) => edge.shown).sort((a, b) => a.width - b.width);
  for (const edge of shown) {
    const touches = focus < 0 || edge.from === focus || edge.to === focus;
    context.globalAlpha = focus < 0 ? (theme.dark ? 0.42 : 0.36) : touches ? 0.72 : theme.dark ? 0.07 : 0.08;
    context.fillStyle = edge.gradient ??= gradient(context, edge, places, lanes, theme);
    context.fill(outline(edge));
  }
  context.globalAlpha = 1;
}

function gradient(
  context: CanvasRenderingContext2D, edge: Edge, places: Place[], lanes: number[], theme: MapTheme,
): CanvasGradient {
  const [a, b] = [places[edge.from], places[edge.to]];
  const paint = context.createLinearGradient(a.x, a.y, b.x, b.y);
  paint.addColorStop(0.1, withAlpha(theme.lanes[lanes[edge.from]], 0.95));
  paint.addColorStop(0.9, withAlpha(theme.lanes[lanes[edge.to]], 0.95));
  return paint;
}

function outline(edge: Edge): Path2D {
  const { points, width } = edge;
  const path = new Path2D();
  const half = (k: number) => (width / 2) * (1 + (taper - 1) * (k / (curvePoints - 1)));
  for (let k = 0; k < curvePoints; k += step) {
    const h = half(k);
    path.lineTo(points[k * 4] + points[k * 4 + 2] * h, points[k * 4 + 1] + points[k * 4 + 3] * h);
  }
  for (let k = curvePoints - 1; k >= 0; k -= step) {
    const h = half(k);
    path.lineTo(points[k * 4] - points[k * 4 + 2] * h, points[k * 4 + 1] - points[k * 4 + 3] * h);
  }
  path.closePath();
  return path;
}
