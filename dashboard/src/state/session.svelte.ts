import { api, ApiError } from '../api/client';

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
      this.state = session.role || session.open ? 'in' : 'out';
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
    this.role = null;
    this.state = 'out';
  }
}

export const session = new SessionState();
