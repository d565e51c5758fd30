import { toBase64url } from '@shared/base64url.ts';
import type { BlobId, DeviceId } from '@shared/ids.ts';
import { decodeArticle } from '@domain/article/codec.ts';
import { type ArticleDocument, filesOf, picturesOf } from '@domain/article/document.ts';
import { ChannelKeep, type DraftRecord } from '@domain/channel/records.ts';
import type { Choice } from '@domain/device/choices.ts';
import type { Clock } from '@ports/clock.ts';
import type { FeedKeeps } from '@ports/feedStore.ts';
import type { Random } from '@ports/random.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { isDraftId } from '../channels/draftId.ts';
import type { Drafts } from '../channels/drafts.ts';
import { readBlob } from '../channels/readBlob.ts';
import type { Files } from '../files/files.ts';
import { Turn } from '../turn.ts';
import type { ChannelDraft } from '../workspace/channelWorkspace.ts';
import {
  SECTION,
  type ToldDraft,
  draftOf,
  goneIn,
  idOf,
  isApart,
  isSame,
  isUnseen,
  isUrgent,
  keyOf,
  readDraft,
  readyToTell,
  recordsIn,
  sharedOf,
  tellGone,
  wasPublished,
  withoutTime,
} from './articleDraftWords.ts';
import { FileWaiter } from './fileWaiter.ts';
import type { OwnFiles } from './ownFiles.ts';
import type { IsDue, OwnLog } from './ownLog.ts';
import type { OwnSync } from './ownSync.ts';

/** A draft of an article is told once it rested this long, ms: each telling is a file more. */
export const ARTICLE_RESTS = 20_000;
/** What keeping drafts of articles the same works with. */
export interface ArticleDraftParts {
  readonly log: OwnLog;
  /** This device. */
  readonly device: DeviceId;
  readonly keeps: Pick<FeedKeeps, 'all' | 'watchAll'>;
  readonly drafts: Pick<Drafts, 'get' | 'record' | 'put' | 'putOver' | 'agree' | 'remove' | 'postOf'>;
  /** Fetches and keeps what a document shows. */
  readonly wanted: OwnFiles;
  readonly files: Pick<Files, 'fetch' | 'letGo' | 'blobs'> & {
    readonly library: Pick<Files['library'], 'put' | 'setKeep'>;
  };
  readonly clock: Pick<Clock, 'after'>;
  readonly random: Random;
  /** Takes back what was posted of a draft here, where another own device posted it, too (DEV-76). */
  readonly giveWay: (choice: Choice) => Promise<void>;
  /** Whether anybody is there to hear it. */
  readonly hasOthers: () => boolean;
}

/** What was told of a draft, with its text. */
interface ToldText {
  readonly choice: Choice;
  readonly draft: ToldDraft;
  readonly document: ArticleDocument;
}

/**
 * Drafts of articles on all own devices (DEV-75): what stands around a text in a choice, the text as a blob that own devices alone are given. Of
 * two changes the last holds; what was written here and never told stays as a draft of its own.
 */
export class ArticleDraftSync implements OwnSync {
  private readonly parts: ArticleDraftParts;
  private readonly turn = new Turn();
  private readonly telling = new Turn();
  private rows: ReadonlyMap<string, DraftRecord> | null = null;
  private readonly resting = new Map<string, Disposer>();
  private readonly coming: FileWaiter;
  private stop: Disposer = () => undefined;

  constructor(parts: ArticleDraftParts) {
    this.parts = parts;
    this.coming = new FileWaiter(parts.files);
    parts.log.on('article', (choice) => this.onChoice(choice));
  }

  start(): void {
    this.stop = this.parts.keeps.watchAll(ChannelKeep.draft).subscribe((state) => {
      if (state.status === 'ready') this.onRows(recordsIn(state.value));
    });
    void this.takeUp();
  }

  dispose(): void {
    this.stop();
    for (const stop of this.resting.values()) stop();
    this.coming.dispose();
  }

