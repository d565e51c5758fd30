import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { pairRoom } from '@domain/link/rooms.ts';
import type { Clock } from '@ports/clock.ts';
import type { DeviceKeys, VerifySignature } from '@ports/keyVault.ts';
import type { JoinedRoom, PeerLink, PeerTransport } from '@ports/peerTransport.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { Log } from '../diagnostics/log.ts';
import type { SettingsKeeper } from '../engine/settingsKeeper.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import type { KnownGroup } from '../groups/knownGroup.ts';
import type { Replicator } from '../replication/replicator.ts';
import {
  type LinkTarget,
  type OwnDevices,
  contactTargets,
  inviterTarget,
  memberTarget,
  meshGroupOf,
  newcomersOf,
  ownTargets,
} from './linkTargets.ts';
import { MeshKeeper } from './meshKeeper.ts';

/** How long a link goes on after a group has no more use for it, ms. */
const LEAVE_AFTER = 2000;
/** How long after leaving a group its members are still looked for, so that they hear of it, ms. */
const FAREWELL = 24 * 3_600_000;

/** How long after a link came up it is noted when the other was last here, ms. */
const NOTE_AFTER = 3000;

/** What keeps the links works with. */
export interface LinkKeeperParts {
  readonly self: { readonly account: AccountId; readonly device: DeviceId; readonly keys: DeviceKeys };
  /** The own devices as they are known now. */
  readonly own: Snapshot<OwnDevices>;
  readonly contacts: ContactBook;
  readonly groups: GroupBook;
  readonly transport: PeerTransport;
  readonly replicator: Replicator;
  readonly clock: Clock;
  readonly verify: VerifySignature;
  readonly log: Log;
  readonly settings: Pick<SettingsKeeper, 'settings'>;
  /** Hears what a device that was taken out has to show. */
  readonly hearAtDoor: (link: PeerLink, account: AccountId, device: DeviceId) => void;
}

/**
 * Keeps one room open for each device of each contact that may be linked (LNK-4), and for the devices of groups that the mesh
 * wants (LNK-5), and says who is here.
 */
export class LinkKeeper {
  private readonly rooms = new Map<
    DeviceId,
    { readonly account: AccountId; readonly isOut: boolean; leave: Disposer }
  >();
  private readonly here = writableSnapshot<ReadonlySet<AccountId>>(new Set());
  private readonly disposers: Disposer[] = [];
  private readonly mesh: MeshKeeper;
  /** By talk space: the device of who let us in, and the invite it is from. */
  private readonly inviters = new Map<SpaceId, readonly [DeviceId, LinkTarget, string | null]>();
  private stopLeaving: Disposer = () => undefined;
  private linked: ReadonlySet<DeviceId> = new Set();
  private readonly parts: LinkKeeperParts;

  constructor(parts: LinkKeeperParts) {
    this.parts = parts;
    this.mesh = new MeshKeeper(
      parts.self.device,
      (device) => this.linked.has(device),
      () => parts.settings.settings.get().saveData,
    );
  }

  /**
   * Joins the rooms. Call once the transport knows its addresses: to be told new ones makes it drop the attempts it has
   * begun, and two people who opened the app would wait for seconds.
   */
  start(): void {
    this.disposers.push(
      this.parts.contacts.contacts.subscribe(() => this.follow()),
      this.parts.groups.groups.subscribe(() => this.followGroups()),
      this.parts.own.subscribe(() => this.followLater()),
      this.parts.settings.settings.subscribe(() => this.follow()),
      () => this.stopLeaving(),
      this.parts.replicator.sessions.subscribe(() => this.followLinks()),
      () => this.mesh.dispose(),
    );
    this.mesh.start(this.parts.clock, () => this.follow());
    this.follow();
    void this.followInviters();
  }

  /** Accounts with a live link now. */
  get presence(): Snapshot<ReadonlySet<AccountId>> {
    return this.here;
  }

  dispose(): void {
    for (const dispose of this.disposers) dispose();
    for (const room of this.rooms.values()) room.leave();
    this.rooms.clear();
  }

  private followGroups(): void {
    this.followLater();
    void this.followInviters();
  }

  /** Who is out of a group, and a device that is out of the account, is told so before the link ends. */
  private followLater(): void {
    this.follow({ isLeaving: false });
    this.stopLeaving();
    this.stopLeaving = this.parts.clock.after(LEAVE_AFTER, () => this.follow());
  }

  /** Joins and leaves rooms until they are those of the contacts and of the mesh. */
  private follow({ isLeaving }: { readonly isLeaving: boolean } = { isLeaving: true }): void {
    const wanted = this.targets();
    for (const [device, room] of this.rooms) {
      if (!isLeaving || isSameRoom(wanted.get(device), room)) continue;
      this.rooms.delete(device);
      room.leave();
    }
    for (const [device, target] of wanted) {
      if (!this.rooms.has(device)) this.join(device, target);
    }
  }

