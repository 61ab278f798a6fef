import { ApiError } from '../api/client';

export type LoadState = 'loading' | 'done' | 'missing' | 'forbidden' | 'failed';

/** One document being fetched: what the page shows while, after, and when it fails. */
export class Load<T> {
  state = $state<LoadState>('loading');
  value = $state.raw<T | null>(null);
  private turn = 0;
  private fetched = false;

  /** Fetches; an earlier fetch that answers later is ignored. The old value stays while the new one is under way. */
  async run(fetch: () => Promise<T>): Promise<void> {
    const turn = ++this.turn;
    // Not `value`: an effect that fetches must not depend on what it fetched.
    if (!this.fetched) this.state = 'loading';
    try {
      const value = await fetch();
      if (turn !== this.turn) return;
      this.value = value;
      this.fetched = true;
      this.state = 'done';
    } catch (error) {
      if (turn !== this.turn) return;
      const status = error instanceof ApiError ? error.status : 0;
      this.state = status === 404 ? 'missing' : status === 401 || status === 403 ? 'forbidden' : 'failed';
    }
  }

  reset(): void {
    this.turn++;
    this.fetched = false;
    this.value = null;
    this.state = 'loading';
  }
}
