/** What goes over `/ws/chat` (subprotocol `souk.v1`), and the cards that come with it. */

export const SUBPROTOCOL = 'souk.v1';
export const MAX_MESSAGE_LENGTH = 4000;

export type ClientFrame =
  | { type: 'message'; id: string; conversationId: string; text: string }
  | { type: 'resume'; conversationId: string; after: number }
  | { type: 'desk' };

export interface RankedIntent {
  intent: string;
  variant?: string | null;
  confidence: number;
}

export interface Citation {
  number: number;
  documentId: string;
  title: string;
  section?: string | null;
  quote: string;
}

export type Outcome = 'FOUND' | 'NOTHING' | 'NEEDS_INPUT' | 'NEEDS_CONFIRMATION' | 'FAILED';

export interface ReplyFrame {
  type: 'reply';
  turnId: string;
  seq: number;
  text: string;
  citations?: Citation[] | null;
  cards?: Card[] | null;
  suggestions?: string[] | null;
  intent?: string | null;
  /** The message it answers. */
  id?: string | null;
}

export type ServerFrame =
  | { type: 'ready'; conversationId: string; customer: string | null }
  | { type: 'resumed'; recovered: boolean; conversationId?: string }
  | { type: 'ack'; id: string | null; turnId: string; seq: number }
  | { type: 'intent'; turnId: string; intents: RankedIntent[]; seq: number }
  | { type: 'evidence'; turnId: string; from: string; outcome?: Outcome; card?: Card | null; seq: number }
  | { type: 'delta'; turnId: string; text: string; seq: number }
  | ReplyFrame
  | { type: 'notice'; text: string; orderId?: string | null; author?: string | null; seq?: number | null }
  | { type: 'handoff'; conversationId: string; seq?: null }
  | ErrorFrame
  | { type: 'unknown'; seq: number | null };

export interface ErrorFrame {
  type: 'error';
  code: string;
  detail: string;
  /** The message it is about, where the server knows. */
  id?: string | null;
  turnId?: string | null;
  retryAfterMs?: number | null;
  seq?: number | null;
}

export interface ProductView {
  id: string;
  name: string;
  brand: string;
  category: string;
  price: number;
  currency: string;
  stock: number;
  description?: string | null;
  specs?: Record<string, string>;
}

export interface OrderLine {
  productId: string;
  name: string;
  quantity: number;
  unitPrice: number;
}

export interface TrackingStep {
  at: string;
  status: string;
  place: string;
  text: string;
}

export interface DeliveryView {
  carrier: string;
  trackingNumber: string;
  expectedOn?: string | null;
  deliveredOn?: string | null;
  late: boolean;
  steps: TrackingStep[];
}

export interface OrderView {
  id: string;
  status: string;
  placedOn: string;
  items: OrderLine[];
  total: number;
  currency: string;
  delivery?: DeliveryView | null;
}

export interface PendingAction {
  proposalId: string;
  operation: string;
  expiresAt?: string;
}

/** One piece of evidence as a card; the shapes of `io.souk.events.Finding`. */
export type Card =
  | { kind: 'passage'; title: string; section?: string | null; text: string }
  | {
      kind: 'products';
      heading: string;
      products: ProductView[];
      total: number;
      /** Why each is here, in their order. */
      reasons?: string[];
      understood?: string[];
      /** Wishes that were given up. */
      relaxed?: string[];
    }
  | {
      kind: 'comparison';
      products: ProductView[];
      rows: SpecRow[];
      verdicts?: { use: string; productId: string; text: string }[];
      unknown?: string[];
    }
  | {
      kind: 'compatibility';
      product: ProductView;
      matches: { product: ProductView; reason: string; path?: string[]; owned?: boolean }[];
      /** Set if one certain other product was named. */
      other?: ProductView;
      verdict?: 'yes' | 'no' | 'unknown';
      reason?: string;
      path?: string[];
    }
  | { kind: 'order'; order: OrderView }
  | { kind: 'orders'; orders: OrderView[] }
  | ProposalCard
  | { kind: 'question'; action: PendingAction; slot: string; choices: { value: string; label: string }[] }
  | DoneCard
  | { kind: 'refusal'; code: string; detail: string };

export type CardOf<K extends Card['kind']> = Extract<Card, { kind: K }>;

export interface SpecRow {
  name: string;
  values: (string | null)[];
  differs: boolean;
  best?: number | null;
}

export interface ProposalCard {
  kind: 'proposal';
  action: PendingAction;
  orderId: string;
  items: OrderLine[];
  amount?: number | null;
  currency?: string | null;
  destination?: string | null;
  reason?: string | null;
}

export interface DoneCard {
  kind: 'done';
  operation: string;
  reference: string;
  orderId: string;
  status: string;
  amount?: number | null;
  currency?: string | null;
  destination?: string | null;
  repeated: boolean;
}

/** A message as `GET /api/conversations/{id}/messages` tells it. */
export interface PastMessage {
  role: 'customer' | 'assistant' | 'notice';
  text: string;
  turnId?: string | null;
  /** Of a notice: the person of the shop who says it. */
  author?: string | null;
  citations?: Citation[] | null;
  cards?: Card[] | null;
  suggestions?: string[] | null;
  intent?: string | null;
}

/** A conversation that waits for a person, as `GET /api/handoffs` tells it. */
export interface HandedOff {
  id: string;
  /** Null is a guest. */
  customerId: string | null;
  title: string | null;
  reason: string;
  summary: string;
  since: string;
  lastMessageAt: string;
}

/** One thing that was done to an order, as `GET /api/audit/orders/{id}` tells it. */
export interface AuditEntry {
  id: number;
  at: string;
  operation: string;
  /** `customer:u-1`, `agent:u-2`, `carrier:…`, `system`. */
  actor: string;
  channel: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

export interface AuditPage {
  entries: AuditEntry[];
  /** Where the next page begins; null on the last. */
  next: number | null;
}

export interface History {
  messages: PastMessage[];
  /** The last `seq` that these messages cover, where the server says so. */
  lastSeq: number | null;
}

/** What arrived, as one of the known frames; a newer server's type becomes `unknown`, so that its `seq` still counts. */
export function parseFrame(data: unknown): ServerFrame | null {
  if (typeof data !== 'string') return null;
  try {
    const frame: unknown = JSON.parse(data);
    if (typeof frame !== 'object' || frame === null) return null;
    if (isKnown(frame)) return frame;
    return { type: 'unknown', seq: 'seq' in frame && typeof frame.seq === 'number' ? frame.seq : null };
  } catch {
    return null;
  }
}

const REQUIRED = new Map<unknown, string[]>([
  ['ready', ['conversationId']],
  ['resumed', ['recovered']],
  ['ack', ['turnId', 'seq']],
  ['intent', ['turnId', 'seq', 'intents']],
  ['evidence', ['turnId', 'seq', 'from']],
  ['delta', ['turnId', 'seq', 'text']],
  ['reply', ['turnId', 'seq', 'text']],
  ['notice', ['text']],
  ['handoff', ['conversationId']],
  ['error', ['code', 'detail']],
]);

function isKnown(frame: object): frame is ServerFrame {
  const required = 'type' in frame ? REQUIRED.get(frame.type) : undefined;
  return required?.every((field) => field in frame) ?? false;
}
