import { useEffect, useState, type FormEvent } from 'react';
import { fetchAudit } from '../lib/api';
import { dayAndTime, words } from '../lib/labels';
import type { AuditEntry } from '../lib/protocol';

interface Props {
  /** Orders that may be meant. */
  mentioned: string[];
  /** The one that is shown; empty for none. */
  order: string;
  onOrder(id: string): void;
}

type Found = { entries: AuditEntry[]; next: number | null } | 'nothing' | 'unreachable' | 'asking';

/** What was done to an order, by whom, oldest first. */
export function OrderAudit({ mentioned, order, onOrder }: Props) {
  const [found, setFound] = useState<Found | null>(null);

  useEffect(() => {
    let gone = false;
    setFound(order === '' ? null : 'asking');
    if (order !== '') {
      fetchAudit(order, 0).then(
        (page) => !gone && setFound(page === null || page.entries.length === 0 ? 'nothing' : page),
        () => !gone && setFound('unreachable'),
      );
    }
    return () => {
      gone = true;
    };
  }, [order]);

  const more = async (entries: AuditEntry[], after: number) => {
    const page = await fetchAudit(order, after).catch(() => null);
    if (page !== null) setFound({ entries: [...entries, ...page.entries], next: page.next });
  };

  const look = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onOrder(String(new FormData(event.currentTarget).get('order')).trim());
  };

  return (
    <aside className="audit" aria-labelledby="audit-title">
      <h2 id="audit-title">What was done to an order</h2>
      {mentioned.length > 0 && (
        <ul className="suggestions" aria-label="Orders of this conversation">
          {mentioned.map((id) => (
            <li key={id}>
              <button type="button" className="chip" aria-pressed={id === order} onClick={() => onOrder(id)}>
                {id}
              </button>
            </li>
          ))}
        </ul>
      )}
      <form className="audit-form" onSubmit={look}>
        <label className="sr-only" htmlFor="audit-order">
          Order number
        </label>
        <input id="audit-order" key={order} name="order" defaultValue={order} placeholder="Order number" required />
        <button type="submit" className="button">
          Look up
        </button>
      </form>
      <div role="status" data-testid="audit">
        {found === 'asking' && <p className="quiet">Looking…</p>}
        {found === 'nothing' && <p className="quiet">Nothing was done to {order} here.</p>}
        {found === 'unreachable' && <p className="quiet">The order system cannot be reached right now.</p>}
        {found !== null && typeof found === 'object' && (
          <>
            <ol className="audit-entries">
              {found.entries.map((entry) => (
                <li key={entry.id}>
                  <strong>{words(entry.operation)}</strong>
                  <span className="quiet">
                    {entry.actor} · {entry.channel} · {dayAndTime(entry.at)}
                  </span>
                  {changes(entry).map((change) => (
                    <span key={change}>{change}</span>
                  ))}
                </li>
              ))}
            </ol>
            {found.next !== null && (
              <button type="button" className="more" onClick={() => void more(found.entries, Number(found.next))}>
                Show more
              </button>
            )}
          </>
        )}
      </div>
    </aside>
  );
}

/** One line for each field that is not as it was; what came into being has no before. */
function changes({ before, after }: AuditEntry): string[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return fields
    .filter((field) => JSON.stringify(before?.[field]) !== JSON.stringify(after?.[field]))
    .map((field) =>
      before === null
        ? `${words(field)}: ${brief(after?.[field])}`
        : `${words(field)}: ${brief(before[field])} → ${brief(after?.[field])}`,
    );
}

function brief(value: unknown): string {
  if (value === null || value === undefined) return '–';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
