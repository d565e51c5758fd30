/** Who speaks for whom (WAL-10), by the certificates of the bundle. */
import { nameOf } from './proofs.ts';
import type { Certified, SignedAs, Signed } from './bundleContents.ts';

/** As what someone signs: with a role, as any device, or as the root, which may whatever a device may. */
export type Capacity = 'spend' | 'issue' | 'clerk' | 'deal' | 'any' | 'root';

/** The account a holder is, or whose pot it is (WAL-5). */
export function ownerOf(holder: string): string {
  return holder.split('#')[0] ?? holder;
}

/** See the head of this file. */
export class Signers {
  private readonly rolesOf = new Map<string, Set<string>>();
  private readonly rootOf = new Map<string, string>();

  constructor(certificates: readonly Certified[]) {
    for (const { account, device, roles } of certificates) {
      const key = `${account} ${device}`;
      this.rolesOf.set(key, new Set([...(this.rolesOf.get(key) ?? []), ...roles]));
    }
  }

  /** Whether a key may act for an account. */
  may(key: string, account: string, as: Capacity): boolean {
    const roles = this.rolesOf.get(`${account} ${key}`);
    if (roles !== undefined && as !== 'root' && (as === 'any' || roles.has(as))) return true;
    return this.accountOfRoot(key) === account;
  }

  /** Whether someone who signed may act for an account. */
  signed(record: Signed, account: string, as: Capacity): boolean {
    return record.keys.some((key) => this.may(key, account, as));
  }

  private accountOfRoot(key: string): string {
    const known = this.rootOf.get(key) ?? nameOf('banyan/account/1', '', Buffer.from(key, 'base64url'));
    this.rootOf.set(key, known);
    return known;
  }
}

/** The root cut off what a key did behind a place (WAL-102). */
export interface CutOff {
  readonly key: string;
  readonly epoch: number;
  readonly seq: number;
}

/** What roots cut off and no thaw of theirs gave back, by unit and issuer. */
export class CutOffs {
  private readonly live: readonly SignedAs<'freeze'>[];

  constructor(records: readonly Signed[], signers: Signers) {
    const ended = new Set<string>();
    for (const record of records) {
      if (record.type !== 'thaw' || !signers.signed(record, record.says.account, 'root')) continue;
      for (const id of record.says.ends) ended.add(`${record.says.account} ${id}`);
    }
    this.live = records
      .filter((record) => record.type === 'freeze')
      .filter((each) => !ended.has(`${each.says.account} ${each.id}`))
      .filter((each) => each.says.cut !== undefined && signers.signed(each, each.says.account, 'root'));
  }

  /** Cuts in the log of a unit. */
  of(unit: SignedAs<'unit'>): readonly CutOff[] {
    return this.live.flatMap(({ says: { account, key, cut } }) => {
      if (key === undefined || cut === undefined || cut.unit !== unit.id || account !== unit.says.issuer) return [];
      return [{ key, epoch: cut.epoch, seq: cut.seq }];
    });
  }
}

/** Whether what a key did at a place of the log is behind a cut. */
export function isBehind(
  cuts: readonly CutOff[],
  key: string,
  { epoch, seq }: { readonly epoch: number; readonly seq: number },
): boolean {
  return cuts.some((cut) => cut.key === key && (epoch > cut.epoch || (epoch === cut.epoch && seq > cut.seq)));
}
