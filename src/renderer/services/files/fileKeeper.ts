import type { BlobId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { AttachmentRecord } from '@domain/chat/marks.ts';
import type { BlobListing } from '@ports/blobStore.ts';
import type { Stored } from '@ports/documentStore.ts';
import type { BlobRecord } from '@domain/blob/blobRecord.ts';
import { Turn } from '../turn.ts';
import { firstReady } from '../workspace/liveQueries.ts';
import type { FileParts } from './fileParts.ts';
import { type LooseFile, looseFiles } from './looseFiles.ts';
import { type KeptTexts, articlesBeyond } from './offlineArticles.ts';
import type { OnlyHere } from './onlyHere.ts';
import type { Retention } from './retention.ts';
import { isSpokenOf, spokenOf } from './spokenOf.ts';

type KeeperParts = Pick<FileParts, 'self' | 'store' | 'blobs' | 'library' | 'clock' | 'settings'> & {
  /** A blob of an upload whose message is being made. */
  readonly isUnsaid: (blob: BlobId) => boolean;
  /** Blobs of what a person is still writing; null where that cannot be told now. */
  readonly drafted: OnlyHere;
  /** Texts of entries of feeds of the web. */
  readonly texts: () => KeptTexts;
  /** A rule was chosen so lately that it may still be taken back. */
  readonly isOpen: () => boolean;
  readonly retention: Pick<Retention, 'rules' | 'meet' | 'plan' | 'dropMessages' | 'forgetGone'>;
};

/** Keeps rows, messages and the host's blobs in step, and within the budget (FIL-7…FIL-9). One run at a time. */
export class FileKeeper {
  private readonly turn = new Turn();
  private readonly parts: KeeperParts;

  constructor(parts: KeeperParts) {
    this.parts = parts;
  }

  /**
   * Compares what the host holds with what messages speak of: bytes of no message, no post and no draft go, bytes without a row get one again (a database
   * rebuilt from the journal has none), rows without bytes go. Then lets go what is over the budget.
   */
  sweep(): Promise<void> {
    return this.turn.take(async () => {
      const held = await this.parts.blobs.list();
      const rows = await this.parts.store.blobs.all();
      if (!held.ok || !rows.ok) return;
      await this.dropOrphans(held.value);
      await this.dropEmptyRows(rows.value, new Set(held.value.map(({ id }) => id)));
      await this.dropForgotten(rows.value);
      await this.dropOld();
      await this.dropArticles();
      await this.parts.library.trim();
    });
  }

  /** Takes every loose file of moments and channels off this device (FIL-11). How many bytes that were. */
  letGoLoose(): Stored<number> {
    return this.turn.take(() => this.dropMedia());
  }

  /** Files of one chat. */
  async filesOf(space: SpaceId): Promise<readonly AttachmentRecord[]> {
    return (await firstReady(this.parts.store.watchAttachments(space))) ?? [];
  }

  /** Files of chats and pictures of posts that nobody looked at for as long as the person chose (RET-2 to RET-4). */
  private async dropOld(): Promise<void> {
    const { retention } = this.parts;
    await retention.forgetGone();
    const rules = await retention.rules();
    if (!rules.ok || !(await retention.meet()).ok) return;
    const old = await retention.plan(rules.value);
    // Of what was chosen since this began, or just before, another look is taken later.
    if (!old.ok || this.parts.isOpen()) return;
    for (const row of old.value.files) await this.drop(row);
    await retention.dropMessages(old.value.messages);
  }

  /** Of articles to read offline what is more than the person gives room for (FIL-12). */
  private async dropArticles(): Promise<void> {
    const { settings, texts } = this.parts;
    const loose = await this.loose();
    if (!loose.ok) return;
    const documents = loose.value.filter(({ part }) => part === 'document');
    const beyond = articlesBeyond(settings.get().articleBudget, documents, texts().texts());
    for (const { row } of beyond.documents) await this.drop(row);
    await texts().letGoTexts(beyond.texts);
  }

  /** Takes loose media off this device. */
  private async dropMedia(): Stored<number> {
    const loose = await this.loose();
    if (!loose.ok) return loose;
    let bytes = 0;
    for (const { part, row } of loose.value) if (part === 'media') bytes += await this.drop(row);
    return ok(bytes);
  }

  private loose(): Stored<readonly LooseFile[]> {
    const { store, self, clock } = this.parts;
    return looseFiles({ store, self, now: clock.now() });
  }

  /** How many bytes went. */
  private async drop(row: BlobRecord): Promise<number> {
    const { library, isUnsaid } = this.parts;
    // What an imported chat or a draft needs as well, nobody could give again.
    if (isUnsaid(row.id) || (await this.parts.drafted())?.has(row.id) !== false) return 0;
    const removed = await library.letGo(row.id);
    return removed.ok ? row.size : 0;
  }

  private async dropOrphans(held: readonly BlobListing[]): Promise<void> {
    const { store, self, clock, isUnsaid } = this.parts;
    const drafted = await this.parts.drafted();
    if (drafted === null) return;
    for (const listing of held) {
      const { id } = listing;
      if (isUnsaid(id)) continue;
      const [used, spoken] = [await store.attachmentsOf(id), await spokenOf(store, id, clock.now())];
      if (!used.ok || !spoken.ok) return;
      const authors = [...used.value, ...spoken.value.map(({ post }) => post)].map(({ author }) => author);
      const keep = drafted.has(id);
      if (authors.length > 0 || keep) await this.restoreRow(listing, { isOwn: keep || authors.includes(self), keep });
      else await this.dropUnlessKept(id);
    }
  }

  private async restoreRow(
    { id, size, isComplete }: BlobListing,
    { isOwn, keep }: { readonly isOwn: boolean; readonly keep: boolean },
  ): Promise<void> {
    const { store, clock } = this.parts;
    const [createdAt, state] = [clock.now(), isComplete ? 'complete' : 'partial'] as const;
    const origin = isOwn ? 'own' : 'received';
    const made: BlobRecord = { id, size, state, origin, keep, createdAt, usedAt: createdAt };
    await store.blobs.update(id, (row) => (row === null || row.state === 'gone' ? made : null));
  }

  /** A mini program added from a file is in no message until it is sent. */
  private async dropUnlessKept(id: BlobId): Promise<void> {
    const row = await this.parts.store.blobs.get(id);
    if (row.ok && row.value?.keep !== true) await this.parts.library.remove(id);
  }

  /** Of what was let go of and nothing speaks of any more not even that stays known. */
  private async dropForgotten(rows: readonly BlobRecord[]): Promise<void> {
    const { store, clock } = this.parts;
    for (const { id, state } of rows) {
      const spoken = state === 'gone' ? await isSpokenOf(store, id, clock.now()) : ok(true);
      if (spoken.ok && !spoken.value) await store.blobs.remove(id);
    }
  }

  private async dropEmptyRows(rows: readonly BlobRecord[], held: ReadonlySet<BlobId>): Promise<void> {
    const { store, isUnsaid } = this.parts;
    for (const row of rows) {
      // What is only wanted so far has a row and no bytes.
      if (row.state === 'complete' && !held.has(row.id) && !isUnsaid(row.id)) await store.blobs.remove(row.id);
    }
  }
}
