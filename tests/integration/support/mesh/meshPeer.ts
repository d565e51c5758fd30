import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { MemoryPeerTransport } from '@adapters/memory/transport/memoryPeerTransport.ts';
import type { MemoryNetwork } from '@adapters/memory/transport/memoryNetwork.ts';
import { MESSAGE_KIND } from '@domain/chat/project.ts';
import type { Clock } from '@ports/clock.ts';
import type { JoinedRoom, PeerLink } from '@ports/peerTransport.ts';
import type { EventJournal } from '@services/journal/eventJournal.ts';
import { type MeshGroup, MeshKeeper } from '@services/links/meshKeeper.ts';
import type { Directory } from '@services/replication/context.ts';
import { Replicator } from '@services/replication/replicator.ts';
import { sendingBy } from '../sendingBy.ts';
import { simulatedKeys, verifySimulated } from '../simulation/simulatedKeys.ts';

/** What a peer lives in. */
export interface MeshSurroundings {
  readonly clock: Clock;
  readonly network: MemoryNetwork;
  readonly space: SpaceId;
  readonly group: MeshGroup;
  readonly sent: (bytes: number) => void;
  readonly directoryOf: (peer: MeshPeer) => Directory;
}

/** One member of a simulated group: the replication core and the mesh, without an app around them. */
export class MeshPeer {
  readonly account: AccountId;
  readonly device: DeviceId;
  /** Every event that came, and when. */
  readonly arrivals = new Map<EventId, number>();
  private readonly world: MeshSurroundings;
  private readonly key: Uint8Array;
  private readonly mesh: MeshKeeper;
  private readonly rooms = new Map<DeviceId, JoinedRoom>();
  private transport: MemoryPeerTransport | null = null;
  private replicator: Replicator | null = null;
  private readonly store = new MemoryDocumentStore({ disk: new MemoryDisk() });

  constructor(world: MeshSurroundings, random: { bytes(length: number): Uint8Array }) {
    this.world = world;
    this.account = toBase64url(random.bytes(32)) as AccountId;
    this.key = random.bytes(32);
    this.device = toBase64url(this.key) as DeviceId;
    this.mesh = new MeshKeeper(this.device, (device) => this.linked.has(device));
  }

  /** Devices one is linked with now. */
  get linked(): ReadonlySet<DeviceId> {
    return new Set(this.replicator?.sessions.get().map(({ peer }) => peer.device));
  }

  /** Rooms one is in, with an answer or without. */
  get tried(): number {
    return this.rooms.size;
  }

  /** Comes online for the first time. */
  async open(): Promise<void> {
    const { world } = this;
    await this.store.open(this.account);
    const { account, device, store } = this;
    // What the journal costs is not the question here, and a thousand of them are.
    const journal = { append: () => Promise.resolve(ok()) } as unknown as EventJournal;
    this.replicator = new Replicator(
      {
        self: { account, device, keys: simulatedKeys(this.key) },
        store,
        journal,
        directory: world.directoryOf(this),
        clock: world.clock,
        verify: verifySimulated,
        log: { write: () => undefined },
        onAdmitted: (_, events) => {
          for (const { id } of events) this.arrivals.set(id, world.clock.monotonic());
        },
      },
      { ownCard: () => new Uint8Array(1), onCard: () => Promise.resolve(true) },
    );
    this.transport = world.network.createTransport();
    this.mesh.setGroups([world.group]);
    this.replicator.sessions.subscribe(() => this.follow());
    this.mesh.start(world.clock, () => this.follow());
    this.follow();
  }

  /** Goes away for good. */
  close(): void {
    this.mesh.dispose();
    this.replicator?.dispose();
    if (this.transport !== null) this.world.network.kill(this.transport);
    this.transport = null;
    this.replicator = null;
  }

  async say(text: string): Promise<EventId> {
    const said = await this.replicator?.author(this.world.space, MESSAGE_KIND, { text });
    if (said?.ok !== true) throw new Error('not said');
    return said.value.id;
  }

  private follow(): void {
    if (this.transport === null) return;
    const wanted = this.mesh.targets();
    for (const [device, room] of this.rooms) {
      if (wanted.has(device)) continue;
      this.rooms.delete(device);
      room.leave();
    }
    for (const [device, account] of wanted) {
      if (!this.rooms.has(device)) this.join(device, account);
    }
  }

  private join(device: DeviceId, account: AccountId): void {
    if (this.transport === null) return;
    const name = [this.device, device].toSorted().join(' ');
    // The place is taken first: a link may be up before the call returns.
    const room = this.transport.join({ name, password: 'simulated', signaling: [], capacity: 1 }, (link) => {
      this.replicator?.link(this.counted(link), { account, device });
    });
    this.rooms.set(device, room);
  }

  private counted(link: PeerLink): PeerLink {
    return sendingBy(link, (channel, message, options) => {
      this.world.sent(message.length);
      return link.send(channel, message, options);
    });
  }
}
