import type { AccountId, BlobId, SpaceId } from '@shared/ids.ts';
import { type Result, err, fail, ok } from '@shared/result.ts';
import type { ImportedChat } from '@domain/importing/records.ts';
import { isTalk } from '@domain/importing/sources.ts';
import { type LatePart, askLate } from '@ports/latePart.ts';
import type { StoreError } from '@ports/recordTable.ts';
import type { Log } from '../diagnostics/log.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { ImportActs, ImportAllWish, ImportWish, ImportedAll, ImportedOne } from '../workspace/importWorkspace.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { ImportBook } from './importBook.ts';
import type { ImportPages } from './importPages.ts';
import type { ImportParts } from './keepBlob.ts';
import type * as Running from './runImport.ts';
import type * as RunningAll from './all/runImportAll.ts';

/** The code that takes chats in. */
export type ImportCode = Pick<typeof Running, 'runImport' | 'importName' | 'sameTalk'>;
/** The code that takes everything in. */
export type ImportAllCode = Pick<typeof RunningAll, 'runImportAll'>;

/** What the acts work with. */
export interface ImportActParts {
  readonly book: ImportBook;
  readonly code: LatePart<ImportCode>;
  readonly allCode: LatePart<ImportAllCode>;
  readonly parts: RunningAll.ImportAllParts;
  readonly pages: Pick<ImportPages, 'outline' | 'page'>;
  /** Lets blobs go of which nothing speaks. */
  readonly letGo: (blobs: readonly BlobId[]) => Promise<void>;
  readonly hasContact: (account: AccountId) => boolean;
  /** Forgets what was chosen about a chat that is deleted. */
  readonly forget: (space: SpaceId) => Promise<unknown>;
  /** It is not among the pinned ones any more: it leaves the list. */
  readonly unpin: (space: SpaceId) => Promise<unknown>;
  readonly log: Log;
}

/** What a person does with chats from elsewhere (IMP-10, IMP-12). One import at a time. */
export function createImportActs(given: ImportActParts): ImportActs {
  let current: AbortController | null = null;
  const alone = async <T>(take: (signal: AbortSignal) => Outcome<T>): Outcome<T> => {
    if (current !== null) return fail('import-busy', 'another one goes on');
    const own = new AbortController();
    current = own;
    try {
      return await take(own.signal);
    } finally {
      current = null;
    }
  };
  return {
    importChat: (wish) => alone((signal) => takeIn(given, wish, signal)),
    importAll: (wish) => alone((signal) => takeAllIn(given, wish, signal)),
    cancelImport: () => {
      current?.abort();
      return Promise.resolve(ok());
    },
    forgetInterrupted: async () => kept(await given.book.forgetInterrupted()),
    renameImport: (space, name) =>
      askLate(given.code, async ({ importName }) => {
        const chat = given.book.find(space);
        const clean = importName(name);
        if (chat === null) return fail('message-missing', 'no such chat');
        return clean === '' ? fail('name-empty', 'no name') : kept(await given.book.put({ ...chat, name: clean }));
      }),
    linkImport: (space, contact) => link(given, space, contact),
    removeImport: (space) => remove(given, space),
  };
}

async function takeIn(given: ImportActParts, wish: ImportWish, signal: AbortSignal): Outcome<ImportedOne> {
  const { book, code, parts, log } = given;
  await book.tell({ name: wish.name, done: 0, messages: 0 });
  const held: BlobId[] = [];
  const noting = { ...parts, blobs: noted(parts.blobs, held) };
  const taken = await askLate<ImportCode, TakenOne, WorkspaceError>(code, async ({ runImport, sameTalk }) => {
    const made = await runImport(noting, wish, signal);
    return made.ok ? ok(await asOne(given, made.value, sameTalk)) : made;
  });
  const put = !taken.ok || taken.value.chat === null ? taken : kept(await book.put(taken.value.chat));
  await book.tell(null);
  if (!put.ok) log.write('warn', 'importing', `not imported: ${put.error.code}`);
  // Also what was kept of messages that were here already, and what stands for more now.
  await letGoBeside(given, taken.ok && put.ok ? [...held, ...taken.value.before] : held);
  if (!put.ok) return put;
  return taken.ok ? ok(taken.value.report) : taken;
}

