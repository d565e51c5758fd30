import type { ReadCode } from '@services/workspace/walletCodes.ts';
import type { WalletWish } from '@services/workspace/walletWish.ts';

/** What the dialog of a code is given. */
export interface CodeDialogProps {
  /** Scanned, pasted or opened: hostile until read. */
  readonly text: string;
  /** Back to scanning; null where it came by a link. */
  readonly onBack: (() => void) | null;
  readonly onDone: () => void;
  readonly onWallet: (wish: WalletWish) => void;
}

/** What the view of a found code is given. */
export interface FoundProps<Kind extends ReadCode['kind']> extends CodeDialogProps {
  readonly code: Extract<ReadCode, { kind: Kind }>;
}
