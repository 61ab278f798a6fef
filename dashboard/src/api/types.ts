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
  /** Where the end is not known: not before this. */
  notBefore?: string | null;
  reason: string;
}

export interface EventDocument {
  kind: string;
  event: string | null;
  timestamp: string;
  messageId: string;
}

export interface CustomerDocument {
  id: string;
  asOf: string;
  firstSeen: string;
  spend: number;
  /** ISO 4217. */
  currency: string;
  traits: Record<string, unknown>;
  features: Record<string, unknown>;
  memberships: MembershipDocument[];
  lastEvents: EventDocument[];
}

/** Why a customer is in a segment, or is not. */
export interface ExplanationDocument {
  segment: string;
  member: boolean;
  until: string | null;
  tree: ClauseDocument;
}

/** One condition, as it stands for the customer. */
export interface ClauseDocument {
  text: string;
  /** The same in plain words. */
  sentence: { en: string; fr: string };
  op: string;
  value: unknown;
  threshold: unknown;
  holds: boolean;
  until: string | null;
  clauses: ClauseDocument[];
}

/** A customer in a list. */
export interface CustomerLine {
  id: string;
  firstSeen: string;
  spend: number;
  segments: string[];
}

/** A change of membership, of one customer's timeline or of the feed. */
export interface TimelineEntry {
  id: string;
  sequence: number;
  customerId: string | null;
  segmentation: string | null;
  /** The segment entered, or for `exited` the one left. */
  segment: string;
  type: 'entered' | 'exited' | 'moved';
  from: string | null;
  to: string | null;
  at: string;
  cause: { kind: string; event?: string };
}

export interface SegmentDocument {
  /** `segmentation/segment`, or the plain key. */
  segment: string;
  key: string;
  name: string;
  when: string | null;
  /** What the rule says. */
  sentence?: { en: string; fr: string } | null;
  description?: string | null;
  map?: { lane?: string | null; nameFr?: string | null; nameEn?: string | null } | null;
}

export interface FlowsDocument {
  segmentation: string;
  from?: string;
  to?: string;
  items: { flows: { from: string | null; to: string | null; count: number }[] }[];
}
