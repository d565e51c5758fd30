import { memo, type ReactNode, use } from 'react';
import { linkify } from './linkify.ts';
import { LinkContext } from './links.ts';
import { tameMarks } from './tameMarks.ts';
import styles from './MessageText.module.css';

export interface MessageTextProps {
  readonly text: string;
  /** Whether Tab comes to its addresses: not so in a log whose rows have keys of their own. */
  readonly hasTabStops?: boolean;
}

/** The words of somebody; addresses in them ask before they open. */
export const MessageText = memo(function MessageText({ text, hasTabStops = false }: MessageTextProps): ReactNode {
  const ask = use(LinkContext);
  return linkify(tameMarks(text)).map((part, index) =>
    part.kind === 'plain' ? (
      part.text
    ) : (
      <a
        key={index}
        href={part.url}
        className={styles['link']}
        rel="noopener noreferrer"
        draggable={false}
        tabIndex={hasTabStops ? undefined : -1}
        onClick={(event) => {
          event.preventDefault();
          ask(part.url);
        }}
        onAuxClick={(event) => event.preventDefault()}
      >
        <bdi>{part.text}</bdi>
      </a>
    ),
  );
});
