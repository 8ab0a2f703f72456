import type { Session } from './connection';

const KEY = 'souk.session';

/** This tab's conversation, so that a reload goes on where it was. */
export function loadSession(): Session | null {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    return isSession(stored) ? stored : null;
  } catch {
    return null;
  }
}

export function saveSession(session: Session): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(session));
  } catch {
    // Storage may be full or forbidden: the conversation goes on, it only will not outlive a reload.
  }
}

function isSession(it: unknown): it is Session {
  return (
    typeof it === 'object' &&
    it !== null &&
    'conversationId' in it &&
    typeof it.conversationId === 'string' &&
    'lastSeq' in it &&
    (it.lastSeq === null || typeof it.lastSeq === 'number') &&
    'pending' in it &&
    Array.isArray(it.pending)
  );
}
