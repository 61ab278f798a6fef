/** What the live client needs of a connection. The hub's is SignalR; tests and the development shop bring their own. */
export interface Transport {
  start(): Promise<void>;
  stop(): Promise<void>;
  invoke<T>(method: string, ...args: unknown[]): Promise<T>;
  on(method: string, handler: (...args: never[]) => void): void;
  onClose(handler: () => void): void;
}

/** Time as the live client sees it, so that tests drive it by hand. */
export interface Clock {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Calls back once after `ms`; returns the cancellation. */
  after(ms: number, callback: () => void): () => void;
}

export const wallClock: Clock = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
