import { beforeEach, describe, expect, it } from 'vitest';
import { Connection, TIMES, type ConnectionState, type Session, type Socket } from './connection';
import type { ErrorFrame, ServerFrame } from './protocol';

class FakeSocket implements Socket {
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  sent: Record<string, unknown>[] = [];
  closed = false;

  send(data: string): void {
    this.sent.push(JSON.parse(data) as Record<string, unknown>);
  }

  close(): void {
    this.closed = true;
  }

  says(frame: object): void {
    this.saysRaw(JSON.stringify(frame));
  }

  saysRaw(data: unknown): void {
    this.onmessage?.call(null as never, { data } as MessageEvent);
  }

  drops(code: number): void {
    this.onclose?.call(null as never, { code, reason: '' } as CloseEvent);
  }

  texts(): unknown[] {
    return this.sent.filter((frame) => frame.type === 'message').map((frame) => frame.text);
  }
}

/** A clock that stands still until told otherwise. */
class FakeWorld {
  time = 0;
  chance = 1;
  private timers: { at: number; run: () => void }[] = [];

  now = () => this.time;
  random = () => this.chance;
  after = (ms: number, run: () => void) => {
    const timer = { at: this.time + ms, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((it) => it !== timer);
    };
  };

  pass(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const next = this.timers.filter((it) => it.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers = this.timers.filter((it) => it !== next);
      this.time = next.at;
      next.run();
    }
    this.time = end;
  }
}

let world: FakeWorld;
let sockets: FakeSocket[];
let states: ConnectionState[];
let frames: ServerFrame[];
let rejected: [string, string][];
let slowed: [string, number][];
let session: Session;
let history: (id: string) => Promise<number | null>;

beforeEach(() => {
  world = new FakeWorld();
  sockets = [];
  states = [];
  frames = [];
  rejected = [];
  slowed = [];
  session = { conversationId: null, lastSeq: 0, pending: [] };
  history = () => Promise.resolve(null);
});

function connectionFrom(stored?: Session): Connection {
  const connection = new Connection(
    {
      open: () => {
        const socket = new FakeSocket();
        sockets.push(socket);
        return socket;
      },
      onState: (state) => states.push(state),
      onFrame: (frame) => frames.push(frame),
      onSession: (it) => (session = it),
      fetchHistory: (id) => history(id),
      onRejected: (id: string, error: ErrorFrame) => rejected.push([id, error.code]),
      onSlowed: (id, until) => slowed.push([id, until]),
    },
    world,
    stored,
  );
  connection.start();
  return connection;
}

const socket = () => sockets.at(-1)!;
const state = () => states.at(-1)!;
const ready = { type: 'ready', conversationId: 'c1', customer: null };
const ack = (id: string, seq: number) => ({ type: 'ack', id, turnId: `t-${id}`, seq });
const delta = (seq: number) => ({ type: 'delta', turnId: 't', text: `${seq}`, seq });
const seen = () => frames.flatMap((frame) => ('seq' in frame && frame.seq ? [frame.seq] : []));

function live(): Connection {
  const connection = connectionFrom();
  socket().says(ready);
  return connection;
}

describe('talking', () => {
  it('takes the conversation that the server offers and remembers it', () => {
    live();

    expect(state().kind).toBe('connected');
    expect(session.conversationId).toBe('c1');
  });

  it('keeps what is said before the line is up, in order', () => {
    const connection = connectionFrom();
    connection.send('m1', 'one');
    connection.send('m2', 'two');
    expect(socket().sent).toEqual([]);

    socket().says(ready);

    expect(socket().sent).toEqual([
      { type: 'message', id: 'm1', conversationId: 'c1', text: 'one' },
      { type: 'message', id: 'm2', conversationId: 'c1', text: 'two' },
    ]);
  });

  it('remembers a message until it is acknowledged', () => {
    const connection = live();
    connection.send('m1', 'one');
    expect(session.pending).toEqual([{ id: 'm1', text: 'one' }]);

    socket().says(ack('m1', 1));

    expect(session).toEqual({ conversationId: 'c1', lastSeq: 1, pending: [] });
  });

  it('skips what it cannot read, and stays usable', () => {
    live();

    socket().saysRaw('not json');
    socket().saysRaw(new ArrayBuffer(3));
    socket().says({ type: 'hologram', seq: 1 });
    socket().says(delta(2));

    expect(seen()).toEqual([1, 2]);
    expect(sockets).toHaveLength(1);
  });
});

