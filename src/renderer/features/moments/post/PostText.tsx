import { type ReactNode, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { MessageText } from '@ui/text/MessageText.tsx';
import styles from './Post.module.css';
import { isLongText } from './postShape.ts';

/** The words of a post: the first lines of many, and the rest when asked for. */
export function PostText({ text }: { readonly text: string }): ReactNode {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  if (text === '') return null;
  const isLong = isLongText(text);
  return (
    <>
      <p className={styles['text']} dir="auto" data-cut={(isLong && !isOpen) || undefined}>
        <MessageText text={text} hasTabStops />
      </p>
      {isLong && (
        <button type="button" className={styles['more']} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t('moments.less') : t('moments.more')}
        </button>
      )}
    </>
  );
}
