import type { SpaceId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { type Folder, MAX_FOLDERS } from '@domain/preference/folders.ts';
import { type ChatPreferences, defaultPreferences } from '@domain/preference/preferences.ts';
import type { Refusal } from '@domain/preference/refusals.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { PastWorkspace } from '@services/workspace/pastWorkspace.ts';
import type { PreferenceWorkspace, RefusedPerson } from '@services/workspace/preferenceWorkspace.ts';
import type { FakeContactTools } from './fakeContacts.ts';
import { fakeAccountId } from './fakeIds.ts';
import type { FakeState, FakeStore } from './fakeStore.ts';

/** What a test sets or sees of how chats are kept. */
export interface FakePreferences {
  readonly typing: WritableSnapshot<ReturnType<PreferenceWorkspace['typing']['get']>>;
  /** Whether one was said to write, by chat, oldest first. */
  readonly told: { readonly space: SpaceId; readonly isTyping: boolean }[];
  refusals: readonly Refusal[];
  refused: readonly RefusedPerson[];
}

/** What was chosen about a chat of the fake. */
export function preferencesIn(state: FakeState, space: SpaceId): ChatPreferences {
  return state.preferences.get(space) ?? defaultPreferences;
}

/** How chats are kept, in memory, and what was sent in them. */
export function createFakePreferences(
  store: FakeStore,
  tools: FakeContactTools,
): { readonly controls: FakePreferences; readonly workspace: PreferenceWorkspace & PastWorkspace } {
  const typing = writableSnapshot<ReturnType<PreferenceWorkspace['typing']['get']>>(new Map());
  const controls: FakePreferences = { typing, told: [], refusals: [], refused: [] };
  let count = 0;
  const change = (task: (state: FakeState) => void) => tools.act(() => store.change(task));
  const workspace: PreferenceWorkspace & PastWorkspace = {
    typing,
    housekeeping: () => store.query(({ folders, wallpaper }) => ({ folders, wallpaper })),
    choose: (space, choice) =>
      change((state) => state.preferences.set(space, { ...preferencesIn(state, space), ...choice })),
    pinChats: (spaces) =>
      change((state) => {
        for (const space of new Set([...state.preferences.keys(), ...spaces])) {
          const place = spaces.indexOf(space);
          state.preferences.set(space, { ...preferencesIn(state, space), pinned: place === -1 ? null : place });
        }
      }),
    saveFolder: async ({ id, ...draft }) => {
      count += 1;
      const made = id ?? `folder-${count}`;
      const known = store.state.folders.find((folder) => folder.id === made);
      if (known === undefined && store.state.folders.length >= MAX_FOLDERS) return fail('setting-invalid', 'too many');
      const folder: Folder = { ...draft, id: made, place: known?.place ?? store.state.folders.length };
      const saved = await change((state) => {
        state.folders = [...state.folders.filter((one) => one.id !== made), folder].toSorted(
          (one, other) => one.place - other.place,
        );
      });
      return saved.ok ? ok({ id: made }) : saved;
    },
    orderFolders: (ids) =>
      change((state) => {
        state.folders = ids.flatMap((id, place) => {
          const folder = state.folders.find((one) => one.id === id);
          return folder === undefined ? [] : [{ ...folder, place }];
        });
      }),
    removeFolder: (id) => change((state) => (state.folders = state.folders.filter((folder) => folder.id !== id))),
    setWallpaper: (wallpaper) => change((state) => (state.wallpaper = wallpaper)),
    takeWallpaper: ({ file }) =>
      tools.act(() => ({
        ...{ kind: 'picture' as const, blob: fakeAccountId(file.name) as never, size: file.size, mime: file.type },
        dim: 40,
      })),
    // Told beside what a person does: it takes no failure that was meant for an act of theirs.
    tellTyping: (space, isTyping) => {
      controls.told.push({ space, isTyping });
      return Promise.resolve(ok());
    },
    refusals: () => tools.act(() => controls.refusals),
    report: ({ account, reason, note }) =>
      tools.act((state) => {
        const name = state.contacts.find((one) => one.account === account)?.name ?? '';
        const entry: Refusal = { at: tools.now(), deed: 'reported', account, name, reason, note, message: null };
        controls.refusals = [entry, ...controls.refusals];
      }),
    explainRefusal: ({ at, account }, why) =>
      tools.act(() => {
        controls.refusals = controls.refusals.map((entry) =>
          entry.at === at && entry.account === account ? { ...entry, ...why } : entry,
        );
      }),
    clearRefusals: () => tools.act(() => void (controls.refusals = [])),
    refusedPeople: () => tools.act(() => controls.refused),
    letAskAgain: (account) =>
      tools.act(() => void (controls.refused = controls.refused.filter((person) => person.account !== account))),
    sentFiles: (space) => store.query((state) => sentIn(state, space)),
    readBack: (space) =>
      tools.act((state) => ({
        messages: (state.chats.get(space)?.messages ?? [])
          .map(({ id, at, own, author, body }) => ({ id, at, own, author, body }))
          .toReversed(),
        next: null,
      })),
  };
  return { controls, workspace };
}

function sentIn(state: FakeState, space: SpaceId) {
  const chat = state.chats.get(space);
  return (chat?.messages ?? [])
    .flatMap(({ id, at, body }) => {
      if (body.kind !== 'file' || chat?.hidden.has(id) === true) return [];
      const { blob, size, name, mime, picture } = body.file;
      // A message of the fake that carries a file is durable: its id is an event's.
      return [{ message: id as never, blob, at, name, size, mime, isPicture: picture !== null }];
    })
    .toReversed();
}
