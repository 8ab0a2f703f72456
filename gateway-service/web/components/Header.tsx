import type { ReactNode } from 'react';
import type { Customer } from '../lib/api';
import type { ConnectionState } from '../lib/connection';
import { useSecondsUntil } from '../lib/useSecondsUntil';
import { Icon, Logo } from './icons';

interface Props {
  line: ConnectionState;
  customer: Customer | null | undefined;
  onRetry(): void;
  onStartOver(): void;
  onSignIn(): void;
  onSignOut(): void;
  onMyData(): void;
}

export function Header({ line, customer, onRetry, onStartOver, onSignIn, onSignOut, onMyData }: Props) {
  return (
    <header className="header">
      <div className="header-inner">
        <div className="brand">
          <Logo />
          <div>
            <h1>Souk</h1>
            <Line state={line} onRetry={onRetry} />
          </div>
        </div>
        <div className="header-actions">
          <button type="button" className="button ghost" onClick={onStartOver} aria-label="New conversation">
            <Icon name="plus" size={18} />
            <span className="wide-only">New conversation</span>
          </button>
          {customer?.agent && (
            <a className="button ghost" href="/desk">
              Agent desk
            </a>
          )}
          <Account person={customer} onSignIn={onSignIn} onSignOut={onSignOut}>
            <button type="button" className="button ghost" onClick={onMyData}>
              Your data
            </button>
          </Account>
        </div>
      </div>
    </header>
  );
}

interface AccountProps {
  person: Customer | null | undefined;
  onSignIn(): void;
  onSignOut(): void;
  children?: ReactNode;
}

/** Who is signed in, and what may be done about it. */
export function Account({ person, onSignIn, onSignOut, children }: AccountProps) {
  if (person === undefined) return null;
  if (person === null) {
    return (
      <button type="button" className="button primary" onClick={onSignIn}>
        Sign in
      </button>
    );
  }
  return (
    <span className="account">
      <span className="avatar" aria-hidden="true">
        {person.name.charAt(0).toUpperCase()}
      </span>
      <span className="wide-only" data-testid="customer">
        {person.name}
      </span>
      {children}
      <button type="button" className="button ghost" onClick={onSignOut}>
        Sign out
      </button>
    </span>
  );
}

/** The line to the shop in words; the seconds are for the eye only, a screen reader hears the state once. */
export function Line({ state, onRetry }: { state: ConnectionState; onRetry(): void }) {
  const seconds = useSecondsUntil(state.kind === 'reconnecting' ? state.at : null);
  return (
    <div className={`line line-${state.kind}`} data-testid="connection" data-state={state.kind}>
      <span className="line-dot" aria-hidden="true" />
      <span aria-hidden="true">
        {TEXT[state.kind]}
        {state.kind === 'reconnecting' && (seconds > 0 ? ` in ${seconds} s` : '…')}
      </span>
      <span className="sr-only" role="status">
        {TEXT[state.kind]}
      </span>
      {(state.kind === 'reconnecting' || state.kind === 'stopped') && (
        <button type="button" className="link" onClick={onRetry}>
          Try now
        </button>
      )}
    </div>
  );
}

const TEXT: Record<ConnectionState['kind'], string> = {
  connecting: 'Connecting…',
  connected: 'Connected',
  reconnecting: 'Reconnecting',
  offline: 'You are offline',
  expired: 'Signed out',
  stopped: 'Disconnected',
};
