import type { AccountId, DeviceId } from '@shared/ids.ts';
import type { RecordId, UnitId } from './ids.ts';
import type { VerifiedOf } from './record.ts';
import type { Cut } from './unitBook.ts';

/** Which keys are frozen, and what the roots cut off (WAL-100 to WAL-102). Takes only records that count, in any order. */
export class Freezes {
  private readonly freezes = new Map<AccountId, VerifiedOf<'freeze'>[]>();
  private text: string | null = '';
  private readonly ended = new Map<AccountId, Set<RecordId>>();

  /** See {@link Freezes}. */
  addFreeze(freeze: VerifiedOf<'freeze'>): void {
    const { account } = freeze.body;
    this.text = null;
    this.freezes.set(account, [...(this.freezes.get(account) ?? []), freeze]);
  }

  /** See {@link Freezes}. */
  addThaw({ body }: VerifiedOf<'thaw'>): void {
    this.text = null;
    this.ended.set(body.account, new Set([...(this.ended.get(body.account) ?? []), ...body.ends]));
  }

  /** Freezes of an account that no thaw ended, in order of their ids. */
  live(account: AccountId): readonly VerifiedOf<'freeze'>[] {
    const ended = this.ended.get(account);
    const live = (this.freezes.get(account) ?? []).filter(({ id }) => ended?.has(id) !== true);
    return live.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Whether a device of an account is frozen. Roots never are. */
  isFrozen(account: AccountId, key: DeviceId): boolean {
    return this.live(account).some(({ body }) => body.key === undefined || body.key === key);
  }

  /** What the issuer's root cut off from a unit. */
  cutsOf(unit: UnitId, issuer: AccountId): readonly Cut[] {
    return this.live(issuer).flatMap(({ body: { key, cut } }): Cut[] =>
      cut === undefined || key === undefined || cut.unit !== unit ? [] : [{ key, epoch: cut.epoch, seq: cut.seq }],
    );
  }

  /** Whether an account cut anything off a unit of its own. */
  cuts(account: AccountId, issuerOf: IssuerOf): boolean {
    return this.live(account).some((freeze) => isOwnCut(freeze, issuerOf));
  }

  /** Names all live cuts of issuers: two sets of freezes with one such text cut alike. What somebody cuts off another's unit does nothing. */
  cutsText(issuerOf: IssuerOf): string {
    this.text ??= this.makeText(issuerOf);
    return this.text;
  }

  /** To be called when a unit comes to count: a cut of it may have been here before. */
  forgetText(): void {
    this.text = null;
  }

  private makeText(issuerOf: IssuerOf): string {
    const ids = [...this.freezes.keys()].flatMap((account) =>
      this.live(account).flatMap((freeze) => (isOwnCut(freeze, issuerOf) ? [freeze.id] : [])),
    );
    return ids.sort().join();
  }
}

/** Who issues a unit, where that is known. */
export type IssuerOf = (unit: UnitId) => AccountId | undefined;

function isOwnCut({ body: { account, cut } }: VerifiedOf<'freeze'>, issuerOf: IssuerOf): boolean {
  return cut !== undefined && issuerOf(cut.unit) === account;
}
