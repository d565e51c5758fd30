import type { DiscoverLinks } from '../discoverLinks.ts';

/** Where a code may lead. */
export type ScanWays = Pick<DiscoverLinks, 'onInvite' | 'onWallet' | 'onGo'>;

/** What is shown of a code that was brought in. */
export interface ScannedProps extends ScanWays {
  readonly text: string;
  readonly onBack: () => void;
  readonly onDone: () => void;
}
