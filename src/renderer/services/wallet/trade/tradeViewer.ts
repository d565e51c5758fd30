import type { AccountId, DeviceId } from '@shared/ids.ts';

/** Who reads, and when. */
export interface TradeViewer {
  readonly account: AccountId;
  readonly device: DeviceId;
  readonly now: number;
}
