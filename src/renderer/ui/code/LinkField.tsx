import { type ReactNode, useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { TextField } from '../controls/TextField.tsx';
import styles from './Code.module.css';
import type { CodeWords } from './codeWords.ts';

export interface LinkFieldProps {
  readonly words: CodeWords;
  readonly onFound: (text: string) => void;
}

/** A line for a link. Pasting one goes on at once: what comes next only shows what it is. */
export function LinkField({ words, onFound }: LinkFieldProps): ReactNode {
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
        label={words.link}
        placeholder={words.placeholder}
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
        {words.next}
      </Button>
    </form>
  );
}
