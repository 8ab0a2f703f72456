import { parseFrame, SUBPROTOCOL, type ClientFrame, type ErrorFrame, type ServerFrame } from './protocol';

/** What the page tells its reader about the line to the shop. */
export type ConnectionState =
  | { kind: 'connecting' }
  | { kind: 'connected' }
  | { kind: 'reconnecting'; at: number; attempt: number }
  | { kind: 'offline' }
  | { kind: 'expired' }
  | { kind: 'stopped'; reason: string };

/** The part of a browser's WebSocket that is used here. */
export type Socket = Pick<WebSocket, 'onmessage' | 'onclose' | 'send' | 'close'>;

export interface PendingMessage {
  id: string;
  text: string;
}

/** All that must outlive a reload, so that nothing said is lost or said twice. */
export interface Session {
  conversationId: string | null;
  /** The last `seq` seen; null when the next one is taken as it comes. */
  lastSeq: number | null;
  /** Said, but not acknowledged by the server yet; oldest first. */
  pending: PendingMessage[];
}

export interface Hooks {
  open(protocols: string[]): Socket;
  onState(state: ConnectionState): void;
  onFrame(frame: ServerFrame): void;
  onSession(session: Session): void;
  /** The conversation's past by other means, when the server cannot replay it; resolves to the last `seq` it covers. */
  fetchHistory(conversationId: string): Promise<number | null>;
  /** A message will not be sent again. */
  onRejected(id: string, error: ErrorFrame): void;
  /** A message waits until this moment. */
  onSlowed(id: string, until: number, error: ErrorFrame): void;
}

export interface Surroundings {
  now(): number;
  random(): number;
  after(ms: number, run: () => void): () => void;
}

export const TIMES = {
  firstDelay: 500,
  longestDelay: 30_000,
  slowDelay: 5_000,
  handshake: 10_000,
  acknowledgement: 20_000,
  stable: 5_000,
} as const;

/** A conversation that is gone, or another customer's: there is nothing to come back to. */
const NOT_OURS = new Set(['not-your-conversation', 'conversation-not-found']);

const EMPTY: Session = { conversationId: null, lastSeq: 0, pending: [] };

/**
 * The line to the gateway: opens, comes back, resumes. Delivers each frame once and in the order of `seq`, and each
 * message at least once under one id, which the server counts as one message.
 */
export class Connection {
  private session: Session;
  private socket: Socket | null = null;
  private phase: 'idle' | 'greeting' | 'resuming' | 'live' = 'idle';
  private offeredConversation: string | null = null;
  private online = true;
  private halted = true;
  private attempt = 0;
  private liveSince = 0;
  private pausedUntil = 0;
  private askedAgainAfter: number | null = null;
  private sentOnThisSocket = new Set<string>();
  private cancelRetry = () => {};
  private cancelWatch = () => {};
  private cancelPause = () => {};

  constructor(
    private readonly hooks: Hooks,
    private readonly world: Surroundings,
    session: Session = EMPTY,
  ) {
    this.session = { ...session, pending: [...session.pending] };
  }

  get conversationId(): string | null {
    return this.session.conversationId;
  }

  get pending(): readonly PendingMessage[] {
    return this.session.pending;
  }

  start(): void {
    this.halted = false;
    this.attempt = 0;
    this.connect();
  }

  /** Hangs up for good, until the next {@link start}. */
  stop(): void {
    this.halted = true;
    this.hangUp();
  }

  send(id: string, text: string): void {
    this.session.pending.push({ id, text });
    this.changed();
    this.flush();
  }

  /** Leaves this conversation; the next one begins on a fresh socket. */
  startOver(): void {
    this.hangUp();
    this.session = { ...EMPTY, pending: [] };
    this.pausedUntil = 0;
    this.askedAgainAfter = null;
    this.changed();
    this.start();
  }

  /** From now on, and on this socket: what happens at the agent desk. */
  sitAtDesk(): void {
    this.transmit({ type: 'desk' });
  }

  retryNow(): void {
    if (this.socket === null) this.start();
  }

