import type { SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import { MomentKeep, encodeKept, keptSpace, readKeptAside } from '@domain/moments/kept.ts';
import { asideSpace } from '@domain/moments/visibility.ts';
import type { Aside } from '@domain/moments/words.ts';
import type { StoreError } from '@ports/documentStore.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';

/** Most spaces beside circles that are known of. */
const MOST_ASIDES = 50_000;

/** The spaces beside circles one knows of: in memory once somebody tells of them, kept once something of them is here (VIS-6, VIS-7). */
export class AsideBook {
  readonly known = new Map<SpaceId, Aside>();
  private readonly kept = new Set<SpaceId>();
  private readonly keeper: Pick<FeedKeeper, 'put'>;

  constructor(keeper: Pick<FeedKeeper, 'put'>) {
    this.keeper = keeper;
  }

  /** Those of which something is here. */
  get held(): readonly Aside[] {
    return [...this.kept].flatMap((space) => this.known.get(space) ?? []);
  }

  load(rows: readonly FeedKeep[]): void {
    for (const { id, bytes } of rows) {
      const aside = readKeptAside(bytes);
      const space = keptSpace(id);
      if (aside === null || space === null || asideSpace(aside) !== space) continue;
      this.known.set(space, { circle: aside.circle, reader: aside.reader, what: aside.what });
      this.kept.add(space);
    }
  }

  /** Somebody told of one. False when it was known, or there are too many. */
  note(aside: Aside): boolean {
    const space = asideSpace(aside);
    if (this.known.has(space) || this.known.size >= MOST_ASIDES) return false;
    this.known.set(space, aside);
    return true;
  }

  /** Something is said there now. */
  async keep(space: SpaceId): Promise<Result<void, StoreError>> {
    const aside = this.known.get(space);
    if (aside === undefined || this.kept.has(space)) return ok();
    this.kept.add(space);
    const kept = await this.keeper.put([{ kind: MomentKeep.aside, id: space, bytes: encodeKept({ v: 1, ...aside }) }]);
    if (!kept.ok) this.kept.delete(space);
    return kept;
  }
}
