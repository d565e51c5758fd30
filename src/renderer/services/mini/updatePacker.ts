import type { SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { PACK_AFTER } from '@domain/mini/packLimits.ts';
import { UPDATE_KIND, readPiece } from '@domain/mini/parts.ts';
import { type ProgramPlace, programKey } from '@domain/mini/records.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { Turn } from '../turn.ts';

/** How long after a start what was not packed is looked for, ms: first comes what a person waits for. */
const LOOK_AFTER = 5000;

/** What it works with. */
export interface UpdatePackerParts {
  readonly store: Pick<DocumentStore, 'shelves'>;
}

/**
 * Has updates of programs lie many to a row, so that a replay reads few rows (MPH-34). Nothing hangs on it: the updates stay, and a pack that
 * is lost or damaged is made again.
 */
export class UpdatePacker {
  private readonly store: UpdatePackerParts['store'];
  private readonly turn = new Turn();
  /** How many more updates there must be of an instance before a look is worth it. */
  private readonly missing = new Map<string, number>();
  private isDisposed = false;

  constructor({ store }: UpdatePackerParts) {
    this.store = store;
  }

  /** Looks, some time after the start, for what an earlier run left unpacked. */
  start(clock: Pick<Clock, 'after'>): Disposer {
    const cancel = clock.after(LOOK_AFTER, () => void this.catchUp());
    return () => {
      this.isDisposed = true;
      cancel();
    };
  }

  /** Hears what was taken in; what comes of it is not waited for. */
  onAdmitted(space: SpaceId, events: readonly AdmittedEvent[]): void {
    for (const [key, { place, count }] of countsOf(space, events)) {
      const missing = (this.missing.get(key) ?? 0) - count;
      // Until it was looked, nobody looks again.
      this.missing.set(key, missing > 0 ? missing : PACK_AFTER);
      if (missing <= 0) void this.pack(place);
    }
  }

  /** Packs every instance that is worth it. */
  async catchUp(): Promise<Result<void, StoreError>> {
    const found = await this.store.shelves.unpacked(PACK_AFTER);
    if (!found.ok) return found;
    for (const place of found.value) {
      const packed = await this.pack(place);
      if (!packed.ok) return packed;
    }
    return ok();
  }

  /** Packs the updates of an instance where there are enough of them; one instance after the other. */
  pack(place: ProgramPlace): Promise<Result<void, StoreError>> {
    return this.turn.take(() => this.run(place));
  }

  /** The same, after taking away what lies behind the first pack that is missing or damaged. */
  mend(place: ProgramPlace): Promise<Result<void, StoreError>> {
    return this.turn.take(async () => {
      const cut = await this.cut(place);
      return cut.ok ? this.run(place) : cut;
    });
  }

  private async run(place: ProgramPlace): Promise<Result<void, StoreError>> {
    for (let least = PACK_AFTER; !this.isDisposed; least = 1) {
      const step = await this.store.shelves.packUpdates(place, least);
      if (!step.ok) return step;
      if (step.value.isPacked) continue;
      this.missing.set(programKey(place), PACK_AFTER - step.value.behind);
      break;
    }
    return ok();
  }

  private async cut(place: ProgramPlace): Promise<Result<void, StoreError>> {
    for (let after = 0; ;) {
      const read = await this.store.shelves.packs(place, after, 1);
      if (!read.ok) return read;
      const [pack] = read.value;
      if (pack === undefined || pack.after !== after) return this.store.shelves.dropPacks(place, after);
      after = pack.last;
    }
  }
}

interface Count {
  readonly place: ProgramPlace;
  readonly count: number;
}

/** How many updates events bring, by instance. */
function countsOf(space: SpaceId, events: readonly AdmittedEvent[]): ReadonlyMap<string, Count> {
  const counts = new Map<string, Count>();
  for (const { content } of events) {
    if (content.kind !== UPDATE_KIND) continue;
    const piece = readPiece(content.kind, content.body);
    if (piece === null) continue;
    const place = { space, instance: piece.instance };
    const key = programKey(place);
    counts.set(key, { place, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return counts;
}