  setOnline(online: boolean): void {
    if (this.online === online) return;
    this.online = online;
    if (this.halted) return;
    this.attempt = 0;
    this.hangUp();
    this.connect();
  }

  private connect(): void {
    this.hangUp();
    if (!this.online) {
      this.hooks.onState({ kind: 'offline' });
      return;
    }
    this.phase = 'greeting';
    this.sentOnThisSocket.clear();
    if (this.attempt === 0) this.hooks.onState({ kind: 'connecting' });
    const socket = this.hooks.open([SUBPROTOCOL]);
    this.socket = socket;
    socket.onmessage = (event) => {
      if (socket === this.socket) this.on(event.data);
    };
    socket.onclose = (event) => {
      if (socket === this.socket) this.closed(event.code, event.reason);
    };
    this.watch(TIMES.handshake);
  }

  private hangUp(): void {
    this.cancelRetry();
    this.cancelWatch();
    this.cancelPause();
    const socket = this.socket;
    this.socket = null;
    this.phase = 'idle';
    socket?.close(1000);
  }

  /** Gives the line up when nothing is heard in time: a broken one closes only minutes later by itself. */
  private watch(ms: number): void {
    this.cancelWatch();
    this.cancelWatch = this.world.after(ms, () => this.closed(1006, ''));
  }

  private closed(code: number, reason: string): void {
    const wasLive = this.phase === 'live';
    this.hangUp();
    if (code === 4401) {
      this.halted = true;
      this.hooks.onState({ kind: 'expired' });
      return;
    }
    if (code === 1008 || code >= 4500) {
      this.halted = true;
      this.hooks.onState({ kind: 'stopped', reason });
      return;
    }
    if (code === 1009) this.rejectLastSent();
    if (wasLive && this.world.now() - this.liveSince >= TIMES.stable) this.attempt = 0;
    const delay = this.delayAfter(code);
    this.attempt += 1;
    if (!this.online) {
      this.hooks.onState({ kind: 'offline' });
      return;
    }
    this.hooks.onState({ kind: 'reconnecting', at: this.world.now() + delay, attempt: this.attempt });
    this.cancelRetry = this.world.after(delay, () => this.connect());
  }

  /** Doubles up to a limit; half of it is chance, so that a restarted gateway is not met by everyone at once. */
  private delayAfter(code: number): number {
    if (code === 1012 && this.attempt === 0) return Math.round(this.world.random() * TIMES.firstDelay);
    const first = code === 1013 ? TIMES.slowDelay : TIMES.firstDelay;
    const ceiling = Math.min(TIMES.longestDelay, first * 2 ** this.attempt);
    return Math.round(ceiling / 2 + (this.world.random() * ceiling) / 2);
  }

  private rejectLastSent(): void {
    const last = this.session.pending.findLast((message) => this.sentOnThisSocket.has(message.id));
    if (last) this.reject(last.id, { type: 'error', code: 'too_large', detail: 'That message is too large to send.' });
  }

  private on(data: unknown): void {
    const frame = parseFrame(data);
    if (frame === null) return;
    switch (frame.type) {
      case 'ready':
        this.greeted(frame.conversationId);
        this.hooks.onFrame(frame);
        return;
      case 'resumed':
        void this.resumed(frame.recovered);
        this.hooks.onFrame(frame);
        return;
      case 'error':
        if (this.inOrder(frame.seq)) this.failed(frame);
        return;
      default:
        if (!this.inOrder(frame.seq)) return;
        if (frame.type === 'ack') this.settle(frame.id);
        if (frame.type === 'reply') this.settle(frame.id);
        this.hooks.onFrame(frame);
    }
  }

  private greeted(conversationId: string): void {
    this.offeredConversation = conversationId;
    const { conversationId: own, lastSeq, pending } = this.session;
    const nothingHappenedYet = lastSeq === 0 && pending.length === 0;
    if (own === null || nothingHappenedYet) {
      this.adopt(conversationId);
      this.live();
    } else {
      this.resume(own);
    }
  }

  private adopt(conversationId: string): void {
    this.session.conversationId = conversationId;
    this.session.lastSeq = 0;
    this.changed();
  }

