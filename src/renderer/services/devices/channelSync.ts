import * as v from 'valibot';
import { type SpaceId, isIdText } from '@shared/ids.ts';
import { bytesOf, bytesUpTo, timeSchema } from '@shared/schemas.ts';
import { MAX_CHANNEL_NAME } from '@domain/channel/face.ts';
import { MOST_HINTS, channelOf } from '@domain/channel/link.ts';
import { claimAfter, claimRecordSchema, keyRecordSchema } from '@domain/channel/paidRecords.ts';
import { ChannelKeep, type ChannelRecord, autoRecordSchema, readRecord } from '@domain/channel/records.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import type { Choice } from '@domain/device/choices.ts';
import type { Disposer, Snapshot } from '@ports/snapshot.ts';
import type { ChannelBook } from '../channels/channelBook.ts';
import type { ChannelKeeps } from '../channels/channelKeeps.ts';
import { type KnownChannel, roleOf } from '../channels/knownChannel.ts';
import type { IsDue, OwnLog } from './ownLog.ts';
import type { OwnSync } from './ownSync.ts';

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const channelSchema = v.object({
  key: bytesOf(32),
  name: text(MAX_CHANNEL_NAME),
  signaling: v.pipe(v.array(text(200)), v.maxLength(MOST_HINTS)),
  followed: v.boolean(),
  vouched: v.boolean(),
  since: timeSchema,
});
const recordBytes = bytesUpTo(64 * 1024);
/** Records that follow as they are: what was bought opens on all own devices, and the same answers are given by itself. */
const WHOLE = { postkey: ChannelKeep.postKey, auto: ChannelKeep.auto, claim: ChannelKeep.claim } as const;
const SCHEMAS = { postkey: keyRecordSchema, auto: autoRecordSchema, claim: claimRecordSchema } as const;
const SECTIONS = ['postkey', 'auto', 'claim'] as const satisfies readonly (keyof typeof WHOLE)[];

/** What keeping channels the same on all own devices works with. */
export interface ChannelSyncParts {
  readonly log: OwnLog;
  readonly book: ChannelBook;
  readonly keeps: ChannelKeeps;
  /** Hears that a channel is, or is not, looked through any more. */
  readonly onRead: (channel: SpaceId) => void;
  /** Hears of a claim of another own device, once it is kept here; null: that device paid nothing by it. */
  readonly onClaim: (record: string, bytes: Uint8Array | null) => Promise<void>;
}

type Section = 'channel' | 'channelquiet' | 'channelread';

/** Which channels one follows, and how, on all own devices (CHN-37). What they publish comes from their readers. */
export class ChannelSync implements OwnSync {
  private readonly parts: ChannelSyncParts;
  private known: ReadonlyMap<SpaceId, KnownChannel> = new Map();
  private readonly disposers: Disposer[] = [];

  constructor(parts: ChannelSyncParts) {
    this.parts = parts;
    const { log } = parts;
    log.on('channel', (choice) => this.onChannel(choice));
    log.on('channelquiet', (choice) => this.onQuiet(choice));
    log.on('channelread', (choice) => this.onRead(choice), 'each');
    for (const section of SECTIONS) log.on(section, (choice) => this.onWhole(section, choice));
  }

  /** Tells of every change from here on. */
  start(): void {
    const { book, keeps } = this.parts;
    this.known = book.channels.get();
    keeps.keeper.onKept = (kind, id, bytes) => this.tellWhole(kind, id, bytes);
    this.disposers.push(book.channels.subscribe(() => this.tell()));
  }

  dispose(): void {
    this.parts.keeps.keeper.onKept = () => undefined;
    for (const dispose of this.disposers) dispose();
  }

  /** Tells of all that is due. */
  tellAll(isDue: IsDue): Promise<void> {
    for (const space of this.channels.get().keys())
      for (const section of ['channel', 'channelquiet', 'channelread'] as const)
        if (isDue(`${section}/${space}`)) this.say(section, space);
    return this.tellKept(isDue);
  }

  private get channels(): Snapshot<ReadonlyMap<SpaceId, KnownChannel>> {
    return this.parts.book.channels;
  }

  private async tellKept(isDue: IsDue): Promise<void> {
    for (const [section, kind] of Object.entries(WHOLE)) {
      const rows = await this.parts.keeps.all(kind);
      for (const { id, bytes } of rows.ok ? rows.value : [])
        if (isDue(`${section}/${id}`)) void this.parts.log.say(`${section}/${id}`, () => bytes);
    }
  }

  private tell(): void {
    const before = this.known;
    this.known = this.channels.get();
    for (const [space, { record }] of this.known) this.tellChanged(space, record, before.get(space)?.record);
    for (const space of before.keys()) if (!this.known.has(space)) this.say('channel', space);
  }

