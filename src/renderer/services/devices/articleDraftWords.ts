/** What own devices tell each other of drafts of articles. */
import * as v from 'valibot';
import type { BlobId, DeviceId, EventId } from '@shared/ids.ts';
import { blobIdSchema, countSchema, deviceIdSchema, eventIdSchema, timeSchema } from '@shared/schemas.ts';
import { encodeArticle } from '@domain/article/codec.ts';
import type { ArticleDocument } from '@domain/article/document.ts';
import { type DraftRecord, draftRecordSchema, readRecord } from '@domain/channel/records.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import type { Choice } from '@domain/device/choices.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import { type DraftShared, type Drafts, isBrought } from '../channels/drafts.ts';
import { bytesSource } from '../channels/keepBytes.ts';
import type { Files } from '../files/files.ts';
import type { ChannelDraft } from '../workspace/channelWorkspace.ts';
import type { OwnLog } from './ownLog.ts';

/** How their keys begin. */
export const SECTION = 'article/';
/** Largest document that is fetched unasked, bytes: as large as one can be kept. */
const MOST_BYTES = 32 * 48 * 1024;

/** Most posts of one draft that are told of. */
const MOST_POSTS = 64;
const goneSchema = v.strictObject({
  gone: timeSchema,
  /** What it became, where that is known. */
  post: v.exactOptional(eventIdSchema),
  /** What it had become before, as was known: somebody posted what was left of it on purpose. */
  beside: v.exactOptional(v.pipe(v.array(eventIdSchema), v.maxLength(MOST_POSTS))),
});
const kept = draftRecordSchema.entries;
const draftSchema = v.strictObject({
  channel: kept.channel,
  post: kept.post,
  title: kept.title,
  summary: kept.summary,
  series: kept.series,
  changedAt: timeSchema,
  publishAt: kept.publishAt,
  sale: kept.sale,
  by: v.nullable(deviceIdSchema),
  /** The change it was made of, as other own devices know it. */
  was: v.nullable(timeSchema),
  document: blobIdSchema,
  size: v.pipe(countSchema, v.maxValue(MOST_BYTES)),
});
/** What a draft is made ready to be told with. */
export interface TellingParts {
  readonly drafts: Pick<Drafts, 'get' | 'record' | 'remove'>;
  readonly files: { readonly library: Pick<Files['library'], 'put' | 'setKeep'> };
}

/** A draft that is gone, as it was. */
type GoneDraft = Pick<DraftRecord, 'changedAt' | 'agreed'>;

/** A draft as it is told. */
export type ToldDraft = v.InferOutput<typeof draftSchema>;

/** Whether two documents say the same. */
export function isSame(one: ArticleDocument, other: ArticleDocument): boolean {
  const [left, right] = [encodeArticle(one), encodeArticle(other)];
  return left !== null && right !== null && equalBytes(left, right);
}

/** The key of a draft. */
export function keyOf(id: string): string {
  return `${SECTION}${id}`;
}

/** The draft of a key. */
export function idOf(key: string): string {
  return key.slice(SECTION.length);
}

/** The draft a choice tells of; null where it tells of none. */
export function readDraft(choice: Pick<Choice, 'value'> | undefined): ToldDraft | null {
  const read = v.safeParse(draftSchema, choice?.value);
  return read.success ? read.output : null;
}

/** The change that was here when a draft was taken away; null where it was not. */
export function goneIn(choice: Pick<Choice, 'value'> | undefined): number | null {
  const read = v.safeParse(goneSchema, choice?.value);
  return read.success ? read.output.gone : null;
}

/** The post that a draft became, where it was taken away by being published; and those that were known to stand beside it. */
export function postIn({ value }: Pick<Choice, 'value'>): {
  readonly post: EventId;
  readonly beside: readonly EventId[];
} | null {
  const read = v.safeParse(goneSchema, value);
  if (!read.success || read.output.post === undefined) return null;
  return { post: read.output.post, beside: read.output.beside ?? [] };
}

/**
 * Tells that a draft is gone, with what it became. What another device's became, heard of just as this one was posted, is neither known to stand beside it nor
 * all there is to tell; where `here`, the draft as it was, had come back, all that it became before stands beside it.
 */
export async function tellGone(
  log: Pick<OwnLog, 'everSaid' | 'choices' | 'say'>,
  { key, here, post }: { readonly key: string; readonly here: GoneDraft; readonly post: EventId | null },
): Promise<void> {
  const said = post === null ? [] : (await log.everSaid(key)).map((value) => postIn({ value })?.post);
  await log.say(key, () => {
    const last = log.choices.get(key);
    const now = last === undefined ? null : postIn(last);
    const isOther = post !== null && goneIn(last) !== null && now?.post !== post;
    if (readDraft(last) === null && !isOther) return undefined;
    if (post === null) return { gone: here.changedAt };
    const heard = isBrought(here) ? undefined : now?.post;
    return { gone: here.changedAt, post, ...besideOf(said, [post, heard]) };
  });
}

