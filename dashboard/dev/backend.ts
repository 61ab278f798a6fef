import type { Snapshot } from '../src/live/protocol';
import type { Transport } from '../src/live/transport';
import { lanes, rows, Shop } from './shop';

const shop = new Shop(Number(new URLSearchParams(location.search).get('rate') ?? 5_800));
let lang = 'fr';
const key = (i: number) => rows[i][2].toLowerCase().replace(/[^a-z0-9]+/g, '-');

function snapshot(topic: string, seq: number): Snapshot {
  return {
    topic, epoch: 'dev', seq, dictVersion: 1, hz: 10, t: shop.now,
    dict: rows.map((row, i) => ({ i, key: key(i), name: lang === 'fr' ? row[1] : row[2], lane: row[0], x: 0.5, y: row[4] })),
    lanes: lanes.map((lane) => ({ key: lane, name: lane })),
    segmentations: [{ key: 'lifecycle', name: 'Cycle de vie' }, { key: 'value', name: 'Valeur' }],
    seg: rows.flatMap((_, i) => shop.segment(i)),
    flows: shop.flows.flatMap(({ from, to, total }) => [from, to, total]),
    stats: shop.stats(), hist: { t0: shop.now, step: 1_000, series: [] },
  };
}

/** The hub, played in the page. */
export function createTransport(): Transport {
  const handlers = new Map<string, (...args: never[]) => void>();
  const topics = new Map<string, { seq: number; hz: number }>();
  setInterval(() => {
    const { seg, flows } = shop.advance(0.1);
    for (const [name, topic] of topics) {
      if (topic.hz === 0) continue;
      const handler = handlers.get('frame') as ((...args: unknown[]) => void) | undefined;
      handler?.(name, 'dev', ++topic.seq, shop.now, 1, seg, flows, shop.stats());
    }
  }, 100);
  const answers: Record<string, (...args: never[]) => unknown> = {
    Hello: (_: number, wanted: string) => {
      lang = wanted;
      return { epoch: 'dev', serverTime: shop.now, virtualTime: true, limits: { maxHz: 10, maxTopics: 8 } };
    },
    Subscribe: (asked: string) => {
      const name = asked === 'map:' ? 'map:lifecycle' : asked;
      const topic = { seq: 0, hz: 10 };
      topics.set(name, topic);
      return snapshot(name, topic.seq);
    },
    Resync: (name: string) => snapshot(name, topics.get(name)?.seq ?? 0),
    SetRate: (name: string, hz: number) => { topics.get(name)!.hz = hz; },
    Unsubscribe: (name: string) => { topics.delete(name); },
    Ack: () => undefined,
  };
  return {
    start: async () => {},
    stop: async () => {},
    invoke: async (method, ...args) => answers[method](...(args as never[])) as never,
    on: (method, handler) => { handlers.set(method, handler); },
    onClose: () => {},
  };
}

export async function request(path: string): Promise<Response> {
  const url = new URL(path, location.origin);
  const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
  const at = (days: number) => new Date(shop.now - days * 86_400_000).toISOString();
  if (url.pathname === '/api/session') return json({ role: 'admin', open: true });
  if (url.pathname === '/api/flows') {
    return json({ segmentation: 'lifecycle', items: [{ flows: shop.flows.map((f) => ({ from: key(f.from), to: key(f.to), count: f.total })) }] });
  }
  if (url.searchParams.get('wait') === '20s') await new Promise((resolve) => setTimeout(resolve, 2_000));
  if (url.pathname === '/api/changes') {
    const to = url.searchParams.get('segment');
    return json({ items: ['c-1041', 'c-2208', 'c-77'].map((customerId) => ({ customerId, to })), next: '' });
  }
  if (url.pathname === '/api/customers') {
    const ids = ['c-1041', 'c-2208', 'c-77'];
    return json({ items: ids.map((id) => ({ id, firstSeen: at(90), spend: 42, segments: url.searchParams.getAll('segment') })), next: null });
  }
  const customer = /^\/api\/customers\/([^/]+)(\/timeline)?$/.exec(url.pathname);
  if (customer?.[1] === 'nobody') return json({ title: 'Not found' }, 404);
  if (customer?.[2]) {
    const path = [0, 2, 6, 10, 12, 10, 17, 11];
    return json({
      items: path.slice(1).map((to, k) => ({
        sequence: k + 1, segmentation: 'lifecycle', segment: key(to), type: 'moved', from: key(path[k]), to: key(to),
        at: at(300 - k * 41), cause: k % 3 === 2 ? { kind: 'clock' } : { kind: 'event', event: 'Order Completed' },
      })).reverse(),
      next: null,
    });
  }
  if (customer) {
    return json({
      id: customer[1], asOf: at(0), firstSeen: at(320), spend: 1_284.5,
      traits: { email: 'camille@example.org', city: 'Lyon', plan: 'gold', newsletter: true },
      features: { 'count(Order Completed) in 90d': 4, 'sum(revenue) in 365d': 612.4 },
      memberships: [
        { segment: 'lifecycle/subscribers', segmentation: 'lifecycle', since: at(54), leavesAt: at(-36), reason: 'event' },
        { segment: 'big-baskets', segmentation: null, since: at(200), leavesAt: null, name: 'Gros paniers', reason: 'event' },
      ],
      lastEvents: ['Order Completed', 'Product Viewed', 'Email Opened'].map((event, k) => ({
        kind: 'event', event, timestamp: at(k * 3), messageId: `m${k}`,
      })),
    });
  }
  return json({ title: 'Not found' }, 404);
}