  async tellAll(isDue: IsDue): Promise<void> {
    const { log, keeps, device } = this.parts;
    const kept = await keeps.all(ChannelKeep.draft);
    if (!kept.ok) return;
    const here = recordsIn(kept.value);
    for (const [id, record] of here) {
      const isKnown = record.agreed === record.changedAt && log.choices.has(keyOf(id));
      if (!isKnown && isDue(keyOf(id))) await this.tell(id);
    }
    // What this device told of and is not here was taken away as the app ended.
    const own = [...log.choices.values()].filter((choice) => choice.device === device && isOfArticle(choice));
    for (const choice of own) {
      const draft = readDraft(choice);
      if (draft !== null && !here.has(idOf(choice.key))) this.sayGone(idOf(choice.key), draft);
    }
  }

  private onRows(next: ReadonlyMap<string, DraftRecord>): void {
    const before = this.rows;
    this.rows = next;
    if (before === null) return;
    for (const [id, record] of next)
      if (record.agreed !== record.changedAt && before.get(id)?.changedAt !== record.changedAt)
        this.tellLater(id, isUrgent(before.get(id), record));
    for (const [id, record] of before) if (!next.has(id)) this.onGone(id, record);
  }

  private onGone(id: string, record: DraftRecord): void {
    this.sayGone(id, record);
    if (record.told !== undefined) void this.letGoOf([record.told]);
  }

  private rest(id: string): void {
    this.resting.get(id)?.();
    const stop = this.parts.clock.after(ARTICLE_RESTS, () => {
      this.resting.delete(id);
      void this.tell(id);
    });
    this.resting.set(id, stop);
  }

  /** When it is to go out is nothing to wait with: who publishes it is to know. Nor is that it came back. */
  private tellLater(id: string, isNow: boolean): void {
    if (!isNow) return this.rest(id);
    this.resting.get(id)?.();
    this.resting.delete(id);
    void this.tell(id);
  }

  /** What is heard takes the turn in the log's own: it is not held while the log is to say something. */
  private tell(id: string): Promise<void> {
    return this.telling.take(async () => {
      const { drafts, log, hasOthers } = this.parts;
      const before = log.choices.get(keyOf(id));
      const ready = hasOthers() ? await this.turn.take(() => readyToTell(this.parts, id, before)) : null;
      if (ready === null) return;
      const { record, value } = ready;
      // That it was taken away meanwhile holds; what is left of it is told in its turn.
      const isGone = (now: Choice | undefined) => now !== before && goneIn(now) !== null;
      await log.say(keyOf(id), () => (isGone(log.choices.get(keyOf(id))) ? undefined : value));
      if (isGone(log.choices.get(keyOf(id)))) return;
      await drafts.agree(id, record.changedAt, value.document);
      await this.release(record, value.document);
    });
  }

  private sayGone(id: string, here: Pick<DraftRecord, 'changedAt' | 'agreed'>): void {
    const { log, drafts } = this.parts;
    this.resting.get(id)?.();
    this.resting.delete(id);
    void tellGone(log, { key: keyOf(id), here, post: drafts.postOf(id) });
  }

  private async onChoice(choice: Choice): Promise<void> {
    const id = idOf(choice.key);
    const [draft, gone] = [readDraft(choice), goneIn(choice)];
    if (!isDraftId(id)) return;
    if (gone !== null)
      return this.turn.take(async () => {
        await this.takeAway(id, gone);
        await this.parts.giveWay(choice);
      });
    if (draft === null) return;
    const here = await this.parts.drafts.record(id);
    if (here?.changedAt === draft.changedAt && here.told === draft.document) return;
    this.fetch(choice, draft);
  }

  /** What was taken away elsewhere, unless something was written here that they did not see. */
  private async takeAway(id: string, gone: number): Promise<void> {
    const { drafts, files } = this.parts;
    const [record, draft] = [await drafts.record(id), await drafts.get(id)];
    this.coming.stop(id);
    if (record === null) return;
    if (isUnseen(record, gone)) return this.keepUnseen(id, { record, draft });
    await drafts.remove(id, record.changedAt);
    // What another draft shows as well stays by that.
    for (const blob of draft === null ? [] : picturesOf(draft.document)) await files.library.setKeep(blob, false);
  }

