/** Documents of the HTTP interface, as far as the dashboard reads them. Instants are RFC 3339. */

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface Session {
  role: string | null;
  /** No sign-in is needed here. */
  open: boolean;
}

export interface MembershipDocument {
  /** `segmentation/segment`, or the plain key. */
  segment: string;
  segmentation: string | null;
  name?: string;
  since: string;
  leavesAt: string | null;
  reason: string | { kind: string };
}

export interface EventDocument {
  type: string;
  event?: string | null;
  timestamp: string;
  messageId?: string;
  properties?: Record<string, unknown>;
}

export interface CustomerDocument {
  id: string;
  asOf?: string;
  firstSeen?: string;
  spend?: number | null;
  traits: Record<string, unknown>;
  features: Record<string, unknown>;
  memberships: MembershipDocument[];
  events?: EventDocument[];
  lastEvents?: EventDocument[];
}

export interface TimelineEntry {
  id?: string;
  sequence: number;
  segmentation: string | null;
  segment: string;
  type: 'entered' | 'exited' | 'moved';
  from: string | null;
  to: string | null;
  at: string;
  cause?: { kind: string; messageId?: string | null; event?: string | null };
}

export interface SegmentDocument {
  key: string;
  name: string;
  when: string | null;
  description?: string | null;
}

export interface FlowsDocument {
  segmentation: string;
  from?: string;
  to?: string;
  flows: { from: string | null; to: string | null; count: number }[];
}
