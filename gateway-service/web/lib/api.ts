import type { AuditPage, HandedOff, History, PastMessage } from './protocol';

export interface Customer {
  id: string;
  name: string;
  /** One of the people of the shop. */
  agent: boolean;
}

/** Something the shop said no to, in words for the reader. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Who is signed in; null is a guest. */
export async function whoAmI(): Promise<Customer | null> {
  const response = await fetch('/api/me', { headers: { accept: 'application/json' }, cache: 'no-store' });
  if (response.status === 401) return null;
  if (!response.ok) throw new Refused(response.status, 'The shop does not answer right now.');
  const me = (await response.json()) as { customer: string | null; name?: string | null; roles?: string[] | null };
  if (me.customer === null) return null;
  return { id: me.customer, name: me.name ?? me.customer, agent: me.roles?.includes('agent') ?? false };
}

/** Signs in; the token itself stays in a cookie that no script can read. */
export async function signIn(username: string, password: string): Promise<void> {
  const response = await post('/api/auth/token', { username, password });
  if (response.ok) return;
  if (response.status === 401) throw new Refused(401, 'That name and password do not go together.');
  throw new Refused(response.status, await detailOf(response));
}

export async function signOut(): Promise<void> {
  await post('/api/auth/logout', {});
}

/** What was said in a conversation; null when it is not (or no longer) ours to read. */
export async function fetchHistory(conversationId: string): Promise<History | null> {
  const response = await fetch(`/api/conversations/${encodeURIComponent(conversationId)}/messages`, {
    headers: { accept: 'application/json' },
    cache: 'no-store',
  });
  if ([401, 403, 404].includes(response.status)) return null;
  if (!response.ok) throw new Refused(response.status, await detailOf(response));
  const body = (await response.json()) as PastMessage[] | { messages: PastMessage[]; lastSeq?: number | null };
  return Array.isArray(body)
    ? { messages: body, lastSeq: null }
    : { messages: body.messages, lastSeq: body.lastSeq ?? null };
}

/** Everything that is kept of the reader, as a file; null while somebody who keeps some of it is away. */
export async function fetchMyData(): Promise<Blob | null> {
  const response = await fetch('/api/me/data', { headers: { accept: 'application/json' }, cache: 'no-store' });
  if (!response.ok) throw new Refused(response.status, await detailOf(response));
  return response.status === 202 ? null : response.blob();
}

/** Asks for everything to be erased; the account is closed when this returns. */
export async function eraseMyData(): Promise<void> {
  const response = await fetch('/api/me/data', { method: 'DELETE', headers: { accept: 'application/json' } });
  if (!response.ok) throw new Refused(response.status, await detailOf(response));
}

/** The conversations that wait for a person, the longest waiting first. */
export async function fetchHandoffs(): Promise<HandedOff[]> {
  return (await read<HandedOff[]>('/api/handoffs')) ?? [];
}

/** What was said in one of them; null once no person has it any more. */
export async function fetchHandedOff(conversationId: string): Promise<PastMessage[] | null> {
  return read<PastMessage[]>(`/api/handoffs/${encodeURIComponent(conversationId)}/messages`);
}

export async function sayAsAgent(conversationId: string, text: string): Promise<void> {
  await done(post(`/api/handoffs/${encodeURIComponent(conversationId)}/messages`, { text }));
}

export async function handBack(conversationId: string): Promise<void> {
  await done(post(`/api/handoffs/${encodeURIComponent(conversationId)}/hand-back`, {}));
}

/** What was done to an order; null if there is no such order. */
export async function fetchAudit(orderId: string, after: number): Promise<AuditPage | null> {
  return read<AuditPage>(`/api/audit/orders/${encodeURIComponent(orderId)}?after=${after}`);
}

async function read<T>(path: string): Promise<T | null> {
  const response = await fetch(path, { headers: { accept: 'application/json' }, cache: 'no-store' });
  if (response.status === 404) return null;
  if (!response.ok) throw new Refused(response.status, await detailOf(response));
  return (await response.json()) as T;
}

async function done(answer: Promise<Response>): Promise<void> {
  const response = await answer;
  if (!response.ok) throw new Refused(response.status, await detailOf(response));
}

function post(path: string, body: object): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
}

async function detailOf(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => ({}))) as { detail?: string; title?: string };
  return problem.detail ?? problem.title ?? 'That did not work. Please try again.';
}