  /** What was written after that stays, and is told; it went out as it was, or was not to. */
  private async keepUnseen(
    id: string,
    { record, draft }: { readonly record: DraftRecord; readonly draft: ChannelDraft | null },
  ): Promise<void> {
    if (record.publishAt === null || draft === null) return this.rest(id);
    const { agreed, told } = record;
    const shared = { ...(agreed === undefined ? {} : { agreed }), ...(told === undefined ? {} : { told }) };
    await this.parts.drafts.putOver(record.changedAt, withoutTime(draft), shared);
  }

  private fetch(choice: Choice, draft: ToldDraft): void {
    const file = { blob: draft.document, size: draft.size };
    this.coming.wait(idOf(choice.key), file, () => void this.turn.take(() => this.apply(choice, draft)));
  }

  private async apply(choice: Choice, draft: ToldDraft): Promise<void> {
    const { log, files } = this.parts;
    const bytes = await readBlob(files.blobs, draft.document, draft.size);
    const document = bytes === null ? null : decodeArticle(bytes);
    // What came after it counts, and is on its way.
    const isLast = log.choices.get(choice.key)?.value === choice.value;
    if (isLast && document?.ok === true) await this.keepTold(choice, draft, document.value);
  }

  private async keepTold(choice: Choice, draft: ToldDraft, document: ArticleDocument): Promise<void> {
    const { drafts, files, wanted } = this.parts;
    const id = idOf(choice.key);
    const apart = toBase64url(this.parts.random.bytes(16));
    await files.library.setKeep(draft.document, true);
    let record = await drafts.record(id);
    // Somebody wrote at it meanwhile.
    while (!(await this.isKept(record, { choice, draft, document, apart }))) record = await drafts.record(id);
    if (record !== null) await this.release(record, draft.document);
    await wanted.want(filesOf(document));
  }

  /** False where what is here is another than that record by now. */
  private async isKept(
    record: DraftRecord | null,
    { choice, draft, document, apart }: ToldText & { readonly apart: string },
  ): Promise<boolean> {
    const { drafts, log, device } = this.parts;
    const id = idOf(choice.key);
    if (record?.changedAt === draft.changedAt) {
      await drafts.agree(id, draft.changedAt, draft.document);
      return true;
    }
    if (record !== null && isApart(record, draft)) await this.keepApart({ id, apart }, document);
    const told = draftOf(id, draft, document);
    const isOver = record === null && (await wasPublished(log, { key: choice.key, draft, device }));
    const put = await drafts.putOver(
      record?.changedAt ?? null,
      isOver ? withoutTime(told) : told,
      sharedOf(draft, choice.device),
    );
    return !put.ok || put.value !== null;
  }

  /** What was written here and nobody saw becomes a draft of its own, that nobody publishes by itself. */
  private async keepApart(
    { id, apart }: { readonly id: string; readonly apart: string },
    theirs: ArticleDocument,
  ): Promise<void> {
    const { drafts } = this.parts;
    const here = await drafts.get(id);
    if (here === null || isSame(here.document, theirs)) return;
    await drafts.put({ ...here, id: apart, publishAt: null }, {});
  }

  /** Drafts whose text was on its way when the app ended. */
  private async takeUp(): Promise<void> {
    const { log, device } = this.parts;
    for (const [key, choice] of log.choices) {
      const isTheirs = isOfArticle(choice) && choice.device !== device && log.isDone(key);
      if (isTheirs && readDraft(choice) !== null) await this.onChoice(choice);
    }
  }

  private async release({ told }: DraftRecord, now: BlobId): Promise<void> {
    if (told !== undefined && told !== now) await this.letGoOf([told]);
  }

  private async letGoOf(blobs: readonly BlobId[]): Promise<void> {
    const { files } = this.parts;
    for (const blob of blobs) await files.library.setKeep(blob, false);
    await files.letGo(blobs);
  }
}

function isOfArticle({ key }: Choice): boolean {
  return key.startsWith(SECTION);
}
