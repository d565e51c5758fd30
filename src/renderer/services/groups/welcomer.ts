import type { AccountId } from '@shared/ids.ts';
import { readCard } from '@domain/contact/card.ts';
import { groupSpace, rosterSpace } from '@domain/group/spaces.ts';
import { displayName } from '@domain/profile/cleanName.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { PeerSession } from '../replication/peerSession.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { GroupWord, LinkedPeer } from '../replication/session.ts';
import type { GroupBook } from './groupBook.ts';
import { EMPTY_SEED, type KnownGroup } from './knownGroup.ts';
import { lastCounting, readRemoval } from './removal.ts';
import { type Welcome, welcomeWord } from './welcomeWord.ts';

/** Most groups one person may have us waiting for. */
const MOST_WAITING = 50;

type Held = Awaited<ReturnType<DocumentStore['acknowledgements']>>;
type Removed = GroupWord & { readonly t: 'removed' };

/** What telling and hearing of groups works with. */
export interface WelcomerParts {
  readonly self: AccountId;
  readonly store: DocumentStore;
  readonly contacts: ContactBook;
  readonly groups: GroupBook;
  readonly replicator: Replicator;
  readonly verify: VerifySignature;
  readonly clock: Clock;
}

/**
 * Tells people that they were added to a group or removed from it, and takes the same from others (GRS-12, GRS-14): beside
 * replication, because who is not in yet, or no more, is given nothing of the group itself.
 */
export class Welcomer {
  private readonly parts: WelcomerParts;
  private readonly greeted = new WeakSet<PeerSession>();
  private readonly disposers: Disposer[];

  constructor(parts: WelcomerParts) {
    this.parts = parts;
    this.disposers = [
      parts.replicator.sessions.subscribe(() => this.greetNew()),
      parts.groups.listen(async (before, after) => {
        if (after !== null && before?.roster !== after.roster) await this.tellOf(after);
      }),
    ];
  }

  dispose(): void {
    for (const dispose of this.disposers) dispose();
  }

  /** Takes what a peer says about a group. False when it is an offence; what is merely of no use is passed over. */
  hear(peer: LinkedPeer, word: Welcome | Removed): Promise<boolean> {
    return word.t === 'welcome' ? this.onWelcome(peer, word) : this.onRemoved(word);
  }

  private greetNew(): void {
    for (const session of this.parts.replicator.sessions.get()) {
      if (this.greeted.has(session)) continue;
      this.greeted.add(session);
      for (const group of this.parts.groups.groups.get().values()) void this.tellSession(group, session);
    }
  }

  private async tellOf(group: KnownGroup): Promise<void> {
    const held = await this.parts.store.acknowledgements(group.record.roster);
    for (const session of this.parts.replicator.sessions.get()) await this.tellSession(group, session, held);
  }

  private async tellSession(group: KnownGroup, session: PeerSession, known?: Held): Promise<void> {
    const { record, roster } = group;
    if (record.state !== 'active' && record.state !== 'dissolved') return;
    const { account } = session.peer;
    if (roster.members.has(account)) {
      welcome(group, session, known ?? (await this.parts.store.acknowledgements(record.roster)));
    } else if (roster.former.get(account)?.reason === 'removed') {
      const payload = await this.removalOf(group, account);
      if (payload !== null) session.say({ t: 'removed', space: record.space, payload });
    }
  }

  private async removalOf(group: KnownGroup, account: AccountId): Promise<Uint8Array | null> {
    const act = lastCounting(group, ({ act: deed }) => deed.kind === 'group.removed' && deed.account === account);
    if (act === null) return null;
    const heads = await this.parts.store.bucketHeads(group.record.roster);
    const bucket = heads.ok
      ? heads.value.find(
          (head) => head.device === act.device && head.firstSeq <= act.seq && act.seq < head.firstSeq + head.count,
        )
      : undefined;
    if (bucket === undefined) return null;
    const wanted = { space: bucket.space, bucket: bucket.bucket, device: act.device, from: act.seq, limit: 1 };
    const payloads = await this.parts.store.payloads(wanted);
    return payloads.ok ? (payloads.value[0] ?? null) : null;
  }

  private async onWelcome(peer: LinkedPeer, word: Welcome): Promise<boolean> {
    if (groupSpace(word.founder, word.nonce) !== word.space) return false;
    const known = this.parts.groups.get(word.space);
    if (!this.isWelcomeFrom(peer, known)) return true;
    if (known !== null && known.founderCard !== null) return this.again(known, peer, word);
    const card = await readCard(word.card, this.parts.verify);
    if (!card.ok) return card.error.code === 'card-newer-version';
    if (card.value.account !== word.founder) return false;
    if (known !== null) return this.again(known, peer, word);
    const waiting = [...this.parts.groups.groups.get().values()].filter(
      ({ record }) => record.state === 'joining' && record.welcomedBy === peer.account,
    );
    if (waiting.length >= MOST_WAITING) return true;
    const { space, founder, nonce } = word;
    const name = displayName(word.name, space.slice(0, 8));
    const texts = { name, picture: { kind: 'generated' as const }, state: 'joining' as const };
    const record = { space, roster: rosterSpace(space), founder, nonce: nonce.slice(), ...texts };
    await this.parts.groups.add(
      { ...record, welcomedBy: peer.account, joinedAt: this.parts.clock.now() },
      { ...EMPTY_SEED, card: word.card.slice() },
      { welcomers: new Set([peer.account]), awaited: word.act },
    );
    return true;
  }

  /** A welcome to a group that is known: someone else who can give the roster, an answer to our request, or a second time. */
  private async again(known: KnownGroup, peer: LinkedPeer, word: Welcome): Promise<boolean> {
    const { state } = known.record;
    const isIn = (state === 'active' || state === 'dissolved') && known.roster.members.has(this.parts.self);
    const isNews = !known.acts.some(({ id }) => id === word.act);
    if (isIn || (!isNews && state !== 'joining')) return true;
    await this.parts.groups.change(known.record.space, (group) => ({
      // Who let us wait first stays counted for it: two who welcome by turns could else have us wait for any number.
      record: {
        state: 'joining',
        welcomedBy: (group.record.state === 'joining' ? group.record.welcomedBy : null) ?? peer.account,
      },
      seed: { ...group.seed, card: group.seed.card.length === 0 ? word.card.slice() : group.seed.card, removal: null },
      welcomers: new Set([...group.welcomers, peer.account]),
      awaited: word.act,
    }));
    return true;
  }

  /** From contacts; from anyone else only into a group we asked to be let into. */
  private isWelcomeFrom(peer: LinkedPeer, known: KnownGroup | null): boolean {
    const contact = this.parts.contacts.get(peer.account)?.record;
    if (contact?.blocked === true) return false;
    if (contact?.state === 'accepted') return true;
    if (known === null) return false;
    return known.record.welcomedBy === peer.account || known.record.state === 'joining';
  }

  private async onRemoved(word: Removed): Promise<boolean> {
    const { self, groups, verify } = this.parts;
    const group = groups.get(word.space);
    if (group?.record.state !== 'active') return true;
    const removal = await readRemoval(group, { self, payload: word.payload.slice(), verify });
    if (!removal.ok) return false;
    const { value: payload } = removal;
    if (payload !== null) await groups.change(word.space, ({ seed }) => ({ seed: { ...seed, removal: payload } }));
    return true;
  }
}

/** Tells a member of the group, unless their device holds the act that let them in. The founder is told nothing. */
function welcome(group: KnownGroup, session: PeerSession, held: Held): void {
  const word = welcomeWord(group, session.peer, held.ok ? held.value : []);
  if (word !== null) session.say(word);
}
