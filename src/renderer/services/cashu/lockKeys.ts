import { type AccountId, accountId } from '@shared/ids.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Disposer, Snapshot } from '@ports/snapshot.ts';
import type { LinkedPeer, LockWord } from '../replication/session.ts';
import type { Mints } from './mints.ts';

const PREFIX = 'lock-key.';

/** A link that is up, as far as keys are told over it. */
export interface LockLink {
  say(word: LockWord): void;
}

/** Whose key is kept under a name; null for what is no name of a key. */
export function accountOfLockKey(name: string): AccountId | null {
  const account = name.startsWith(PREFIX) ? accountId(name.slice(PREFIX.length)) : null;
  return account?.ok === true ? account.value : null;
}

/** Tells contacts the key that notes can be locked to, over links that know who they are, and keeps theirs (CSH-50). */
export class LockKeys {
  private readonly mints: Mints;
  private readonly values: DocumentStore['values'];
  private readonly links: Snapshot<readonly LockLink[]>;
  private readonly told = new WeakSet<LockLink>();
  private stop: Disposer = () => undefined;

  constructor(mints: Mints, values: DocumentStore['values'], links: Snapshot<readonly LockLink[]>) {
    this.mints = mints;
    this.values = values;
    this.links = links;
  }

  start(): void {
    this.stop = this.links.subscribe(() => this.tellAll());
    this.tellAll();
  }

  dispose(): void {
    this.stop();
  }

  /** The key of an account, a point in hexadecimal; null where none was told. */
  async of(account: AccountId): Promise<string | null> {
    const kept = await this.values.get(PREFIX + account);
    const value = kept.ok ? kept.value?.value : null;
    return typeof value === 'string' && KEY.test(value) ? value : null;
  }

  /** Tells those who were not told over their link. Nobody is told by whoever has no mint: it says something of them. */
  tellAll(): void {
    void this.tell();
  }

  async hear(peer: LinkedPeer, { key }: LockWord): Promise<boolean> {
    const text = Array.from(key, (byte) => byte.toString(16).padStart(2, '0')).join('');
    if (!KEY.test(text)) return false;
    if ((await this.of(peer.account)) !== text) await this.values.put({ name: PREFIX + peer.account, value: text });
    return true;
  }

  private async tell(): Promise<void> {
    const untold = this.links.get().filter((link) => !this.told.has(link));
    if (untold.length === 0) return;
    const holdings = await this.mints.holdings();
    if (!holdings.ok || holdings.value.mints.length === 0) return;
    const [craft, keys] = [await this.mints.craft(), await this.mints.keys()];
    if (!craft.ok || !keys.ok) return;
    const hex = craft.value.publicKeyOf(keys.value.lockKey);
    const key = Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
    for (const link of untold) {
      if (this.told.has(link)) continue;
      this.told.add(link);
      link.say({ t: 'wallet.lock', key });
    }
  }
}

const KEY = /^0[23][0-9a-f]{64}$/;
