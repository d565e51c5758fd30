import * as v from 'valibot';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { type ContactCard, readCard } from '@domain/contact/card.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import { resolveRoster } from '@domain/group/resolveRoster.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { GroupRecord } from '@domain/group/groupRecord.ts';
import type { Log } from '../diagnostics/log.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import { Turn } from '../turn.ts';
import { NO_RULES } from './groupRules.ts';
import { EMPTY_SEED, type GroupSeed, type KnownGroup, deletedName, groupSeedSchema, seedName } from './knownGroup.ts';
import { type ForkEnds, judgeGroup } from './judgeGroup.ts';
import { keepGroup } from './keepGroup.ts';
import { LeavingGroups } from './leavingGroups.ts';
import { RosterLog, looseName } from './rosterLog.ts';

/** What a group book works with. */
export interface GroupBookParts {
  readonly self: AccountId;
  readonly store: DocumentStore;
  readonly journal: EventJournal;
  readonly verify: VerifySignature;
  readonly log: Log;
  /** Where chains part; without it none does. */
  readonly forks?: ForkEnds;
}

/** Hears that a group changed: what it was (null: not known), and what it is (null: deleted). */
export type GroupListener = (before: KnownGroup | null, after: KnownGroup | null) => Promise<void>;

/** A change of what is known of a group beside its roster. */
export type GroupChange = Partial<Pick<KnownGroup, 'seed' | 'welcomers' | 'awaited'>> & {
  readonly record?: Partial<GroupRecord>;
};

/**
 * The groups one is or was in, with their rosters resolved (GRS-1): in memory, in the store and in the journal alike. Everything
 * that changes one goes through here, one after another; listeners are done before the next change.
 */
export class GroupBook {
  private readonly turn = new Turn();
  private readonly logs = new Map<SpaceId, RosterLog>();
  private readonly talks = new Map<SpaceId, SpaceId>();
  private readonly known = writableSnapshot<ReadonlyMap<SpaceId, KnownGroup>>(new Map());
  private readonly listeners = new Set<GroupListener>();
  private readonly parts: GroupBookParts;
  /** What is still to be told of groups that were left (GRS-19). */
  readonly leaving: LeavingGroups;

  constructor(parts: GroupBookParts) {
    this.parts = parts;
    this.leaving = new LeavingGroups(parts.store);
  }

  /** Every group by its talk space, replaced as a whole with each change. */
  get groups(): Snapshot<ReadonlyMap<SpaceId, KnownGroup>> {
    return this.known;
  }

  /** The group of a talk space. */
  get(talk: SpaceId): KnownGroup | null {
    return this.known.get().get(talk) ?? null;
  }

  /** The group of either of its spaces. */
  of(space: SpaceId): KnownGroup | null {
    const talk = this.talks.get(space) ?? space;
    return this.get(talk) ?? this.leaving.all.get(talk) ?? null;
  }

