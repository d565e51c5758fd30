import type { EventId, SpaceId } from '@shared/ids.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import { MAX_MISSING } from '@domain/link/messages.ts';
import type { Clock } from '@ports/clock.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Directory } from '../replication/context.ts';
import type { PeerSession } from '../replication/peerSession.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { GroupWord, LinkedPeer } from '../replication/session.ts';
import { admitPast } from './admitPast.ts';
import type { GroupBook } from './groupBook.ts';
import type { KnownGroup } from './knownGroup.ts';
import { readAct, readPast } from './readPast.ts';

/** In the midst of fetching a roster much is missing for a moment, ms. */
const ASK_DELAY = 1000;
/** What is still missing is looked at again this often, ms. */
const ASK_AGAIN = 10_000;
/** One peer is not asked for the same act again for this long, ms. */
const PATIENCE = 30_000;

type Question = GroupWord & { readonly t: 'missing' };
type Answer = GroupWord & { readonly t: 'acts' };

/** What finding the past of a roster works with. */
export interface PastFinderParts {
  readonly groups: GroupBook;
  readonly replicator: Replicator;
  readonly directory: Pick<Directory, 'sharedWith'>;
  readonly verify: VerifySignature;
  readonly clock: Clock;
}

/**
 * Asks peers by name for acts that others had seen and that no chain brings here any more, because it parts or was ended before
 * them; and gives such acts to who asks (GRS-17). An id says what the bytes are, so any peer may give them.
 */
export class PastFinder {
  private readonly parts: PastFinderParts;
  private readonly asked = new WeakMap<PeerSession, Map<EventId, number>>();
  private readonly disposers: Disposer[];
  private stopWaiting: Disposer = () => undefined;
  private isDue = false;

  constructor(parts: PastFinderParts) {
    this.parts = parts;
    this.disposers = [
      parts.groups.listen(async (_, after) => {
        if (after !== null && after.missing.length > 0) this.askIn(ASK_DELAY);
      }),
      parts.replicator.sessions.subscribe(() => this.askIn(ASK_DELAY)),
      () => this.stopWaiting(),
    ];
  }

  dispose(): void {
    for (const dispose of this.disposers) dispose();
  }

  /** Answers, or takes an answer. False when it is an offence. */
  hear(peer: LinkedPeer, word: Question | Answer): Promise<boolean> {
    const group = this.parts.groups.of(word.space);
    // As everywhere, a space that is not shared is passed over in silence.
    const isShared = this.parts.directory.sharedWith(peer.account).includes(word.space);
    if (group === null || group.record.roster !== word.space || !isShared) return Promise.resolve(true);
    return word.t === 'missing' ? this.answer(group, peer, word) : this.take(group, word);
  }

  private askIn(delay: number): void {
    if (this.isDue) return;
    this.isDue = true;
    this.stopWaiting = this.parts.clock.after(delay, () => {
      this.isDue = false;
      this.ask();
    });
  }

  private ask(): void {
    const { groups, replicator, directory } = this.parts;
    const lacking = [...groups.groups.get().values()].filter(({ missing }) => missing.length > 0);
    for (const session of replicator.sessions.get()) {
      const shared = directory.sharedWith(session.peer.account);
      for (const { record, missing } of lacking)
        if (shared.includes(record.roster)) this.askFor(session, record.roster, missing);
    }
    if (lacking.length > 0) this.askIn(ASK_AGAIN);
  }

  private askFor(session: PeerSession, space: SpaceId, missing: readonly EventId[]): void {
    const now = this.parts.clock.monotonic();
    const asked = this.asked.get(session) ?? new Map<EventId, number>();
    this.asked.set(session, asked);
    for (const [id, at] of asked) if (now - at >= PATIENCE && !missing.includes(id)) asked.delete(id);
    // Those never asked for come first, so that a name nobody can say more of does not stand before others.
    const due = missing
      .filter((id) => now - (asked.get(id) ?? -Infinity) >= PATIENCE)
      .toSorted((a, b) => (asked.get(a) ?? -Infinity) - (asked.get(b) ?? -Infinity))
      .slice(0, MAX_MISSING);
    for (const id of due) asked.set(id, now);
    if (due.length > 0) session.say({ t: 'missing', space, ids: due });
  }

  private async answer(group: KnownGroup, { account, device }: LinkedPeer, { space, ids }: Question): Promise<boolean> {
    if (!group.roster.members.has(account)) return true;
    const payloads = await readPast(this.parts, group, ids);
    const session = this.parts.replicator.sessions.get().find(({ peer }) => peer.device === device);
    if (payloads.length > 0) session?.say({ t: 'acts', space, payloads });
    return true;
  }

  private async take(group: KnownGroup, { payloads }: Answer): Promise<boolean> {
    const log = this.parts.groups.logOf(group.record.space);
    if (log === null) return true;
    const events = await admitPast(group, { payloads, log, verify: this.parts.verify });
    if (events === null) return false;
    if (events.length === 0) return true;
    await this.parts.groups.takeLoose(group.record.space, events);
    this.askIn(0);
    for (const event of events) await this.compare(group, event);
    return true;
  }

  /** What stands here at the same place, after the same act, proves that the chain parts. */
  private async compare(group: KnownGroup, { id, content, payload }: SignedEvent): Promise<void> {
    const here = this.parts.groups.logOf(group.record.space)?.inChain(content.device, content.seq);
    if (!here || here.id === id || here.prev !== content.prev) return;
    const other = await readAct(this.parts, group, here);
    if (other !== null) await this.parts.replicator.reportFork(group.record.roster, payload, other);
  }
}