describe('order', () => {
  it('delivers a frame that comes twice once', () => {
    live();

    [1, 2, 2, 1, 3].forEach((seq) => socket().says(delta(seq)));

    expect(seen()).toEqual([1, 2, 3]);
  });

  it('asks again for what is missing, and then has everything in order', () => {
    live();
    socket().says(delta(1));

    socket().says(delta(4));
    expect(socket().sent).toEqual([{ type: 'resume', conversationId: 'c1', after: 1 }]);
    [2, 3, 4].forEach((seq) => socket().says(delta(seq)));
    socket().says({ type: 'resumed', recovered: true });
    socket().says(delta(5));

    expect(seen()).toEqual([1, 2, 3, 4, 5]);
  });

  it('asks only once for what the server does not have', () => {
    live();
    socket().says(delta(1));
    socket().says(delta(4));
    socket().says({ type: 'resumed', recovered: true });

    socket().says(delta(5));

    expect(seen()).toEqual([1, 5]);
    expect(socket().sent).toHaveLength(1);
  });
});

describe('coming back', () => {
  it('resumes after the last frame and sends what was not acknowledged, under the same id', () => {
    const connection = live();
    connection.send('m1', 'one');
    socket().says(ack('m1', 1));
    connection.send('m2', 'two');

    socket().drops(1006);
    expect(state().kind).toBe('reconnecting');
    world.pass(TIMES.firstDelay);
    socket().says({ type: 'ready', conversationId: 'another', customer: null });
    expect(socket().sent).toEqual([{ type: 'resume', conversationId: 'c1', after: 1 }]);
    socket().says({ type: 'resumed', recovered: true });

    expect(sockets).toHaveLength(2);
    expect(socket().sent[1]).toEqual({ type: 'message', id: 'm2', conversationId: 'c1', text: 'two' });
    expect(state().kind).toBe('connected');
  });

  it('does not send again what the replay acknowledges', () => {
    const connection = live();
    connection.send('m1', 'one');
    socket().drops(1001);
    world.pass(TIMES.firstDelay);
    socket().says({ type: 'ready', conversationId: 'another', customer: null });

    socket().says(ack('m1', 1));
    socket().says({ type: 'resumed', recovered: true });

    expect(socket().texts()).toEqual([]);
  });

  it('goes on from the history when the server cannot replay', async () => {
    history = (id) => Promise.resolve(id === 'c1' ? 40 : null);
    const connection = connectionFrom({ conversationId: 'c1', lastSeq: 7, pending: [] });
    socket().says({ type: 'ready', conversationId: 'c2', customer: null });
    connection.send('m1', 'one');

    socket().says({ type: 'resumed', recovered: false });
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    socket().says(delta(40));
    socket().says(delta(41));

    expect(seen()).toEqual([41]);
    expect(socket().texts()).toEqual(['one']);
    expect(session.conversationId).toBe('c1');
  });

  it('begins anew when its conversation is not to be had any more', () => {
    const connection = connectionFrom({ conversationId: 'gone', lastSeq: 7, pending: [] });
    connection.send('m1', 'one');
    socket().says({ type: 'ready', conversationId: 'c2', customer: null });

    socket().says({ type: 'error', code: 'not-your-conversation', detail: 'Someone else.' });

    expect(session.conversationId).toBe('c2');
    expect(socket().sent.at(-1)).toMatchObject({ type: 'message', conversationId: 'c2', text: 'one' });
  });

  it('keeps its conversation and comes back later when nobody can tell about it right now', () => {
    connectionFrom({ conversationId: 'c1', lastSeq: 7, pending: [] });
    socket().says({ type: 'ready', conversationId: 'c2', customer: null });
    socket().says({ type: 'error', code: 'unavailable', detail: 'Not right now.' });
    expect(state().kind).toBe('reconnecting');

    world.pass(TIMES.slowDelay);
    socket().says({ type: 'ready', conversationId: 'c3', customer: null });

    expect(socket().sent).toEqual([{ type: 'resume', conversationId: 'c1', after: 7 }]);
  });

  it('waits twice as long each time, up to a limit', () => {
    connectionFrom();
    const delays = Array.from({ length: 9 }, () => {
      socket().drops(1006);
      const current = state();
      const delay = current.kind === 'reconnecting' ? current.at - world.now() : Number.NaN;
      world.pass(delay);
      return delay;
    });

    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  });

  it('leaves half of the wait to chance', () => {
    world.chance = 0;
    connectionFrom();
    socket().drops(1006);

    expect(state()).toMatchObject({ kind: 'reconnecting', at: 250 });
  });

  it('starts with a short wait again after the line has held for a while', () => {
    live();
    socket().drops(1006);
    world.pass(500);
    socket().says(ready);
    world.pass(TIMES.stable);
    socket().drops(1006);

    expect(state()).toMatchObject({ kind: 'reconnecting', at: world.now() + 500, attempt: 1 });
  });

  it('gives up a line on which nothing is acknowledged', () => {
    const connection = live();
    connection.send('m1', 'one');

    world.pass(TIMES.acknowledgement + TIMES.firstDelay);

    expect(sockets[0]!.closed).toBe(true);
    expect(sockets).toHaveLength(2);
  });

  it('gives up a line on which nobody greets', () => {
    connectionFrom();

    world.pass(TIMES.handshake + TIMES.firstDelay);

    expect(sockets).toHaveLength(2);
  });

  it('waits for the network when there is none, and is back at once when there is', () => {
    const connection = live();
    connection.setOnline(false);
    expect(state().kind).toBe('offline');
    world.pass(60_000);
    expect(sockets).toHaveLength(1);

    connection.setOnline(true);

    expect(sockets).toHaveLength(2);
  });
});

