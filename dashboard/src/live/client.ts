import { FeedPosition } from './feed';
import { type Frame, type Hello, type Hz, schema, type Snapshot, type SubscribeOptions } from './protocol';
import { retryDelayMs } from './retry';
import type { Clock, Transport } from './transport';

export type LiveStatus = 'connecting' | 'live' | 'reconnecting' | 'paused' | 'closed';

export interface TopicListener {
  snapshot(snapshot: Snapshot): void;
  /** `gap`: frames were missed before this one. */
  frame(frame: Frame, gap: boolean): void;
  failed(error: unknown): void;
}

interface Topic {
  name: string;
  options: SubscribeOptions;
  listener: TopicListener;
  position: FeedPosition;
  lastFrameAt: number;
  acked: number;
  pending: boolean;
  early: Frame[];
  failures: number;
  asked: number;
}

export interface LiveHooks {
  status(status: LiveStatus): void;
  hello?(hello: Hello): void;
  /** Milliseconds since the newest frame of any topic while it is over 2 s, else 0. */
  stale(ageMs: number): void;
  alert?(alert: unknown): void;
  notice?(code: string, args: unknown): void;
}

const staleAfterMs = 2_000;
const resyncAfterMs = 5_000;
const earlyFramesMax = 64;
/** After this long at a lower rate the full one is asked for again: the trouble may have passed. */
const fasterAgainAfterMs = 30_000;

/** Keeps subscriptions alive over a connection that comes and goes. One per page load. */
export class LiveClient {
  status: LiveStatus = 'connecting';
  private readonly topics = new Map<string, Topic>();
  private connected = false;
  private wanted = false;
  private held = false;
  private attempt = 0;
  private cancelRetry: () => void = () => {};
  private cancelTick: () => void = () => {};

  constructor(
    private readonly transport: Transport,
    private readonly clock: Clock,
    private readonly hooks: LiveHooks,
    private readonly lang: () => string,
    private readonly random: () => number = Math.random,
  ) {
    transport.on('frame', this.onFrame as never);
    transport.on('resyncRequired', ((topic: string) => this.restart(topic)) as never);
    transport.on('notice', ((code: string, args: unknown) => this.onNotice(code, args)) as never);
    transport.on('alert', ((alert: unknown) => hooks.alert?.(alert)) as never);
    transport.onClose(() => this.onClosed());
  }

  start(): void {
    if (this.wanted) return;
    this.wanted = true;
    this.attempt = 0;
    void this.connect();
    this.tick();
  }

  async stop(): Promise<void> {
    this.wanted = false;
    this.cancelRetry();
    this.cancelTick();
    this.show('closed');
    await this.transport.stop();
  }

  /** Subscribes and keeps subscribed; the returned function leaves. */
  subscribe(name: string, options: SubscribeOptions, listener: TopicListener): () => void {
    const topic: Topic = {
      name, options, listener, position: new FeedPosition(), lastFrameAt: this.clock.now(),
      acked: -1, pending: false, early: [], failures: 0, asked: 0,
    };
    this.topics.set(name, topic);
    if (this.connected) void this.join(topic);
    return () => {
      if (this.topics.get(topic.name) !== topic) return;
      this.topics.delete(topic.name);
      if (this.connected) void this.transport.invoke('Unsubscribe', topic.name).catch(ignore);
    };
  }

  /** Paused or hidden: no frame is sent. Coming back asks for a snapshot, because the past was missed. */
  hold(on: boolean): void {
    if (this.held === on) return;
    this.held = on;
    if (!this.connected) return;
    this.hooks.stale(0);
    this.show(on ? 'paused' : 'live');
    for (const topic of this.topics.values()) {
      const hz: Hz = on ? 0 : topic.options.hz;
      void this.transport.invoke('SetRate', topic.name, hz).then(() => { if (!on) void this.resync(topic); }, ignore);
    }
  }

  /** Greets again, in another language perhaps, and takes new snapshots. */
  async greet(): Promise<void> {
    if (!this.connected) return;
    await this.transport.invoke<Hello>('Hello', schema, this.lang()).catch(ignore);
    await Promise.all([...this.topics.values()].map((topic) => this.join(topic)));
  }

  /** Tries at once instead of waiting for the schedule (the viewer pressed "retry"). */
  retryNow(): void {
    if (this.connected || !this.wanted) return;
    this.cancelRetry();
    void this.connect();
  }

  private async connect(): Promise<void> {
    this.cancelRetry();
    try {
      await this.transport.start();
      const hello = await this.transport.invoke<Hello>('Hello', schema, this.lang());
      this.hooks.hello?.(hello);
    } catch {
      await this.transport.stop().catch(ignore);
      this.scheduleRetry();
      return;
    }
    this.connected = true;
    this.attempt = 0;
    this.show(this.held ? 'paused' : 'live');
    await Promise.all([...this.topics.values()].map((topic) => this.join(topic)));
  }

