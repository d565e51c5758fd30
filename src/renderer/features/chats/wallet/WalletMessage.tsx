import type { ReactNode } from 'react';
import type { WalletCard } from '@domain/chat/walletCard.ts';
import type { Message } from '@services/workspace/workspace.ts';
import { useMessageWords } from '../text/useMessageWords.ts';
import { PacketCard } from './packet/PacketCard.tsx';
import { PaymentCard } from './PaymentCard.tsx';
import { RequestCard } from './RequestCard.tsx';
import { SplitCard } from './SplitCard.tsx';

export interface WalletMessageProps {
  readonly card: WalletCard;
  readonly message: Message;
}

/** A wallet card in a conversation: what its records come to by the ledger here, never by the card. */
export function WalletMessage({ card, message }: WalletMessageProps): ReactNode {
  const words = useMessageWords();
  const [record] = card.records;
  if (record === undefined) return words(message.body);
  switch (card.about) {
    case 'payment':
      return <PaymentCard id={record} card={card} author={message.author} toldAt={message.at} />;
    case 'request':
      return <RequestCard id={record} card={card} author={message.author} />;
    case 'split':
      return <SplitCard card={card} author={message.author} />;
    case 'packet':
      return <PacketCard id={record} card={card} isWaiting={message.state === 'queued' || message.state === 'sent'} />;
  }
}
