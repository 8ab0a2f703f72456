import { describe, expect, it } from 'vitest';
import type { PastMessage, ServerFrame } from './protocol';
import { EMPTY, openTurn, reduce, type Action, type Transcript, type Turn } from './transcript';

const frame = (it: ServerFrame): Action => ({ type: 'frame', frame: it });
const said = (id: string, text = 'Track ORD-1001'): Action => ({ type: 'said', id, text });
const ack = frame({ type: 'ack', id: 'm1', turnId: 't1', seq: 1 });
const intent = frame({ type: 'intent', turnId: 't1', intents: [{ intent: 'order_status', confidence: 0.9 }], seq: 2 });
const delta = (text: string, seq: number) => frame({ type: 'delta', turnId: 't1', text, seq });
const reply = frame({
  type: 'reply',
  turnId: 't1',
  seq: 9,
  text: 'It is in transit.',
  suggestions: ['When will it arrive?'],
  citations: [{ number: 1, documentId: 'd', title: 'Shipping', quote: 'Parcels take two days.' }],
  cards: [{ kind: 'refusal', code: 'order-not-found', detail: 'No such order.' }],
});

const after = (...actions: Action[]): Transcript => actions.reduce(reduce, EMPTY);
const turns = (state: Transcript): Turn[] => state.items.filter((item) => item.kind === 'turn');
const only = (state: Transcript): Turn => {
  expect(state.items).toHaveLength(1);
  return turns(state)[0]!;
};

describe('a message', () => {
  it('is shown at once, on its way', () => {
    expect(only(after(said('m1'))).question).toMatchObject({ text: 'Track ORD-1001', state: 'sending' });
  });

  it('is sent when the server has acknowledged it', () => {
    const turn = only(after(said('m1'), ack));

    expect(turn).toMatchObject({ turnId: 't1', phase: 'waiting' });
    expect(turn.question?.state).toBe('sent');
  });

  it('waits when the server asks to slow down, and is sent after all', () => {
    const error = { type: 'error', code: 'rate_limited', detail: 'Slow down', retryAfterMs: 1200 } as const;
    const slowed = after(said('m1'), { type: 'slowed', id: 'm1', until: 5000, error });

    expect(only(slowed).question).toMatchObject({ state: 'slowed', retryAt: 5000, problem: 'Slow down' });
    expect(only(reduce(slowed, ack)).question).toMatchObject({ state: 'sent', retryAt: null, problem: null });
  });

  it('that was refused says why and does not disturb the next one', () => {
    const error = { type: 'error', code: 'message-too-long', detail: 'Too long.' } as const;
    const state = after(said('m0'), { type: 'rejected', id: 'm0', error }, said('m1'), ack);

    expect(turns(state).map((turn) => turn.question?.state)).toEqual(['failed', 'sent']);
    expect(turns(state)[0]!.question).toMatchObject({ problem: 'Too long.', again: false });
  });

  it('that could not be taken just now may be said again', () => {
    const error = { type: 'error', code: 'unavailable', detail: 'Not right now.' } as const;

    expect(only(after(said('m1'), { type: 'rejected', id: 'm1', error })).question?.again).toBe(true);
  });
});

describe('a reply', () => {
  it('tells what is looked at, then what came', () => {
    const evidence = frame({ type: 'evidence', turnId: 't1', from: 'tools', outcome: 'FAILED', seq: 3 });
    const turn = only(after(said('m1'), ack, intent, evidence));

    expect(turn).toMatchObject({ phase: 'working', intent: 'order_status' });
    expect(turn.evidence).toEqual([{ from: 'tools', failed: true, card: null }]);
  });

  it('streams in pieces and is then replaced by the whole', () => {
    const streaming = after(said('m1'), ack, intent, delta('It is', 3), delta(' in', 4));
    expect(only(streaming)).toMatchObject({ phase: 'streaming', text: 'It is in' });

    const turn = only(reduce(streaming, reply));
    expect(turn).toMatchObject({ phase: 'done', text: 'It is in transit.', suggestions: ['When will it arrive?'] });
    expect(turn.citations).toHaveLength(1);
    expect(turn.cards).toHaveLength(1);
  });

  it('is not touched by anything that comes late for its turn', () => {
    const done = after(said('m1'), ack, reply);

    expect(only(reduce(reduce(done, delta('again', 10)), reply))).toEqual(only(done));
  });

  it('finds its message by the message id when the acknowledgement was missed', () => {
    const late = frame({ type: 'reply', turnId: 't1', id: 'm1', seq: 9, text: 'Done.' });

    expect(only(after(said('m1'), late))).toMatchObject({ turnId: 't1', text: 'Done.', question: { state: 'sent' } });
  });

  it('stays under its own message when two were sent quickly', () => {
    const state = after(
      said('m1', 'first'),
      said('m2', 'second'),
      ack,
      frame({ type: 'ack', id: 'm2', turnId: 't2', seq: 2 }),
      reply,
    );

    expect(turns(state).map((turn) => [turn.question?.text, turn.text])).toEqual([
      ['first', 'It is in transit.'],
      ['second', ''],
    ]);
  });

  it('to a message from elsewhere is shown all the same', () => {
    expect(only(after(reply))).toMatchObject({ turnId: 't1', question: null, text: 'It is in transit.' });
  });
});

