import type { Place } from './types';

/** Points sampled along one curve. */
export const curvePoints = 33;

/**
 * The way from one bubble to another as flat [x, y, normalX, normalY] per point. It bends to the left of its own
 * direction, so that A → B and B → A never lie on each other.
 */
export function curve(from: Place, to: Place): Float32Array {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const distance = Math.hypot(dx, dy) || 1;
  const bend = Math.min(64, Math.max(10, distance * 0.17));
  const [px, py] = [dy / distance, -dx / distance];
  const c1 = { x: from.x + dx * 0.28 + px * bend, y: from.y + dy * 0.12 + py * bend };
  const c2 = { x: to.x - dx * 0.28 + px * bend, y: to.y - dy * 0.12 + py * bend };
  const points = new Float32Array(curvePoints * 4);
  for (let k = 0; k < curvePoints; k++) {
    const t = k / (curvePoints - 1);
    const s = 1 - t;
    const [b0, b1, b2, b3] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
    const x = b0 * from.x + b1 * c1.x + b2 * c2.x + b3 * to.x;
    const y = b0 * from.y + b1 * c1.y + b2 * c2.y + b3 * to.y;
    const tx = s * s * (c1.x - from.x) + 2 * s * t * (c2.x - c1.x) + t * t * (to.x - c2.x);
    const ty = s * s * (c1.y - from.y) + 2 * s * t * (c2.y - c1.y) + t * t * (to.y - c2.y);
    const length = Math.hypot(tx, ty) || 1;
    points.set([x, y, -ty / length, tx / length], k * 4);
  }
  return points;
}

export function curveLength(points: Float32Array): number {
  let length = 0;
  for (let k = 1; k < curvePoints; k++) {
    length += Math.hypot(points[k * 4] - points[k * 4 - 4], points[k * 4 + 1] - points[k * 4 - 3]);
  }
  return length;
}
