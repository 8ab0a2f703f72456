import type { Card, Citation, ErrorFrame, PastMessage, ReplyFrame, ServerFrame } from './protocol';

/** What was said, and how far its way to the server is. */
export interface Question {
  /** The client's own id; null for one that came from the history. */
  id: string | null;
  text: string;
  state: 'sending' | 'sent' | 'slowed' | 'failed';
  /** Why it is slowed or failed, in words. */
  problem: string | null;
  /** When a slowed one is sent again. */
  retryAt: number | null;
  /** Whether the same words may well be taken another time. */
  again: boolean;
}

export interface Evidence {
  from: string;
  failed: boolean;
  card: Card | null;
}

export type Phase = 'waiting' | 'working' | 'streaming' | 'done';

/** One message and its reply. */
export interface Turn {
  kind: 'turn';
  key: string;
  turnId: string | null;
  question: Question | null;
  phase: Phase;
  intent: string | null;
  evidence: Evidence[];
  text: string;
  citations: Citation[];
  cards: Card[];
  suggestions: string[];
  /** Restored in the middle of its reply: the pieces streamed before are lost, so only the whole reply counts. */
  restored: boolean;
}

export interface Notice {
  kind: 'notice';
  key: string;
  text: string;
  orderId: string | null;
  /** The person of the shop who says it; null is the shop itself. */
  author: string | null;
}

export interface Problem {
  kind: 'problem';
  key: string;
  code: string;
  text: string;
}

export type Item = Turn | Notice | Problem;

export interface Transcript {
  items: Item[];
  /** Counts notices and problems, which have no id of their own. */
  count: number;
}

export type Action =
  | { type: 'said'; id: string; text: string }
  | { type: 'slowed'; id: string; until: number; error: ErrorFrame }
  | { type: 'rejected'; id: string; error: ErrorFrame }
  | { type: 'frame'; frame: ServerFrame }
  | { type: 'history'; messages: PastMessage[]; pending: readonly { id: string; text: string }[] }
  | { type: 'cleared' };

export const EMPTY: Transcript = { items: [], count: 0 };

/** From what was there and what came, what the page shows. Each turn is known by its id, so nothing shows twice. */
export function reduce(state: Transcript, action: Action): Transcript {
  switch (action.type) {
    case 'said':
      return add(state, newTurn(action.id, { question: asked(action.id, action.text) }));
    case 'slowed':
      return question(state, action.id, {
        state: 'slowed',
        problem: action.error.detail,
        retryAt: action.until,
      });
    case 'rejected':
      return question(state, action.id, {
        state: 'failed',
        problem: action.error.detail,
        retryAt: null,
        again: action.error.code === 'unavailable',
      });
    case 'frame':
      return onFrame(state, action.frame);
    case 'history':
      return restored(action.messages, action.pending);
    case 'cleared':
      return EMPTY;
  }
}

/** The turn whose reply may still be answered by a button: the last one, when it is done. */
export function openTurn(state: Transcript): Turn | null {
  const last = state.items.findLast((item) => item.kind === 'turn');
  return last?.phase === 'done' ? last : null;
}

function onFrame(state: Transcript, frame: ServerFrame): Transcript {
  switch (frame.type) {
    case 'ack':
      return acknowledged(state, frame.id, frame.turnId);
    case 'intent':
      return turn(state, frame.turnId, (it) => ({
        ...it,
        phase: it.phase === 'waiting' ? 'working' : it.phase,
        intent: frame.intents[0]?.intent ?? it.intent,
      }));
    case 'evidence':
      return turn(state, frame.turnId, (it) => ({
        ...it,
        phase: it.phase === 'waiting' ? 'working' : it.phase,
        evidence: [
          ...it.evidence,
          { from: frame.from, failed: frame.outcome === 'FAILED', card: frame.card ?? null },
        ],
      }));
    case 'delta':
      return turn(state, frame.turnId, (it) =>
        it.restored ? it : { ...it, phase: 'streaming', text: it.text + frame.text },
      );
    case 'reply':
      return turn(
        frame.id ? acknowledged(state, frame.id, frame.turnId) : state,
        frame.turnId,
        (it) => replied(it, frame),
      );
    case 'notice':
      return add(state, {
        kind: 'notice',
        key: `notice-${state.count}`,
        text: frame.text,
        orderId: frame.orderId ?? null,
        author: frame.author ?? null,
      });
    case 'error':
      return add(state, { kind: 'problem', key: `problem-${state.count}`, code: frame.code, text: frame.detail });
    case 'ready':
    case 'resumed':
    case 'handoff':
    case 'unknown':
      return state;
  }
}

