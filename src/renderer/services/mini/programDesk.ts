import type { BlobId, EventId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { declaredBy } from '@domain/mini/permission.ts';
import { asyncQuery, combineQueries, sharedQuery, switchQuery } from '../workspace/liveQueries.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { KnownPackage, ProgramStorage, ProgramWorkspace } from '../workspace/programWorkspace.ts';
import type { Outcome } from '../workspace/workspaceErrors.ts';
import { inspectPackage } from './inspectPackage.ts';
import { LabelSweep } from './labelSweep.ts';
import { OWN_PACKAGES_NAME, type OwnPackage, readOwnPackages } from './ownPackages.ts';
import { PackageAuthors } from './packageAuthors.ts';
import { watchInstances, watchProgram, watchPrograms, watchSeenPackages, watchValue } from './programReads.ts';
import { ProgramSessions, type SessionParts } from './programSessions.ts';
import { findUpgrades } from './upgrades.ts';

/** What of mini programs needs more than an act of the engine. */
export interface ProgramDesk extends Omit<
  ProgramWorkspace,
  'addPackage' | 'signPackage' | 'sendProgram' | 'openWindow' | 'showApp' | 'setFavourite' | 'setPermission'
> {
  /** Clears what is stored under labels that nobody has any more (PRG-26). */
  sweepLabels(): Outcome;
}

/** What a screen sees of mini programs and runs them with, in one tab. */
export function createProgramDesk(parts: SessionParts): ProgramDesk {
  const { store, acts } = parts;
  const sessions = new ProgramSessions(parts);
  const authors = new PackageAuthors(parts);
  const sweep = new LabelSweep({ ...parts, end: (instance) => sessions.end(instance) });
  const wiping = { ...parts, sessions, sweep };
  const own = () => watchValue(store, OWN_PACKAGES_NAME, readOwnPackages);
  const instances = sharedQuery(watchInstances(store));
  const listed = watchPrograms(instances);
  return {
    programs: () => listed,
    program: (instance) => watchProgram(instances, instance),
    programsFromPeople: () => watchSeenPackages(store),
    ownPackages: () => switchQuery(own(), (list) => asyncQuery(() => inspectAll(parts, list))),
    inspectPackage: (id) => inspect(parts, id, ''),
    authorOf: (id) => authors.watch(id),
    expectProgram: (instance) => sessions.expect(instance),
    approachProgram: (instance) => sessions.approach(instance),
    pressProgram: (instance) => sessions.press(instance),
    openProgram: (instance, href, accepted) => sessions.start(instance, href ?? null, accepted),
    openPrograms: sessions.open,
    endPrograms: () => sessions.endAll(),
    programStorage: (instance) => storageOf(parts, instance),
    sweepLabels: () => sweep.sweep(null),
    wipeProgram: (instance) => wipe(wiping, instance),
    removeProgram: async (instance) => {
      const wiped = await wipe(wiping, instance);
      return wiped.ok ? acts.changeProgram(instance, { removed: true, favourite: false }) : wiped;
    },
    upgradesOf: (instance) =>
      switchQuery(
        combineQueries(store.programs.watchAll(), own(), (programs, list) => ({ programs, list })),
        ({ programs, list }) => asyncQuery(() => findUpgrades(parts, instance, { programs, list })),
      ),
    upgradeProgram: async (instance, id) => {
      const facts = await inspectPackage(parts.host, parts.self, id);
      if (!facts.ok) return facts;
      await sessions.end(instance);
      return acts.changeProgram(instance, { package: id, declared: declaredBy(facts.value) });
    },
  };
}

async function inspect(parts: SessionParts, id: BlobId, name: string): Outcome<KnownPackage> {
  const facts = await inspectPackage(parts.host, parts.self, id);
  return facts.ok ? ok({ facts: facts.value, name: facts.value.manifest.name ?? name }) : facts;
}

async function storageOf({ store, views }: SessionParts, instance: EventId): Outcome<ProgramStorage> {
  const found = await store.programs.get(instance);
  if (!found.ok) return { ok: false, error: storeFailure(found.error) };
  if (found.value === null) return fail('program-missing', 'its card is not here');
  const { space, label } = found.value;
  const usage = await store.shelves.usage({ space, instance });
  if (!usage.ok) return { ok: false, error: storeFailure(usage.error) };
  // What was never opened, or was wiped, has nowhere to store.
  return ok({ ...usage.value, own: label === null ? 0 : await views.stored(label) });
}

/** Those that are here: the others were removed, or the host does not answer. */
async function inspectAll(parts: SessionParts, list: readonly OwnPackage[]): Promise<readonly KnownPackage[]> {
  const all = await Promise.all(list.map((one) => inspect(parts, one.package, one.name)));
  return all.flatMap((known) => (known.ok ? [known.value] : []));
}

interface WipeParts extends Pick<SessionParts, 'store' | 'acts'> {
  readonly sessions: ProgramSessions;
  readonly sweep: LabelSweep;
}

/** Forgets the label first: were the wiping cut short, what is left is at an address nobody opens again, and is cleared later. */
async function wipe({ store, acts, sessions, sweep }: WipeParts, instance: EventId): Outcome {
  const found = await store.programs.get(instance);
  if (!found.ok) return { ok: false, error: storeFailure(found.error) };
  if (found.value === null) return fail('program-missing', 'its card is not here');
  const { label } = found.value;
  // Whoever opens it meanwhile would open it where it is being cleared.
  return sessions.held.during(instance, async () => {
    await sessions.end(instance);
    const forgotten = label === null ? ok() : await acts.changeProgram(instance, { label: null });
    return forgotten.ok ? sweep.sweep(instance) : forgotten;
  });
}
