'use client';

import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { fetchHistory, signIn, signOut, whoAmI, type Customer } from './api';
import { browser, openSocket } from './browser';
import { Connection, type ConnectionState, type Hooks } from './connection';
import { workingText } from './labels';
import type { ServerFrame } from './protocol';
import { loadSession, saveSession } from './session';
import { EMPTY, reduce, type Transcript } from './transcript';

const RENEWAL_PAUSE = 60_000;

export interface Chat {
  transcript: Transcript;
  line: ConnectionState;
  /** Undefined until known, null for a guest. */
  customer: Customer | null | undefined;
  /** What a screen reader should say now. */
  announcement: string;
  send(text: string): void;
  startOver(): void;
  retryNow(): void;
  signIn(username: string, password: string): Promise<void>;
  signOut(): Promise<void>;
}

/** The page's one conversation: who talks, what was said, and the line it goes over. */
export function useChat(): Chat {
  const [transcript, dispatch] = useReducer(reduce, EMPTY);
  const [line, setLine] = useState<ConnectionState>({ kind: 'connecting' });
  const [customer, setCustomer] = useState<Customer | null>();
  const [announcement, announce] = useState('');
  const connection = useRef<Connection>(null);
  const known = useRef<Customer | null>(null);

  useEffect(() => {
    let gone = false;
    let renewedAt = -Infinity;

    const expired = () => {
      connection.current?.stop();
      setLine({ kind: 'expired' });
    };

    const restore = async (conversationId: string): Promise<number | null> => {
      const history = await fetchHistory(conversationId);
      if (gone || history === null) return null;
      dispatch({ type: 'history', messages: history.messages, pending: connection.current?.pending ?? [] });
      return history.lastSeq;
    };

    const hooks: Hooks = {
      open: openSocket,
      onFrame: (frame) => {
        dispatch({ type: 'frame', frame });
        const words = spoken(frame);
        if (words) announce(words);
      },
      onSession: saveSession,
      onRejected: (id, error) => dispatch({ type: 'rejected', id, error }),
      onSlowed: (id, until, error) => dispatch({ type: 'slowed', id, until, error }),
      fetchHistory: restore,
      onState: (state) => {
        setLine(state);
        if (state.kind === 'expired') {
          const mayRenew = Date.now() - renewedAt > RENEWAL_PAUSE;
          renewedAt = Date.now();
          if (mayRenew) void whoAmI().then((me) => me !== null && !gone && connection.current?.start(), () => {});
        }
        if (state.kind === 'reconnecting' && state.attempt === 2 && known.current !== null) {
          void whoAmI().then((me) => me === null && !gone && expired(), () => {});
        }
      },
    };

    const online = () => connection.current?.setOnline(true);
    const offline = () => connection.current?.setOnline(false);

    const begin = async () => {
      const me = await whoAmI().catch(() => null);
      if (gone) return;
      known.current = me;
      setCustomer(me);
      let session = loadSession();
      if (session?.conversationId) {
        const past = await fetchHistory(session.conversationId).catch(() => null);
        if (gone) return;
        if (past === null && session.pending.length === 0) session = null;
        if (past !== null) {
          session = { ...session!, lastSeq: past.lastSeq ?? session!.lastSeq };
          dispatch({ type: 'history', messages: past.messages, pending: session.pending });
        }
      }
      connection.current = new Connection(hooks, browser, session ?? undefined);
      if (!navigator.onLine) connection.current.setOnline(false);
      connection.current.start();
      addEventListener('online', online);
      addEventListener('offline', offline);
    };
    void begin();

    return () => {
      gone = true;
      removeEventListener('online', online);
      removeEventListener('offline', offline);
      connection.current?.stop();
    };
  }, []);

  const startOver = useCallback(() => {
    dispatch({ type: 'cleared' });
    announce('New conversation');
    connection.current?.startOver();
  }, []);

  return {
    transcript,
    line,
    customer,
    announcement,
    startOver,
    send: useCallback((text: string) => {
      const id = newId();
      dispatch({ type: 'said', id, text });
      connection.current?.send(id, text);
    }, []),
    retryNow: useCallback(() => connection.current?.retryNow(), []),
    signIn: useCallback(
      async (username: string, password: string) => {
        await signIn(username, password);
        const me = await whoAmI();
        const same = me !== null && me.id === known.current?.id;
        known.current = me;
        setCustomer(me);
        if (same) connection.current?.start();
        else startOver();
      },
      [startOver],
    ),
    signOut: useCallback(async () => {
      await signOut();
      known.current = null;
      setCustomer(null);
      startOver();
    }, [startOver]),
  };
}

function spoken(frame: ServerFrame): string | null {
  switch (frame.type) {
    case 'intent':
      return workingText(frame.intents[0]?.intent ?? null);
    case 'reply':
      return frame.text.replace(/\s*\[\d+\]/g, '').replaceAll('**', '');
    case 'notice':
      return frame.author ? `${frame.author}: ${frame.text}` : frame.text;
    case 'error':
      return frame.detail;
    default:
      return null;
  }
}

/** `crypto.randomUUID` exists only on secure origins, and a shop on the local network has none. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
