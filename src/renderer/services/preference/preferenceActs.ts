import * as v from 'valibot';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, BlobId, SpaceId } from '@shared/ids.ts';
import { type Result, err, fail, ok } from '@shared/result.ts';
import { preferencesSchema } from '@domain/preference/preferences.ts';
import { type Wallpaper, wallpaperSchema } from '@domain/preference/wallpaper.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { Random } from '@ports/random.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import type { Files } from '../files/files.ts';
import { outcomeOf, storeFailure } from '../workspace/failures.ts';
import type { ChatChoice, FolderDraft, PreferenceActs, RefusedPerson } from '../workspace/preferenceWorkspace.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { PreferenceBook } from './preferenceBook.ts';
import type { RefusalLog } from './refusalLog.ts';
import type { TypingDesk } from './typingDesk.ts';

/** What the acts work with. */
export interface PreferenceActParts {
  readonly store: Pick<DocumentStore, 'blocks'>;
  readonly journal: Pick<EventJournal, 'append'>;
  readonly random: Random;
  readonly book: PreferenceBook;
  readonly refusals: RefusalLog;
  readonly typing: TypingDesk;
  readonly files: Pick<Files, 'take' | 'library'>;
}

/** Every field may be left out, and nothing else may be there. */
const choiceSchema = v.partial(v.omit(preferencesSchema, ['pinned']));

/** What a person does about how they keep their chats (PRE-1…PRE-13). */
export function createPreferenceActs(parts: PreferenceActParts): PreferenceActs {
  const { book, refusals, typing } = parts;
  return {
    choose: (space, choice) => choose(parts, space, choice),
    pinChats: async (spaces) => outcomeOf(await book.pin(spaces)),
    saveFolder: (draft) => saveFolder(parts, draft),
    orderFolders: async (ids) =>
      folderOutcome(
        await book.changeFolders((shown) => {
          const placeOf = (id: string) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
          const ordered = shown.toSorted((one, other) => placeOf(one.id) - placeOf(other.id));
          return ordered.map((folder, place) => (folder.place === place ? folder : { ...folder, place }));
        }),
      ),
    removeFolder: async (id) =>
      folderOutcome(await book.changeFolders((shown) => shown.filter((folder) => folder.id !== id))),
    setWallpaper: (wallpaper) => setWallpaper(parts, wallpaper),
    takeWallpaper: (picture) => takeWallpaper(parts, picture),
    tellTyping: (space, isTyping) => {
      typing.tell(space, isTyping);
      return Promise.resolve(ok());
    },
    refusals: async () => {
      const all = await refusals.all();
      return all.ok ? all : err(storeFailure(all.error));
    },
    report: async (report) => outcomeOf(await refusals.report(report)),
    explainRefusal: async (entry, why) => outcomeOf(await refusals.explain(entry, why)),
    clearRefusals: async () => outcomeOf(await refusals.clear()),
    refusedPeople: () => refusedPeople(parts),
    letAskAgain: (account) => letAskAgain(parts, account),
  };
}

async function choose(parts: PreferenceActParts, space: SpaceId, choice: ChatChoice): Outcome {
  const read = v.safeParse(choiceSchema, choice);
  if (!read.success) return fail('setting-invalid', Object.keys(choice).join(', '));
  return outcomeOf(await keepingPictures(parts, () => parts.book.choose(space, choice)));
}

async function setWallpaper(parts: PreferenceActParts, wallpaper: Wallpaper): Outcome {
  if (!v.is(wallpaperSchema, wallpaper)) return fail('setting-invalid', 'no wallpaper');
  return outcomeOf(await keepingPictures(parts, () => parts.book.setWallpaper(wallpaper)));
}

/** A picture that stands nowhere any more needs not be kept: the next look at files takes it away. */
async function keepingPictures(
  { book, files }: PreferenceActParts,
  change: () => Promise<Result<void, StoreError>>,
): Promise<Result<void, StoreError>> {
  const before = book.pictures();
  const changed = await change();
  if (!changed.ok) return changed;
  const after = book.pictures();
  const mark = (blobs: ReadonlySet<BlobId>, others: ReadonlySet<BlobId>, isKept: boolean) =>
    [...blobs].filter((blob) => !others.has(blob)).map((blob) => files.library.setKeep(blob, isKept));
  await Promise.all([...mark(before, after, false), ...mark(after, before, true)]);
  return changed;
}

/** Kept from the start, so that no clean-up takes it before it stands somewhere. */
async function takeWallpaper({ files }: PreferenceActParts, picture: Parameters<Files['take']>[0]): Outcome<Wallpaper> {
  const taken = await files.take({ ...picture, asFile: false });
  if (!taken.ok) return fail(taken.error, 'the picture was not taken');
  const { blob, size, mime } = taken.value;
  if (taken.value.picture === null) return fail('file-unreadable', 'no picture');
  await files.library.setKeep(blob, true);
  return ok({ kind: 'picture', blob, size, mime, dim: 40 });
}

async function saveFolder(
  { book, random }: PreferenceActParts,
  { id, ...draft }: FolderDraft,
): Outcome<{ readonly id: string }> {
  const made = id ?? toBase64url(random.bytes(9));
  const name = draft.name.trim().toWellFormed();
  const saved = folderOutcome(
    await book.changeFolders((shown) => {
      const known = shown.find((folder) => folder.id === made);
      if (known !== undefined)
        return shown.map((folder) => (folder === known ? { ...draft, name, id: made, place: known.place } : folder));
      const place = Math.max(-1, ...shown.map((folder) => folder.place)) + 1;
      return [...shown, { ...draft, name, id: made, place }];
    }),
  );
  return saved.ok ? ok({ id: made }) : saved;
}

function folderOutcome(changed: Awaited<ReturnType<PreferenceBook['changeFolders']>>): Result<void, WorkspaceError> {
  if (changed.ok) return ok();
  const { code, message } = changed.error;
  return code === 'setting-invalid' ? fail(code, message) : err(storeFailure({ code, message }));
}

async function refusedPeople({ store, refusals }: PreferenceActParts): Outcome<readonly RefusedPerson[]> {
  const [blocks, log] = [await store.blocks.all(), await refusals.all()];
  if (!blocks.ok) return err(storeFailure(blocks.error));
  const names = new Map((log.ok ? log.value.toReversed() : []).map(({ account, name }) => [account, name]));
  return ok(
    blocks.value
      .map(({ account, at }) => ({ account, at, name: names.get(account) ?? null }))
      .toSorted((one, other) => other.at - one.at),
  );
}

async function letAskAgain({ store, journal, refusals }: PreferenceActParts, account: AccountId): Outcome {
  const block = await store.blocks.get(account);
  if (!block.ok || block.value === null) return outcomeOf(block);
  const removed = await store.blocks.remove(account);
  if (!removed.ok) return outcomeOf(removed);
  void journal.append([{ t: 'unblocked', account }]);
  const log = await refusals.all();
  const name = log.ok ? (log.value.find((entry) => entry.account === account)?.name ?? null) : null;
  return outcomeOf(await refusals.note('unblocked', account, name));
}
