import type { BlobId, EventId } from '@shared/ids.ts';
import type { PackageAuthor } from '@domain/mini/authorship.ts';
import { fail, ok } from '@shared/result.ts';
import { type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { LiveQuery } from '@ports/query.ts';
import type {
  KnownPackage,
  Program,
  ProgramActs,
  ProgramSession,
  ProgramStorage,
  ProgramUpgrade,
  ProgramWorkspace,
  SeenPackage,
} from '@services/workspace/programWorkspace.ts';
import type { Outcome } from '@services/workspace/workspace.ts';

/** What a test or the gallery can do to the mini programs of the fake. */
export interface FakePrograms {
  readonly list: WritableSnapshot<readonly Program[]>;
  readonly seen: WritableSnapshot<readonly SeenPackage[]>;
  readonly own: WritableSnapshot<readonly KnownPackage[]>;
  readonly upgrades: WritableSnapshot<readonly ProgramUpgrade[]>;
  readonly open: WritableSnapshot<readonly ProgramSession[]>;
  /** Who signed which package; one that is not named is not here. */
  readonly authors: Map<BlobId, PackageAuthor>;
  /** What every instance takes. */
  readonly storage: WritableSnapshot<ProgramStorage>;
  /** Acts and what they were asked for, in order. */
  readonly asked: string[];
  /** Makes what opening an instance gives. */
  makeSession: (instance: EventId, href: string | null) => ProgramSession | null;
}

function queryOf<T>(snapshot: Snapshot<T>): LiveQuery<T> {
  return {
    subscribe: (listener) => {
      const tell = () => listener({ status: 'ready', value: snapshot.get() });
      tell();
      return snapshot.subscribe(tell);
    },
  };
}

/** Mini programs in memory: nothing runs by itself. */
export function createFakePrograms(act: (task: () => void) => Outcome): {
  readonly controls: FakePrograms;
  readonly workspace: ProgramActs & { readonly programs: ProgramWorkspace };
} {
  const controls: FakePrograms = {
    list: writableSnapshot<readonly Program[]>([]),
    seen: writableSnapshot<readonly SeenPackage[]>([]),
    own: writableSnapshot<readonly KnownPackage[]>([]),
    upgrades: writableSnapshot<readonly ProgramUpgrade[]>([]),
    open: writableSnapshot<readonly ProgramSession[]>([]),
    authors: new Map(),
    asked: [],
    storage: writableSnapshot<ProgramStorage>({ updates: 0, documents: 0, own: null }),
    makeSession: () => null,
  };
  const note = (what: string) => act(() => void controls.asked.push(what));
  return { controls, workspace: { ...fakeActs(note), programs: fakeFacade(controls, note) } };
}

type Note = (what: string) => Outcome;

function fakeActs(note: Note): ProgramActs {
  return {
    keepPackage: async () => fail('package-not-zip', 'the fake keeps none'),
    signPackage: async () => fail('file-missing', 'the fake signs none'),
    sendProgram: async () => fail('program-missing', 'the fake sends none'),
    sayInProgram: ({ instance }) => note(`say ${instance}`),
    condenseDocument: ({ instance }) => note(`condense ${instance}`),
    changeProgram: (instance) => note(`change ${instance}`),
    allowProgram: (instance, permission) => note(`allow ${permission} ${instance}`),
  };
}

function fakeFacade(controls: FakePrograms, note: Note): ProgramWorkspace {
  const { list } = controls;
  const change = (instance: EventId, with_: Partial<Program>) =>
    list.set(list.get().map((program) => (program.instance === instance ? { ...program, ...with_ } : program)));
  return {
    programs: () => queryOf(list),
    program: (instance) => {
      const one = () => list.get().find((program) => program.instance === instance) ?? null;
      return queryOf({ get: one, subscribe: list.subscribe });
    },
    programsFromPeople: () => queryOf(controls.seen),
    ownPackages: () => queryOf(controls.own),
    addPackage: async () => fail('package-not-zip', 'the fake keeps none'),
    inspectPackage: async (id) => {
      const known = controls.own.get().find(({ facts }) => facts.package === id);
      return known === undefined ? fail('file-missing', 'not here') : ok(known);
    },
    authorOf: (id) => queryOf({ get: () => controls.authors.get(id) ?? null, subscribe: () => () => undefined }),
    signPackage: async (id) => {
      controls.asked.push(`sign ${id}`);
      const known = controls.own.get().find(({ facts }) => facts.package === id);
      return known === undefined ? fail('file-missing', 'not here') : ok(known);
    },
    sendProgram: async () => fail('program-missing', 'the fake sends none'),
    expectProgram: () => undefined,
    approachProgram: () => undefined,
    pressProgram: () => undefined,
    openProgram: async (instance, href) => {
      const session = controls.makeSession(instance, href ?? null);
      if (session === null) return fail('program-missing', 'the fake opens none');
      controls.open.set([...controls.open.get(), session]);
      return ok(session);
    },
    openPrograms: controls.open,
    openWindow: (instance) => note(`window ${instance}`),
    showApp: () => undefined,
    endPrograms: () => Promise.resolve(),
    setFavourite: (instance, favourite) => {
      change(instance, { favourite });
      return note(`favourite ${instance}`);
    },
    setPermission: (instance, permission, granted) => {
      change(instance, { permissions: [{ permission, granted, at: 1 }] });
      return note(`permission ${permission} ${instance}`);
    },
    programStorage: async () => ok(controls.storage.get()),
    wipeProgram: (instance) => note(`wipe ${instance}`),
    removeProgram: (instance) => {
      list.set(list.get().filter((program) => program.instance !== instance));
      return note(`remove ${instance}`);
    },
    upgradesOf: () => queryOf(controls.upgrades),
    upgradeProgram: (instance) => note(`upgrade ${instance}`),
  };
}
