import * as v from 'valibot';
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { spaceIdSchema } from '@shared/schemas.ts';
import { type GroupRecord, groupRecordSchema } from '@domain/group/groupRecord.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { KnownGroup } from './knownGroup.ts';
import { lastCounting } from './removal.ts';

/** Name of the value that says which groups were deleted before anybody heard that we left them. */
const LEAVING = 'leaving-groups';

/** Name of the value that says in which groups own words are to go out before it is said that we left. */
const SILENT = 'leaving-silent';

const leavingSchema = v.array(groupRecordSchema);
const silentSchema = v.array(spaceIdSchema);

type Rows = Pick<DocumentStore, 'acknowledgements' | 'chainHeads' | 'values'>;

/** Groups that were left and of which somebody is still to hear something: of those deleted here only that we left (GRS-19). */
export class LeavingGroups {
  private readonly deleted = new Map<SpaceId, KnownGroup>();
  private readonly silent = new Set<SpaceId>();
  private readonly store: Rows;

  constructor(store: Rows) {
    this.store = store;
  }

  /** Those that were deleted here, by talk space. */
  get all(): ReadonlyMap<SpaceId, KnownGroup> {
    return this.deleted;
  }

  /** Whether anybody is still to hear of any. */
  get isBusy(): boolean {
    return this.deleted.size + this.silent.size > 0;
  }

  /** Reads what is still to be told. The value is what was deleted at an earlier start, to be resolved anew and held again. */
  async load(): Promise<readonly GroupRecord[]> {
    const unheard = await this.store.values.get(SILENT);
    const silent = v.safeParse(silentSchema, unheard.ok ? unheard.value?.value : null);
    for (const space of silent.success ? silent.output : []) this.silent.add(space);
    const read = await this.store.values.get(LEAVING);
    const parsed = v.safeParse(leavingSchema, read.ok ? read.value?.value : null);
    return parsed.success ? parsed.output : [];
  }

  /** One that was deleted at an earlier start. Whether somebody heard of it since is seen later; one that lets us in again is not held as one of ours. */
  holdAgain(group: KnownGroup): void {
    if (group.record.state === 'left') this.deleted.set(group.record.space, group);
  }

  /** A group that is being deleted. False where it need not be kept, for somebody heard of it. */
  async hold(group: KnownGroup, self: AccountId): Promise<boolean> {
    // With the group its talk is gone: nothing of it is given any more, and that we left is told at once.
    await this.giveUp(group.record.space);
    if (!(await isUntold(this.store, group, self))) return false;
    this.deleted.set(group.record.space, group);
    await this.keep();
    return true;
  }

  async drop(space: SpaceId): Promise<void> {
    await this.giveUp(space);
    if (this.deleted.delete(space)) await this.keep();
  }

  /** Whether own words there go out before it is said that we left: nobody takes them from who is out. */
  isSilent(space: SpaceId): boolean {
    return this.silent.has(space) && !this.deleted.has(space);
  }

  /** Those in which own words go out first. */
  get silentOnes(): readonly SpaceId[] {
    return [...this.silent];
  }

  /** Notes whether there are such words. The value says whether that is another answer than before. */
  async look(group: KnownGroup, self: { readonly account: AccountId; readonly device: DeviceId }): Promise<boolean> {
    const { space } = group.record;
    const isSilent =
      (await isUntold(this.store, group, self.account)) && (await hasUnheard(this.store, space, self.device));
    if (!isSilent) return this.giveUp(space);
    if (this.silent.has(space)) return false;
    this.silent.add(space);
    await this.keepSilent();
    return true;
  }

  /** They had their time: what nobody takes keeps nobody from hearing that we left. */
  async giveUp(space: SpaceId): Promise<boolean> {
    const was = this.silent.delete(space);
    if (was) await this.keepSilent();
    return was;
  }

  private keepSilent(): Promise<unknown> {
    const value = [...this.silent];
    return value.length === 0 ? this.store.values.remove(SILENT) : this.store.values.put({ name: SILENT, value });
  }

  private keep(): Promise<unknown> {
    const value = [...this.deleted.values()].map(({ record }) => record);
    return value.length === 0 ? this.store.values.remove(LEAVING) : this.store.values.put({ name: LEAVING, value });
  }
}

/** Whether we left and nobody who stays has shown to hold the act that says so. Nobody has while the store cannot say. */
export async function isUntold(
  store: Pick<Rows, 'acknowledgements'>,
  group: KnownGroup,
  self: AccountId,
): Promise<boolean> {
  const { record, roster } = group;
  if (record.state !== 'left' || roster.members.size === 0) return false;
  const left = lastCounting(group, ({ act, author }) => act.kind === 'group.left' && author === self);
  if (left === null) return false;
  const held = await store.acknowledgements(record.roster);
  return !held.ok || !held.value.some(({ chain, seq }) => chain === left.device && seq >= left.seq);
}

/** Whether own words are not known to be held by anybody; so it is while the store cannot say. */
async function hasUnheard(store: Rows, space: SpaceId, device: DeviceId): Promise<boolean> {
  const [heads, held] = await Promise.all([store.chainHeads(space), store.acknowledgements(space)]);
  if (!heads.ok || !held.ok) return true;
  const said = heads.value.find((head) => head.device === device)?.seq ?? -1;
  return said > Math.max(-1, ...held.value.filter(({ chain }) => chain === device).map(({ seq }) => seq));
}
