import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { type Charter, packCharter } from '@domain/channel/charter.ts';
import { channelOf } from '@domain/channel/link.ts';
import {
  ChannelKeep,
  type ChannelRecord,
  channelRecordSchema,
  readRecord,
  recordBytes,
} from '@domain/channel/records.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import { laneOf } from '@domain/feed/project.ts';
import type { StoreError } from '@ports/recordTable.ts';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { Realm } from '../feed/joinedDirectory.ts';
import type { ChainEnd, OwnWriter } from '../replication/context.ts';
import type { ChannelKeys } from './channelKeys.ts';
import type { ChannelKeeps } from './channelKeeps.ts';
import { charterIn } from './charterIn.ts';
import { type KnownChannel, authorOf, channelAuthor, writersAuthor } from './knownChannel.ts';

/** Most channels on one device. */
export const MOST_CHANNELS = 1000;

/** What the book works with. */
export interface ChannelBookParts {
  readonly keeps: ChannelKeeps;
  readonly keys: ChannelKeys;
}

/**
 * The channels of this device, and who reads and writes them (REP-26). Readers are whoever is linked in a channel's room: `meet` and
 * `part` say who that is; nobody is given more than that one channel.
 */
export class ChannelBook implements Realm {
  private readonly parts: ChannelBookParts;
  private readonly known = writableSnapshot<ReadonlyMap<SpaceId, KnownChannel>>(new Map());
  private readonly meetings = new Map<AccountId, SpaceId>();

  constructor(parts: ChannelBookParts) {
    this.parts = parts;
  }

  /** Reads what is kept. To be called again after something was restored. */
  async load(): Promise<Result<void, StoreError>> {
    const rows = await this.parts.keeps.all(ChannelKeep.channel);
    const charters = rows.ok ? await this.parts.keeps.all(ChannelKeep.charter) : rows;
    const forks = charters.ok ? await this.parts.keeps.all(ChannelKeep.fork) : charters;
    if (!rows.ok || !charters.ok || !forks.ok) return forks.ok ? ok() : forks;
    const [charterOf, forkOf] = [byId(charters.value), byId(forks.value)];
    const known = new Map<SpaceId, KnownChannel>();
    for (const record of rows.value.flatMap((row) => readRecord(channelRecordSchema, row) ?? [])) {
      const space = channelOf(record);
      const pen = record.pen === null ? null : await this.parts.keys.openPen(space);
      const charter = charterIn(charterOf.get(space));
      known.set(space, { space, record, charter, fork: forkOf.get(space) ?? null, pen });
    }
    this.known.set(known);
    return ok();
  }

  get channels(): Snapshot<ReadonlyMap<SpaceId, KnownChannel>> {
    return this.known;
  }

  get(space: SpaceId): KnownChannel | null {
    return this.known.get().get(space) ?? null;
  }

  /** Keeps a channel, in place of what was kept of it: only what is not the same is written, and goes into the journal. */
  async put(channel: KnownChannel): Promise<Result<void, StoreError>> {
    const { space } = channel;
    const kept = await this.parts.keeps.put(changedRows(this.get(space), channel));
    if (kept.ok) this.known.set(new Map(this.known.get()).set(space, channel));
    return kept;
  }

  /** Changes what is kept of a channel as it is now; nothing where it is not here. */
  async change(space: SpaceId, change: Partial<ChannelRecord>): Promise<Result<void, StoreError>> {
    const channel = this.get(space);
    return channel === null ? ok() : this.put({ ...channel, record: { ...channel.record, ...change } });
  }

  setCharter(space: SpaceId, charter: Charter): Promise<Result<void, StoreError>> {
    const channel = this.get(space);
    return channel === null ? Promise.resolve(ok()) : this.put({ ...channel, charter });
  }

  setFork(space: SpaceId, fork: Uint8Array): Promise<Result<void, StoreError>> {
    const channel = this.get(space);
    return channel === null ? Promise.resolve(ok()) : this.put({ ...channel, fork });
  }

  /** Forgets a channel. Its events and posts are somebody else's matter. */
  async remove(space: SpaceId): Promise<Result<void, StoreError>> {
    for (const kind of [ChannelKeep.channel, ChannelKeep.charter, ChannelKeep.fork]) {
      const removed = await this.parts.keeps.remove(kind, space);
      if (!removed.ok) return removed;
    }
    const rest = new Map(this.known.get());
    rest.delete(space);
    this.known.set(rest);
    return ok();
  }

  /** Whether one more may be kept. */
  hasPlace(): Result<void, { code: 'channel-limit'; message: string }> {
    return this.known.get().size < MOST_CHANNELS ? ok() : fail('channel-limit', `${MOST_CHANNELS} channels`);
  }

  /** Somebody was met in a channel's room: from now on they may have that channel. */
  meet(reader: AccountId, space: SpaceId): void {
    this.meetings.set(reader, space);
  }

  part(reader: AccountId): void {
    this.meetings.delete(reader);
  }

  /** Where somebody was met; null for whom nobody met in a room. */
  metIn(reader: AccountId): SpaceId | null {
    return this.meetings.get(reader) ?? null;
  }

  /** With what a channel is written here. */
  penOf(space: SpaceId): OwnWriter | null {
    const channel = this.get(space);
    if (channel?.pen === null || channel === null) return null;
    const { device, sign } = channel.pen;
    const isWriter = channel.charter?.pens.get(device)?.role === 'writer';
    return { account: isWriter ? writersAuthor(space) : channelAuthor(space), device, keys: { sign } };
  }

  has(space: SpaceId): boolean {
    return this.known.get().has(space);
  }

  takes(_space: SpaceId, kind: string): boolean {
    return laneOf(kind) === 'channels';
  }

  accountOf(space: SpaceId, device: DeviceId): AccountId | null {
    const charter = this.get(space)?.charter ?? null;
    return charter === null ? null : authorOf(charter, device);
  }

  devicesOf(space: SpaceId): readonly DeviceId[] {
    const charter = this.get(space)?.charter ?? null;
    return charter === null ? [] : [...charter.pens.keys(), ...charter.ends.keys()];
  }

  sharedWith(account: AccountId): readonly SpaceId[] {
    const space = this.meetings.get(account);
    return space !== undefined && this.has(space) ? [space] : [];
  }

  readersOf(space: SpaceId): readonly AccountId[] {
    if (!this.has(space)) return [];
    return [...this.meetings].flatMap(([reader, met]) => (met === space ? [reader] : []));
  }

  endOf(space: SpaceId, device: DeviceId): ChainEnd | null {
    return this.get(space)?.charter?.ends.get(device) ?? null;
  }

  floorOf(): number {
    return -1;
  }

  /** A pen that is not known here may be named by a charter that is not here yet. */
  isOpenEnded(): boolean {
    return true;
  }
}

function changedRows(before: KnownChannel | null, channel: KnownChannel): readonly Omit<FeedKeep, 'at'>[] {
  const { space: id, record, charter, fork } = channel;
  return [
    ...(record === before?.record ? [] : [{ kind: ChannelKeep.channel, id, bytes: recordBytes(record) }]),
    ...(charter === null || charter === before?.charter
      ? []
      : [{ kind: ChannelKeep.charter, id, bytes: packCharter(charter) }]),
    ...(fork === null || fork === before?.fork ? [] : [{ kind: ChannelKeep.fork, id, bytes: fork }]),
  ];
}

function byId(rows: readonly FeedKeep[]): ReadonlyMap<string, Uint8Array> {
  return new Map(rows.map(({ id, bytes }) => [id, bytes]));
}
