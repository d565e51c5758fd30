import { Fragment, type ReactNode, use } from 'react';
import type { Span } from '@domain/article/document.ts';
import { LinkContext } from '@ui/text/links.ts';
import { tameMarks } from '@ui/text/tameMarks.ts';
import styles from './Article.module.css';

/** A line of text with its marks; what it links to asks before it opens. */
export function Spans({ spans }: { readonly spans: readonly Span[] }): ReactNode {
  return spans.map((span, index) => <Marked key={index} span={span} />);
}

function Marked({ span }: { readonly span: Span }): ReactNode {
  const ask = use(LinkContext);
  let shown: ReactNode = lines(tameMarks(span.text));
  if (span.code === true) shown = <code>{shown}</code>;
  if (span.strike === true) shown = <s>{shown}</s>;
  if (span.italic === true) shown = <em>{shown}</em>;
  if (span.bold === true) shown = <strong>{shown}</strong>;
  const { link } = span;
  if (link === undefined) return shown;
  return (
    <a
      href={link}
      className={styles['link']}
      rel="noopener noreferrer"
      draggable={false}
      onClick={(event) => {
        event.preventDefault();
        ask(link);
      }}
      onAuxClick={(event) => event.preventDefault()}
    >
      {shown}
    </a>
  );
}

function lines(text: string): ReactNode {
  return text.split('\n').map((line, index) => (
    <Fragment key={index}>
      {index > 0 && <br />}
      {line}
    </Fragment>
  ));
}
