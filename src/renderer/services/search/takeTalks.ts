import type { SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { importDevice } from '@domain/importing/ids.ts';
import type { IndexEntry } from '@domain/search/entries.ts';
import type { StoreError } from '@ports/recordTable.ts';
import type { IndexedChain } from '@ports/searchShelf.ts';
import { importedWords } from '../importing/importedView.ts';
import type { ImportIntake, MissingTalk } from './importedTalks.ts';

/** The index, as it takes up what has no chains. */
export interface EntrySink {
  /** Stands for a feed or a chat among chains of events. */
  readonly chainAt: (place: Pick<IndexedChain, 'space' | 'device'>) => IndexedChain;
  readonly add: (entry: IndexEntry, words: string) => Promise<void>;
  /** So much of it is in the index now; `count` of those it was told were missing are not any more. */
  readonly know: (chain: IndexedChain, count: number) => Promise<Result<void, StoreError>>;
  /** Something of a space is gone: its words have to go. */
  readonly leave: (space: SpaceId) => void;
  readonly isOver: () => boolean;
}

/** Takes up what of imported chats is not in the index yet (SRC-19), page by page, so that it can end anywhere and go on there. */
export async function takeTalks(
  intake: ImportIntake | undefined,
  chains: ReadonlyMap<string, IndexedChain>,
  sink: EntrySink,
): Promise<Result<void, StoreError>> {
  for (const missing of intake?.missing(chains) ?? []) {
    if (intake === undefined || sink.isOver()) break;
    const taken = await takeTalk(intake, missing, sink);
    if (!taken.ok) return taken;
  }
  return ok();
}

async function takeTalk(
  intake: ImportIntake,
  { space, chat, from: start }: MissingTalk,
  sink: EntrySink,
): Promise<Result<void, StoreError>> {
  const chain = sink.chainAt({ space, device: importDevice(space) });
  if (chat === null) {
    sink.leave(space);
    return sink.know({ ...chain, seq: -1 }, 0);
  }
  for (let from = start; from < chat.messages && !sink.isOver();) {
    const page = await intake.read(chat, from);
    // What cannot be read now is taken up by a later pass.
    if (page.length === 0) break;
    for (const [index, message] of page.entries()) {
      const kind = message.file === undefined ? 'message' : 'file';
      await sink.add({ chain: chain.chain, seq: from + index, at: message.at, kind }, importedWords(message));
    }
    from += page.length;
    const known = await sink.know({ ...chain, seq: from - 1 }, page.length);
    if (!known.ok) return known;
  }
  return ok();
}

/** How many messages of imported chats there are, and how many of them are not in the index. */
export function countTalks(
  intake: ImportIntake | undefined,
  chains: ReadonlyMap<string, IndexedChain>,
): { readonly total: number; readonly missing: number } {
  return intake?.count(chains) ?? { total: 0, missing: 0 };
}
