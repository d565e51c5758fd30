import { type Result, ok } from '@shared/result.ts';
import type { AccountId, DeviceId } from '@shared/ids.ts';
import type { SignedBytes } from '@domain/codec/signed.ts';
import { MAX_CARD_BYTES, MAX_DEVICES, makeCard, readCard } from '@domain/contact/card.ts';
import { type Family, type FamilyPapers, familyOf, holdsPapers, joinPapers, rankOf } from '@domain/device/family.ts';
import { type Revocation, readRevocation } from '@domain/device/revocation.ts';
import type { OutWords } from '@domain/link/messages.ts';
import type { Clock } from '@ports/clock.ts';
import type { KeyVault, VerifySignature } from '@ports/keyVault.ts';
import { type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { Identity } from '../identity/identity.ts';
import { saveIdentity } from '../identity/saveIdentity.ts';
import { Turn } from '../turn.ts';
import type { WorkspaceError } from '../workspace/workspace.ts';

/** Most addresses that are kept of other own devices. */
const MOST_MEETING = 8;

/** What the own identity works with. */
export interface OwnSelfParts {
  readonly vault: KeyVault;
  readonly clock: Clock;
  readonly verify: VerifySignature;
}

type Change = Partial<Pick<Identity, 'profile' | 'signaling' | 'papers'>>;

/** Own identity and the contact card made of it, kept in step. */
export class OwnSelf {
  private readonly current: WritableSnapshot<Identity>;
  private packed: Uint8Array;
  private known: { readonly papers: FamilyPapers; readonly family: Family } | null = null;
  private readonly vault: KeyVault;
  private readonly verify: VerifySignature;
  private readonly clock: Clock;
  /** What changes the identity reads it, waits for the vault and sets it: one after another, or one change undoes another. */
  private readonly turn = new Turn();

  private constructor(parts: OwnSelfParts, identity: Identity, packed: Uint8Array) {
    this.vault = parts.vault;
    this.verify = parts.verify;
    this.clock = parts.clock;
    this.current = writableSnapshot(identity);
    this.packed = packed;
  }

  static async open(parts: OwnSelfParts, identity: Identity): Promise<OwnSelf> {
    return new OwnSelf(parts, identity, await cardOf(identity));
  }

  get identity(): Snapshot<Identity> {
    return this.current;
  }

  /** The packed card as others get it. */
  get card(): Uint8Array {
    return this.packed;
  }

  /** The devices of the account, as far as they are known here. */
  get family(): Family {
    const { papers } = this.current.get();
    if (this.known?.papers !== papers) this.known = { papers, family: familyOf(papers) };
    return this.known.family;
  }

  /** Takes certificates and revocations of the account. True when some were new; each makes a new card. */
  learn(papers: FamilyPapers): Promise<Result<boolean, WorkspaceError>> {
    return this.turn.take(async () => {
      const held = this.current.get().papers;
      const joined = joinPapers(held, papers);
      if (holdsPapers(held, joined)) return ok(false);
      const changed = await this.put({ papers: joined });
      return changed.ok ? ok(true) : changed;
    });
  }

  /** Takes words of a device of this account that devices were taken out (LNK-33). False when they are none of this account. */
  async takeRevocations(from: AccountId, words: OutWords): Promise<boolean> {
    const read = await Promise.all(
      words.map(([bytes, signature]) => readRevocation({ bytes, signature }, this.verify)),
    );
    const revocations = read.flatMap((one) => (one.ok ? [one.value] : []));
    const { account } = this.current.get();
    if (from !== account || revocations.length < words.length) return false;
    if (revocations.some((one) => one.account !== account)) return false;
    await this.learn({ certificates: [], revocations });
    return true;
  }

  /** Takes what the card of another own device says of devices. False when it is no honest card of this account (CRD-7). */
  async takeCard(packed: Uint8Array): Promise<boolean> {
    const card = await readCard(packed, this.verify);
    if (!card.ok) return card.error.code === 'card-newer-version';
    if (card.value.account !== this.current.get().account) return false;
    await this.learn(card.value);
    await this.turn.take(() => this.meetAt(card.value.signaling));
    return true;
  }

  /** Notes where another own device can be found; nobody else is told. */
  private async meetAt(addresses: readonly string[]): Promise<void> {
    const before = this.current.get();
    if (addresses.every((address) => before.meeting.includes(address))) return;
    const identity = { ...before, meeting: [...new Set([...addresses, ...before.meeting])].slice(0, MOST_MEETING) };
    if ((await saveIdentity(this.vault, identity)).ok) this.current.set(identity);
  }

  /** Changes what others see; a change makes a new card with a higher version, even when the wall clock does not rise. */
  change(change: Change): Promise<Result<void, WorkspaceError>> {
    return this.turn.take(() => this.put(change));
  }

  /** New addresses make a new card; the same ones do not. */
  async changeAddresses(signaling: readonly string[]): Promise<void> {
    await this.turn.take(async () => {
      if (signaling.join(' ') !== this.current.get().signaling.join(' ')) await this.put({ signaling });
    });
  }

  private async put(change: Change): Promise<Result<void, WorkspaceError>> {
    const before = this.current.get();
    const identity = { ...before, ...change, profileAt: Math.max(this.clock.now(), before.profileAt + 1) };
    const kept = await saveIdentity(this.vault, identity);
    if (!kept.ok) return kept;
    this.packed = await cardOf(identity);
    this.current.set(identity);
    return ok();
  }
}

async function cardOf({ certificate, papers, profile, keys, signaling, profileAt }: Identity): Promise<Uint8Array> {
  const { devices, revoked } = familyOf(papers);
  const standing = [...devices.values()].filter(({ device }) => !revoked.has(device) && device !== certificate.device);
  const certificates = [certificate, ...standing.slice(0, MAX_DEVICES - 1)].map(({ signed }) => signed);
  const fields = { device: certificate.signing, profile, signaling, version: profileAt };
  const revocations = toldFirst(papers.revocations, certificate.device, devices).slice(0, MAX_DEVICES);
  for (;;) {
    const card = await makeCard({ ...fields, certificates, revocations }, (bytes) => keys.sign(bytes));
    if (card.length <= MAX_CARD_BYTES) return card;
    // What a card leaves out is known to whoever saw one of before (DEV-6); the own certificate stays, and the first word of the root.
    const longest = [revocations, certificates, revocations].find((one, place) => one.length > (place === 2 ? 0 : 1));
    if (longest?.pop() === undefined) return card;
  }
}

/** The root's, then what this device said, then those of known devices; of each the newest first (DEV-29): the time is the signer's to choose. */
function toldFirst(
  revocations: readonly Revocation[],
  own: DeviceId,
  known: Family['devices'],
): readonly SignedBytes[] {
  const rank = (paper: Revocation) => (paper.by?.device === own ? 0.5 : rankOf(paper, known));
  return revocations.toSorted((one, other) => rank(one) - rank(other) || other.at - one.at).map(({ signed }) => signed);
}
