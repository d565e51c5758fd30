import { type ReactNode, useRef } from 'react';
import styles from './PhraseFields.module.css';
import { PhraseList } from './PhraseList.tsx';
import { fieldAfter, withWordsAt } from './phraseWords.ts';

export interface PhraseFieldsProps {
  /** Twelve, empty where nothing was typed yet. */
  readonly words: readonly string[];
  readonly onChange: (words: readonly string[]) => void;
  /** Name of a field by its number, from 1. */
  readonly labelOf: (number: number) => string;
}

/** Twelve small fields. Pasting a whole phrase anywhere fills them all; a space goes to the next. */
export function PhraseFields({ words, onChange, labelOf }: PhraseFieldsProps): ReactNode {
  const list = useRef<HTMLOListElement>(null);
  const type = (index: number, text: string) => {
    onChange(withWordsAt(words, index, text));
    const next = fieldAfter(index, text);
    if (next !== index) list.current?.querySelectorAll('input')[next]?.focus();
  };
  return (
    <PhraseList className={styles['fields']} ref={list}>
      {words.map((word, index) => (
        <li key={index}>
          <input
            aria-label={labelOf(index + 1)}
            autoCapitalize="none"
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            value={word}
            onChange={(event) => type(index, event.target.value)}
          />
        </li>
      ))}
    </PhraseList>
  );
}
