import { useImperativeHandle, useLayoutEffect, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { MAX_MESSAGE_LENGTH } from '../lib/protocol';
import { Icon } from './icons';

const COUNT_FROM = MAX_MESSAGE_LENGTH - 500;

export interface ComposerHandle {
  focus(): void;
  draft(text: string): void;
}

interface Props {
  ref: Ref<ComposerHandle>;
  placeholder?: string;
  onSend(text: string): void;
}

export function Composer({ ref, placeholder = 'Ask anything about the shop…', onSend }: Props) {
  const [text, setText] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  const left = MAX_MESSAGE_LENGTH - text.length;
  const sendable = text.trim() !== '' && left >= 0;

  useImperativeHandle(ref, () => ({
    focus: () => box.current?.focus({ preventScroll: true }),
    draft: (draft) => {
      if (draft !== '') setText(draft);
      box.current?.focus();
    },
  }));

  useLayoutEffect(() => {
    const it = box.current;
    if (!it) return;
    it.style.height = 'auto';
    it.style.height = `${it.scrollHeight}px`;
  }, [text]);

  const send = () => {
    if (!sendable) return;
    onSend(text.trim());
    setText('');
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
        box.current?.focus();
      }}
    >
      <div className={left < 0 ? 'composer-box over' : 'composer-box'}>
        <label className="sr-only" htmlFor="message">
          Your message
        </label>
        <textarea
          id="message"
          ref={box}
          rows={1}
          value={text}
          placeholder={placeholder}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          aria-describedby="message-hint"
          aria-invalid={left < 0}
          autoComplete="off"
          enterKeyHint="send"
        />
        <button type="submit" className="send" disabled={!sendable} aria-label="Send">
          <Icon name="send" />
        </button>
      </div>
      <div className="composer-foot">
        <span id="message-hint" className="wide-only">
          <kbd>Enter</kbd> sends, <kbd>Shift</kbd> + <kbd>Enter</kbd> starts a new line
        </span>
        {text.length >= COUNT_FROM && (
          <span className={left < 0 ? 'count over' : 'count'} role="status" data-testid="count">
            {left < 0
              ? tooMany(-left)
              : `${text.length.toLocaleString('en')} of ${MAX_MESSAGE_LENGTH.toLocaleString('en')} characters`}
          </span>
        )}
      </div>
    </form>
  );
}

function tooMany(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'character' : 'characters'} too many`;
}
