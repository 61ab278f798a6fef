import type { Counters } from '../live/counters';
import { catalogNames } from './catalog.svelte';
import { toneOf, toneVar } from './lanes';

/** Name and colour for a segment's key or address (`lifecycle/active`); its key where the dictionary has none. */
export function named(counters: Counters, address: string | null): { name: string; tone: string } {
  if (!address) return { name: '', tone: 'var(--line)' };
  const slash = address.lastIndexOf('/');
  const here = slash < 0 || address.slice(0, slash) === counters.segmentation;
  const key = address.slice(slash + 1);
  const entry = here ? counters.dict.find((candidate) => candidate.key === key) : undefined;
  if (entry) return { name: entry.name, tone: toneVar(counters, entry.i) };
  const known = catalogNames.find(address);
  const tone = known?.lane ? `var(--lane-${toneOf({ key: known.lane, name: '' }, 0)})` : hashedTone(key);
  return { name: known?.name ?? key, tone };
}

/** A segment outside the dictionary keeps one of the five colours, always the same. */
function hashedTone(key: string): string {
  let hash = 0;
  for (const letter of key) hash = (hash * 31 + letter.charCodeAt(0)) % 9_973;
  return `var(--lane-${hash % 5})`;
}
