import type { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { MemoryNetwork } from '@adapters/memory/transport/memoryNetwork.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { Charter } from '@domain/channel/charter.ts';
import { decodeReaderWord } from '@domain/channel/words.ts';
import { encodePost, textPost } from '@domain/feed/post.ts';
import type { Clock } from '@ports/clock.ts';
import type { PeerTransport } from '@ports/peerTransport.ts';
import { ChannelBook } from '@services/channels/channelBook.ts';
import { ChannelKeeps } from '@services/channels/channelKeeps.ts';
import type { ChannelKeys, OpenPen } from '@services/channels/channelKeys.ts';
import { CharterDesk } from '@services/channels/charterDesk.ts';
import { ReaderCount } from '@services/channels/readerCount.ts';
import { ReaderRooms } from '@services/channels/readerRooms.ts';
import type { EventJournal } from '@services/journal/eventJournal.ts';
import type { Directory } from '@services/replication/context.ts';
import { Replicator } from '@services/replication/replicator.ts';
import { sendingBy } from '../sendingBy.ts';
import { simulatedKeys, verifySimulated } from '../simulation/simulatedKeys.ts';

/** What a reader lives in. */
export interface GossipSurroundings {
  readonly clock: Clock;
  readonly network: MemoryNetwork;
  readonly sent: (bytes: number) => void;
}

/** One reader of a channel: the real replication, rooms and charters, without an app around them. */
export class GossipReader {
  /** Every event that came, and when. */
  readonly arrivals = new Map<EventId, number>();
  readonly book: ChannelBook;
  private readonly world: GossipSurroundings;
  private readonly replicator: Replicator;
  private readonly rooms: ReaderRooms;
  private readonly charters: CharterDesk;
  private readonly count: ReaderCount;
  private readonly store = new MemoryDocumentStore({ disk: new MemoryDisk() });
  private readonly account: AccountId;

  constructor(world: GossipSurroundings, random: SeededRandom) {
    this.world = world;
    const { clock } = world;
    const key = random.bytes(32);
    this.account = toBase64url(random.bytes(32)) as AccountId;
    const device = toBase64url(key) as DeviceId;
    const { store } = this;
    // What the journal costs is not the question here, and a thousand of them are.
    const journal = { append: () => Promise.resolve(ok()) } as unknown as EventJournal;
    // The editor's pen is handed in open, and nobody else has any.
    const keys = { openPen: () => Promise.resolve(null) } as unknown as ChannelKeys;
    this.book = new ChannelBook({ keys, keeps: new ChannelKeeps({ store, journal, clock }) });
    const directory: Directory = this.book;
    this.replicator = new Replicator(
      {
        ...{ self: { account: this.account, device, keys: simulatedKeys(key) }, store, journal, directory, clock },
        verify: verifySimulated,
        penOf: (space) => this.book.penOf(space),
        log: { write: () => undefined },
        onAdmitted: (_, events) => {
          for (const { id } of events) this.arrivals.set(id, clock.monotonic());
        },
      },
      {
        ownCard: () => new Uint8Array(1),
        onCard: () => Promise.resolve(true),
        onFeedWord: async (peer, { word }) => {
          const space = this.book.metIn(peer.account);
          const read = decodeReaderWord(word);
          if (space === null || read === null) return false;
          if (read.t === 'at') this.charters.onAt(peer.account, space, read);
          if (read.t === 'charter') return this.charters.onCharter(peer.account, space, read);
          return read.t === 'count' ? this.count.take(space, read) : true;
        },
      },
    );
    this.rooms = new ReaderRooms({
      ...{ transport: this.counted(), replicator: this.replicator, book: this.book, clock, random },
      onParted: (reader) => this.charters.part(reader),
      onChanged: () => this.count.show(),
      onMet: (space, say) => {
        say(this.charters.at(space));
        say(this.count.word(space));
      },
    });
    const say = { say: this.rooms.say.bind(this.rooms), sayTo: this.rooms.sayTo.bind(this.rooms) };
    this.count = new ReaderCount({
      ...{ clock, random, say: (space, word) => this.rooms.say(space, word) },
      linkedIn: (space) => this.rooms.linked.get(space) ?? 0,
    });
    this.charters = new CharterDesk({
      ...{ book: this.book, verify: verifySimulated, log: { write: () => undefined }, ...say },
      onCharter: (space) => this.replicator.membershipChanged(space),
    });
  }

  /** Comes online: with a charter and a pen as the editor, without as somebody who has the link alone. */
  async open(space: SpaceId, founder: Uint8Array, editing: { charter: Charter; pen: OpenPen } | null): Promise<void> {
    await this.store.open(this.account);
    const flags = { followed: true, muted: false, vouched: false, readAt: 0, since: 0 };
    const record = { v: 1 as const, key: founder, name: '', signaling: [], pen: editing?.pen.key ?? null, ...flags };
    const pen = editing?.pen ?? null;
    const kept = await this.book.put({ space, record, charter: editing?.charter ?? null, fork: null, pen });
    if (!kept.ok) throw new Error(kept.error.message);
    this.rooms.start();
  }

  async post(space: SpaceId, text: string): Promise<EventId> {
    const said = await this.replicator.author(space, 'channel.posted', {
      post: encodePost(textPost(text)),
      expires: null,
    });
    if (!said.ok) throw new Error(said.error.message);
    return said.value.id;
  }

  links(space: SpaceId): number {
    return this.rooms.linked.get(space) ?? 0;
  }

  guess(space: SpaceId): number {
    return this.count.readers.get().get(space) ?? 0;
  }

  close(): void {
    this.rooms.dispose();
    this.count.dispose();
    this.replicator.dispose();
  }

  private counted(): PeerTransport {
    const transport = this.world.network.createTransport();
    return {
      status: transport.status,
      configure: (settings) => transport.configure(settings),
      nudge: () => transport.nudge(),
      dispose: () => transport.dispose(),
      join: (room, onLink) =>
        transport.join(room, (link) =>
          onLink(
            sendingBy(link, (channel, message, options) => {
              this.world.sent(message.length);
              return link.send(channel, message, options);
            }),
          ),
        ),
    };
  }
}
