import { t, tMaybe } from '../i18n/index.svelte';
import type { CounterWindow, Counters } from '../live/counters';
import type { Lane } from '../live/protocol';

const known = ['acquisition', 'activation', 'loyalty', 'at-risk', 'lost'];
export const tones = 5;

/** Which of the five stage colours a lane has: the known stages always keep theirs. */
export function toneOf(lane: Lane | undefined, index: number): number {
  const at = known.indexOf(lane?.key ?? '');
  return at >= 0 ? at : Math.max(0, index) % tones;
}

/** CSS value of the colour of a segment's stage. */
export function toneVar(counters: Counters, i: number): string {
  const lane = counters.dict[i]?.lane ?? 0;
  return `var(--lane-${toneOf(counters.lanes[lane], lane)})`;
}

export function laneName(lane: Lane | undefined): string {
  return lane ? tMaybe(`lane.${lane.key}`, lane.name) : '';
}

/** Net change of a stage and entries into it from elsewhere, over the window. */
export function laneMovement(counters: Counters, seen: CounterWindow, lane: number): { net: number; entered: number } {
  const inside = (i: number) => counters.dict[i]?.lane === lane;
  let net = 0;
  let entered = 0;
  counters.dict.forEach((entry, i) => {
    if (entry.lane !== lane) return;
    net += seen.entered[i] - seen.left[i];
    entered += seen.entered[i];
  });
  for (const flow of seen.flows) if (inside(flow.from) && inside(flow.to)) entered -= flow.count;
  return { net, entered: Math.max(0, entered) };
}

export function windowName(seconds: number): string {
  return seconds === 60 ? t('overview.window.60') : t('overview.window.min', { n: seconds / 60 });
}
