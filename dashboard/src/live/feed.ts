import type { Frame, Snapshot } from './protocol';

export type Verdict = 'apply' | 'gap' | 'drop' | 'resubscribe';

/**
 * The place in one topic's stream. Totals are absolute, so a lost frame costs nothing but freshness; a frame of
 * another epoch or dictionary speaks of other indices and must never be applied.
 */
export class FeedPosition {
  epoch = '';
  seq = -1;
  dictVersion = -1;

  get established(): boolean {
    return this.seq >= 0;
  }

  restart(snapshot: Pick<Snapshot, 'epoch' | 'seq' | 'dictVersion'>): void {
    this.epoch = snapshot.epoch;
    this.seq = snapshot.seq;
    this.dictVersion = snapshot.dictVersion;
  }

  accept(frame: Pick<Frame, 'epoch' | 'seq' | 'dictVersion'>): Verdict {
    if (!this.established) return 'drop';
    if (frame.epoch !== this.epoch || frame.dictVersion !== this.dictVersion) return 'resubscribe';
    if (frame.seq <= this.seq) return 'drop';
    const verdict = frame.seq === this.seq + 1 ? 'apply' : 'gap';
    this.seq = frame.seq;
    return verdict;
  }
}
