import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { NamedEmoji } from './emojiCompletion.ts';
import styles from './EmojiPanel.module.css';
import { OfferList, type OfferListProps } from './OfferList.tsx';

export interface EmojiListProps extends Pick<OfferListProps<NamedEmoji>, 'id' | 'active' | 'onChoose'> {
  readonly emoji: readonly NamedEmoji[];
}

/** Emoji whose name is being typed. */
export function EmojiList({ emoji, ...rest }: EmojiListProps): ReactNode {
  const t = useT();
  return (
    <OfferList
      {...rest}
      label={t('composer.emoji.offered')}
      className={styles['offered']}
      offers={emoji}
      keyOf={(one) => one.emoji}
    >
      {(one) => (
        <>
          <span aria-hidden>{one.emoji}</span>
          <bdi>{one.name}</bdi>
        </>
      )}
    </OfferList>
  );
}
