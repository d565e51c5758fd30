import { type ReactNode, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import styles from './Add.module.css';

/** A line for a link. Pasting one goes on at once: what comes next only shows what it is. */
export function LinkField({ onFound }: { readonly onFound: (text: string) => void }): ReactNode {
  const t = useT();
  const [text, setText] = useState('');
  return (
    <form
      className={styles['link']}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') onFound(text.trim());
      }}
    >
      <TextField
        label={t('contacts.theirs.link')}
        placeholder="banyan://invite#…"
        dir="ltr"
        spellCheck={false}
        value={text}
        onChange={setText}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text/plain').trim();
          if (text !== '' || pasted === '') return;
          event.preventDefault();
          onFound(pasted);
        }}
      />
      <Button type="submit" variant="primary" disabled={text.trim() === ''}>
        {t('common.next')}
      </Button>
    </form>
  );
}