/** What comes of one chat: to be kept (null: it is here already), blobs of what it takes the place of, what is told of it. */
interface TakenOne {
  readonly chat: ImportedChat | null;
  readonly before: readonly BlobId[];
  readonly report: ImportedOne;
}

/** What begins as a chat that is here is passed over, or becomes more of it; all else stands beside (IMP-17). */
async function asOne(
  { book, pages }: ImportActParts,
  made: ImportedChat,
  sameTalk: ImportCode['sameTalk'],
): Promise<TakenOne> {
  const same = await sameTalk(pages, made, book.all ?? []);
  const { id: space, name, messages } = made;
  const before = same === null ? [] : await book.blobsOf(same.chat);
  // Renamed, linked or deleted while they were compared.
  const chat = same === null ? null : book.find(same.chat.id);
  if (same === null || chat === null)
    return { chat: made, before: [], report: { space, name, is: 'new', fresh: messages, already: 0 } };
  const { is } = same;
  const already = Math.min(chat.messages, messages);
  const report = { space: chat.id, name: chat.name, is, fresh: messages - already, already };
  if (is === 'here') return { chat: null, before: [], report };
  const { contact } = chat;
  const beside = contact === undefined ? {} : { contact };
  return { chat: { ...made, ...beside, id: chat.id, name: chat.name }, before, report };
}

/** Everything of an export: its chats are noted together, when the last of them is whole. */
async function takeAllIn(given: ImportActParts, wish: ImportAllWish, signal: AbortSignal): Outcome<ImportedAll> {
  const { book, allCode, parts, log } = given;
  await book.tell({ name: wish.momentsName, done: 0, messages: 0 });
  const held: BlobId[] = [];
  const noting = { ...parts, blobs: noted(parts.blobs, held) };
  const taken = await askLate<ImportAllCode, RunningAll.TakenAll, WorkspaceError>(allCode, ({ runImportAll }) =>
    runImportAll(noting, wish, signal),
  );
  const put = taken.ok ? kept(await book.putAll(taken.value.chats)) : taken;
  await book.tell(null);
  if (!put.ok) log.write('warn', 'importing', `not imported: ${put.error.code}`);
  // Also what was kept of files that turned out to be others than they were called.
  await letGoBeside(given, held);
  if (!put.ok) return put;
  return taken.ok ? ok(taken.value.report) : taken;
}

/** The same store, that notes what it is given. */
function noted(blobs: ImportParts['blobs'], held: BlobId[]): ImportParts['blobs'] {
  return {
    put: async (source, options) => {
      const put = await blobs.put(source, options);
      if (put.ok) held.push(put.value.id);
      return put;
    },
  };
}

async function link({ book, hasContact, unpin }: ImportActParts, space: SpaceId, contact: AccountId | null): Outcome {
  const chat = book.find(space);
  if (chat === null) return fail('message-missing', 'no such chat');
  if (contact !== null && !isTalk(chat.origin)) return fail('message-unfit', 'no talk');
  if (contact !== null && !hasContact(contact)) return fail('contact-missing', 'no such contact');
  const { contact: _before, ...alone } = chat;
  const linked = kept(await book.put(contact === null ? alone : { ...alone, contact }));
  if (linked.ok && contact !== null) await unpin(space);
  return linked;
}

async function remove(given: ImportActParts, space: SpaceId): Outcome {
  const chat = given.book.find(space);
  if (chat === null) return ok();
  const blobs = await given.book.blobsOf(chat);
  const removed = kept(await given.book.remove(space));
  if (!removed.ok) return removed;
  await given.forget(space);
  await letGoBeside(given, blobs);
  return removed;
}

/** Another imported chat may have the same pictures. */
async function letGoBeside({ book, letGo }: ImportActParts, blobs: readonly BlobId[]): Promise<void> {
  const others = await book.blobs();
  if (others !== null) await letGo(blobs.filter((blob) => !others.has(blob)));
}

function kept(result: Result<void, StoreError>): Result<void, WorkspaceError> {
  return result.ok ? ok() : err(storeFailure(result.error));
}
