import type { EventId, SpaceId } from '@shared/ids.ts';
import type { WalletWish } from '@services/workspace/walletWish.ts';

/** What the content of the chats is told by the shell. */
export interface ChatsContentProps {
  /** The tail of the address `#/chats/<space>`; null when no chat is open. */
  readonly selected: string | null;
  /** The message that the address names, `#/chats/<space>/<message>`; null when it names none. */
  readonly message: string | null;
  /** The message of the address is gone to. */
  readonly onGone: () => void;
  readonly onOpenContact: (account: string) => void;
  /** Opens the page about a group. */
  readonly onOpenGroup: (space: string) => void;
  readonly onAddContact: () => void;
  /** Shows a mini program, at a place in it if one is named. */
  readonly onOpenProgram: (instance: EventId, href?: string) => void;
  /** Asks for a mini program to put into a chat. */
  readonly onShareProgram: (space: SpaceId) => void;
  /** Opens a dialog of the wallet. */
  readonly onWallet: (wish: WalletWish) => void;
  /** Opens a page of the wallet: what follows `#/wallet/`. */
  readonly onOpenWallet: (page: string) => void;
  /** Back to the list, where only one pane fits. */
  readonly onClose: () => void;
}
