import type { AccountId, SpaceId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import type { ImportedChat } from '@domain/importing/records.ts';
import { isTalk } from '@domain/importing/sources.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { combineQueries, snapshotQuery, mapQuery } from '@services/workspace/liveQueries.ts';
import type { ExportWorkspace } from '@services/workspace/exportWorkspace.ts';
import type {
  BackKind,
  BackPlan,
  ImportWish,
  ImportedOne,
  ImportWorkspace,
  ImportsView,
  ImportedPeople,
  ScannedAll,
  ScannedExport,
} from '@services/workspace/importWorkspace.ts';
import type { Message, MessageWindowState } from '@services/workspace/messageViews.ts';
import type { Outcome } from '@services/workspace/workspaceErrors.ts';
import { defaultPreferences } from '@domain/preference/preferences.ts';
import { fakeBlobId, fakeSpaceId } from './fakeIds.ts';
import type { FakeStore } from './fakeStore.ts';

/** Imported chats in memory, and what the next look at an export tells. */
export interface FakeImports {
  /** Null: no export. */
  found: ScannedExport | null;
  /** The same of an export of everything. */
  foundAll: ScannedAll | null;
  /** What of it could come back; null: it cannot be told. */
  plan: BackPlan | null;
  /** Kinds that were brought back, and not undone. */
  readonly brought: (readonly BackKind[])[];
  readonly wishes: ImportWish[];
  /** What the next import of a chat comes to. */
  came: Pick<ImportedOne, 'is' | 'fresh' | 'already'>;
  /** What imported chats say. */
  readonly messages: Map<SpaceId, readonly Message[]>;
  readonly people: Map<SpaceId, Pick<ImportedPeople, 'me' | 'unread'> & { readonly names: Map<AccountId, string> }>;
  /** One was under way when the app ended. */
  readonly interrupt: (name: string) => void;
  readonly add: (chat: Partial<ImportedChat> & Pick<ImportedChat, 'id' | 'name'>) => void;
}

type Act = <T>(task: () => T) => Outcome<T>;

/** See {@link FakeImports}. */
export function createFakeImports(
  act: Act,
  store: FakeStore,
): {
  readonly controls: FakeImports;
  readonly workspace: ImportWorkspace & ExportWorkspace;
} {
  const view = writableSnapshot<ImportsView>({ chats: [], running: null, interrupted: null });
  const change = (chats: ImportsView['chats']) => view.set({ ...view.get(), chats });
  const controls: FakeImports = {
    found: null,
    foundAll: null,
    plan: null,
    brought: [],
    wishes: [],
    came: { is: 'new', fresh: 3, already: 0 },
    messages: new Map(),
    people: new Map(),
    interrupt: (interrupted) => view.set({ ...view.get(), interrupted }),
    add: (chat) => change([...view.get().chats, { ...EMPTY, ...chat }]),
  };
  return {
    controls,
    workspace: {
      imports: () => snapshotQuery(view),
      importedTalks: () =>
        combineQueries(
          snapshotQuery(view),
          store.query(({ preferences }) => new Map(preferences)),
          ({ chats }, chosen) =>
            chats.map(({ id, name, source, messages, to, contact = null, origin }) => ({
              ...{ kind: 'imported', space: id, name, source, messages, activeAt: to, contact },
              isTalk: isTalk(origin),
              preferences: chosen.get(id) ?? defaultPreferences,
            })),
        ),
      importedPeople: (space) =>
        mapQuery(snapshotQuery(view), ({ chats }) => {
          const chat = chats.find(({ id }) => id === space);
          const people = controls.people.get(space) ?? { me: null, unread: [], names: new Map() };
          return chat === undefined ? null : { chat, ...people };
        }),
      openImport: (space) => ({
        state: writableSnapshot<MessageWindowState>({
          status: 'ready',
          messages: controls.messages.get(space) ?? [],
          hasOlder: false,
          hasNewer: false,
          firstUnread: null,
        }),
        older: () => undefined,
        newer: () => undefined,
        latest: () => undefined,
        around: () => Promise.resolve(true),
        dispose: () => undefined,
      }),
      scanExport: (_files, { onProgress }) => {
        onProgress(1);
        const { found } = controls;
        return Promise.resolve(found === null ? fail('import-unknown', 'no export') : ok(found));
      },
      scanAll: (_files, { onProgress }) => {
        onProgress(1);
        const { foundAll } = controls;
        return Promise.resolve(foundAll === null ? fail('import-unknown', 'no export') : ok(foundAll));
      },
      planBack: () => {
        const { plan } = controls;
        return Promise.resolve(plan === null ? fail('import-unknown', 'no export') : ok(plan));
      },
      bringBack: ({ kinds }) => {
        controls.brought.push(kinds);
        const undo = () => {
          controls.brought.pop();
          return Promise.resolve(0);
        };
        return Promise.resolve(ok({ done: 2, failed: 1, isStopped: false, undo }));
      },
      importAll: () =>
        act(() => {
          controls.add({ id: fakeSpaceId('import all'), name: 'Bob', source: 'banyan' });
          return { chats: 1, messages: 3, already: 2, unread: 1, damaged: 0, missing: 0, broken: [] };
        }),
      importChat: (wish) =>
        act(() => {
          controls.wishes.push(wish);
          const id = fakeSpaceId(`import ${controls.wishes.length}`);
          controls.add({ id, name: wish.name });
          return { space: id, name: wish.name, ...controls.came };
        }),
      cancelImport: () => act(() => undefined),
      forgetInterrupted: () => act(() => view.set({ ...view.get(), interrupted: null })),
      renameImport: (space, name) =>
        act(() => change(view.get().chats.map((chat) => (chat.id === space ? { ...chat, name } : chat)))),
      linkImport: (space, contact) =>
        act(() =>
          change(
            view.get().chats.map((chat) => {
              const { contact: _before, ...alone } = chat;
              if (chat.id !== space) return chat;
              return contact === null ? alone : { ...alone, contact };
            }),
          ),
        ),
      removeImport: (space) => act(() => change(view.get().chats.filter(({ id }) => id !== space))),
      exportAll: async (_wish, { sink, onProgress }) => {
        onProgress({ step: 'pages', done: 1 });
        await sink.write(new Uint8Array(22));
        await sink.close();
        return act(() => ({
          counts: { conversations: 2, messages: 3, moments: 1, posts: 0, media: 1 },
          leftOut: { endingMessages: 1, filesNotHere: 0 },
        }));
      },
      exportChat: async (_space, _wish, { sink, onProgress }) => {
        onProgress({ step: 'messages', done: 1 });
        await sink.write(new Uint8Array(22));
        await sink.close();
        return act(() => ({ messages: 3, files: 1, ended: 1, missing: 0, unwanted: 0 }));
      },
    },
  };
}

const EMPTY = {
  source: 'whatsapp',
  importedAt: Date.UTC(2026, 0, 5),
  messages: 1,
  unread: 0,
  missing: 0,
  from: 0,
  to: 0,
  outline: { blob: fakeBlobId('outline'), size: 1 },
} as const satisfies Partial<ImportedChat>;
