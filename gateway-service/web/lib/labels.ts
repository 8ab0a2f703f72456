/** The page's own words for what the services call things. */

const WORKING: Record<string, string> = {
  product_info: 'Looking through the catalogue',
  order_status: 'Looking at your orders',
  delivery: 'Checking deliveries',
  refund: 'Checking returns and refunds',
  complaint: 'Looking into it',
  comparison: 'Putting them side by side',
  compatibility: 'Checking what fits',
  recommendation: 'Finding something for you',
  order_change: 'Looking at your order',
  exchange: 'Checking exchanges',
  payment: 'Checking payments',
  account: 'Looking up accounts',
  human_agent: 'Finding a person',
  general: 'Looking it up',
};

export function workingText(intent: string | null): string {
  return `${WORKING[intent ?? ''] ?? 'Thinking'}…`;
}

const BRINGERS: Record<string, string> = {
  rag: 'Manuals and policies',
  graph: 'Catalogue',
  tools: 'Orders',
};

export function bringer(from: string): string {
  return BRINGERS[from.toLowerCase()] ?? words(from);
}

const OPERATIONS: Record<string, { ask: string; done: string }> = {
  refund: { ask: 'Return for a refund', done: 'Refund requested' },
  return: { ask: 'Return for a refund', done: 'Return requested' },
  complaint: { ask: 'Open a complaint', done: 'Complaint opened' },
  exchange: { ask: 'Exchange', done: 'Exchange requested' },
  cancel: { ask: 'Cancel this order', done: 'Order cancelled' },
  cancellation: { ask: 'Cancel this order', done: 'Order cancelled' },
};

export function operation(name: string): { ask: string; done: string } {
  return OPERATIONS[name.toLowerCase()] ?? { ask: words(name), done: `${words(name)}: done` };
}

export type Tone = 'good' | 'busy' | 'warn' | 'quiet';

export function toneOf(status: string, late = false): Tone {
  const it = status.toLowerCase();
  if (late || /delay|late|lost|fail|exception|problem/.test(it)) return 'warn';
  if (/deliver(ed)?$|complete|resolved|paid/.test(it)) return 'good';
  if (/cancel|refunded|closed|returned/.test(it)) return 'quiet';
  return 'busy';
}

/** `in_transit` → “In transit”. */
export function words(name: string): string {
  const text = name.replace(/[_-]+/g, ' ').toLowerCase().trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function money(amount: number | string, currency: string | null | undefined): string {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency: currency ?? 'USD' }).format(Number(amount));
  } catch {
    return `${amount} ${currency ?? ''}`.trim();
  }
}

/** A calendar day (`2026-11-25`) or a moment, as a short date. */
export function day(value: string): string {
  const moment = new Date(value.length === 10 ? `${value}T12:00:00` : value);
  if (Number.isNaN(moment.getTime())) return value;
  return new Intl.DateTimeFormat('en', { weekday: 'short', day: 'numeric', month: 'short' }).format(moment);
}

export function dayAndTime(value: string): string {
  const moment = new Date(value);
  if (Number.isNaN(moment.getTime())) return value;
  const time = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(moment);
  return `${day(value)}, ${time}`;
}
