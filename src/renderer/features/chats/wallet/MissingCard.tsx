import type { ReactNode } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { WalletCard } from '@domain/chat/walletCard.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { CardFrame } from './CardFrame.tsx';
import { usePeopleNames } from './usePeopleNames.ts';

export interface MissingCardProps {
  readonly card: WalletCard;
  readonly author: AccountId;
}

/** A card whose records are not here: they are on their way, or are others' business. */
export function MissingCard({ card, author }: MissingCardProps): ReactNode {
  const t = useT();
  const { self, nameOf } = usePeopleNames();
  const [other] = card.to;
  const isOthers = self !== null && author !== self && other !== undefined && !card.to.includes(self);
  const text = isOthers ? (
    <T
      id="payments.card.others"
      values={{ name: <PersonName>{nameOf(author)}</PersonName>, other: <PersonName>{nameOf(other)}</PersonName> }}
    />
  ) : (
    t('payments.card.missing')
  );
  return <CardFrame title={t(`chats.wallet.${card.about}`)} note={card.note} status={{ tone: 'open', text }} />;
}