describe('close codes', () => {
  const delayAfter = (code: number) => {
    live();
    socket().drops(code);
    const current = state();
    return current.kind === 'reconnecting' ? current.at - world.now() : null;
  };

  it('1012, restart: comes back at once', () => {
    world.chance = 0;
    expect(delayAfter(1012)).toBe(0);
  });

  it('1013, too slow: comes back later', () => {
    expect(delayAfter(1013)).toBe(TIMES.slowDelay);
  });

  it('1009, too big: comes back without the message that was', () => {
    const connection = live();
    connection.send('m1', 'huge');
    socket().drops(1009);

    expect(rejected).toEqual([['m1', 'too_large']]);
    expect(session.pending).toEqual([]);
    expect(state().kind).toBe('reconnecting');
  });

  it('4401, token expired: waits for a new one, then resumes', () => {
    const connection = live();
    socket().says(delta(1));
    socket().drops(4401);
    world.pass(600_000);
    expect(state().kind).toBe('expired');
    expect(sockets).toHaveLength(1);

    connection.start();
    socket().says({ type: 'ready', conversationId: 'c2', customer: 'u-alice' });

    expect(socket().sent).toEqual([{ type: 'resume', conversationId: 'c1', after: 1 }]);
  });

  it.each([1008, 4500, 4999])('%i: does not come back', (code) => {
    live();
    socket().drops(code);
    world.pass(600_000);

    expect(state().kind).toBe('stopped');
    expect(sockets).toHaveLength(1);
  });
});

describe('errors', () => {
  it('sends a message again when the server had asked to slow down', () => {
    const connection = live();
    connection.send('m1', 'one');
    socket().says({ type: 'error', code: 'rate_limited', detail: 'Slow down', id: 'm1', retryAfterMs: 1200 });
    connection.send('m2', 'two');
    expect(slowed).toEqual([['m1', 1200]]);
    world.pass(1199);
    expect(socket().texts()).toEqual(['one']);

    world.pass(1);

    expect(socket().texts()).toEqual(['one', 'one', 'two']);
  });

  it('takes a slow-down without a message id to be about the last message', () => {
    const connection = live();
    connection.send('m1', 'one');
    connection.send('m2', 'two');
    socket().says({ type: 'error', code: 'rate_limited', detail: 'Slow down', retryAfterMs: 500 });

    expect(slowed).toEqual([['m2', 500]]);
  });

  it('does not send a refused message again', () => {
    const connection = live();
    connection.send('m1', 'one');
    socket().says({ type: 'error', code: 'message-too-long', detail: 'Too long', id: 'm1', turnId: 't1', seq: 1 });
    socket().drops(1006);
    world.pass(500);
    socket().says(ready);
    socket().says({ type: 'resumed', recovered: true });

    expect(rejected).toEqual([['m1', 'message-too-long']]);
    expect(socket().texts()).toEqual([]);
  });

  it('about no message are passed on', () => {
    live();
    socket().says({ type: 'error', code: 'invalid-json', detail: 'Not understood' });

    expect(frames.at(-1)).toMatchObject({ code: 'invalid-json' });
  });
});

describe('starting over', () => {
  it('forgets the conversation and what was not sent', () => {
    const connection = live();
    connection.send('m1', 'one');

    connection.startOver();
    socket().says({ type: 'ready', conversationId: 'c2', customer: null });

    expect(sockets[0]!.closed).toBe(true);
    expect(socket().sent).toEqual([]);
    expect(session).toEqual({ conversationId: 'c2', lastSeq: 0, pending: [] });
  });

  it('hears nothing of the old line', () => {
    const connection = live();
    const old = socket();
    connection.startOver();

    old.says(delta(1));
    old.drops(4500);

    expect(seen()).toEqual([]);
    expect(state().kind).toBe('connecting');
  });
});
