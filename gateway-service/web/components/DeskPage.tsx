'use client';

import { useRef, useState } from 'react';
import { dayAndTime, words } from '../lib/labels';
import type { HandedOff } from '../lib/protocol';
import type { Transcript } from '../lib/transcript';
import { useDesk } from '../lib/useDesk';
import { Composer, type ComposerHandle } from './Composer';
import { Conversation } from './Conversation';
import { Account, Line } from './Header';
import { Logo } from './icons';
import { OrderAudit } from './OrderAudit';
import { SignIn } from './SignIn';

/** Where the people of the shop take over conversations: the queue, the one that is open, and what was done to its orders. */
export function DeskPage() {
  const desk = useDesk();
  const composer = useRef<ComposerHandle>(null);
  const [signingIn, setSigningIn] = useState(false);
  const [order, setOrder] = useState('');
  const { person } = desk;
  const open = desk.queue?.find((it) => it.id === desk.chosen);
  const expired = desk.line.kind === 'expired';

  const say = async (text: string) => {
    if (!(await desk.say(text))) composer.current?.draft(text);
  };

  const choose = (id: string) => {
    desk.choose(id);
    setOrder('');
  };

  return (
    <div className="page desk">
      <header className="header">
        <div className="header-inner">
          <div className="brand">
            <Logo />
            <div>
              <h1>Souk agent desk</h1>
              {person?.agent && <Line state={desk.line} onRetry={desk.retryNow} />}
            </div>
          </div>
          <div className="header-actions">
            <a className="button ghost" href="/">
              Chat page
            </a>
            <Account person={person} onSignIn={() => setSigningIn(true)} onSignOut={() => void desk.signOut()} />
          </div>
        </div>
      </header>
      {person?.agent ? (
        <main className="desk-stage">
          <Queue queue={desk.queue} chosen={desk.chosen} unread={desk.unread} onChoose={choose} />
          <section className="desk-conversation" aria-label="The open conversation">
            {desk.problem && (
              <p className="notice problem" role="alert">
                {desk.problem}
              </p>
            )}
            {open ? (
              <>
                <div className="gist" data-testid="gist">
                  <div>
                    <h2>
                      {who(open)} · {words(open.reason)}
                    </h2>
                    <p>{open.summary}</p>
                  </div>
                  <button type="button" className="button" onClick={() => void desk.giveBack()}>
                    Hand back
                  </button>
                </div>
                <div className="stage">
                  <Conversation
                    key={open.id}
                    transcript={desk.transcript}
                    open={null}
                    onSay={(text) => setOrder(/\b[A-Z]+-\d+\b/.exec(text)?.[0] ?? order)}
                    onEdit={() => {}}
                    onSignIn={() => {}}
                    asker="Customer"
                  />
                </div>
                <Composer ref={composer} placeholder={`Answer as ${person.name}…`} onSend={(text) => void say(text)} />
              </>
            ) : (
              <p className="desk-empty">
                {desk.queue?.length === 0
                  ? 'Nobody waits for a person just now.'
                  : 'Choose a conversation to read and answer it.'}
              </p>
            )}
          </section>
          <OrderAudit key={open?.id} mentioned={ordersIn(desk.transcript)} order={order} onOrder={setOrder} />
        </main>
      ) : (
        <main className="desk-empty">
          {person === null && <p>Sign in to see which conversations wait for a person.</p>}
          {person && <p>This is for the people who work here.</p>}
        </main>
      )}
      <SignIn
        open={signingIn || expired}
        expired={expired}
        why="The desk is for the people who work here."
        otherwise="Not now"
        onSubmit={async (username, password) => {
          await desk.signIn(username, password);
          setSigningIn(false);
        }}
        onDismiss={() => {
          setSigningIn(false);
          if (expired) void desk.signOut();
        }}
      />
      <div className="sr-only" aria-live="polite" role="status">
        {desk.announcement}
      </div>
    </div>
  );
}

interface QueueProps {
  queue: HandedOff[] | undefined;
  chosen: string | null;
  unread: ReadonlySet<string>;
  onChoose(id: string): void;
}

function Queue({ queue, chosen, unread, onChoose }: QueueProps) {
  return (
    <nav className="queue" aria-labelledby="queue-title">
      <h2 id="queue-title">
        Waiting {queue && <span className="quiet">{queue.length}</span>}
      </h2>
      <ul data-testid="queue">
        {queue?.map((it) => (
          <li key={it.id}>
            <button
              type="button"
              className="queued"
              aria-current={it.id === chosen ? 'true' : undefined}
              onClick={() => onChoose(it.id)}
            >
              <span className="queued-title">
                {unread.has(it.id) && <span className="line-dot unread" role="img" aria-label="New: " />}
                {it.title ?? 'Without words'}
              </span>
              <span className="quiet">
                {who(it)} · {words(it.reason)}
              </span>
              <span className="quiet">since {dayAndTime(it.since)}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function who({ customerId }: HandedOff): string {
  return customerId ?? 'Guest';
}

/** The orders that cards of this conversation are about. */
function ordersIn({ items }: Transcript): string[] {
  const cards = items.flatMap((item) => (item.kind === 'turn' ? item.cards : []));
  const ids = cards.flatMap((card) => {
    switch (card.kind) {
      case 'order':
        return [card.order.id];
      case 'orders':
        return card.orders.map((order) => order.id);
      case 'proposal':
      case 'done':
        return [card.orderId];
      default:
        return [];
    }
  });
  return [...new Set(ids)];
}
