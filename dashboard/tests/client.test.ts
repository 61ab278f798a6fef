import { beforeEach, describe, expect, it } from 'vitest';
import { LiveClient, type LiveStatus } from '../src/live/client';
import type { Frame, Snapshot } from '../src/live/protocol';
import { FakeClock, FakeTransport, settle, snapshot } from './fakes';

let clock: FakeClock;
let transport: FakeTransport;
let client: LiveClient;
let statuses: LiveStatus[];
let snapshots: Snapshot[];
let frames: { frame: Frame; gap: boolean }[];
let age: number;
let failures: number;

beforeEach(() => {
  clock = new FakeClock();
  transport = new FakeTransport();
  statuses = [];
  snapshots = [];
  frames = [];
  age = 0;
  failures = 0;
  client = new LiveClient(
    transport, clock, { status: (s) => statuses.push(s), stale: (ms) => { age = ms; } }, () => 'fr', () => 0,
  );
});

const listener = {
  snapshot: (s: Snapshot) => snapshots.push(s),
  frame: (frame: Frame, gap: boolean) => frames.push({ frame, gap }),
  failed: () => { failures++; },
};

async function watching(): Promise<() => void> {
  client.start();
  const leave = client.subscribe('map:lifecycle', { hz: 10, topFlows: 64, window: 60 }, listener);
  await settle();
  return leave;
}

describe('subscribing', () => {
  it('greets, subscribes and takes the snapshot', async () => {
    await watching();
    expect(transport.calls[0]).toEqual({ method: 'Hello', args: [1, 'fr'] });
    expect(transport.calls[1]).toEqual({
      method: 'Subscribe', args: ['map:lifecycle', { hz: 10, topFlows: 64, window: 60 }],
    });
    expect(snapshots).toHaveLength(1);
    expect(statuses).toEqual(['live']);
  });

  it('applies frames in order and drops doubles and stragglers', async () => {
    await watching();
    for (const seq of [11, 11, 13, 12, 14]) transport.frame({ seq });
    expect(frames.map((f) => [f.frame.seq, f.gap])).toEqual([[11, false], [13, true], [14, false]]);
  });

  it('keeps frames that overtake the snapshot and judges them against it', async () => {
    let release: (s: Snapshot) => void = () => {};
    transport.answer = (method) =>
      method === 'Hello' ? {} : new Promise<Snapshot>((resolve) => { release = resolve; });
    await watching();
    transport.frame({ seq: 10 });
    transport.frame({ seq: 11 });
    release(snapshot({ seq: 10 }));
    await settle();
    expect(frames.map((f) => f.frame.seq)).toEqual([11]);
  });

  it('replaces everything when a frame of another epoch arrives', async () => {
    await watching();
    transport.answer = () => snapshot({ epoch: 'e2', seq: 3 });
    transport.frame({ epoch: 'e2', seq: 3 });
    await settle();
    expect(snapshots.at(-1)?.epoch).toBe('e2');
    expect(frames).toHaveLength(0);
    transport.frame({ epoch: 'e2', seq: 4 });
    expect(frames).toHaveLength(1);
  });

  it('subscribes again when the server asks for it', async () => {
    await watching();
    transport.push('resyncRequired', 'map:lifecycle', 'slow');
    await settle();
    expect(transport.count('Subscribe')).toBe(2);
  });

  it('follows the server into a slower group without losing its place', async () => {
    await watching();
    transport.push('notice', 'rate', { topic: 'map:lifecycle', hz: 5, seq: 2 });
    transport.frame({ seq: 3 });
    expect(frames.map((f) => [f.frame.seq, f.gap])).toEqual([[3, false]]);
  });

  it('asks for the full rate again after half a minute', async () => {
    await watching();
    transport.push('notice', 'rate', { topic: 'map:lifecycle', hz: 5, seq: 2 });
    await clock.advance(30_000);
    expect(transport.calls).toContainEqual({ method: 'SetRate', args: ['map:lifecycle', 10] });
    expect(transport.count('Resync')).toBe(1);
  });

  it('tells the listener when a topic is refused', async () => {
    transport.answer = (method) => { if (method === 'Hello') return {}; throw new Error('unknown topic'); };
    await watching();
    expect(failures).toBe(1);
  });

  it('takes the name under which the server answers', async () => {
    transport.answer = (method) => (method === 'Hello' ? {} : snapshot({ topic: 'map:value' }));
    await watching();
    transport.frame({ topic: 'map:value', seq: 11 });
    expect(frames).toHaveLength(1);
  });

  it('hears nothing after leaving', async () => {
    const leave = await watching();
    leave();
    transport.frame({ seq: 11 });
    expect(frames).toHaveLength(0);
    expect(transport.count('Unsubscribe')).toBe(1);
  });
});

