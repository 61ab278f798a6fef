import type { Place } from './types';

export type Direction = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

const vectors: Record<Direction, [number, number]> = {
  ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0],
};

/** Keeps every bubble reachable, but behind all that truly lie that way. */
const outsideTheCone = 10_000;

/** The nearest bubble in a direction; one that lies off to the side counts as farther. -1 when there is none. */
export function neighbour(places: Place[], from: number, direction: Direction): number {
  const [vx, vy] = vectors[direction];
  let best = -1;
  let bestCost = Number.POSITIVE_INFINITY;
  places.forEach((place, i) => {
    const dx = place.x - places[from].x;
    const dy = place.y - places[from].y;
    const ahead = dx * vx + dy * vy;
    if (i === from || ahead <= 1) return;
    const aside = Math.abs(dx * vy - dy * vx);
    const cost = ahead + 2 * aside + (aside > 2 * ahead ? outsideTheCone : 0);
    if (cost < bestCost) [best, bestCost] = [i, cost];
  });
  return best;
}
