import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { NamedEmoji } from './emojiCompletion.ts';
import styles from './EmojiPanel.module.css';
import { offerId } from './useOffers.ts';

export interface EmojiListProps {
  readonly id: string;
  readonly emoji: readonly NamedEmoji[];
  /** Place of the one that Enter takes. */
  readonly active: number;
  readonly onChoose: (emoji: NamedEmoji) => void;
}

/** Emoji whose name is being typed. The field keeps the focus. */
export function EmojiList({ id, emoji, active, onChoose }: EmojiListProps): ReactNode {
  const t = useT();
  return (
    <div id={id} role="listbox" aria-label={t('composer.emoji.offered')} className={styles['offered']}>
      {emoji.map((one, place) => (
        <button
          key={one.emoji}
          id={offerId(id, place)}
          type="button"
          role="option"
          tabIndex={-1}
          aria-selected={place === active}
          // A press must not take the focus from the field.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(one)}
        >
          <span aria-hidden>{one.emoji}</span>
          <bdi>{one.name}</bdi>
        </button>
      ))}
    </div>
  );
}
