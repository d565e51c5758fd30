import * as v from 'valibot';
import type { BlobId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import {
  decodeSticker,
  encodeSticker,
  type KeptSticker,
  keptStickerSchema,
  MAX_STICKERS,
  STICKER_KEEP,
  type StickerRecord,
} from '@domain/sticker/kept.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import { Turn } from '../turn.ts';
import { STICKERS_NAME } from './stickerView.ts';

/** What the book works with. */
export interface StickerBookParts {
  readonly store: Pick<DocumentStore, 'feed' | 'values'>;
  readonly keeper: Pick<FeedKeeper, 'put'>;
  readonly clock: Clock;
}

type Kept = Result<void, StoreError | Failure<'setting-invalid'>>;

/** The stickers at hand: in memory, in the store, in the journal, and told to the tabs (STK-1…STK-3). One change at a time. */
export class StickerBook {
  private readonly parts: StickerBookParts;
  private readonly turn = new Turn();
  private records = new Map<string, StickerRecord>();

  constructor(parts: StickerBookParts) {
    this.parts = parts;
  }

  /** Reads what is kept, and publishes it. */
  load(): Promise<Result<void, StoreError>> {
    return this.turn.take(async () => {
      const kept = await this.parts.store.feed.keeps.all(STICKER_KEEP);
      if (!kept.ok) return kept;
      this.records = new Map(
        kept.value.flatMap(({ id, bytes }) => {
          const record = decodeSticker(bytes);
          return record === null ? [] : [[id, record] as const];
        }),
      );
      return this.publish();
    });
  }

  /** Those at hand, oldest first. */
  get all(): readonly KeptSticker[] {
    return [...this.records.values()]
      .flatMap(({ sticker }) => (sticker === null ? [] : [sticker]))
      .toSorted((one, other) => one.addedAt - other.addedAt);
  }

  find(blob: BlobId): KeptSticker | null {
    return this.records.get(blob)?.sticker ?? null;
  }

  /** Their pictures, which stay (STK-4). */
  pictures(): ReadonlySet<BlobId> {
    return new Set(this.all.map(({ file }) => file.blob));
  }

  /** Puts one to the others, or changes what is said of it. `setting-invalid`: it does not fit, or there are too many. */
  put(sticker: KeptSticker): Promise<Kept> {
    return this.turn.take(async () => {
      const isNew = this.find(sticker.file.blob) === null;
      const read = v.safeParse(keptStickerSchema, sticker);
      if (!read.success) return fail('setting-invalid', 'no sticker');
      if (isNew && this.all.length >= MAX_STICKERS) return fail('setting-invalid', 'too many stickers');
      return this.keep(sticker.file.blob, read.output);
    });
  }

  remove(blob: BlobId): Promise<Kept> {
    return this.turn.take(async () => (this.find(blob) === null ? ok() : this.keep(blob, null)));
  }

  /** Takes what another own device has of one, where `decide` takes it in place of what is here (STK-6). */
  merge(id: string, decide: (here: Uint8Array | null) => Uint8Array | null): Promise<Result<void, StoreError>> {
    return this.turn.take(async () => {
      const here = this.records.get(id);
      const bytes = decide(here === undefined ? null : encodeSticker(here));
      const record = bytes === null ? null : decodeSticker(bytes);
      if (bytes === null || record === null || (record.sticker !== null && record.sticker.file.blob !== id))
        return ok();
      const kept = await this.parts.keeper.put([{ kind: STICKER_KEEP, id, bytes }]);
      if (!kept.ok) return kept;
      this.records.set(id, record);
      return this.publish();
    });
  }

  private async keep(blob: BlobId, sticker: KeptSticker | null): Promise<Kept> {
    const at = Math.max(this.parts.clock.now(), (this.records.get(blob)?.at ?? 0) + 1);
    const record: StickerRecord = { at, sticker };
    const kept = await this.parts.keeper.put([{ kind: STICKER_KEEP, id: blob, bytes: encodeSticker(record) }]);
    if (!kept.ok) return kept;
    this.records.set(blob, record);
    return this.publish();
  }

  private publish(): Promise<Result<void, StoreError>> {
    return this.parts.store.values.put({ name: STICKERS_NAME, value: this.all });
  }
}