  private onClosed(): void {
    if (!this.connected) return;
    this.connected = false;
    for (const topic of this.topics.values()) topic.pending = false;
    if (this.wanted) this.scheduleRetry();
  }

  private scheduleRetry(): void {
    if (!this.wanted) return;
    this.show('reconnecting');
    this.cancelRetry();
    this.cancelRetry = this.clock.after(retryDelayMs(this.attempt++, this.random), () => void this.connect());
  }

  private async join(topic: Topic): Promise<void> {
    await this.request(topic, () => this.transport.invoke<Snapshot>('Subscribe', topic.name, topic.options));
    if (this.held && this.topics.get(topic.name) === topic) {
      await this.transport.invoke('SetRate', topic.name, 0).catch(ignore);
    }
  }

  private resync(topic: Topic): Promise<void> {
    const { epoch, seq } = topic.position;
    return this.request(topic, () => this.transport.invoke<Snapshot>('Resync', topic.name, epoch, seq));
  }

  /** Asks for a snapshot; frames that overtake it wait and are judged against it. */
  private async request(topic: Topic, ask: () => Promise<Snapshot>): Promise<void> {
    if (topic.pending) return;
    topic.pending = true;
    topic.asked = this.clock.now();
    topic.early = [];
    try {
      const snapshot = await ask();
      if (this.topics.get(topic.name) !== topic) return;
      this.rename(topic, snapshot.topic);
      topic.position.restart(snapshot);
      topic.lastFrameAt = this.clock.now();
      topic.failures = 0;
      topic.listener.snapshot(snapshot);
      topic.pending = false;
      for (const frame of topic.early.splice(0)) this.judge(topic, frame);
    } catch (error) {
      topic.pending = false;
      if (this.topics.get(topic.name) !== topic) return;
      topic.failures++;
      if (this.connected) topic.listener.failed(error);
    }
  }

  /** `map:` means "the first segmentation": the snapshot tells which, and frames come under that name. */
  private rename(topic: Topic, name: string): void {
    if (topic.name === name) return;
    this.topics.delete(topic.name);
    topic.name = name;
    this.topics.set(name, topic);
  }

  private restart(name: string): void {
    const topic = this.topics.get(name);
    if (topic && this.connected && !this.held) void this.join(topic);
  }

  private readonly onFrame = (
    name: string, epoch: string, seq: number, t: number, dictVersion: number,
    seg: number[], flows: number[], stats: number[],
  ): void => {
    const topic = this.topics.get(name);
    if (!topic || this.held) return;
    const frame: Frame = { topic: name, epoch, seq, t, dictVersion, seg, flows, stats };
    if (!topic.pending) this.judge(topic, frame);
    else if (topic.early.length < earlyFramesMax) topic.early.push(frame);
  };

  private judge(topic: Topic, frame: Frame): void {
    const verdict = topic.position.accept(frame);
    if (verdict === 'drop') return;
    if (verdict === 'resubscribe') {
      void this.join(topic);
      return;
    }
    topic.lastFrameAt = this.clock.now();
    topic.listener.frame(frame, verdict === 'gap');
  }

  private onNotice(code: string, args: unknown): void {
    if (code === 'rate') {
      // The server moved us to a slower group, which numbers its frames by itself.
      const { topic: name, seq } = args as { topic: string; seq: number };
      const topic = this.topics.get(name);
      if (topic?.position.established) {
        topic.position.seq = seq;
        this.clock.after(fasterAgainAfterMs, () => void this.fasterAgain(topic));
      }
    }
    this.hooks.notice?.(code, args);
  }

  private async fasterAgain(topic: Topic): Promise<void> {
    if (this.topics.get(topic.name) !== topic || !this.connected || this.held) return;
    try {
      await this.transport.invoke('SetRate', topic.name, topic.options.hz);
      await this.resync(topic);
    } catch {
      // The connection went: the next one starts at the full rate.
    }
  }

  /** Each second: acknowledge, tell how old the newest frame is, ask again for what went silent. */
  private tick(): void {
    this.cancelTick = this.clock.after(1_000, () => {
      this.heartbeat();
      if (this.wanted) this.tick();
    });
  }

  private heartbeat(): void {
    if (!this.connected || this.held) return;
    const now = this.clock.now();
    let oldest = 0;
    for (const topic of this.topics.values()) {
      const age = now - topic.lastFrameAt;
      oldest = Math.max(oldest, age);
      if (topic.position.seq !== topic.acked) {
        topic.acked = topic.position.seq;
        void this.transport.invoke('Ack', topic.name, topic.acked).catch(ignore);
      }
      const patience = resyncAfterMs * Math.min(6, 1 + topic.failures);
      if (age > resyncAfterMs && now - topic.asked > patience) {
        topic.pending = false;
        void this.join(topic);
      }
    }
    this.hooks.stale(oldest > staleAfterMs ? oldest : 0);
  }

  private show(status: LiveStatus): void {
    if (this.status === status) return;
    this.status = status;
    this.hooks.status(status);
  }
}

function ignore(): void {
  // A failed call means a lost connection: the close handler takes over.
}
