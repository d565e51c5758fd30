import { MAX_BLOB_PAGE } from '@shared/ipc/blobContract.ts';
import type { HostErrorCode, HostInput, HostMethod } from '@shared/ipc/contract.ts';
import type { AccountId, BlobId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { HostHandlers } from '../dispatcher/dispatcher.ts';
import type { BlobShelf } from './blobShelf.ts';
import type { Blobs } from './blobs.ts';
import type { KeptBlob } from './keptBlob.ts';

/** The methods of the contract that keep blobs. */
export type BlobMethod = Extract<HostMethod, `blob.${string}`>;

type Outcome<T> = Promise<Result<T, Failure<HostErrorCode>>>;

/** Answers the contract's methods over shelves. */
export function blobHandlers(blobs: Blobs): Pick<HostHandlers, BlobMethod> {
  const shelf = async <T>(account: AccountId, answer: (shelf: BlobShelf) => Outcome<T>): Outcome<T> => {
    const opened = await blobs.open(account);
    return opened.ok ? answer(opened.value) : opened;
  };
  const blob = <T>(
    { account, id }: { account: AccountId; id: BlobId },
    answer: (kept: KeptBlob | null) => Outcome<T>,
  ) =>
    shelf(account, async (opened) => {
      const found = await opened.find(id);
      return found.ok ? answer(found.value) : found;
    });
  return {
    ...draftHandlers(shelf),
    'blob.begin': ({ account, id, size, hashes }) =>
      shelf(account, async (opened) => {
        const begun = await opened.begin(id, { size, hashes });
        return begun.ok ? ok(holdingOf(begun.value)) : begun;
      }),
    'blob.write': ({ account, id, index, bytes }) =>
      blob({ account, id }, async (kept) =>
        kept === null ? fail('blob-absent', 'it was not begun') : kept.write(index, bytes),
      ),
    'blob.holding': (input) =>
      blob(input, (kept) => Promise.resolve(ok({ holding: kept === null ? null : holdingOf(kept) }))),
    'blob.outline': (input) =>
      blob(input, (kept) => Promise.resolve(ok({ outline: kept === null ? null : { ...kept.outline } }))),
    'blob.read': ({ account, id, index }) =>
      blob({ account, id }, async (kept) => {
        const chunk = (await kept?.read(index)) ?? ok(null);
        return chunk.ok ? ok({ bytes: chunk.value }) : chunk;
      }),
    'blob.remove': ({ account, id }) => shelf(account, async (opened) => emptied(await opened.remove(id))),
    'blob.list': ({ account, after }) =>
      shelf(account, async (opened) => {
        const listed = await opened.list(after, MAX_BLOB_PAGE);
        if (!listed.ok) return listed;
        const next = listed.value.length < MAX_BLOB_PAGE ? null : (listed.value.at(-1)?.id ?? null);
        return ok({ blobs: listed.value, next });
      }),
    'blob.space': ({ account }) => shelf(account, (opened) => opened.space()),
  };
}

type Shelf = <T>(account: AccountId, answer: (shelf: BlobShelf) => Outcome<T>) => Outcome<T>;

function draftHandlers(shelf: Shelf): Pick<HostHandlers, 'blob.draft' | 'blob.append' | 'blob.seal' | 'blob.discard'> {
  return {
    'blob.draft': ({ account, size }) => shelf(account, ({ drafts }) => drafts.begin(size)),
    'blob.append': ({ account, draft, index, bytes }: HostInput<'blob.append'>) =>
      shelf(account, async ({ drafts }) => emptied(await drafts.append(draft, index, bytes))),
    'blob.seal': ({ account, draft }) => shelf(account, (opened) => opened.seal(draft)),
    'blob.discard': ({ account, draft }) => shelf(account, async ({ drafts }) => emptied(await drafts.discard(draft))),
  };
}

function holdingOf(kept: KeptBlob): { size: number; chunks: Uint8Array; isComplete: boolean } {
  return { size: kept.size, chunks: kept.chunks.toBytes(), isComplete: kept.isComplete };
}

function emptied(outcome: Result<void, Failure<HostErrorCode>>): Result<Record<string, never>, Failure<HostErrorCode>> {
  return outcome.ok ? ok({}) : outcome;
}
