import type { Citation } from '../lib/protocol';
import { Icon } from './icons';

export function sourceId(anchor: string, number: number): string {
  return `source-${anchor}-${number}`;
}

/** Where the reply has it from; each source opens to the words that say so. */
export function Sources({ citations, anchor }: { citations: Citation[]; anchor: string }) {
  return (
    <section className="sources" aria-label="Sources" data-testid="sources">
      <h3>Sources</h3>
      <ol>
        {citations.map((citation) => (
          <li key={citation.number}>
            <details id={sourceId(anchor, citation.number)}>
              <summary>
                <span className="cite" aria-hidden="true">
                  {citation.number}
                </span>
                <span className="source-title">
                  {citation.title}
                  {citation.section && <span className="source-section"> › {citation.section}</span>}
                </span>
                <Icon name="chevron" size={16} />
              </summary>
              <blockquote>{citation.quote}</blockquote>
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}