  private targets(): ReadonlyMap<DeviceId, LinkTarget> {
    const { contacts, groups, own } = this.parts;
    const people = contacts.contacts.get();
    const isBlocked = (account: AccountId) => people.get(account)?.record.blocked === true;
    const wanted = new Map(
      contactTargets(
        [...people.values()].filter(({ record }) => !record.blocked),
        (account) => contacts.papers.familyOf(account),
      ),
    );
    const all = [...groups.groups.get().values(), ...groups.leaving.all.values()];
    const known = all.filter((group) => this.isMeshed(group));
    this.mesh.setGroups(known.map((group) => meshGroupOf(group, isBlocked)));
    for (const [device, account] of [...this.mesh.targets(), ...this.newcomers(known)]) {
      const target = wanted.has(device) || isBlocked(account) ? null : memberTarget(known, device, account);
      if (target !== null) wanted.set(device, target);
    }
    for (const [device, target] of this.inviters.values()) if (!wanted.has(device)) wanted.set(device, target);
    for (const [device, target] of ownTargets(own.get(), this.parts.clock.now())) wanted.set(device, target);
    // A contact can claim this very device.
    wanted.delete(this.parts.self.device);
    return wanted;
  }

  private newcomers(groups: readonly KnownGroup[]): readonly (readonly [DeviceId, AccountId])[] {
    const { clock, self } = this.parts;
    const since = clock.now() - FAREWELL;
    return groups.flatMap((group) => [...newcomersOf(group, { self: self.account, since })]);
  }

  /** Reads who let us in, for groups whose roster we wait for. */
  private async followInviters(): Promise<void> {
    const waiting = [...this.parts.groups.groups.get().values()].filter(({ record }) => record.state === 'joining');
    const isKnown = ({ record, seed }: KnownGroup) => this.inviters.get(record.space)?.[2] === seed.invite;
    for (const space of this.inviters.keys()) {
      if (!waiting.some(({ record }) => record.space === space)) this.inviters.delete(space);
    }
    for (const group of waiting.filter((one) => !isKnown(one))) {
      const target = await inviterTarget(group, this.parts.verify);
      if (target === null) continue;
      this.inviters.set(group.record.space, [...target, group.seed.invite]);
      this.follow({ isLeaving: false });
    }
  }

  /** Groups whose members are linked for it: for a while also one that was left, so that those who stay hear of it. */
  private isMeshed({ record, roster }: KnownGroup): boolean {
    const { clock, self } = this.parts;
    if (record.state === 'active' || record.state === 'dissolved') return true;
    const leftAt = roster.former.get(self.account)?.at ?? 0;
    return record.state === 'left' && leftAt > clock.now() - FAREWELL;
  }

  private followLinks(): void {
    this.linked = new Set(this.parts.replicator.sessions.get().map(({ peer }) => peer.device));
    this.updatePresence();
    this.follow();
  }

  private join(device: DeviceId, target: LinkTarget): void {
    const { account, certificate, signaling, isOut = false } = target;
    let left = false;
    let joined: JoinedRoom | null = null;
    this.rooms.set(device, {
      account,
      isOut,
      leave: () => {
        left = true;
        joined?.leave();
      },
    });
    const { self, transport, log } = this.parts;
    void self.keys.agree(certificate.agreement).then((shared) => {
      if (!shared.ok) {
        log.write('error', 'link', `no shared secret with a contact: ${shared.error.code}`);
        return;
      }
      if (left) return;
      const room = pairRoom(shared.value, self.device, device);
      joined = transport.join({ ...room, signaling, capacity: 1 }, (link) => {
        if (isOut) return this.parts.hearAtDoor(link, account, device);
        this.parts.replicator.link(link, { account, device });
        void this.onLinked(account);
      });
    });
  }

  private async onLinked(account: AccountId): Promise<void> {
    const { contacts, clock, replicator } = this.parts;
    const known = contacts.get(account);
    if (known === null) return;
    // The other side keeps this room only after it said yes, so a link here is the answer to our request.
    if (known.record.state === 'requested') {
      await contacts.change(account, { lastSeenAt: clock.now(), state: 'accepted', request: null });
      replicator.refresh(account);
    } else {
      // Not now: the first events of the link would wait for the disk.
      clock.after(NOTE_AFTER, () => {
        if (this.here.get().has(account)) void contacts.touch(account, clock.now());
      });
    }
  }

  private updatePresence(): void {
    const { sessions } = this.parts.replicator;
    const now = new Set(sessions.get().map((session) => session.peer.account));
    const before = this.here.get();
    const gone = [...before].filter((account) => !now.has(account));
    if (gone.length === 0 && now.size === before.size) return;
    this.here.set(now);
    for (const account of gone) void this.parts.contacts.touch(account, this.parts.clock.now());
  }
}

function isSameRoom(
  wanted: LinkTarget | undefined,
  room: { readonly account: AccountId; readonly isOut: boolean },
): boolean {
  return wanted?.account === room.account && (wanted.isOut ?? false) === room.isOut;
}
