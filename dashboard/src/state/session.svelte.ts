import { api, ApiError } from '../api/client';
import { live } from './live.svelte';

/** Who is signed in. `unknown` until the server has answered. */
class SessionState {
  state = $state<'unknown' | 'out' | 'in' | 'unreachable'>('unknown');
  open = $state(false);
  role = $state<string | null>(null);

  async load(): Promise<void> {
    try {
      const session = await api.session();
      this.open = session.open;
      this.role = session.role;
      const admitted = session.role !== null || session.open;
      if (admitted) live.start();
      this.state = admitted ? 'in' : 'out';
    } catch (error) {
      this.state = error instanceof ApiError && (error.status === 401 || error.status === 403) ? 'out' : 'unreachable';
    }
  }

  async signIn(token: string): Promise<void> {
    await api.signIn(token);
    await this.load();
  }

  async signOut(): Promise<void> {
    await api.signOut();
    // A fresh page: nothing the last viewer saw stays in memory.
    location.assign('/');
  }
}

export const session = new SessionState();
