import { request } from '#backend';
import type { CustomerDocument, CustomerLine, ExplanationDocument, FlowsDocument, Page, SegmentDocument, Session, TimelineEntry } from './types';

/** A refusal or failure of the server, with the problem document's words where it sent one. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

async function call<T>(path: string, init?: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await request(path, { headers: { accept: 'application/json' }, ...init });
  } catch {
    throw new ApiError(0, 'unreachable');
  }
  if (!response.ok) throw new ApiError(response.status, await detailOf(response));
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
}

async function detailOf(response: Response): Promise<string> {
  try {
    const problem = (await response.json()) as { detail?: string; title?: string };
    return problem.detail ?? problem.title ?? response.statusText;
  } catch {
    return response.statusText;
  }
}

const part = encodeURIComponent;

export const api = {
  session: () => call<Session>('/api/session'),
  signIn: (token: string) =>
    call<Session>('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ token }),
    }),
  signOut: () => call<void>('/api/session', { method: 'DELETE' }),
  customer: (id: string) => call<CustomerDocument>(`/api/customers/${part(id)}`),
  /** Why a customer is in a segment. Addresses keep their slash. */
  explain: (id: string, segment: string) =>
    call<ExplanationDocument>(`/api/customers/${part(id)}/explain/${segment.split('/').map(part).join('/')}`),
  timeline: (id: string, before?: string) =>
    call<Page<TimelineEntry>>(`/api/customers/${part(id)}/timeline?limit=100${before ? `&before=${part(before)}` : ''}`),
  /** Customers that entered a segment lately; when nobody does within two seconds, some that did long ago. */
  arrivals: async (address: string): Promise<string[]> => {
    const read = (query: string) => call<Page<TimelineEntry>>(`/api/changes?segment=${part(address)}&limit=100&${query}`);
    const entered = (page: Page<TimelineEntry>) =>
      [...new Set(page.items.filter((change) => change.to === address && change.customerId).map((change) => change.customerId!))];
    const now = entered(await read('after=latest&wait=2s'));
    return now.length > 0 ? now : entered(await read('after=oldest'));
  },
  /** Who is in a segment now, some at a time: `next` goes on. */
  members: async (address: string, after?: string | null): Promise<{ ids: string[]; next: string | null }> => {
    let next = after ?? null;
    // The server looks at a bounded number of customers a call: a page may be empty though more follow.
    for (let calls = 0; ; calls++) {
      const page = await call<Page<CustomerLine>>(`/api/customers?segment=${part(address)}&limit=50${next ? `&cursor=${part(next)}` : ''}`);
      next = page.next;
      if (page.items.length > 0 || next === null || calls === 20) return { ids: page.items.map((customer) => customer.id), next };
    }
  },
  /** Changes of a segment after a cursor; waits for the first. */
  changes: (address: string, limit: number, after: string, wait: string, signal: AbortSignal) =>
    call<Page<TimelineEntry>>(`/api/changes?segment=${part(address)}&limit=${limit}&after=${part(after)}&wait=${wait}`, { signal }),
  segments: () => call<Page<SegmentDocument>>('/api/segments'),
  segment: (address: string) => call<SegmentDocument>(`/api/segments/${address.split('/').map(part).join('/')}`),
  /** From an instant until now. */
  flows: (segmentation: string, from: string) => {
    const query = new URLSearchParams({ segmentation });
    query.set('from', from);
    return call<FlowsDocument>(`/api/flows?${query}`);
  },
  health: async (probe: 'live' | 'ready') => (await request(`/health/${probe}`)).ok,
};