function asked(id: string | null, text: string): Question {
  return { id, text, state: id === null ? 'sent' : 'sending', problem: null, retryAt: null, again: false };
}

function newTurn(key: string, known: Partial<Turn>): Turn {
  return {
    kind: 'turn',
    key,
    turnId: null,
    question: null,
    phase: 'waiting',
    intent: null,
    evidence: [],
    text: '',
    citations: [],
    cards: [],
    suggestions: [],
    restored: false,
    ...known,
  };
}

function replied(it: Turn, reply: ReplyFrame | PastMessage): Turn {
  return {
    ...it,
    phase: 'done',
    text: reply.text,
    citations: reply.citations ?? [],
    cards: reply.cards ?? [],
    suggestions: reply.suggestions ?? [],
    intent: reply.intent ?? it.intent,
    restored: false,
  };
}

function add(state: Transcript, item: Item): Transcript {
  return { items: [...state.items, item], count: state.count + 1 };
}

function acknowledged(state: Transcript, id: string | null, turnId: string): Transcript {
  const own = state.items.find((item) => item.kind === 'turn' && item.question?.id === id && id !== null);
  if (!own) return turn(state, turnId, (it) => it);
  const past = state.items.some((item) => item !== own && item.kind === 'turn' && item.turnId === turnId);
  if (past) return { ...state, items: state.items.filter((item) => item !== own) };
  return change(state, (item) =>
    item === own && item.kind === 'turn' && item.question
      ? { ...item, turnId, question: { ...item.question, state: 'sent', problem: null, retryAt: null } }
      : item,
  );
}

function question(state: Transcript, id: string, known: Partial<Question>): Transcript {
  return change(state, (item) =>
    item.kind === 'turn' && item.question?.id === id ? { ...item, question: { ...item.question, ...known } } : item,
  );
}

/** Changes one turn, which is begun here if it was asked elsewhere; a turn that is done stays as it is. */
function turn(state: Transcript, turnId: string, changed: (it: Turn) => Turn): Transcript {
  const known = state.items.find((item) => item.kind === 'turn' && item.turnId === turnId);
  if (!known) return add(state, changed(newTurn(turnId, { turnId })));
  return change(state, (item) =>
    item === known && item.kind === 'turn' && item.phase !== 'done' ? changed(item) : item,
  );
}

function change(state: Transcript, changed: (item: Item) => Item): Transcript {
  return { ...state, items: state.items.map(changed) };
}

function restored(messages: PastMessage[], pending: readonly { id: string; text: string }[]): Transcript {
  const items = messages.reduce<Item[]>((before, message, index) => {
    const turnId = message.turnId ?? null;
    const key = turnId ?? `past-${index}`;
    const { text } = message;
    if (message.role === 'notice') {
      return [...before, { kind: 'notice', key, text, orderId: null, author: message.author ?? null }];
    }
    if (message.role === 'customer') {
      return [...before, newTurn(key, { turnId, question: asked(null, text), restored: true })];
    }
    const open = before.findLast(
      (item) => item.kind === 'turn' && item.phase !== 'done' && (turnId === null || item.turnId === turnId),
    );
    if (open?.kind !== 'turn') return [...before, replied(newTurn(key, { turnId }), message)];
    return before.map((item) => (item === open ? replied(open, message) : item));
  }, []);
  const unsent = pending.map(({ id, text }) => newTurn(id, { question: asked(id, text) }));
  return { items: [...items, ...unsent], count: items.length + unsent.length };
}