/** What stands beside a post, of all that was said. */
function besideOf(
  said: readonly (EventId | undefined)[],
  not: readonly (EventId | undefined)[],
): { readonly beside?: readonly EventId[] } {
  const others = new Set(said.flatMap((one) => (one === undefined || not.includes(one) ? [] : [one])));
  return others.size === 0 ? {} : { beside: [...others].slice(0, MOST_POSTS) };
}

/** Whether a change was not made of what is here: not told yet, or told at the same time. */
export function isApart({ changedAt, agreed }: DraftRecord, { was }: ToldDraft): boolean {
  return was !== changedAt && (agreed !== changedAt || (was ?? 0) < changedAt);
}

/** A draft as it is told, with its text in a blob. */
function toldOf(record: DraftRecord, { id, size }: { readonly id: BlobId; readonly size: number }): ToldDraft {
  const { channel, post, title, summary, series, changedAt, publishAt, sale, by, agreed } = record;
  const around = { channel, post, title, summary, series, changedAt, publishAt };
  const text = { by: by ?? null, was: agreed ?? null, document: id, size };
  return { ...around, ...(sale === undefined ? {} : { sale }), ...text };
}

/** What is to be told of a draft, once its text is kept for others to fetch; null where there is nothing. */
export async function readyToTell(
  { drafts, files: { library } }: TellingParts,
  id: string,
  last: Choice | undefined,
): Promise<{ readonly record: DraftRecord; readonly value: ToldDraft } | null> {
  const [record, draft] = [await drafts.record(id), await drafts.get(id)];
  if (record === null || draft === null) return null;
  if (goneIn(last) !== null && record.agreed === undefined) {
    // What a writer handed in comes to each device of an editor by itself: another one is done with it, and nobody wrote at it here.
    await drafts.remove(id);
    return null;
  }
  const bytes = encodeArticle(draft.document);
  const stored = bytes === null ? null : await library.put(bytesSource(bytes));
  if (stored?.ok !== true) return null;
  await library.setKeep(stored.value.id, true);
  return { record, value: toldOf(record, stored.value) };
}

/** A draft as it was told, with its text. */
export function draftOf(id: string, told: ToldDraft, document: ArticleDocument): ChannelDraft {
  const { channel, post, title, summary, series, changedAt, publishAt, sale } = told;
  const around = { id, channel, post, title, summary, series, changedAt, publishAt, document };
  return sale === undefined ? around : { ...around, sale };
}

/** What it has in common with other own devices then. With a time and nobody named it is for who told of it to publish, and for nobody else. */
export function sharedOf({ changedAt, by, publishAt, document }: ToldDraft, teller: DeviceId): DraftShared {
  const publisher = by ?? (publishAt === null ? null : teller);
  return { agreed: changedAt, told: document, ...(publisher === null ? {} : { by: publisher }) };
}

/**
 * Whether it is told without a rest: it is to go out at another time than before, which was nowhere where there was nothing, or came back, and others
 * have it that it went.
 */
export function isUrgent(before: DraftRecord | undefined, record: DraftRecord): boolean {
  const isBack = before === undefined && isBrought(record);
  return isBack || (before?.publishAt ?? null) !== record.publishAt;
}

/** Whether what has a time was published or taken away before, here or by whom it is for: what somebody who had not heard of that wrote at does not go out again (DEV-76). */
export async function wasPublished(
  log: Pick<OwnLog, 'everSaid'>,
  { key, draft, device }: { readonly key: string; readonly draft: ToldDraft; readonly device: DeviceId },
): Promise<boolean> {
  if (draft.publishAt === null) return false;
  for (const one of new Set([device, draft.by ?? device])) {
    const said = await log.everSaid(key, one);
    if (said.some((value) => goneIn({ value }) !== null)) return true;
  }
  return false;
}

/** The same with nobody to publish it, as a change of its own. */
export function withoutTime(draft: ChannelDraft): ChannelDraft {
  return { ...draft, publishAt: null, changedAt: draft.changedAt + 1 };
}

/** Whether a draft that was taken away elsewhere, where `gone` was there, has something that was not seen there. */
export function isUnseen({ changedAt, agreed }: DraftRecord, gone: number): boolean {
  return changedAt > gone || (changedAt !== gone && agreed !== changedAt);
}

/** Drafts without their texts. */
export function recordsIn(keeps: readonly FeedKeep[]): ReadonlyMap<string, DraftRecord> {
  return new Map(
    keeps.flatMap((row) => {
      const record = readRecord(draftRecordSchema, row);
      return record === null ? [] : [[row.id, record] as const];
    }),
  );
}
