import { Fragment, memo, type ReactNode, use, useMemo } from 'react';
import { readMarkup } from '@domain/markup/markup.ts';
import type { Mark, TextBlock, TextRun } from '@domain/markup/run.ts';
import { LinkContext } from '@ui/text/links.ts';
import { tameMarks } from '@ui/text/tameMarks.ts';
import { CodeLines } from './CodeLines.tsx';
import { type MentionRange, mentionPieces } from './mentionRuns.ts';
import { messageLinks } from './messageLinks.ts';
import styles from './RichText.module.css';

export interface RichTextProps {
  readonly text: string;
  /** Who is named in it, in order. Keep the array the same while it says the same. */
  readonly mentions?: readonly MentionRange[] | undefined;
  /** How a name is drawn; without it names are words like others. */
  readonly renderMention?: ((mention: MentionRange, words: string) => ReactNode) | undefined;
  /** Whether Tab comes to its addresses and buttons: not so in a log whose rows have keys of their own. */
  readonly hasTabStops?: boolean;
}

/** The words of a message with their marks drawn (MKP); addresses in them ask before they open. */
export const RichText = memo(function RichText(props: RichTextProps): ReactNode {
  const { text } = props;
  const blocks = useMemo(() => readMarkup(text, messageLinks(text)), [text]);
  return blocks.map((block, index) => <Block key={index} block={block} {...props} />);
});

type BlockProps = RichTextProps & { readonly block: TextBlock };

function Block({ block, ...props }: BlockProps): ReactNode {
  if (block.block === 'code') {
    return <CodeLines text={block.text} language={block.language} hasTabStops={props.hasTabStops === true} />;
  }
  const runs = block.runs.map((run) => <Run key={run.start} run={run} {...props} />);
  return block.block === 'quote' ? <blockquote className={styles['quote']}>{runs}</blockquote> : runs;
}

const ELEMENTS = { bold: 'strong', italic: 'em', strike: 's' } as const satisfies Record<Mark, string>;

function Run({ run, ...props }: RichTextProps & { readonly run: TextRun }): ReactNode {
  const words = <Words run={run} {...props} />;
  return run.marks.reduceRight<ReactNode>((inner, mark) => {
    const Element = ELEMENTS[mark];
    return <Element>{inner}</Element>;
  }, words);
}

function Words({ run, ...props }: RichTextProps & { readonly run: TextRun }): ReactNode {
  const { mentions, renderMention } = props;
  const ask = use(LinkContext);
  const { link } = run;
  if (run.isCode) return <code className={styles['code']}>{tameMarks(run.text)}</code>;
  if (link !== null) {
    return (
      <a
        href={link}
        className={styles['link']}
        rel="noopener noreferrer"
        draggable={false}
        tabIndex={props.hasTabStops === true ? undefined : -1}
        onClick={(event) => {
          event.preventDefault();
          ask(link);
        }}
        onAuxClick={(event) => event.preventDefault()}
      >
        <bdi>{tameMarks(run.text)}</bdi>
      </a>
    );
  }
  if (mentions === undefined || renderMention === undefined) return tameMarks(run.text);
  return mentionPieces(run, mentions).map(({ text, mention }, index) => (
    <Fragment key={index}>{mention === null ? tameMarks(text) : renderMention(mention, tameMarks(text))}</Fragment>
  ));
}
