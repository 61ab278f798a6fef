import type { Frame, Snapshot } from '../src/live/protocol';
import type { Clock, Transport } from '../src/live/transport';

/** Time moves only when a test says so. */
export class FakeClock implements Clock {
  private time = 0;
  private timers: { due: number; callback: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { due: this.time + ms, callback };
    this.timers.push(timer);
    return () => { this.timers = this.timers.filter((other) => other !== timer); };
  }

  /** Moves on, firing timers in order and letting promises settle after each. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    for (;;) {
      const next = this.timers.filter((timer) => timer.due <= end).sort((a, b) => a.due - b.due)[0];
      if (!next) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.time = Math.max(this.time, next.due);
      next.callback();
      await settle();
    }
    this.time = end;
    await settle();
  }
}

export async function settle(): Promise<void> {
  for (let k = 0; k < 20; k++) await Promise.resolve();
}

type Call = { method: string; args: unknown[] };

export class FakeTransport implements Transport {
  readonly calls: Call[] = [];
  startsFailing = 0;
  starts = 0;
  answer: (method: string, args: unknown[]) => unknown = (method) => (method === 'Hello' ? hello : snapshot());
  private readonly handlers = new Map<string, (...args: never[]) => void>();
  private closed: () => void = () => {};

  async start(): Promise<void> {
    this.starts++;
    if (this.startsFailing-- > 0) throw new Error('refused');
  }

  async stop(): Promise<void> {}

  async invoke<T>(method: string, ...args: unknown[]): Promise<T> {
    this.calls.push({ method, args });
    return await (this.answer(method, args) as T);
  }

  on(method: string, handler: (...args: never[]) => void): void {
    this.handlers.set(method, handler);
  }

  onClose(handler: () => void): void {
    this.closed = handler;
  }

  push(method: string, ...args: unknown[]): void {
    (this.handlers.get(method) as (...args: unknown[]) => void)?.(...args);
  }

  frame(part: Partial<Frame> = {}): void {
    const f = { topic: 'map:lifecycle', epoch: 'e1', seq: 11, t: 0, dictVersion: 1, seg: [], flows: [], stats: [], ...part };
    this.push('frame', f.topic, f.epoch, f.seq, f.t, f.dictVersion, f.seg, f.flows, f.stats);
  }

  drop(): void {
    this.closed();
  }

  count(method: string): number {
    return this.calls.filter((call) => call.method === method).length;
  }
}

const hello = { epoch: 'e1', serverTime: 0, limits: { maxHz: 10, maxTopics: 8 } };

export function snapshot(part: Partial<Snapshot> = {}): Snapshot {
  return {
    topic: 'map:lifecycle', epoch: 'e1', seq: 10, dictVersion: 1, hz: 10, t: 0,
    dict: ['a', 'b', 'c'].map((key, i) => ({ i, key, name: key.toUpperCase(), lane: i, x: 0, y: 0 })),
    lanes: [], segmentations: [],
    seg: [0, 100, 0, 0, 1, 50, 0, 0, 2, 10, 0, 0], flows: [], stats: [160, 0, 0], hist: { t0: 0, step: 1000, series: [] },
    ...part,
  };
}
