import type { AccountId, BlobId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { BlobRecord } from '@domain/blob/blobRecord.ts';
import { ChannelKeep } from '@domain/channel/records.ts';
import { MessageKeep, favouriteSchema } from '@domain/chat/kept.ts';
import type { MessageKey, MessageRecord } from '@domain/chat/message.ts';
import { type AttachmentRecord, standingPins } from '@domain/chat/marks.ts';
import { readCanonical } from '@domain/codec/readCanonical.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import type { RetentionRule } from '@domain/retention/rule.ts';
import {
  type MessageScene,
  RETENTION_KEEP,
  type RetentionScene,
  daysOf,
  isExpired,
  isMessageExpired,
  retentionBytes,
  rulesIn,
  takesMessages,
} from '@domain/retention/rules.ts';
import type { Settings } from '@domain/settings/settings.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore, Stored } from '@ports/documentStore.ts';
import type { DroppedMessage } from '@ports/messageNotes.ts';
import type { Snapshot } from '@ports/snapshot.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import { readOnce } from '../workspace/liveQueries.ts';
import { Arrivals } from './arrivals.ts';
import { looseFiles } from './looseFiles.ts';

const DAY = 24 * 3_600_000;
/** Messages looked at, and taken away, at a time. */
const PAGE = 500;
const AT_ONCE = 100;

/** What is known of rules at a time. */
export interface RetentionRules {
  /** Where a chat has none of its own. */
  readonly chats: RetentionRule;
  /** For how many days files of posts stay where a channel has no rule of its own. */
  readonly postDays: number;
  /** Of single chats and channels. */
  readonly own: ReadonlyMap<string, RetentionRule>;
}

/** What goes by some rules. */
export interface RetentionPlan {
  readonly files: readonly BlobRecord[];
  readonly messages: readonly DroppedMessage[];
}

/** What retention works with. */
export interface RetentionParts {
  readonly self: AccountId;
  /** This device. */
  readonly device: DeviceId;
  readonly store: Pick<DocumentStore, 'blobs' | 'feed' | 'conversations' | 'acknowledgements' | 'allChainHeads'> &
    Pick<DocumentStore, 'attachmentsOf' | 'watchAttachments' | 'watchPins' | 'messages'> & {
      readonly notes: Pick<DocumentStore['notes'], 'drop'>;
    };
  readonly settings: Pick<Snapshot<Settings>, 'get'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly keeper: Pick<FeedKeeper, 'put' | 'remove'>;
  /** Who is in a space. */
  readonly readersOf: (space: SpaceId) => readonly AccountId[];
}

/** For how long files of chats and posts stay on this device, as the person chose (RET-1 to RET-4). */
export class Retention {
  private readonly parts: RetentionParts;
  private readonly arrivals: Arrivals;

  constructor(parts: RetentionParts) {
    this.parts = parts;
    this.arrivals = new Arrivals(parts);
  }

  /** The rules as they are now. */
  async rules(): Stored<RetentionRules> {
    const { store, settings } = this.parts;
    const kept = await store.feed.keeps.all(RETENTION_KEEP);
    if (!kept.ok) return kept;
    const { retention, feedFileDays } = settings.get();
    return ok({ chats: retention, postDays: feedFileDays, own: rulesIn(kept.value) });
  }

  /** Gives a chat or channel a rule of its own; null: as the others. Of this device: no other hears of it. */
  set(space: SpaceId, rule: RetentionRule | null): Stored {
    const { keeper, clock } = this.parts;
    if (rule === null) return keeper.remove(RETENTION_KEEP, space);
    return keeper.put([{ kind: RETENTION_KEEP, id: space, bytes: retentionBytes(rule, clock.now()) }]);
  }

  /** Records which messages are here, for each sweep to know since when they are. */
  meet(): Stored {
    return this.arrivals.meet();
  }

  /** What goes from this device by some rules now (RET-2 to RET-4, RET-7). */
  async plan(rules: RetentionRules): Stored<RetentionPlan> {
    const files = await this.filesOfChats(rules);
    if (!files.ok) return files;
    const media = await this.mediaOfPosts(rules);
    if (!media.ok) return media;
    const messages = await this.messages(rules, new Set(files.value.map(({ id }) => id)));
    return messages.ok ? ok({ files: [...files.value, ...media.value], messages: messages.value }) : messages;
  }

  /** Takes messages off this device. What was signed stays in the log of their chat. */
  async dropMessages(messages: readonly DroppedMessage[]): Stored {
    for (let from = 0; from < messages.length; from += AT_ONCE) {
      const dropped = await this.parts.store.notes.drop(messages.slice(from, from + AT_ONCE));
      if (!dropped.ok) return dropped;
    }
    return ok();
  }

  /** Rules of chats and channels that are not here any more end with them. */
  async forgetGone(): Promise<void> {
    const { store, keeper } = this.parts;
    const kept = await store.feed.keeps.all(RETENTION_KEEP);
    if (!kept.ok || kept.value.length === 0) return;
    const [chats, channels] = [await store.conversations.all(), await store.feed.keeps.all(ChannelKeep.channel)];
    if (!chats.ok || !channels.ok) return;
    const here = new Set<string>([...chats.value.map(({ space }) => space), ...channels.value.map(({ id }) => id)]);
    for (const { id } of kept.value) if (!here.has(id)) await keeper.remove(RETENTION_KEEP, id);
  }

  private async filesOfChats(rules: RetentionRules): Stored<readonly BlobRecord[]> {
    // Where everything stays, as it does unless somebody chose otherwise, nothing is looked through.
    if (![rules.chats, ...rules.own.values()].some((rule) => rule !== 'all')) return ok([]);
    const { store } = this.parts;
    const rows = await store.blobs.all();
    if (!rows.ok) return rows;
    const attached = await readOnce(store.watchAttachments(null));
    if (!attached.ok) return attached;
    const said = byBlob(this.ofOthers(attached.value));
    const scene = await this.scene(rules, said);
    return scene.ok ? ok(rows.value.filter((row) => isExpired(row, said.get(row.id) ?? [], scene.value))) : scene;
  }

  /** `going`: files that go now. */
  private async messages(rules: RetentionRules, going: ReadonlySet<BlobId>): Stored<readonly DroppedMessage[]> {
    const ruleOf = (space: SpaceId) => rules.own.get(space) ?? rules.chats;
    if (![rules.chats, ...rules.own.values()].some(takesMessages)) return ok([]);
    const { store } = this.parts;
    const [chats, blobs] = [await store.conversations.all(), await store.blobs.all()];
    if (!chats.ok) return chats;
    if (!blobs.ok) return blobs;
    const here = new Set(blobs.value.filter(({ state, id }) => state !== 'gone' && !going.has(id)).map(({ id }) => id));
    const affected = chats.value.filter(({ space }) => takesMessages(ruleOf(space)));
    const staying = await this.staying(new Set(affected.map(({ space }) => space)));
    if (!staying.ok) return staying;
    const arrivals = await this.arrivals.known();
    if (!arrivals.ok) return arrivals;
    const found: DroppedMessage[] = [];
    for (const { space, readAt } of affected) {
      const rule = ruleOf(space);
      const isHeld = await this.heldIn(space);
      if (!isHeld.ok) return isHeld;
      const known = { ...arrivals.value, rule, readAt, staying: staying.value, isHeld: isHeld.value };
      const old = await this.oldIn(space, { ...known, isHere: (blob) => here.has(blob) });
      if (!old.ok) return old;
      found.push(...old.value);
    }
    return ok(found);
  }

  private async oldIn(space: SpaceId, scene: MessageScene): Stored<readonly DroppedMessage[]> {
    const before = scene.now - daysOf(scene.rule) * DAY;
    const found: DroppedMessage[] = [];
    for (let key: MessageKey = { at: 0, id: '' }; ;) {
      const page = await this.parts.store.messages(space, { kind: 'from', key, limit: PAGE });
      if (!page.ok) return page;
      const old = page.value.messages.filter((message) => isMessageExpired(message, scene));
      found.push(...old.map(({ id, at }) => ({ space, message: id, at })));
      const last = page.value.messages.at(-1);
      if (last === undefined || !page.value.hasNewer || last.at >= before) return ok(found);
      key = { at: last.at, id: `${last.id}\0` };
    }
  }

  /** Which messages of a chat somebody else holds, too: those of this device where another's acknowledged them. */
  private async heldIn(space: SpaceId): Stored<(message: MessageRecord) => boolean> {
    const { store, device } = this.parts;
    const known = await store.acknowledgements(space);
    if (!known.ok) return known;
    const seq = Math.max(-1, ...known.value.filter(({ chain }) => chain === device).map((one) => one.seq));
    return ok((message) => message.device !== device || message.seq <= seq);
  }

  /** Messages that are pinned or put by. */
  private async staying(spaces: ReadonlySet<SpaceId>): Stored<ReadonlySet<EventId>> {
    const favourites = await this.parts.store.feed.keeps.all(MessageKeep.favourite);
    if (!favourites.ok) return favourites;
    const pinned = await this.pinnedIn(spaces);
    return pinned.ok ? ok(new Set([...favouritesIn(favourites.value), ...pinned.value])) : pinned;
  }

  private async scene(
    rules: RetentionRules,
    said: ReadonlyMap<BlobId, readonly AttachmentRecord[]>,
  ): Stored<RetentionScene> {
    const { store, clock, self, readersOf } = this.parts;
    const staying = await this.staying(new Set([...said.values()].flat().map(({ space }) => space)));
    if (!staying.ok) return staying;
    const uses = await readOnce(store.feed.watchAllUses());
    if (!uses.ok) return uses;
    return ok({
      now: clock.now(),
      ruleOf: (space) => rules.own.get(space) ?? rules.chats,
      staying: staying.value,
      inPosts: new Set(uses.value.map(({ blob }) => blob)),
      canBeAsked: (space) => readersOf(space).some((account) => account !== self),
    });
  }

  /** What this person sent, from whichever device, is perhaps nowhere else: it counts as no file that may go. */
  private ofOthers(said: readonly AttachmentRecord[]): readonly AttachmentRecord[] {
    const own = new Set(said.filter(({ author }) => author === this.parts.self).map(({ blob }) => blob));
    return said.filter(({ blob }) => !own.has(blob));
  }

  private async pinnedIn(spaces: ReadonlySet<SpaceId>): Stored<readonly EventId[]> {
    const found: EventId[] = [];
    for (const space of spaces) {
      const pins = await readOnce(this.parts.store.watchPins(space));
      // What cannot be read may be pinned.
      if (!pins.ok) return pins;
      found.push(...standingPins(pins.value).map(({ message }) => message));
    }
    return ok(found);
  }

  private async mediaOfPosts(rules: RetentionRules): Stored<readonly BlobRecord[]> {
    const { store, self, clock } = this.parts;
    const now = clock.now();
    const loose = await looseFiles({ store, self, now });
    if (!loose.ok) return loose;
    const daysIn = (space: SpaceId) => {
      const rule = rules.own.get(space);
      return rule === undefined ? rules.postDays : daysOf(rule);
    };
    const isDue = ({ spaces, lastAt }: { readonly spaces: readonly SpaceId[]; readonly lastAt: number }) =>
      lastAt < now - Math.max(...spaces.map(daysIn)) * DAY;
    return ok(loose.value.filter((file) => file.part === 'media' && isDue(file)).map(({ row }) => row));
  }
}

function favouritesIn(keeps: readonly FeedKeep[]): readonly EventId[] {
  return keeps.flatMap(({ id, bytes }) => (readCanonical(favouriteSchema, bytes)?.on === true ? [id as EventId] : []));
}

function byBlob(said: readonly AttachmentRecord[]): ReadonlyMap<BlobId, readonly AttachmentRecord[]> {
  const found = new Map<BlobId, AttachmentRecord[]>();
  for (const one of said) found.set(one.blob, [...(found.get(one.blob) ?? []), one]);
  return found;
}
