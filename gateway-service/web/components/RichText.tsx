import { Fragment, type ReactNode } from 'react';
import type { Citation } from '../lib/protocol';
import { sourceId } from './Sources';

interface Props {
  text: string;
  citations: Citation[];
  anchor: string;
}

/** Paragraphs, lists, **bold**, `code` and [1]. Everything else stays the text it is: nothing here becomes HTML. */
export function RichText({ text, citations, anchor }: Props) {
  const inline = (line: string) => inlineOf(line, citations, anchor);
  return text
    .trim()
    .split(/\n{2,}/)
    .flatMap((block) => runs(block.split('\n')))
    .map(({ kind, lines }, index) => {
      if (kind === 'text') {
        return (
          <p key={index}>
            {lines.map((line, at) => (
              <Fragment key={at}>
                {at > 0 && <br />}
                {inline(line)}
              </Fragment>
            ))}
          </p>
        );
      }
      const List = kind === 'numbers' ? 'ol' : 'ul';
      return (
        <List key={index}>
          {lines.map((line, at) => (
            <li key={at}>{inline(line)}</li>
          ))}
        </List>
      );
    });
}

type Run = { kind: 'text' | 'bullets' | 'numbers'; lines: string[] };

function runs(lines: string[]): Run[] {
  const found: Run[] = [];
  for (const line of lines) {
    const bullet = /^\s*[-*•]\s+(.*)$/.exec(line);
    const number = /^\s*\d+[.)]\s+(.*)$/.exec(line);
    const kind = bullet ? 'bullets' : number ? 'numbers' : 'text';
    const words = (bullet ?? number)?.[1] ?? line.replace(/^#{1,4}\s+(.*)$/, '**$1**');
    const last = found.at(-1);
    if (last?.kind === kind) last.lines.push(words);
    else found.push({ kind, lines: [words] });
  }
  return found;
}

function inlineOf(line: string, citations: Citation[], anchor: string): ReactNode[] {
  return line.split(/(\*\*[^*]+\*\*|`[^`]+`|\s?\[\d+\])/).map((part, index) => {
    const cited = /^\s?\[(\d+)\]$/.exec(part);
    if (cited) {
      const citation = citations.find(({ number }) => number === Number(cited[1]));
      return citation ? <Cite key={index} citation={citation} anchor={anchor} /> : null;
    }
    if (/^\*\*.+\*\*$/.test(part)) return <strong key={index}>{part.slice(2, -2)}</strong>;
    if (/^`.+`$/.test(part)) return <code key={index}>{part.slice(1, -1)}</code>;
    return part;
  });
}

function Cite({ citation, anchor }: { citation: Citation; anchor: string }) {
  const id = sourceId(anchor, citation.number);
  return (
    <a
      className="cite"
      href={`#${id}`}
      aria-label={`Source ${citation.number}: ${citation.title}`}
      onClick={(event) => {
        event.preventDefault();
        const source = document.getElementById(id);
        if (!(source instanceof HTMLDetailsElement)) return;
        source.open = true;
        source.querySelector('summary')?.focus();
        source.scrollIntoView({ block: 'nearest' });
      }}
    >
      {citation.number}
    </a>
  );
}
