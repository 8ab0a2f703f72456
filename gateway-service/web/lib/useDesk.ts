'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import {
  fetchHandedOff,
  fetchHandoffs,
  handBack,
  sayAsAgent,
  signIn,
  signOut,
  whoAmI,
  type Customer,
} from './api';
import { browser, openSocket } from './browser';
import { Connection, type ConnectionState } from './connection';
import type { HandedOff } from './protocol';
import { EMPTY, reduce, type Transcript } from './transcript';

export interface Desk {
  line: ConnectionState;
  /** Undefined until known, null when nobody is signed in. */
  person: Customer | null | undefined;
  /** Undefined until known. */
  queue: HandedOff[] | undefined;
  chosen: string | null;
  transcript: Transcript;
  /** Conversations in which something happened since they were looked at. */
  unread: ReadonlySet<string>;
  problem: string;
  /** What a screen reader should say now. */
  announcement: string;
  choose(conversationId: string): void;
  /** False: it was not said, and {@link problem} says why. */
  say(text: string): Promise<boolean>;
  giveBack(): Promise<void>;
  retryNow(): void;
  signIn(username: string, password: string): Promise<void>;
  signOut(): Promise<void>;
}

/** The desk's queue and the one conversation that is open. The socket says that something happened; REST says what. */
export function useDesk(): Desk {
  const [line, setLine] = useState<ConnectionState>({ kind: 'connecting' });
  const [person, setPerson] = useState<Customer | null>();
  const [queue, setQueue] = useState<HandedOff[]>();
  const [chosen, setChosen] = useState<string | null>(null);
  const [transcript, setTranscript] = useState<Transcript>(EMPTY);
  const [unread, setUnread] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState('');
  const [announcement, announce] = useState('');
  const connection = useRef<Connection>(null);
  const open = useRef<string | null>(null);

  const attempt = useCallback(async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      setProblem('');
      return true;
    } catch (error) {
      setProblem(error instanceof TypeError ? 'The shop cannot be reached right now.' : (error as Error).message);
      return false;
    }
  }, []);

  const readQueue = useCallback(() => attempt(async () => setQueue(await fetchHandoffs())), [attempt]);

  const readOpen = useCallback(
    () =>
      attempt(async () => {
        const id = open.current;
        if (id === null) return;
        const messages = await fetchHandedOff(id);
        if (id !== open.current) return;
        if (messages === null) {
          open.current = null;
          setChosen(null);
          announce('The assistant has this conversation again.');
        }
        setTranscript(messages === null ? EMPTY : reduce(EMPTY, { type: 'history', messages, pending: [] }));
      }),
    [attempt],
  );

  const choose = useCallback(
    (id: string) => {
      open.current = id;
      setChosen(id);
      setTranscript(EMPTY);
      setUnread((before) => new Set([...before].filter((it) => it !== id)));
      void readOpen();
    },
    [readOpen],
  );

  useEffect(() => {
    const line = new Connection(
      {
        open: openSocket,
        onSession: () => {},
        fetchHistory: () => Promise.resolve(null),
        onRejected: () => {},
        onSlowed: () => {},
        onState: (state) => {
          setLine(state);
          if (state.kind !== 'connected') return;
          line.sitAtDesk();
          void readQueue();
          void readOpen();
        },
        onFrame: (frame) => {
          if (frame.type !== 'handoff') return;
          const { conversationId } = frame;
          void readQueue();
          if (conversationId === open.current) {
            void readOpen();
          } else {
            setUnread((before) => new Set([...before, conversationId]));
            announce('Something new in a conversation that waits.');
          }
        },
      },
      browser,
    );
    connection.current = line;
    const online = () => line.setOnline(true);
    const offline = () => line.setOnline(false);
    addEventListener('online', online);
    addEventListener('offline', offline);
    void whoAmI().then(setPerson, () => setPerson(null));
    return () => {
      removeEventListener('online', online);
      removeEventListener('offline', offline);
      line.stop();
    };
  }, [readQueue, readOpen]);

  useEffect(() => {
    if (person?.agent) connection.current?.start();
    else connection.current?.stop();
  }, [person]);

  return {
    line,
    person,
    queue,
    chosen,
    transcript,
    unread,
    problem,
    announcement,
    choose,
    say: useCallback((text) => attempt(() => sayAsAgent(String(open.current), text)), [attempt]),
    giveBack: useCallback(async () => {
      await attempt(() => handBack(String(open.current)));
    }, [attempt]),
    retryNow: useCallback(() => connection.current?.retryNow(), []),
    signIn: useCallback(async (username, password) => {
      await signIn(username, password);
      setPerson(await whoAmI());
    }, []),
    signOut: useCallback(async () => {
      await signOut();
      open.current = null;
      setChosen(null);
      setQueue(undefined);
      setTranscript(EMPTY);
      setUnread(new Set());
      setPerson(null);
    }, []),
  };
}
