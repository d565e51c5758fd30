import type { AccountId, DeviceId } from '@shared/ids.ts';
import { pairRoom } from '@domain/link/rooms.ts';
import type { Clock } from '@ports/clock.ts';
import type { DeviceKeys } from '@ports/keyVault.ts';
import type { JoinedRoom, PeerTransport } from '@ports/peerTransport.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { ContactBook, KnownContact } from '../contacts/contactBook.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Replicator } from '../replication/replicator.ts';

/** What keeps the links works with. */
export interface LinkKeeperParts {
  readonly self: { readonly device: DeviceId; readonly keys: DeviceKeys };
  readonly contacts: ContactBook;
  readonly transport: PeerTransport;
  readonly replicator: Replicator;
  readonly clock: Clock;
  readonly log: Log;
}

/** Keeps one room open for each device of each contact that may be linked (LNK-4), and says who is here. */
export class LinkKeeper {
  private readonly rooms = new Map<DeviceId, { readonly account: AccountId; leave: Disposer }>();
  private readonly here = writableSnapshot<ReadonlySet<AccountId>>(new Set());
  private readonly disposers: Disposer[] = [];
  private readonly parts: LinkKeeperParts;

  constructor(parts: LinkKeeperParts) {
    this.parts = parts;
  }

  /**
   * Joins the rooms. Call once the transport knows its addresses: to be told new ones makes it drop the attempts it has
   * begun, and two people who opened the app would wait for seconds.
   */
  start(): void {
    this.disposers.push(
      this.parts.contacts.contacts.subscribe(() => this.follow()),
      this.parts.replicator.sessions.subscribe(() => this.updatePresence()),
    );
    this.follow();
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

  /** Joins and leaves rooms until they are those of the contacts. */
  private follow(): void {
    const wanted = ownersOf([...this.parts.contacts.contacts.get().values()].filter(({ record }) => !record.blocked));
    for (const [device, room] of this.rooms) {
      if (wanted.get(device)?.record.account === room.account) continue;
      this.rooms.delete(device);
      room.leave();
    }
    for (const [device, contact] of wanted) {
      if (!this.rooms.has(device)) this.join(device, contact);
    }
  }

  private join(device: DeviceId, contact: KnownContact): void {
    const certificate = contact.certificates.find((candidate) => candidate.device === device);
    if (certificate === undefined) return;
    const { account } = contact.record;
    let left = false;
    let joined: JoinedRoom | null = null;
    this.rooms.set(device, {
      account,
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
      joined = transport.join({ ...room, signaling: contact.signaling, capacity: 1 }, (link) => {
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
      await contacts.touch(account, clock.now());
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

/** Whose each device is. Anyone can certify another's device: it belongs to the contact whose card it signed itself. */
function ownersOf(contacts: readonly KnownContact[]): ReadonlyMap<DeviceId, KnownContact> {
  const owners = new Map<DeviceId, KnownContact>();
  for (const contact of contacts) {
    for (const { device } of contact.certificates) {
      if (device === contact.signer || !owners.has(device)) owners.set(device, contact);
    }
  }
  return owners;
}