describe('buttons', () => {
  it('belong to the last turn, once it is done', () => {
    const done = after(said('m1'), ack, reply);
    expect(openTurn(done)?.turnId).toBe('t1');

    expect(openTurn(reduce(done, said('m2')))).toBeNull();
  });

  it('a person of the shop speaks with a name', () => {
    const said = frame({ type: 'notice', text: 'I am on it.', author: 'Dana', seq: 11 });

    expect(after(said).items).toMatchObject([{ kind: 'notice', text: 'I am on it.', author: 'Dana' }]);
  });

  it('stay when a notice comes after the turn', () => {
    const notice = frame({ type: 'notice', text: 'Your parcel moved.', orderId: 'ORD-1001', seq: 10 });

    expect(openTurn(after(said('m1'), ack, reply, notice))?.turnId).toBe('t1');
  });
});

describe('the history', () => {
  const messages: PastMessage[] = [
    { role: 'customer', text: 'Hello', turnId: 't1' },
    { role: 'assistant', text: 'Good day.', turnId: 't1', suggestions: ['Laptops'] },
    { role: 'customer', text: 'Track ORD-1001', turnId: 't2' },
  ];
  const history: Action = { type: 'history', messages, pending: [{ id: 'm9', text: 'unsent' }] };

  it('restores the turns and what was not sent yet', () => {
    const state = after(history);

    expect(turns(state).map((turn) => [turn.question?.text, turn.question?.state, turn.text])).toEqual([
      ['Hello', 'sent', 'Good day.'],
      ['Track ORD-1001', 'sent', ''],
      ['unsent', 'sending', ''],
    ]);
  });

  it('is completed, not doubled, by frames that are replayed', () => {
    const frames = [
      frame({ type: 'ack', id: 'x', turnId: 't1', seq: 1 }),
      frame({ type: 'reply', turnId: 't1', text: 'Good day.', seq: 2 }),
      frame({ type: 'delta', turnId: 't2', text: 'end of a sentence', seq: 5 }),
      frame({ type: 'reply', turnId: 't2', text: 'In transit.', seq: 6 }),
    ];
    const midway = after(history, ...frames.slice(0, 3));
    expect(turns(midway)[1]!.text).toBe('');

    expect(turns(reduce(midway, frames[3]!)).map((turn) => turn.text)).toEqual(['Good day.', 'In transit.', '']);
  });

  it('has its notices in their place', () => {
    const state = after({ type: 'history', messages: [...messages, { role: 'notice', text: 'It moved.' }], pending: [] });

    expect(state.items.map((item) => item.kind)).toEqual(['turn', 'turn', 'notice']);
  });

  it('swallows an unsent message that turns out to be in it', () => {
    const state = reduce(after(history), frame({ type: 'ack', id: 'm9', turnId: 't2', seq: 4 }));

    expect(turns(state).map((turn) => turn.question?.text)).toEqual(['Hello', 'Track ORD-1001']);
  });

  it('without turn ids pairs each answer with the message before it', () => {
    const bare: Action = {
      type: 'history',
      messages: messages.map(({ role, text }) => ({ role, text })),
      pending: [],
    };

    expect(turns(after(bare)).map((turn) => [turn.question?.text, turn.text])).toEqual([
      ['Hello', 'Good day.'],
      ['Track ORD-1001', ''],
    ]);
  });

  it('is gone in a new conversation', () => {
    expect(after(history, { type: 'cleared' }).items).toEqual([]);
  });
});

describe('an error about nothing in particular', () => {
  it('is shown in the conversation', () => {
    const state = after(frame({ type: 'error', code: 'invalid-json', detail: 'That was not understood.' }));

    expect(state.items[0]).toMatchObject({ kind: 'problem', text: 'That was not understood.' });
  });
});
