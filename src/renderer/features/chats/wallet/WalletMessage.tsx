import type { ReactNode } from 'react';
import type { WalletCard } from '@domain/chat/walletCard.ts';
import type { Message } from '@services/workspace/workspace.ts';
import { useMessageWords } from '../text/useMessageWords.ts';

export interface WalletMessageProps {
  readonly card: WalletCard;
  readonly message: Message;
  /** Who put it there. */
  readonly name: string;
}

/** A wallet card in a conversation. */
export function WalletMessage({ message }: WalletMessageProps): ReactNode {
  const words = useMessageWords();
  return <span>{words(message.body)}</span>;
}
