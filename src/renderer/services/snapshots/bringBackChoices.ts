/** What the person had chosen about chats, brought back as a new choice, so that other own devices take it (PRE-2). */
import { type Result, err, ok } from '@shared/result.ts';
import type { SpaceId } from '@shared/ids.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import {
  PREFERENCES_NAME,
  type PreferenceView,
  preferencesIn,
  readPreferenceView,
} from '../preference/preferenceView.ts';
import type { Acts } from '../workspace/acts.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';

interface ChoiceParts {
  readonly store: Pick<DocumentStore, 'values' | 'conversations'>;
  readonly acts: Pick<Acts, 'choose' | 'pinChats' | 'setWallpaper' | 'saveFolder' | 'orderFolders'>;
}
type Back<T> = Promise<Result<T, WorkspaceError>>;

/** Answers about how many chats something is chosen otherwise. Chats that were not there then stay as they are. */
export async function bringBackChoices({ store, acts }: ChoiceParts, then: DocumentStore): Back<number> {
  const [old, now] = [await then.values.get(PREFERENCES_NAME), await store.values.get(PREFERENCES_NAME)];
  if (!old.ok) return err(storeFailure(old.error));
  if (!now.ok) return err(storeFailure(now.error));
  const views = { was: readPreferenceView(old.value), is: readPreferenceView(now.value) };
  const chats = await chatsInBoth(store, then);
  if (!chats.ok) return chats;
  const chosen = await chooseAgain(acts, chats.value, views);
  if (!chosen.ok) return chosen;
  const rest = [
    () => pinAgain(acts, chats.value, views),
    () => wallpaperAgain(acts, views),
    () => foldersAgain(acts, views),
  ];
  for (const step of rest) {
    const done = await step();
    if (!done.ok) return done;
  }
  return chosen;
}

interface Views {
  readonly was: PreferenceView;
  readonly is: PreferenceView;
}

async function chatsInBoth(store: ChoiceParts['store'], then: DocumentStore): Back<readonly SpaceId[]> {
  const [was, is] = [await then.conversations.all(), await store.conversations.all()];
  if (!was.ok) return err(storeFailure(was.error));
  if (!is.ok) return err(storeFailure(is.error));
  const here = new Set(is.value.map(({ space }) => space));
  return ok(was.value.map(({ space }) => space).filter((space) => here.has(space)));
}

async function chooseAgain(acts: ChoiceParts['acts'], chats: readonly SpaceId[], { was, is }: Views): Back<number> {
  let count = 0;
  for (const space of chats) {
    const { pinned: _place, ...wanted } = preferencesIn(was, space);
    const known = preferencesIn(is, space);
    const changed = Object.entries(wanted).filter(([name, value]) => !isSame(value, Reflect.get(known, name)));
    if (changed.length === 0) continue;
    const done = await acts.choose(space, Object.fromEntries(changed));
    if (!done.ok) return done;
    count += 1;
  }
  return ok(count);
}

/** Those that were pinned, in their order, and behind them those pinned since that were not there then. */
async function pinAgain(acts: ChoiceParts['acts'], chats: readonly SpaceId[], { was, is }: Views): Back<void> {
  const wanted = pinnedIn(was).filter((space) => chats.includes(space));
  const since = pinnedIn(is).filter((space) => !chats.includes(space));
  const next = [...wanted, ...since];
  return isSame(next, pinnedIn(is)) ? ok() : acts.pinChats(next);
}

function pinnedIn({ chats }: PreferenceView): readonly SpaceId[] {
  return Object.entries(chats)
    .flatMap(([space, { pinned }]) => (pinned === null ? [] : [{ space: space as SpaceId, pinned }]))
    .toSorted((one, other) => one.pinned - other.pinned)
    .map(({ space }) => space);
}

async function wallpaperAgain(acts: ChoiceParts['acts'], { was, is }: Views): Back<void> {
  return isSame(was.wallpaper, is.wallpaper) ? ok() : acts.setWallpaper(was.wallpaper);
}

/** Folders that were made since stay, behind those of then. */
async function foldersAgain(acts: ChoiceParts['acts'], { was, is }: Views): Back<void> {
  for (const folder of was.folders) {
    const known = is.folders.find(({ id }) => id === folder.id);
    if (known !== undefined && isSame(known, folder)) continue;
    const { place: _place, ...draft } = folder;
    const saved = await acts.saveFolder(draft);
    if (!saved.ok) return saved;
  }
  const ids = was.folders.map(({ id }) => id);
  return ids.length === 0 ? ok() : acts.orderFolders(ids);
}

/** Whether two values are the same all through. */
export function isSame(one: unknown, other: unknown): boolean {
  return equalBytes(encodeCanonical(one ?? null), encodeCanonical(other ?? null));
}
