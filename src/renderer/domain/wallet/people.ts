import type { AccountId, DeviceId } from '@shared/ids.ts';
import { idBytes } from '../event/codec.ts';
import { accountOfRoot } from '../identity/account.ts';
import type { Certificate, Role } from '../identity/certificate.ts';
import type { VerifiedRecord } from './record.ts';

/** As what a key has to have signed: the account's root, any of its devices, or a device with a role. The root may all. */
export type Capacity = 'root' | 'any' | Role;

/** Anyone can name keys; what is remembered about them is bounded. */
const MOST_ROOTS = 10_000;

/** Who speaks for whom, as far as certificates tell (WAL-10). Certificates are verified before they come here. */
export class People {
  /** By device and account: anyone can certify anyone's device, for their own account. */
  private readonly roles = new Map<DeviceId, Map<AccountId, Set<Role>>>();
  private readonly roots = new Map<DeviceId, AccountId>();
  private readonly certificates = new Map<AccountId, Map<string, Certificate>>();

  /** Takes a certificate; false when it says nothing new. Roles only ever grow: what ends a device is a freeze. */
  certify(certificate: Certificate): boolean {
    const { account, device, roles } = certificate;
    const accounts = this.roles.get(device) ?? new Map<AccountId, Set<Role>>();
    const known = accounts.get(account);
    if (known !== undefined && roles.every((role) => known.has(role))) return false;
    accounts.set(account, new Set([...(known ?? []), ...roles]));
    this.roles.set(device, accounts);
    const kept = this.certificates.get(account) ?? new Map<string, Certificate>();
    kept.set(`${device}/${[...roles].sort().join()}`, certificate);
    this.certificates.set(account, kept);
    return true;
  }

  /** What proves that devices speak for an account. */
  certificatesOf(account: AccountId): readonly Certificate[] {
    return [...(this.certificates.get(account)?.values() ?? [])];
  }

  /** Every certificate. */
  all(): readonly Certificate[] {
    return [...this.certificates.values()].flatMap((kept) => [...kept.values()]);
  }

  /** Whether a key is a certified device's, or the root's of an account of certified devices. */
  knows(key: DeviceId): boolean {
    return this.roles.has(key) || this.certificates.has(this.accountOfKey(key));
  }

  /** Whether a key may act for an account. */
  may(key: DeviceId, account: AccountId, capacity: Capacity): boolean {
    const roles = this.roles.get(key)?.get(account);
    if (roles !== undefined && capacity !== 'root' && (capacity === 'any' || roles.has(capacity))) return true;
    return this.isRoot(key, account);
  }

  /** Accounts that certified a device. */
  accountsOf(key: DeviceId): readonly AccountId[] {
    return [...(this.roles.get(key)?.keys() ?? [])];
  }

  /** Whether a key is the root key of an account. */
  isRoot(key: DeviceId, account: AccountId): boolean {
    return this.accountOfKey(key) === account;
  }

  private accountOfKey(key: DeviceId): AccountId {
    const known = this.roots.get(key);
    if (known !== undefined) return known;
    if (this.roots.size >= MOST_ROOTS) this.roots.clear();
    const own = accountOfRoot(idBytes(key));
    this.roots.set(key, own);
    return own;
  }

  /** Those who signed a record and may act for the account. */
  signersFor(record: VerifiedRecord, account: AccountId, capacity: Capacity): readonly DeviceId[] {
    return record.signatures.flatMap(({ key }) => (this.may(key, account, capacity) ? [key] : []));
  }

  /** Whether any signature of a record is one for the account. */
  isSignedFor(record: VerifiedRecord, account: AccountId, capacity: Capacity): boolean {
    return record.signatures.some(({ key }) => this.may(key, account, capacity));
  }
}
