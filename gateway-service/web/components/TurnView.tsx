import { memo } from 'react';
import { bringer, workingText } from '../lib/labels';
import type { Card } from '../lib/protocol';
import type { Question, Turn } from '../lib/transcript';
import { useSecondsUntil } from '../lib/useSecondsUntil';
import { CardView } from './cards';
import { Icon, Logo } from './icons';
import { RichText } from './RichText';
import { Sources } from './Sources';

interface Props {
  turn: Turn;
  /** Whether its buttons still do something. */
  open: boolean;
  onSay(text: string): void;
  onEdit(text: string): void;
  onSignIn(): void;
  asker: string;
}

/** One message of the customer and what came of it. */
export const TurnView = memo(function TurnView({ turn, open, onSay, onEdit, onSignIn, asker }: Props) {
  const { question, phase } = turn;
  const answering = phase !== 'waiting' || question === null || question.state === 'sent';
  const cards = shown(turn);
  return (
    <article className="turn" data-testid="turn" data-phase={phase}>
      {question && <Said question={question} onSay={onSay} onEdit={onEdit} asker={asker} />}
      {answering && (
        <div className="answer">
          <Logo size={28} />
          <div className="answer-body">
            <span className="sr-only">Souk:</span>
            {phase !== 'done' && <Progress turn={turn} />}
            {turn.text && (
              <div className={phase === 'streaming' ? 'prose streaming' : 'prose'} data-testid="answer">
                <RichText text={turn.text} citations={turn.citations} anchor={turn.key} />
              </div>
            )}
            {cards.map((card, index) => (
              <CardView key={`${card.kind}-${index}`} card={card} open={open} onSay={onSay} onSignIn={onSignIn} />
            ))}
            {turn.citations.length > 0 && <Sources citations={turn.citations} anchor={turn.key} />}
            {open && turn.suggestions.length > 0 && (
              <ul className="suggestions" aria-label="Suggestions">
                {turn.suggestions.map((text) => (
                  <li key={text}>
                    <button type="button" className="chip" onClick={() => onSay(text)}>
                      {text}
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </div>
        </div>
      )}
    </article>
  );
});

function Said({ question, onSay, onEdit, asker }: { question: Question } & Pick<Props, 'onSay' | 'onEdit' | 'asker'>) {
  const seconds = useSecondsUntil(question.state === 'slowed' ? question.retryAt : null);
  return (
    <div className="said">
      <div className={`bubble ${question.state}`} data-testid="said" data-state={question.state}>
        <span className="sr-only">{asker}: </span>
        {question.text}
      </div>
      {question.state === 'sending' && <span className="said-state">Sending…</span>}
      {question.state === 'slowed' && (
        <span className="said-state warn" role="status">
          Slow down a moment{seconds > 0 ? `: sending in ${seconds} s` : '…'}
        </span>
      )}
      {question.state === 'failed' && (
        <span className="said-state bad" role="alert">
          {question.problem}{' '}
          <button
            type="button"
            className="link"
            onClick={() => (question.again ? onSay(question.text) : onEdit(question.text))}
          >
            {question.again ? 'Try again' : 'Edit'}
          </button>
        </span>
      )}
    </div>
  );
}

function Progress({ turn }: { turn: Turn }) {
  return (
    <div className="progress" data-testid="progress">
      {!turn.text && (
        <span className="working">
          <span className="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {turn.intent ? workingText(turn.intent) : 'Reading…'}
        </span>
      )}
      {turn.evidence.map(({ from, failed }, index) => (
        <span key={index} className={failed ? 'found failed' : 'found'}>
          <Icon name={failed ? 'alert' : 'check'} size={14} />
          {bringer(from)}
          {failed && ' not reachable'}
        </span>
      ))}
    </div>
  );
}

/** The cards to look at: of the reply, or until it is there, of the evidence. Passages are shown as sources. */
function shown(turn: Turn): Card[] {
  const cards = turn.phase === 'done' ? turn.cards : turn.evidence.flatMap(({ card }) => (card ? [card] : []));
  return cards.filter((card) => card.kind !== 'passage');
}
