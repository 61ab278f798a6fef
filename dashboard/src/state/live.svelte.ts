import { createTransport } from '#backend';
import { LiveClient, type LiveStatus } from '../live/client';
import { Counters, type CounterWindow } from '../live/counters';
import type { Frame, Hello, Snapshot } from '../live/protocol';
import { wallClock } from '../live/transport';
import { prefs } from './prefs.svelte';

const numbersEveryMs = 250;
const tablesEveryMs = 500;

/** One topic as components see it: typed arrays outside reactivity, and two counters that say "look again". */
export class TopicView {
  readonly counters = new Counters();
  /** First snapshot taken. */
  ready = $state(false);
  failed = $state(false);
  /** Bumped with every new dictionary. */
  dictionary = $state(0);
  /** Bumped at most four times a second. */
  fast = $state(0);
  /** Bumped at most twice a second. */
  slow = $state(0);
  /** For the streaks: what just moved. */
  onMoves: ((frame: Frame, before: Map<number, number>) => void) | null = null;
  private lastFast = 0;
  private lastSlow = 0;
  private readonly totals = new Map<number, number>();

  load(snapshot: Snapshot): void {
    const now = wallClock.now();
    const changed = snapshot.dictVersion !== this.counters.dictVersion || snapshot.epoch !== this.counters.epoch
      || this.named(snapshot) !== this.named(this.counters);
    this.counters.load(snapshot, now);
    this.totals.clear();
    for (let k = 0; k + 2 < snapshot.flows.length; k += 3) {
      this.totals.set(snapshot.flows[k] * 65_536 + snapshot.flows[k + 1], snapshot.flows[k + 2]);
    }
    if (changed || !this.ready) this.dictionary++;
    this.ready = true;
    this.failed = false;
    this.touch(now, true);
  }

  apply(frame: Frame): void {
    const now = wallClock.now();
    this.counters.apply(frame, now);
    this.onMoves?.(frame, this.totals);
    for (let k = 0; k + 2 < frame.flows.length; k += 3) {
      this.totals.set(frame.flows[k] * 65_536 + frame.flows[k + 1], frame.flows[k + 2]);
    }
    this.touch(now, false);
  }

  fail(): void {
    this.failed = !this.ready;
  }

  window(seconds: number): CounterWindow {
    return this.counters.window(wallClock.now(), seconds * 1_000);
  }

  private named(of: Pick<Snapshot, 'dict'>): string {
    return of.dict.map((entry) => entry.name).join('\n');
  }

  private touch(now: number, always: boolean): void {
    if (always || now - this.lastFast >= numbersEveryMs) {
      this.lastFast = now;
      this.fast++;
    }
    if (always || now - this.lastSlow >= tablesEveryMs) {
      this.lastSlow = now;
      this.slow++;
    }
  }
}

/** The connection and the topics the pages look at. */
class Live {
  status = $state<LiveStatus>('connecting');
  /** Milliseconds since the newest frame once that is over two seconds, else 0. */
  staleMs = $state(0);
  /** The server's time is the data's own, not the wall clock. */
  virtualTime = $state(false);
  map = $state.raw<TopicView>(new TopicView());
  private client: LiveClient | null = null;
  private leave: () => void = () => {};
  private subscribed = '';
  private hidden = false;

  start(): void {
    if (this.client) return;
    this.client = new LiveClient(createTransport(), wallClock, {
      status: (status) => { this.status = status; },
      stale: (ms) => { this.staleMs = ms; },
      hello: (hello: Hello) => { this.virtualTime = hello.virtualTime ?? false; },
    }, () => prefs.lang);
    this.client.start();
    this.hidden = document.hidden;
    document.addEventListener('visibilitychange', () => {
      this.hidden = document.hidden;
      this.hold();
    });
    this.hold();
    this.watchMap(prefs.segmentation);
  }

  /** Watches another segmentation; an empty key lets the server choose its first. */
  watchMap(segmentation: string): void {
    const topic = `map:${segmentation}`;
    if (!this.client || topic === this.subscribed) return;
    this.subscribed = topic;
    this.leave();
    const view = new TopicView();
    this.map = view;
    this.leave = this.watch(topic, view);
  }

  watch(topic: string, view: TopicView): () => void {
    return this.client!.subscribe(topic, { hz: 10, topFlows: 64, window: prefs.window }, {
      snapshot: (snapshot) => view.load(snapshot),
      frame: (frame) => view.apply(frame),
      failed: (error) => {
        view.fail();
        // A segmentation that is remembered here may be gone there.
        const gone = String(error).includes('unknown topic');
        if (gone && topic === this.subscribed && topic !== 'map:') {
          prefs.setSegmentation('');
          this.watchMap('');
        }
      },
    });
  }

  retry(): void {
    if (this.status === 'live') {
      this.subscribed = '';
      this.watchMap(prefs.segmentation);
    } else this.client?.retryNow();
  }

  setPaused(paused: boolean): void {
    prefs.paused = paused;
    this.hold();
  }

  /** Names come in the viewer's language: greet again and take new snapshots. */
  async relabel(): Promise<void> {
    await this.client?.greet();
  }

  private hold(): void {
    this.client?.hold(prefs.paused || this.hidden);
  }
}

export const live = new Live();
