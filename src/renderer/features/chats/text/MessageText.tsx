import { memo, type ReactNode, use } from 'react';
import { linkify } from './linkify.ts';
import { LinkContext } from './links.ts';
import { tameMarks } from './tameMarks.ts';
import styles from './MessageText.module.css';

/** The words of a message; addresses in it ask before they open. */
export const MessageText = memo(function MessageText({ text }: { readonly text: string }): ReactNode {
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
        tabIndex={-1}
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
