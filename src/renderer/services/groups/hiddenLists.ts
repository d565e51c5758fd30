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
const spacesSchema = v.array(spaceIdSchema);

/** Name of the list of what a group or a chat does not show, among the store's values. */
function hiddenName(space: SpaceId): string {
  return `group-hidden:${space}`;
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

  constructor({ values }: Pick<DocumentStore, 'values'>) {
    this.values = values;
  }

  /** Spaces of which something is owed: with the next start, where this one ends before it is done (CHT-57). */
  async owing(): Promise<ReadonlySet<SpaceId>> {
    if (this.owed !== null) return this.owed;
    const stored = await this.values.get(OWED);
    const read = v.safeParse(spacesSchema, stored.ok ? stored.value?.value : null);
    const spaces: ReadonlySet<SpaceId> = new Set(read.success ? read.output : []);
    if (stored.ok) this.owed = spaces;
    return spaces;
  }

  async read(space: SpaceId): Promise<Hidden> {
    const stored = await this.values.get(hiddenName(space));
    const parsed = v.safeParse(hiddenSchema, stored.ok ? stored.value?.value : null);
    return parsed.success ? parsed.output : { beyond: [], closed: [], outside: [], owed: [] };
  }

  /** False where it could not be kept. */
  async write(space: SpaceId, value: Hidden): Promise<boolean> {
    if (value.owed.length > 0 && !(await this.note(space, true))) return false;
    const kept = await this.values.put({ name: hiddenName(space), value });
    if (kept.ok && value.owed.length === 0) await this.note(space, false);
    return kept.ok;
  }

  async remove(space: SpaceId): Promise<void> {
    await this.values.remove(hiddenName(space));
    await this.note(space, false);
  }

  private async note(space: SpaceId, isOwed: boolean): Promise<boolean> {
    const before = await this.owing();
    if (before.has(space) === isOwed) return true;
    const spaces = new Set(before);
    if (isOwed) spaces.add(space);
    else spaces.delete(space);
    const kept = await this.values.put({ name: OWED, value: [...spaces] });
    if (kept.ok) this.owed = spaces;
    return kept.ok;
  }
}