  private tellChanged(space: SpaceId, record: ChannelRecord, was: ChannelRecord | undefined): void {
    if (record === was) return;
    this.say('channel', space);
    if (record.muted !== (was?.muted ?? false)) this.say('channelquiet', space);
    if (record.readAt !== was?.readAt) this.say('channelread', space);
  }

  private say(section: Section, space: SpaceId): void {
    void this.parts.log.say(`${section}/${space}`, () => {
      const channel = this.parts.book.get(space);
      if (channel === null) return section === 'channel' ? null : undefined;
      const { record } = channel;
      if (section === 'channel') return shownOf(record);
      return section === 'channelquiet' ? record.muted : record.readAt;
    });
  }

  private tellWhole(kind: string, id: string, bytes: Uint8Array | null): void {
    const [section] = Object.entries(WHOLE).find(([, one]) => one === kind) ?? [];
    if (section !== undefined) void this.parts.log.say(`${section}/${id}`, () => bytes);
  }

  private async onChannel({ key, value }: Choice): Promise<void> {
    const { book } = this.parts;
    const space = idIn(key);
    const known = space === null ? null : book.get(space);
    if (space === null) return;
    if (value === null) {
      if (known !== null) await this.leave(known);
      return;
    }
    const read = v.safeParse(channelSchema, value);
    if (!read.success || channelOf(read.output) !== space) return;
    const told = { ...read.output, key: read.output.key.slice() };
    if (known !== null) return void (await book.change(space, told));
    if (!book.hasPlace().ok) return;
    const record: ChannelRecord = {
      v: 1,
      ...told,
      muted: this.isQuiet(space),
      readAt: this.readAt(space, told.since),
      pen: null,
    };
    await book.put({ space, record, charter: null, fork: null, pen: null });
  }

  /** One that is written here as well is read no more; another goes. */
  private async leave({ space, record, charter }: KnownChannel): Promise<void> {
    const { book } = this.parts;
    const isWritten = charter === null ? record.pen !== null : roleOf(charter, record.pen) !== null;
    if (isWritten) await book.change(space, { followed: false, vouched: false });
    else await book.remove(space);
  }

  private isQuiet(space: SpaceId): boolean {
    return this.parts.log.choices.get(`channelquiet/${space}`)?.value === true;
  }

  private readAt(space: SpaceId, since: number): number {
    const read = v.safeParse(timeSchema, this.parts.log.choices.get(`channelread/${space}`)?.value);
    return read.success ? read.output : since;
  }

  private async onQuiet({ key, value }: Choice): Promise<void> {
    const space = idIn(key);
    if (space !== null && typeof value === 'boolean') await this.parts.book.change(space, { muted: value });
  }

  private async onRead({ key, value }: Choice): Promise<void> {
    const space = idIn(key);
    const at = v.safeParse(timeSchema, value);
    const known = space === null ? null : this.parts.book.get(space);
    if (space === null || !at.success || known === null || known.record.readAt >= at.output) return;
    await this.parts.book.change(space, { readAt: at.output });
    this.parts.onRead(space);
  }

  private async onWhole(section: keyof typeof WHOLE, { key, value }: Choice): Promise<void> {
    const id = key.slice(key.indexOf('/') + 1);
    const { keeps } = this.parts;
    const kind = WHOLE[section];
    if (value === null) return this.onGone(section, id);
    if (!v.is(recordBytes, value) || readRecord(SCHEMAS[section], { bytes: value }) === null) return;
    const row = await keeps.get(kind, id);
    const kept = row.ok ? row.value : null;
    const bytes = kept === null ? value : wholeAfter(section, kept.bytes, value);
    if (kept !== null && equalBytes(kept.bytes, bytes)) return;
    await keeps.put([{ kind, id, bytes: bytes.slice() }]);
    if (section === 'claim') await this.parts.onClaim(id, bytes);
  }

  /** What was bought stays; whether a claim goes is judged by what the wallet has. */
  private async onGone(section: keyof typeof WHOLE, id: string): Promise<void> {
    if (section === 'auto') await this.parts.keeps.remove(WHOLE[section], id);
    if (section === 'claim') await this.parts.onClaim(id, null);
  }
}

/** What is kept of one that is here, after another own device told it. */
function wholeAfter(section: keyof typeof WHOLE, kept: Uint8Array, heard: Uint8Array): Uint8Array {
  return section === 'claim' ? claimAfter(kept, heard) : heard;
}

function shownOf({
  key,
  name,
  signaling,
  followed,
  vouched,
  since,
}: ChannelRecord): v.InferInput<typeof channelSchema> {
  return { key, name, signaling: [...signaling], followed, vouched, since };
}

function idIn(key: string): SpaceId | null {
  const id = key.slice(key.indexOf('/') + 1);
  return isIdText(id) ? (id as SpaceId) : null;
}