  listen(listener: GroupListener): Disposer {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Reads everything from the store. */
  load(): Promise<Result<void, StoreError>> {
    return this.turn.take(async () => {
      const records = await this.parts.store.groups.all();
      await this.parts.forks?.load();
      if (!records.ok) return records;
      for (const record of records.value) {
        const seed = await this.parts.store.values.get(seedName(record.space));
        const parsed = v.safeParse(groupSeedSchema, seed.ok ? seed.value?.value : null);
        const opened = await this.open(record, parsed.success ? parsed.output : EMPTY_SEED);
        if (!opened.ok) return opened;
        const group = await this.resolve(opened.value);
        this.known.set(new Map(this.known.get()).set(record.space, group));
        // The app need not wait for it: what listeners make of a group is in the store since the last time.
        void this.turn.take(() => this.tell(null, this.get(record.space)));
      }
      for (const record of await this.leaving.load()) await this.openDeleted(record);
      if (this.leaving.isBusy) this.touch();
      return ok();
    });
  }

  /** Keeps a group that is new here: record, seed and conversation row. One that was deleted here may come again. */
  add(record: GroupRecord, seed: GroupSeed, welcome?: Pick<KnownGroup, 'welcomers' | 'awaited'>) {
    return this.turn.take(async (): Promise<Result<void, StoreError>> => {
      if (this.get(record.space) !== null) return ok();
      await this.leaving.drop(record.space);
      await this.parts.store.values.remove(deletedName(record.space));
      const kept = await this.keep(record, seed);
      const opened = kept.ok ? await this.open(record, seed) : kept;
      if (!opened.ok) return opened;
      await this.settle({ ...opened.value, ...welcome });
      return ok();
    });
  }

  /** Changes what is known of a group beside its roster. */
  change(space: SpaceId, change: (group: KnownGroup) => GroupChange | null): Promise<Result<void, StoreError>> {
    return this.turn.take(async () => {
      const group = this.get(space);
      const next = group === null ? null : change(group);
      if (group === null || next === null) return ok();
      const record = { ...group.record, ...next.record };
      if (next.seed !== undefined || next.record !== undefined) {
        const kept = await this.keep(record, next.seed ?? group.seed);
        if (!kept.ok) return kept;
      }
      const seed = next.seed ?? group.seed;
      const founderCard = seed.card === group.seed.card ? group.founderCard : await this.founderCardOf(record, seed);
      await this.settle({ ...group, ...next, record, founderCard });
      return ok();
    });
  }

  /** Takes what the journal last said of a group (JNL-8): it fills what is missing here and overrides nothing. */
  restore(record: GroupRecord, card: Uint8Array): Promise<Result<void, StoreError>> {
    return this.turn.take(async () => {
      const { store } = this.parts;
      if (this.get(record.space) !== null) return ok();
      const deleted = await store.values.get(deletedName(record.space));
      if (!deleted.ok || deleted.value !== null) return deleted.ok ? ok() : deleted;
      const seed = { ...EMPTY_SEED, card };
      const kept = await this.keep(record, seed, { journal: false });
      const opened = kept.ok ? await this.open(record, seed) : kept;
      if (!opened.ok) return opened;
      await this.settle(opened.value);
      return ok();
    });
  }

  /** Forgets a group and what was said in it. That it was on purpose is noted, so that the journal does not bring it back. */
  remove(space: SpaceId): Promise<Result<void, StoreError>> {
    return this.turn.take(async () => {
      const { store, journal } = this.parts;
      const group = this.get(space);
      if (group === null) return ok();
      const noted = await store.values.put({ name: deletedName(space), value: true });
      const removed = noted.ok ? await store.groups.remove(space) : noted;
      if (!removed.ok) return removed;
      await store.values.remove(seedName(space));
      if (!(await this.leaving.hold(group, this.parts.self))) await store.values.remove(looseName(group.record.roster));
      void journal.append([{ t: 'group-removed', space }]);
      const rest = new Map(this.known.get());
      rest.delete(space);
      this.logs.delete(space);
      this.known.set(rest);
      await this.tell(group, null);
      return store.clearSpace(space);
    });
  }

  /** Nobody is to be told any more that we left a group that was deleted. */
  forget(space: SpaceId): Promise<void> {
    return this.turn.take(async () => {
      const group = this.leaving.all.get(space);
      if (group === undefined) return;
      await this.leaving.drop(space);
      await this.parts.store.values.remove(looseName(group.record.roster));
      this.touch();
    });
  }

  /** What is told of groups changed, though no group did: who goes by them looks anew. */
  touch(): void {
    this.known.set(new Map(this.known.get()));
  }

  /** Takes events that were admitted, of any space. Those of a roster change its group. */
  onAdmitted(space: SpaceId, events: readonly SignedEvent[]): void {
    const talk = this.talks.get(space);
    if (talk === undefined) return;
    void this.turn.take(async () => {
      const log = this.logs.get(talk);
      const group = this.get(talk);
      if (log === undefined || group === null) return;
      await log.take(events);
      await this.settle(group);
    });
  }

  /** Takes acts that stand in no chain here, because history wants them (GRS-17). They are checked already. */
  takeLoose(talk: SpaceId, events: readonly SignedEvent[]): Promise<void> {
    return this.turn.take(async () => {
      const group = this.get(talk);
      const kept = (await this.logs.get(talk)?.takeLoose(events)) ?? null;
      if (group === null || kept === null) return;
      const put = await this.parts.store.values.put({ name: looseName(group.record.roster), value: kept });
      if (!put.ok) this.parts.log.write('warn', 'group', `acts are not kept: ${put.error.code}`);
      await this.settle(group);
    });
  }

  /** A chain of a roster parts, as a proof says that came: history is another. */
  onForked(space: SpaceId): void {
    const talk = this.talks.get(space);
    if (talk === undefined) return;
    void this.turn.take(async () => {
      const group = this.get(talk);
      if (group !== null) await this.settle(group);
    });
  }

  /** The acts of a group as they are here; null for a group that is not known. */
  logOf(talk: SpaceId): Pick<RosterLog, 'find' | 'looseOf' | 'inChain'> | null {
    return this.logs.get(talk) ?? null;
  }

  /** Resolves when everything that was admitted before is resolved and told. */
  settled(): Promise<void> {
    return this.turn.take(() => Promise.resolve());
  }

  private async open(record: GroupRecord, seed: GroupSeed): Promise<Result<KnownGroup, StoreError>> {
    const log = new RosterLog(this.parts.verify);
    const loaded = await log.load(this.parts.store, record.roster);
    if (!loaded.ok) return loaded;
    const founderCard = await this.founderCardOf(record, seed);
    this.logs.set(record.space, log);
    this.talks.set(record.roster, record.space);
    const roster = resolveRoster({ talk: record.space, roster: record.roster }, []);
    return ok({
      record,
      seed,
      founderCard,
      roster,
      acts: [],
      missing: [],
      unseen: [],
      rules: NO_RULES,
      welcomers: new Set<AccountId>(),
      awaited: null,
    });
  }

  /** Those of whose members nobody heard yet that we left. */
  private async openDeleted(record: GroupRecord): Promise<void> {
    const opened = this.get(record.space) === null ? await this.open(record, EMPTY_SEED) : null;
    if (opened?.ok === true) this.leaving.holdAgain(this.judged(opened.value));
  }

  private async founderCardOf({ founder }: GroupRecord, { card }: GroupSeed): Promise<ContactCard | null> {
    const read = card.length === 0 ? null : await readCard(card, this.parts.verify);
    return read?.ok === true && read.value.account === founder ? read.value : null;
  }

  /** Resolves the roster anew, shows the group, and tells of it. */
  private async settle(group: KnownGroup): Promise<void> {
    const before = this.get(group.record.space);
    const after = await this.resolve(group);
    this.known.set(new Map(this.known.get()).set(after.record.space, after));
    await this.tell(before, after);
  }

  /** What the acts that are here make of a group, kept where it is another than before. */
  private async resolve(group: KnownGroup): Promise<KnownGroup> {
    const judged = this.judged(group);
    const { record, seed } = judged;
    if (seed !== group.seed || !isSameRecord(record, group.record)) await this.keep(record, seed);
    return judged;
  }

  private judged(group: KnownGroup): KnownGroup {
    const log = this.logs.get(group.record.space);
    return log === undefined ? group : judgeGroup(this.parts, log, group);
  }

  private async tell(before: KnownGroup | null, after: KnownGroup | null): Promise<void> {
    for (const listener of this.listeners) await listener(before, after);
  }

  private keep(record: GroupRecord, seed: GroupSeed, to?: { readonly journal: boolean }) {
    return keepGroup(this.parts, { record, seed }, to);
  }
}

function isSameRecord(a: GroupRecord, b: GroupRecord): boolean {
  return equalBytes(encodeCanonical(a), encodeCanonical(b));
}