describe('time passing', () => {
  it('acknowledges the newest frame once a second', async () => {
    await watching();
    transport.frame({ seq: 11 });
    transport.frame({ seq: 12 });
    await clock.advance(1_000);
    const acks = transport.calls.filter((call) => call.method === 'Ack');
    expect(acks.map((call) => call.args)).toEqual([['map:lifecycle', 12]]);
  });

  it('shows age after two silent seconds and asks again after five', async () => {
    await watching();
    await clock.advance(2_000);
    expect(age).toBe(0);
    await clock.advance(1_000);
    expect(age).toBe(3_000);
    expect(transport.count('Subscribe')).toBe(1);
    await clock.advance(3_000);
    expect(transport.count('Subscribe')).toBe(2);
    await clock.advance(1_000);
    expect(age).toBe(0);
  });
});

describe('reconnecting', () => {
  it('retries after 0, 1, 2, 5, 10 and then 30 seconds for ever', async () => {
    await watching();
    transport.startsFailing = 8;
    const before = transport.starts;
    transport.drop();
    for (const [wait, starts] of [[0, 1], [1_000, 2], [2_000, 3], [5_000, 4], [10_000, 5], [30_000, 6], [30_000, 7]]) {
      await clock.advance(wait - 1);
      expect(transport.starts - before).toBe(starts - 1);
      await clock.advance(1);
      expect(transport.starts - before).toBe(starts);
    }
    expect(statuses).toEqual(['live', 'reconnecting']);
  });

  it('subscribes again on the new connection and starts the schedule over', async () => {
    await watching();
    transport.startsFailing = 1;
    transport.drop();
    await clock.advance(0);
    await clock.advance(1_000);
    expect(statuses).toEqual(['live', 'reconnecting', 'live']);
    expect(transport.count('Subscribe')).toBe(2);
    expect(snapshots).toHaveLength(2);
  });

  it('retries at once when the viewer asks', async () => {
    await watching();
    transport.startsFailing = 4;
    transport.drop();
    await clock.advance(8_000);
    transport.startsFailing = 0;
    client.retryNow();
    await settle();
    expect(client.status).toBe('live');
  });
});

describe('pausing', () => {
  it('stops frames at the server and ignores those under way', async () => {
    await watching();
    client.hold(true);
    await settle();
    expect(transport.calls.at(-1)).toEqual({ method: 'SetRate', args: ['map:lifecycle', 0] });
    transport.frame({ seq: 11 });
    expect(frames).toHaveLength(0);
    expect(client.status).toBe('paused');
    await clock.advance(60_000);
    expect(transport.count('Subscribe')).toBe(1);
  });

  it('comes back with a snapshot', async () => {
    await watching();
    client.hold(true);
    await settle();
    client.hold(false);
    await settle();
    expect(transport.calls.slice(-2)).toEqual([
      { method: 'SetRate', args: ['map:lifecycle', 10] },
      { method: 'Resync', args: ['map:lifecycle', 'e1', 10] },
    ]);
    expect(snapshots).toHaveLength(2);
  });
});
