import * as v from 'valibot';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { accountIdSchema, eventIdSchema, spaceIdSchema, timeSchema } from '@shared/schemas.ts';
import type { DocumentStore } from '@ports/documentStore.ts';

const hiddenSchema = v.strictObject({
  /** Said beyond where the chain of its device ends. */
  beyond: v.array(eventIdSchema),
  /** Said when its author might not post. */
  closed: v.array(v.strictObject({ id: eventIdSchema, author: accountIdSchema, at: timeSchema })),
  /** Said when its author was out. */
  outside: v.optional(v.array(eventIdSchema), []),
  /** Went out of sight or came back, and what was said beside them was not taken anew since. */
  owed: v.optional(v.array(eventIdSchema), []),
});
/** What one space does not show. */
export type Hidden = v.InferOutput<typeof hiddenSchema>;

/** Name of the list of spaces of which something is owed. */
const OWED = 'hidden-owed';
const owedSchema = v.strictObject({ spaces: v.array(spaceIdSchema) });

/** What names of lists begin with, among the store's values. */
const HIDDEN = 'group-hidden:';

/** Name of the list of what a group or a chat does not show, among the store's values. */
function hiddenName(space: SpaceId): string {
  return `${HIDDEN}${space}`;
}

/** Everything a group does not show, as it was last noted. */
export async function hiddenWordsOf(store: Pick<DocumentStore, 'values'>, space: SpaceId): Promise<readonly EventId[]> {
  const stored = await store.values.get(hiddenName(space));
  const parsed = v.safeParse(hiddenSchema, stored.ok ? stored.value?.value : null);
  if (!parsed.success) return [];
  const { beyond, closed, outside } = parsed.output;
  return [...beyond, ...closed.map(({ id }) => id), ...outside];
}

/** The lists of what is out of sight, in the store's values. Callers take turns. */
export class HiddenLists {
  private readonly values: DocumentStore['values'];
  private owed: ReadonlySet<SpaceId> | null = null;
  /** Whether something is owed of these, not on the list yet as that could not be read or kept. */
  private readonly unlisted = new Map<SpaceId, boolean>();
  /** Lists that could not be read: nothing is written over them. */
  private readonly unread = new Set<SpaceId>();

  constructor({ values }: Pick<DocumentStore, 'values'>) {
    this.values = values;
  }

  /** Spaces of which something is owed: with the next start, where this one ends before it is done (CHT-57). Null where it could not be read. */
  async owing(): Promise<ReadonlySet<SpaceId> | null> {
    if (this.owed !== null) return this.owed;
    const stored = await this.values.get(OWED);
    if (!stored.ok) return null;
    const read = v.safeParse(owedSchema, stored.value?.value);
    this.owed = read.success ? new Set(read.output.spaces) : await this.gathered(stored.value?.value);
    return this.owed;
  }

  /** The same as the lists themselves tell, where none was kept of all: a version before this one may have left something owed. */
  private async gathered(before: unknown): Promise<ReadonlySet<SpaceId> | null> {
    const all = await this.values.all();
    if (!all.ok) return null;
    const known = v.safeParse(v.array(spaceIdSchema), before);
    const owing = all.value.flatMap(({ name, value }) => {
      const space = v.safeParse(spaceIdSchema, name.startsWith(HIDDEN) ? name.slice(HIDDEN.length) : null);
      const list = v.safeParse(hiddenSchema, value);
      return space.success && list.success && list.output.owed.length > 0 ? [space.output] : [];
    });
    const spaces = [...new Set([...(known.success ? known.output : []), ...owing])];
    // Where it is not kept it is gathered again.
    await this.values.put({ name: OWED, value: { spaces } });
    return new Set(spaces);
  }

  async read(space: SpaceId): Promise<Hidden> {
    const stored = await this.values.get(hiddenName(space));
    if (stored.ok) this.unread.delete(space);
    else this.unread.add(space);
    const parsed = v.safeParse(hiddenSchema, stored.ok ? stored.value?.value : null);
    return parsed.success ? parsed.output : { beyond: [], closed: [], outside: [], owed: [] };
  }

  /** False where it could not be kept, or was not read before. */
  async write(space: SpaceId, value: Hidden): Promise<boolean> {
    if (this.unread.has(space)) return false;
    if (value.owed.length > 0 && !(await this.note(space, true))) return false;
    const kept = await this.values.put({ name: hiddenName(space), value });
    if (kept.ok && value.owed.length === 0) await this.note(space, false);
    return kept.ok;
  }

  async remove(space: SpaceId): Promise<void> {
    this.unread.delete(space);
    await this.values.remove(hiddenName(space));
    await this.note(space, false);
  }

  /** False where it could not be kept. One list that cannot be read now does not keep what does not count in sight: it is noted with the next. */
  private async note(space: SpaceId, isOwed: boolean): Promise<boolean> {
    this.unlisted.set(space, isOwed);
    const before = await this.owing();
    if (before === null) return true;
    const spaces = new Set(before);
    for (const [one, isOne] of this.unlisted) {
      if (isOne) spaces.add(one);
      else spaces.delete(one);
    }
    const isSame = spaces.size === before.size && [...spaces].every((one) => before.has(one));
    const isKept = isSame || (await this.values.put({ name: OWED, value: { spaces: [...spaces] } })).ok;
    if (!isKept) return false;
    this.owed = spaces;
    this.unlisted.clear();
    return true;
  }
}
