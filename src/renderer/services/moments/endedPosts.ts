import * as v from 'valibot';
import type { DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { eventIdSchema } from '@shared/schemas.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Log } from '../diagnostics/log.ts';
import { Turn } from '../turn.ts';
import type { MomentsRealm } from './momentsRealm.ts';

const goneSchema = v.strictObject({ v: v.literal(1), events: v.array(eventIdSchema) });

/** What ends are looked after with. */
export interface EndedPostsParts {
  readonly store: Pick<DocumentStore, 'values' | 'showAgain'> & {
    readonly feed: Pick<DocumentStore['feed'], 'dropSaid'>;
  };
  readonly realm: Pick<MomentsRealm, 'has' | 'spaces' | 'devicesOf' | 'endOf'>;
  /** Own devices that were taken out. */
  readonly revoked: () => ReadonlySet<DeviceId>;
  readonly log: Log;
}

/**
 * Takes away what a device that was taken out posted and said beyond its end (VIS-21), where it came before the end did: posts, edits, remarks,
 * and what they lay hold of. Its events stay in the log, given to nobody (REP-13): when the account's papers say otherwise, it is all there again.
 */
export class EndedPosts {
  private readonly parts: EndedPostsParts;
  private readonly turn = new Turn();

  constructor(parts: EndedPostsParts) {
    this.parts = parts;
  }

  /** Makes up for what a start, or a database that was lost, left undone: `judge` has it said what lies beyond the ends in a space. */
  async repair(judge: (space: SpaceId) => Promise<void>): Promise<void> {
    const { realm, revoked } = this.parts;
    const isOut = (space: SpaceId) => (device: DeviceId) =>
      revoked().has(device) || realm.endOf(space, device) !== null;
    for (const space of realm.spaces()) if (realm.devicesOf(space).some(isOut(space))) await judge(space);
  }

  /** Hears of ends in circles and beside them; of those elsewhere the other does. */
  orElse(other: Pick<EndedPosts, 'onBeyond'>): (space: SpaceId, ids: readonly EventId[]) => void {
    return (space, ids) => (this.parts.realm.has(space) ? this : other).onBeyond(space, ids);
  }

  /** These, and no others, lie beyond the ends of their chains now. */
  onBeyond(space: SpaceId, ids: readonly EventId[]): void {
    void this.turn.take(async () => {
      const { store, log } = this.parts;
      const before = await this.read(space);
      if (before.length + ids.length === 0) return;
      const beyond = new Set(ids);
      // Before anything of it is there again, it is noted what is to go: an app that ends in between makes up for it.
      const noted = await store.values.put({ name: nameOf(space), value: { v: 1, events: [...ids] } });
      const shown = before.every((id) => beyond.has(id)) ? noted : await store.showAgain(space);
      const dropped = shown.ok ? await store.feed.dropSaid(ids) : shown;
      if (!dropped.ok) log.write('warn', 'moments', 'what lies beyond the end of a device may still be shown');
    });
  }

  /** Resolves when everything asked for before is done. */
  settled(): Promise<void> {
    return this.turn.take(() => Promise.resolve());
  }

  private async read(space: SpaceId): Promise<readonly EventId[]> {
    const kept = await this.parts.store.values.get(nameOf(space));
    const read = v.safeParse(goneSchema, kept.ok ? kept.value?.value : null);
    return read.success ? read.output.events : [];
  }
}

function nameOf(space: SpaceId): string {
  return `moments-ended:${space}`;
}
