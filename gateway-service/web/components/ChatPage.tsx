'use client';

import { useRef, useState } from 'react';
import { openTurn, type Transcript } from '../lib/transcript';
import { useChat } from '../lib/useChat';
import { Composer, type ComposerHandle } from './Composer';
import { Header } from './Header';
import { MyData } from './MyData';
import { SignIn } from './SignIn';
import { Welcome } from './Welcome';
import { Conversation } from './Conversation';

export function ChatPage() {
  const chat = useChat();
  const composer = useRef<ComposerHandle>(null);
  const [askingToSignIn, setAskingToSignIn] = useState(false);
  const [atMyData, setAtMyData] = useState(false);
  const expired = chat.line.kind === 'expired';

  const say = (text: string) => {
    chat.send(text);
    composer.current?.focus();
  };

  const startOver = () => {
    chat.startOver();
    composer.current?.focus();
  };

  const signIn = async (username: string, password: string) => {
    const unanswered = refusedToGuest(chat.transcript);
    await chat.signIn(username, password);
    setAskingToSignIn(false);
    composer.current?.draft(unanswered);
  };

  const dismissSignIn = () => {
    setAskingToSignIn(false);
    if (expired) void chat.signOut();
    composer.current?.focus();
  };

  return (
    <div className="page">
      <a className="skip" href="#message">
        Skip to the message box
      </a>
      <Header
        line={chat.line}
        customer={chat.customer}
        onRetry={chat.retryNow}
        onStartOver={startOver}
        onSignIn={() => setAskingToSignIn(true)}
        onSignOut={() => void chat.signOut()}
        onMyData={() => setAtMyData(true)}
      />
      <main className="stage">
        {chat.transcript.items.length === 0 ? (
          <Welcome customer={chat.customer} onSay={say} onSignIn={() => setAskingToSignIn(true)} />
        ) : (
          <Conversation
            transcript={chat.transcript}
            open={openTurn(chat.transcript)}
            onSay={say}
            onEdit={(text) => composer.current?.draft(text)}
            onSignIn={() => setAskingToSignIn(true)}
          />
        )}
      </main>
      <Composer ref={composer} onSend={chat.send} />
      <SignIn
        open={askingToSignIn || expired}
        expired={expired}
        onSubmit={signIn}
        onDismiss={dismissSignIn}
      />
      <MyData
        open={atMyData}
        onClose={() => setAtMyData(false)}
        onErased={() => {
          setAtMyData(false);
          void chat.signOut();
        }}
      />
      <div className="sr-only" aria-live="polite" role="status" data-testid="announcement">
        {chat.announcement}
      </div>
    </div>
  );
}

/** What a guest asked last and could not be told, to be asked again once signed in. */
function refusedToGuest(transcript: Transcript): string {
  const turn = openTurn(transcript);
  const cards = [...(turn?.cards ?? []), ...(turn?.evidence.map((it) => it.card) ?? [])];
  const refused = cards.some((card) => card?.kind === 'refusal' && card.code === 'sign-in-required');
  return refused ? (turn?.question?.text ?? '') : '';
}