  private resume(conversationId: string): void {
    this.phase = 'resuming';
    this.watch(TIMES.handshake);
    this.transmit({ type: 'resume', conversationId, after: this.session.lastSeq ?? 0 });
  }

  private async resumed(recovered: boolean): Promise<void> {
    if (this.phase !== 'resuming') return;
    const { socket } = this;
    const conversationId = this.session.conversationId;
    if (!recovered && conversationId !== null) {
      this.cancelWatch();
      const lastSeq = await this.hooks.fetchHistory(conversationId).catch(() => null);
      if (socket !== this.socket) return;
      this.session.lastSeq = lastSeq;
      this.changed();
    }
    this.live();
  }

  private live(): void {
    this.phase = 'live';
    this.cancelWatch();
    this.liveSince = this.world.now();
    this.hooks.onState({ kind: 'connected' });
    this.flush();
  }

  /** Whether this is the next frame. An old one is dropped; before one that came too early the missing are asked for, once. */
  private inOrder(seq: number | null | undefined): boolean {
    if (typeof seq !== 'number') return true;
    const { lastSeq, conversationId } = this.session;
    if (lastSeq !== null && seq <= lastSeq) return false;
    if (lastSeq !== null && seq > lastSeq + 1 && conversationId !== null && this.askedAgainAfter !== lastSeq) {
      this.askedAgainAfter = lastSeq;
      this.resume(conversationId);
      return false;
    }
    if (lastSeq !== null && seq > lastSeq + 1 && this.phase === 'resuming') return false;
    this.session.lastSeq = seq;
    this.changed();
    return true;
  }

  private failed(error: ErrorFrame): void {
    if (this.phase === 'resuming' && !error.id) {
      this.notResumed(error.code);
      return;
    }
    const about = error.id
      ? this.session.pending.find((message) => message.id === error.id)
      : this.session.pending.findLast((message) => this.sentOnThisSocket.has(message.id));
    if (!about) {
      this.hooks.onFrame(error);
    } else if (typeof error.retryAfterMs === 'number') {
      this.slowDown(about.id, error.retryAfterMs, error);
    } else {
      this.reject(about.id, error);
    }
  }

  private notResumed(code: string): void {
    if (NOT_OURS.has(code) && this.offeredConversation !== null) {
      this.adopt(this.offeredConversation);
      this.live();
    } else {
      this.closed(1013, '');
    }
  }

  private slowDown(id: string, ms: number, error: ErrorFrame): void {
    this.sentOnThisSocket.delete(id);
    this.pausedUntil = Math.max(this.pausedUntil, this.world.now() + ms);
    this.hooks.onSlowed(id, this.pausedUntil, error);
    if (this.sentOnThisSocket.size === 0) this.cancelWatch();
    this.resumeSendingLater();
  }

  private resumeSendingLater(): void {
    this.cancelPause();
    this.cancelPause = this.world.after(Math.max(0, this.pausedUntil - this.world.now()), () => this.flush());
  }

  private reject(id: string, error: ErrorFrame): void {
    this.settle(id);
    this.hooks.onRejected(id, error);
  }

  private settle(id: string | null | undefined): void {
    const left = this.session.pending.filter((message) => message.id !== id);
    if (left.length === this.session.pending.length) return;
    this.session.pending = left;
    this.sentOnThisSocket.delete(String(id));
    if (this.sentOnThisSocket.size === 0 && this.phase === 'live') this.cancelWatch();
    this.changed();
  }

  private flush(): void {
    const { conversationId } = this.session;
    if (this.phase !== 'live' || conversationId === null) return;
    if (this.world.now() < this.pausedUntil) {
      this.resumeSendingLater();
      return;
    }
    for (const { id, text } of this.session.pending) {
      if (this.sentOnThisSocket.has(id)) continue;
      this.sentOnThisSocket.add(id);
      this.transmit({ type: 'message', id, conversationId, text });
      this.watch(TIMES.acknowledgement);
    }
  }

  private transmit(frame: ClientFrame): void {
    this.socket?.send(JSON.stringify(frame));
  }

  private changed(): void {
    this.hooks.onSession({ ...this.session, pending: [...this.session.pending] });
  }
}
