import { ApiError } from '../api/client';
import type { Page, TimelineEntry } from '../api/types';

/** Changes asked for at once; as many in one answer mean that more happen than anybody can read. */
export const movesPerAnswer = 10;
const betweenAnswersMs = 1_000;
const afterFailureMs = 5_000;

export type MovesState = 'starting' | 'listening' | 'forbidden' | 'failed';

export interface MovesSource {
  /** Changes after a cursor, or `latest`; waits for the first. */
  next(after: string, wait: string, signal: AbortSignal): Promise<Page<TimelineEntry>>;
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * Follows changes until it is stopped, ten a second at the most: where there are more, those between are passed over. A role without the right
 * is told once.
 */
export async function followMoves(
  source: MovesSource, signal: AbortSignal, show: (moves: TimelineEntry[]) => void, tell: (state: MovesState) => void,
): Promise<void> {
  let cursor = 'latest';
  while (!signal.aborted) {
    try {
      const page = await source.next(cursor, cursor === 'latest' ? '0s' : '20s', signal);
      if (signal.aborted) return;
      tell('listening');
      if (page.items.length > 0) show(page.items);
      const started = cursor === 'latest';
      cursor = page.items.length < movesPerAnswer ? page.next! : 'latest';
      if (!started) await source.pause(betweenAnswersMs, signal);
    } catch (error) {
      if (signal.aborted) return;
      const forbidden = error instanceof ApiError && (error.status === 401 || error.status === 403);
      tell(forbidden ? 'forbidden' : 'failed');
      if (forbidden) return;
      // A cursor of before a restart on another folder is of no use any more.
      cursor = 'latest';
      await source.pause(afterFailureMs, signal);
    }
  }
}
