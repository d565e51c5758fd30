import type { DeviceId } from '@shared/ids.ts';
import { type Pair, type Reunion, isInTurn, pairName, reunionSecret } from '@domain/link/reunion.ts';
import { reunionRoom } from '@domain/link/rooms.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { JoinedRoom, PeerTransport } from '@ports/peerTransport.ts';
import type { Disposer, Snapshot } from '@ports/snapshot.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { Identity } from '../identity/identity.ts';
import type { LinkTarget } from '../links/linkTargets.ts';
import type { Replicator } from '../replication/replicator.ts';
import { type IntroductionParts, hearIntroduction, introduce } from './introduction.ts';
import { keepReunions, readReunions } from './keptReunions.ts';
import { reunionTargets } from './reunionTargets.ts';

/** A device that was not linked for so long may be one that is lost, ms. */
export const UNSEEN_AFTER = 10 * 60_000;
/** How often it is looked whose turn it is, ms. */
const LOOK_AGAIN = 60_000;
/** Most rooms of one kind at once, should chance, or somebody who makes devices for it, bring many into one turn. */
const MOST_ROOMS = 64;
/** The device, one of the account that has the same backup, and those who try it out. */
const CAPACITY = 4;

/** What reunions work with. */
export interface ReunionParts extends Omit<IntroductionParts, 'identity'> {
  readonly own: Snapshot<Identity>;
  readonly contacts: ContactBook;
  readonly replicator: Pick<Replicator, 'sessions'>;
  readonly store: Pick<DocumentStore, 'values'>;
  readonly transport: PeerTransport;
  readonly clock: Clock;
}

interface Meeting extends Pair {
  readonly target: LinkTarget;
  /** Of who came back and seeks; null for who listens, and makes it of the keys. */
  readonly known: Uint8Array | null;
}

/**
 * Brings together who came back on a new device and those who know only the old one (RST-7). A device with a restored backup seeks those it
 * has secrets for, until each was linked in the ordinary way; any device listens where one it knows was not seen for a while.
 */
export class Reunions {
  private readonly rooms = new Map<string, { readonly theirs: DeviceId; readonly leave: Disposer }>();
  /** When a device was last linked, by the monotonic clock. */
  private readonly seen = new Map<DeviceId, number>();
  private readonly introducing: IntroductionParts;
  private readonly since: number;
  private linked: ReadonlySet<DeviceId> = new Set();
  private sought: readonly Reunion[] = [];
  private stopLooking: Disposer = () => undefined;
  private stopHearing: Disposer = () => undefined;
  private isOver = false;
  private readonly parts: ReunionParts;

  constructor(parts: ReunionParts) {
    this.parts = parts;
    this.since = parts.clock.monotonic();
    this.introducing = { ...parts, identity: () => parts.own.get() };
  }

  /** Reads whom this device has yet to meet, and begins. */
  async start(): Promise<void> {
    const { store, own, replicator } = this.parts;
    const sought = await readReunions(store);
    if (this.isOver) return;
    this.sought = sought.filter(({ mine }) => mine !== own.get().device);
    this.stopHearing = replicator.sessions.subscribe(() => this.followLinks());
    this.followLinks();
    this.look();
  }

  dispose(): void {
    this.isOver = true;
    this.stopLooking();
    this.stopHearing();
    for (const { leave } of this.rooms.values()) leave();
    this.rooms.clear();
  }

  private look(): void {
    this.follow();
    this.stopLooking = this.parts.clock.after(LOOK_AGAIN, () => this.look());
  }

  private followLinks(): void {
    const { replicator, clock, store } = this.parts;
    const before = this.linked;
    this.linked = new Set(replicator.sessions.get().map(({ peer }) => peer.device));
    for (const device of [...before, ...this.linked]) this.seen.set(device, clock.monotonic());
    const left = this.sought.filter(({ theirs }) => !this.linked.has(theirs));
    if (left.length < this.sought.length) {
      this.sought = left;
      void keepReunions(store, left);
    }
    // New rooms wait until it is looked again; what is linked needs none from here on.
    for (const [name, { theirs }] of this.rooms) if (this.linked.has(theirs)) this.leave(name);
  }

  private follow(): void {
    const wanted = this.wanted();
    for (const name of this.rooms.keys()) if (!wanted.has(name)) this.leave(name);
    for (const [name, meeting] of wanted) if (!this.rooms.has(name)) this.join(name, meeting);
  }

  private wanted(): ReadonlyMap<string, Meeting> {
    const { own, contacts, clock } = this.parts;
    const targets = reunionTargets({ own: own.get(), contacts });
    const mine = own.get().device;
    const heard = [...targets]
      .filter(([device]) => this.isUnseen(device))
      .map(([theirs, target]): Meeting => ({ mine, theirs, target, known: null }));
    const sought = this.sought.flatMap(({ secret, ...pair }): readonly Meeting[] => {
      const target = targets.get(pair.theirs);
      return target === undefined || target.isOut === true ? [] : [{ ...pair, target, known: secret }];
    });
    const now = clock.now();
    const inTurn = (all: readonly Meeting[]) =>
      all.filter((pair) => isInTurn(pair, { now, count: all.length })).slice(0, MOST_ROOMS);
    return new Map([...inTurn(heard), ...inTurn(sought)].map((meeting) => [pairName(meeting), meeting]));
  }

  private isUnseen(device: DeviceId): boolean {
    if (this.linked.has(device)) return false;
    return this.parts.clock.monotonic() - (this.seen.get(device) ?? this.since) >= UNSEEN_AFTER;
  }

  private leave(name: string): void {
    const room = this.rooms.get(name);
    this.rooms.delete(name);
    room?.leave();
  }

  private join(name: string, meeting: Meeting): void {
    let left = false;
    let joined: JoinedRoom | null = null;
    const leave = () => {
      left = true;
      joined?.leave();
    };
    this.rooms.set(name, { theirs: meeting.theirs, leave });
    void this.secretOf(meeting).then((secret) => {
      if (left || secret === null) return;
      const { target, known } = meeting;
      const room = { ...reunionRoom(secret), signaling: target.signaling, capacity: CAPACITY };
      joined = this.parts.transport.join(room, (link) => {
        if (known === null) hearIntroduction(this.introducing, link, { target, secret });
        else void introduce(this.introducing, link, { target, secret });
      });
    });
  }

  private async secretOf({ known, target, ...pair }: Meeting): Promise<Uint8Array | null> {
    if (known !== null) return known;
    const shared = await this.parts.own.get().keys.agree(target.certificate.agreement);
    return shared.ok ? reunionSecret(shared.value, pair) : null;
  }
}
