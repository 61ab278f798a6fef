import { describe, expect, test } from 'vitest';
import { ApiError } from '../src/api/client';
import type { Page, TimelineEntry } from '../src/api/types';
import { followMoves, movesPerAnswer, type MovesState } from '../src/live/moves';

const move = (id: number) => ({ id: String(id), customerId: `c-${id}` }) as TimelineEntry;
const page = (next: string, ...ids: number[]): Page<TimelineEntry> => ({ items: ids.map(move), next });

/** Answers in turn, and stops after the last. */
async function play(answers: (Page<TimelineEntry> | Error)[]) {
  const stop = new AbortController();
  const asked: string[] = [];
  const pauses: number[] = [];
  const shown: string[] = [];
  const told: MovesState[] = [];
  await followMoves({
    next: async (after, wait) => {
      asked.push(`${after} ${wait}`);
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      if (answer) return answer;
      stop.abort();
      return page('end');
    },
    pause: async (ms) => { pauses.push(ms); },
  }, stop.signal, (moves) => shown.push(...moves.map(({ id }) => id)), (state) => told.push(state));
  return { asked, pauses, shown, told };
}

describe('moves', () => {
  test('goes on from where it stands, without missing any', async () => {
    const { asked, shown, told } = await play([page('a'), page('b', 1, 2), page('c', 3)]);
    expect(asked).toEqual(['latest 0s', 'a 20s', 'b 20s', 'c 20s']);
    expect(shown).toEqual(['1', '2', '3']);
    expect(new Set(told)).toEqual(new Set(['listening']));
  });

  test('passes over what is more than anybody can read', async () => {
    const many = Array.from({ length: movesPerAnswer }, (_, k) => k);
    const { asked } = await play([page('a'), page('b', ...many), page('c')]);
    expect(asked).toEqual(['latest 0s', 'a 20s', 'latest 0s', 'c 20s']);
  });

  test('asks at most once a second, and more rarely after a failure', async () => {
    const { pauses, told } = await play([page('a'), page('b', 1), new ApiError(503, 'busy'), page('c'), page('d', 2)]);
    expect(pauses).toEqual([1_000, 5_000, 1_000]);
    expect(told).toEqual(['listening', 'listening', 'failed', 'listening', 'listening']);
  });

  test('does not insist where the right is missing', async () => {
    const { asked, told } = await play([new ApiError(403, 'no')]);
    expect(asked).toHaveLength(1);
    expect(told).toEqual(['forbidden']);
  });
});
