import { toBase64url } from '@shared/base64url.ts';
import type { BlobId, DeviceId, EventId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { decodeArticle, encodeArticle } from '@domain/article/codec.ts';
import { type ArticleDocument, articleDocumentSchema, picturesOf } from '@domain/article/document.ts';
import { ChannelKeep, type DraftRecord, draftRecordSchema, readRecord, recordBytes } from '@domain/channel/records.ts';
import { joinBytes } from '@domain/codec/bytes.ts';
import { MAX_SUMMARY, MAX_TITLE } from '@domain/feed/post.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import type { Random } from '@ports/random.ts';
import * as v from 'valibot';
import type { ChannelDraft } from '../workspace/channelWorkspace.ts';
import { outcomeOf, storeFailure } from '../workspace/failures.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { Turn } from '../turn.ts';
import type { ChannelKeeps } from './channelKeeps.ts';
import { isDraftId } from './draftId.ts';

/** Bytes of a document in one record. */
const PART_BYTES = 48 * 1024;

/** Told to own devices as made of nothing that they know; unlike what was handed in, of which they have their own. */
const NEVER = 0;
/** The same of a draft that came back: whatever its id became before stands beside what it becomes. */
const BROUGHT = 1;

/** A draft as it is to be kept, and the change it was made of. */
export type SavedDraft = Omit<ChannelDraft, 'changedAt'> & { readonly base?: number };

/** As what a draft was kept. */
export type KeptDraft = Pick<ChannelDraft, 'id' | 'changedAt' | 'publishAt'>;

/** What a draft has in common with other own devices. */
export type DraftShared = Pick<DraftRecord, 'agreed' | 'told' | 'by'>;

/** What the drafts work with. */
export interface DraftParts {
  readonly keeps: ChannelKeeps;
  readonly random: Random;
  readonly device: DeviceId;
  readonly now: () => number;
}

/** Drafts on this device (CHN-16). A document is kept in parts; those of the last whole revision are what counts. */
export class Drafts {
  private readonly parts: DraftParts;
  /** What is read of a draft is what stands there when it is written. */
  private readonly turn = new Turn();
  /** What drafts became that were published since the start. */
  private readonly posts = new Map<string, EventId>();

  constructor(parts: DraftParts) {
    this.parts = parts;
  }

  /** Notes what a draft became, before it is taken away for that. */
  became(id: string, post: EventId): void {
    this.posts.set(id, post);
  }

  /** The post a draft became; null for one that was taken away otherwise, or before this start. */
  postOf(id: string): EventId | null {
    return this.posts.get(id) ?? null;
  }

  /**
   * Keeps a draft as it is written. `base`: the change it was made of; where another own device's came in between, or it was taken away, what is written here
   * becomes a draft of its own, so that neither is lost, and goes out at no time: the other does, or did. The value is what it is kept as.
   */
  save({ base, ...draft }: SavedDraft): Promise<Result<KeptDraft, WorkspaceError>> {
    return this.turn.take(async () => {
      const { now, device, random } = this.parts;
      const before = await this.record(draft.id);
      if (base !== undefined && before?.changedAt !== base) {
        const id = toBase64url(random.bytes(16));
        return this.write({ ...draft, id, publishAt: null, changedAt: now() }, {});
      }
      const changedAt = Math.max(now(), before === null ? 0 : before.changedAt + 1);
      // Whom it was given once publishes it, whoever writes at it: two devices that both did could not be told apart by readers (DEV-76).
      const by = before?.by ?? (draft.publishAt === null ? undefined : device);
      // What somebody wrote at is not taken away because another device is done with what was handed in.
      const shared = sharedIn(before, base);
      return this.write({ ...draft, changedAt }, { ...shared, ...(by === undefined ? {} : { by }) });
    });
  }

  /** Keeps a draft that was here before, whatever other own devices know of one of its id: that it was taken away is over. Not over one that is here. */
  async bring(draft: Omit<ChannelDraft, 'changedAt'>): Promise<Result<KeptDraft, WorkspaceError>> {
    const kept = await this.putOver(null, { ...draft, changedAt: this.parts.now() }, { agreed: BROUGHT });
    if (!kept.ok) return kept;
    return kept.value === null ? fail('article-invalid', 'one is here') : ok(kept.value);
  }

  /** Keeps a draft in place of the one of its id. */
  put(draft: ChannelDraft, shared: DraftShared): Promise<Result<KeptDraft, WorkspaceError>> {
    return this.turn.take(() => this.write(draft, shared));
  }

  /** The same where what is here is still the change `over`, null: nothing; else nothing is done, and the value is null. */
  putOver(
    over: number | null,
    draft: ChannelDraft,
    shared: DraftShared,
  ): Promise<Result<KeptDraft | null, WorkspaceError>> {
    return this.turn.take(async () => {
      const before = await this.record(draft.id);
      return (before?.changedAt ?? null) === over ? this.write(draft, shared) : ok(null);
    });
  }

  private async write(draft: ChannelDraft, shared: DraftShared): Promise<Result<KeptDraft, WorkspaceError>> {
    const { keeps, random } = this.parts;
    const document = v.safeParse(articleDocumentSchema, draft.document);
    const bytes = document.success ? encodeArticle(document.output) : null;
    const isFitting = draft.title.length <= MAX_TITLE && draft.summary.length <= MAX_SUMMARY;
    if (bytes === null || !isFitting || draft.series.length > MAX_TITLE || !isDraftId(draft.id))
      return fail('article-invalid', 'too long, or not a document');
    const before = await this.record(draft.id);
    const revision = toBase64url(random.bytes(12));
    const pieces = partsOf(bytes);
    const { channel, post, title, summary, series, changedAt, publishAt } = draft;
    const told = { title: title.toWellFormed(), summary: summary.toWellFormed(), series: series.toWellFormed() };
    const record: DraftRecord = {
      v: 1,
      channel,
      post,
      ...told,
      revision,
      parts: pieces.length,
      changedAt,
      publishAt,
      ...(draft.sale === undefined ? {} : { sale: draft.sale }),
      ...shared,
    };
    const kept = await keeps.put([
      ...pieces.map((piece, place) => ({
        kind: ChannelKeep.draftPart,
        id: partId(draft.id, revision, place),
        bytes: piece,
      })),
      { kind: ChannelKeep.draft, id: draft.id, bytes: recordBytes(record) },
    ]);
    if (!kept.ok) return { ok: false, error: storeFailure(kept.error) };
    // What is left of one that was published is a draft of its own: it may be deleted.
    this.posts.delete(draft.id);
    if (before !== null) await this.dropParts(draft.id, before);
    return ok({ id: draft.id, changedAt, publishAt });
  }

  /** Notes that other own devices know of a draft as it is, unless it was changed meanwhile. */
  agree(id: string, changedAt: number, told: BlobId): Promise<void> {
    return this.turn.take(async () => {
      const record = await this.record(id);
      if (record === null || record.changedAt !== changedAt || (record.agreed === changedAt && record.told === told))
        return;
      const bytes = recordBytes({ ...record, agreed: changedAt, told });
      await this.parts.keeps.put([{ kind: ChannelKeep.draft, id, bytes }]);
    });
  }

  /** Takes it away; with `over` only where what is here is still that change. */
  remove(id: string, over?: number): Promise<Result<void, WorkspaceError>> {
    return this.turn.take(async () => {
      const record = await this.record(id);
      if (record === null || (over !== undefined && record.changedAt !== over)) return ok();
      const removed = await this.parts.keeps.remove(ChannelKeep.draft, id);
      if (removed.ok) await this.dropParts(id, record);
      return outcomeOf(removed);
    });
  }

  /** A draft with its document; null where it is not here. */
  async get(id: string): Promise<ChannelDraft | null> {
    const record = await this.record(id);
    if (record === null) return null;
    const pieces: Uint8Array[] = [];
    for (let place = 0; place < record.parts; place += 1) {
      const row = await this.parts.keeps.get(ChannelKeep.draftPart, partId(id, record.revision, place));
      if (!row.ok || row.value === null) return null;
      pieces.push(row.value.bytes);
    }
    return draftOf(id, record, pieces);
  }

  /** All of them without their documents. */
  async all(): Promise<readonly { readonly id: string; readonly record: DraftRecord }[]> {
    const rows = await this.parts.keeps.all(ChannelKeep.draft);
    return (rows.ok ? rows.value : []).flatMap((row) => {
      const record = readRecord(draftRecordSchema, row);
      return record === null ? [] : [{ id: row.id, record }];
    });
  }

  /** Every picture of every draft; null where the store does not say. */
  async pictures(): Promise<ReadonlySet<BlobId> | null> {
    const { keeps } = this.parts;
    const [rows, parts] = [await keeps.all(ChannelKeep.draft), await keeps.all(ChannelKeep.draftPart)];
    if (!rows.ok || !parts.ok) return null;
    return new Set(draftsOf(rows.value, parts.value).flatMap(({ document }) => picturesOf(document)));
  }

  /** What is kept of a draft beside its document; null where it is not here. */
  async record(id: string): Promise<DraftRecord | null> {
    const row = await this.parts.keeps.get(ChannelKeep.draft, id);
    return row.ok ? readRecord(draftRecordSchema, row.value) : null;
  }

  private async dropParts(id: string, { revision, parts }: DraftRecord): Promise<void> {
    for (let place = 0; place < parts; place += 1)
      await this.parts.keeps.remove(ChannelKeep.draftPart, partId(id, revision, place));
  }
}

/** Whether a draft came back, and other own devices were not told of it yet. */
export function isBrought({ agreed }: Pick<DraftRecord, 'agreed'>): boolean {
  return agreed === BROUGHT;
}

function sharedIn(before: DraftRecord | null, base: number | undefined): DraftShared {
  if (before === null) return {};
  const { agreed = base === undefined ? undefined : NEVER, told } = before;
  return { ...(agreed === undefined ? {} : { agreed }), ...(told === undefined ? {} : { told }) };
}

/** Drafts made of the rows of a store; those whose document is not whole are left out. */
export function draftsOf(rows: readonly FeedKeep[], parts: readonly FeedKeep[]): readonly ChannelDraft[] {
  const byId = new Map(parts.map(({ id, bytes }) => [id, bytes]));
  return rows.flatMap((row) => {
    const record = readRecord(draftRecordSchema, row);
    if (record === null) return [];
    const pieces = Array.from({ length: record.parts }, (_, place) => byId.get(partId(row.id, record.revision, place)));
    const draft = draftOf(
      row.id,
      record,
      pieces.filter((piece) => piece !== undefined),
    );
    return draft === null ? [] : [draft];
  });
}

function draftOf(id: string, record: DraftRecord, pieces: readonly Uint8Array[]): ChannelDraft | null {
  if (pieces.length !== record.parts) return null;
  const document = documentOf(joinBytes(...pieces));
  if (document === null) return null;
  const { v: _v, revision: _revision, parts: _parts, agreed: _agreed, told: _told, by: _by, ...told } = record;
  return { id, ...told, document };
}

function documentOf(bytes: Uint8Array): ArticleDocument | null {
  const decoded = decodeArticle(bytes);
  return decoded.ok ? decoded.value : null;
}

function partId(draft: string, revision: string, place: number): string {
  return `${draft}.${revision}.${place}`;
}

function partsOf(bytes: Uint8Array): readonly Uint8Array[] {
  const count = Math.ceil(bytes.length / PART_BYTES);
  return Array.from({ length: count }, (_, place) => bytes.slice(place * PART_BYTES, (place + 1) * PART_BYTES));
}
