import { type HolderId, accountOfHolder } from './ids.ts';
import type { AccountId } from '@shared/ids.ts';
import type { BodyOf } from './record.ts';
import type { TransferStatus } from './unitView.ts';

type Sums = Map<HolderId, bigint>;

function addTo(sums: Sums, holder: HolderId, amount: bigint): void {
  sums.set(holder, (sums.get(holder) ?? 0n) + amount);
}

/** The sums of one unit. Every change keeps balances + held = issued − redeemed − lapsed (WAL-47). */
export class Purse {
  readonly balances: Sums = new Map();
  readonly heldFor: Sums = new Map();
  readonly pending: Sums = new Map();
  issued = 0n;
  redeemed = 0n;
  held = 0n;
  lapsed = 0n;
  private readonly issuer: AccountId;

  constructor(issuer: AccountId) {
    this.issuer = issuer;
  }

  /** New units; a negative amount takes back what was counted before. */
  issue(to: HolderId, amount: bigint): void {
    this.issued += amount;
    addTo(this.balances, to, amount);
  }

  /** Points that are gone; a negative amount takes back what was counted before. */
  lapse(from: HolderId, amount: bigint): void {
    this.lapsed += amount;
    addTo(this.balances, from, -amount);
  }

  /** Counts a transfer as what became of it (WAL-44), or with `sign` −1 no longer. */
  count(transfer: BodyOf<'transfer'>, status: TransferStatus, sign: 1n | -1n): void {
    const { from, to } = transfer;
    const amount = sign * transfer.amount;
    if (status === 'sent') addTo(this.pending, from, amount);
    if (status !== 'held' && status !== 'cleared') return;
    addTo(this.balances, from, -amount);
    if (status === 'held') {
      this.held += amount;
      addTo(this.heldFor, to, amount);
    } else if (accountOfHolder(to) === this.issuer) this.redeemed += amount;
    else addTo(this.balances, to, amount);
  }
}
