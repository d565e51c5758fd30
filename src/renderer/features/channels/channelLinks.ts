import { createContext } from 'react';
import type { BlobId, EventId } from '@shared/ids.ts';
import type { WalletWish } from '@services/workspace/walletWish.ts';

/** Ways out of the room of channels. */
export interface ChannelLinks {
  /** Opens a page of this room: what follows `#/channels/`. */
  readonly onOpenChannel: (page: string) => void;
  readonly onOpenPackage: (id: BlobId) => void;
  readonly onOpenContact: (account: string) => void;
  /** Asks to which chats a post goes. */
  readonly onSendPost: (post: EventId) => void;
  readonly onWallet: (wish: WalletWish) => void;
}

const nowhere = () => undefined;

/** See {@link ChannelLinks}. */
export const ChannelLinksContext = createContext<ChannelLinks>({
  onOpenChannel: nowhere,
  onOpenPackage: nowhere,
  onOpenContact: nowhere,
  onSendPost: nowhere,
  onWallet: nowhere,
});
