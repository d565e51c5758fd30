import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { tameMarks } from '@ui/text/tameMarks.ts';
import { useCopy } from '../useCopy.ts';
import styles from './RichText.module.css';

export interface CodeLinesProps {
  readonly text: string;
  /** What its author called the language; empty for nothing. */
  readonly language: string;
  readonly hasTabStops: boolean;
}

/** Lines of code as they were said, in a box that scrolls by itself, with a button that copies them. */
export function CodeLines({ text, language, hasTabStops }: CodeLinesProps): ReactNode {
  const t = useT();
  const copy = useCopy();
  return (
    <span className={styles['lines']} dir="ltr">
      <span className={styles['linesHead']}>
        <bdi>{language}</bdi>
        <IconButton
          size="small"
          label={t('composer.code.copy')}
          icon={<Copy aria-hidden />}
          tabIndex={hasTabStops ? undefined : -1}
          onClick={() => copy(text)}
        />
      </span>
      <pre>
        <code>{tameMarks(text)}</code>
      </pre>
    </span>
  );
}
