import { useEffect, useRef, useState } from 'react';
import type { Transcript, Turn } from '../lib/transcript';
import { Icon } from './icons';
import { TurnView } from './TurnView';

const NEAR = 120;
const ROOM_ABOVE = 16;

interface Props {
  transcript: Transcript;
  /** The turn whose buttons still do something. */
  open: Turn | null;
  onSay(text: string): void;
  onEdit(text: string): void;
  onSignIn(): void;
  /** Who asks, for whoever cannot see on which side it stands. */
  asker?: string;
}

export function Conversation({ transcript, open, onSay, onEdit, onSignIn, asker = 'You' }: Props) {
  const { items } = transcript;
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const [away, setAway] = useState(false);
  const asked = items.filter((item) => item.kind === 'turn' && item.question).length;

  /** Down with what is new, but never so far that the beginning of the last answer leaves the view. */
  const follow = () => {
    const it = scroller.current;
    if (!it) return;
    if (following.current && readingPlace(it) > it.scrollTop) it.scrollTo({ top: readingPlace(it) });
    setAway(end(it) - it.scrollTop > NEAR);
  };

  useEffect(() => {
    following.current = true;
    follow();
  }, [asked]);

  useEffect(() => {
    const observer = new ResizeObserver(follow);
    if (content.current) observer.observe(content.current);
    if (scroller.current) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, []);

  const onScroll = () => {
    const it = scroller.current;
    if (!it) return;
    following.current = it.scrollTop > readingPlace(it) - NEAR;
    setAway(end(it) - it.scrollTop > NEAR);
  };

  return (
    <>
      <div className="scroll" ref={scroller} onScroll={onScroll} tabIndex={0} role="region" aria-label="Conversation">
        <div className="conversation" ref={content} role="log" aria-live="off">
          {items.map((item) => {
            switch (item.kind) {
              case 'turn':
                return (
                  <TurnView
                    key={item.key}
                    turn={item}
                    open={item === open}
                    onSay={onSay}
                    onEdit={onEdit}
                    onSignIn={onSignIn}
                    asker={asker}
                  />
                );
              case 'notice':
                return (
                  <div key={item.key} className={item.author ? 'notice person' : 'notice'} data-testid="notice">
                    {item.author ? (
                      <span className="avatar" aria-hidden="true">
                        {item.author.charAt(0).toUpperCase()}
                      </span>
                    ) : (
                      <Icon name="bell" size={18} />
                    )}
                    <span>
                      {item.author && <strong>{item.author}: </strong>}
                      {item.text}
                    </span>
                    {item.orderId && (
                      <button type="button" className="link" onClick={() => onSay(`Track ${item.orderId}`)}>
                        Track {item.orderId}
                      </button>
                    )}
                  </div>
                );
              case 'problem':
                return (
                  <div key={item.key} className="notice problem" data-testid="problem">
                    <Icon name="alert" size={18} />
                    <span>{item.text}</span>
                  </div>
                );
            }
          })}
        </div>
      </div>
      {away && (
        <button type="button" className="to-end" onClick={() => scroller.current?.scrollTo({ top: end(scroller.current) })}>
          <Icon name="down" size={16} />
          Latest
        </button>
      )}
    </>
  );
}

function end(scroller: HTMLElement): number {
  return scroller.scrollHeight - scroller.clientHeight;
}

function readingPlace(scroller: HTMLElement): number {
  const last = scroller.firstElementChild?.lastElementChild;
  if (!last) return 0;
  const beginning = last.querySelector('.answer') ?? last;
  const top = beginning.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
  return Math.min(end(scroller), top - ROOM_ABOVE);
}
