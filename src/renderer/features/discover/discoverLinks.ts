import type { EventId } from '@shared/ids.ts';
import type { WalletWish } from '@services/workspace/walletWish.ts';

/** Ways from here to other rooms. */
export interface DiscoverLinks {
  readonly onOpenProgram: (instance: EventId) => void;
  /** Says what a code is, and what can be done about it. */
  readonly onCode: (text: string) => void;
  /** Shows what an invitation says, and asks. */
  readonly onInvite: (text: string) => void;
  readonly onWallet: (wish: WalletWish) => void;
  /** Goes to an address in the app, what follows `#`. */
  readonly onGo: (path: string) => void;
}
