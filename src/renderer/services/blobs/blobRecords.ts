import * as v from 'valibot';
import type { BlobId } from '@shared/ids.ts';
import { blobIdSchema } from '@shared/schemas.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { BlobRecord } from '@domain/blob/blobRecord.ts';

/** Name of the value that lists what a person paused. */
const PAUSED = 'blobs.paused';
const pausedSchema = v.fallback(v.array(blobIdSchema), []);

/** A blob that was wanted and is not complete. */
export interface UnfinishedBlob {
  readonly id: BlobId;
  readonly size: number;
  readonly isPaused: boolean;
}

/**
 * What is known of blobs beside their bytes. A record that cannot be written costs nothing but its memory: the bytes say what is here,
 * and the messages what is wanted.
 */
export class BlobRecords {
  private readonly store: Pick<DocumentStore, 'blobs' | 'values'>;
  private readonly clock: Clock;

  constructor(store: Pick<DocumentStore, 'blobs' | 'values'>, clock: Clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Every record; none when they cannot be read. */
  async all(): Promise<readonly BlobRecord[]> {
    const records = await this.store.blobs.all();
    return records.ok ? records.value : [];
  }

  async unfinished(): Promise<readonly UnfinishedBlob[]> {
    const paused = new Set(await this.paused());
    const partial = (await this.all()).filter(({ state }) => state === 'partial');
    return partial.map(({ id, size }) => ({ id, size, isPaused: paused.has(id) }));
  }

  async sizeOf(id: BlobId): Promise<number | null> {
    const record = await this.store.blobs.get(id);
    return record.ok ? (record.value?.size ?? null) : null;
  }

  /** It is being fetched: whatever was complete is so no longer. */
  async want(id: BlobId, size: number): Promise<void> {
    const now = this.clock.now();
    await this.store.blobs.update(id, (current) => ({
      // What was let go of is from now on what others give, whoever made it.
      ...(current === null || current.state === 'gone' ? fresh(id, size, now) : current),
      state: 'partial',
    }));
  }

  /** It is complete. */
  async finish(id: BlobId, size: number): Promise<void> {
    const usedAt = this.clock.now();
    await this.store.blobs.update(id, (current) => ({
      ...(current ?? fresh(id, size, usedAt)),
      state: 'complete',
      usedAt,
    }));
  }

  /** This device made it. What came from others before is own from now on. */
  async own(id: BlobId, size: number): Promise<void> {
    const usedAt = this.clock.now();
    await this.store.blobs.update(id, (current) => ({
      ...(current ?? fresh(id, size, usedAt)),
      state: 'complete',
      origin: 'own',
      usedAt,
    }));
  }

  /** A person looked at it. */
  async use(id: BlobId): Promise<void> {
    const usedAt = this.clock.now();
    await this.store.blobs.update(id, (current) => (current === null ? null : { ...current, usedAt }));
  }

  /** Marks it to be kept for ever, or takes the mark away. */
  async setKeep(id: BlobId, keep: boolean): Promise<void> {
    await this.store.blobs.update(id, (current) => (current === null ? null : { ...current, keep }));
  }

  async setPaused(id: BlobId, isPaused: boolean): Promise<void> {
    const isNow = (await this.paused()).includes(id);
    if (isNow === isPaused) return;
    await this.store.values.update(PAUSED, (current) => {
      const rest = v.parse(pausedSchema, current?.value).filter((each) => each !== id);
      return { name: PAUSED, value: isPaused ? [...rest, id] : rest };
    });
  }

  /** Its bytes are let go of here; what is known of it stays, so that one sees that it can be asked for again. */
  async letGo(id: BlobId): Promise<void> {
    await this.setPaused(id, false);
    await this.store.blobs.update(id, (current) =>
      current === null ? null : { ...current, state: 'gone', keep: false },
    );
  }

  async remove(id: BlobId): Promise<void> {
    await this.setPaused(id, false);
    await this.store.blobs.remove(id);
  }

  private async paused(): Promise<readonly BlobId[]> {
    const kept = await this.store.values.get(PAUSED);
    return kept.ok ? v.parse(pausedSchema, kept.value?.value) : [];
  }
}

function fresh(id: BlobId, size: number, now: number): BlobRecord {
  return { id, size, state: 'partial', origin: 'received', keep: false, createdAt: now, usedAt: now };
}
