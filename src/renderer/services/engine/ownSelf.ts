import { type Result, ok } from '@shared/result.ts';
import { makeCard } from '@domain/contact/card.ts';
import type { Clock } from '@ports/clock.ts';
import type { KeyVault } from '@ports/keyVault.ts';
import { type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import { type Identity, saveIdentity } from '../identity/identity.ts';
import type { WorkspaceError } from '../workspace/workspace.ts';

/** Own identity and the contact card made of it, kept in step. */
export class OwnSelf {
  private readonly current: WritableSnapshot<Identity>;
  private packed: Uint8Array;
  private readonly vault: KeyVault;
  private readonly clock: Clock;

  private constructor(parts: { vault: KeyVault; clock: Clock }, identity: Identity, packed: Uint8Array) {
    this.vault = parts.vault;
    this.clock = parts.clock;
    this.current = writableSnapshot(identity);
    this.packed = packed;
  }

  static async open(parts: { vault: KeyVault; clock: Clock }, identity: Identity): Promise<OwnSelf> {
    return new OwnSelf(parts, identity, await cardOf(identity));
  }

  get identity(): Snapshot<Identity> {
    return this.current;
  }

  /** The packed card as others get it. */
  get card(): Uint8Array {
    return this.packed;
  }

  /** Changes what others see; a change makes a new card with a higher version, even when the wall clock does not rise. */
  async change(change: Partial<Pick<Identity, 'profile' | 'signaling'>>): Promise<Result<void, WorkspaceError>> {
    const before = this.current.get();
    const identity = { ...before, ...change, profileAt: Math.max(this.clock.now(), before.profileAt + 1) };
    const kept = await saveIdentity(this.vault, identity);
    if (!kept.ok) return kept;
    this.packed = await cardOf(identity);
    this.current.set(identity);
    return ok();
  }

  /** New addresses make a new card; the same ones do not. */
  async changeAddresses(signaling: readonly string[]): Promise<void> {
    if (signaling.join(' ') !== this.current.get().signaling.join(' ')) await this.change({ signaling });
  }
}

function cardOf({ certificate, profile, keys, signaling, profileAt }: Identity): Promise<Uint8Array> {
  const certificates = [certificate.signed];
  const fields = { device: certificate.signing, certificates, profile, signaling, version: profileAt };
  return makeCard(fields, (bytes) => keys.sign(bytes));
}
