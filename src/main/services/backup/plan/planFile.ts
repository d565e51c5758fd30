/** What is noted about backups that are made by themselves. It tells no more than the host's folders do, and has no key. */
import { decode, encode } from 'cborg';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { accountIdSchema, bytesUpTo, countSchema, timeSchema } from '@shared/schemas.ts';
import type { AccountId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import {
  type StorageFailure,
  attempt,
  makePrivateDirectory,
  replaceFile,
  storageFailure,
  systemCode,
} from '../../files/files.ts';

const text = v.pipe(v.string(), v.maxLength(4096));

const partSchema = v.object({
  set: text,
  number: countSchema,
  /** Of the file, in the folder. */
  name: v.pipe(v.string(), v.regex(/^banyan-[0-9a-f]{8}-\d{3}-[\d-]{10}\.age$/u)),
  /** Its place among all: never earlier than that of those before it, whatever a clock said. */
  createdAt: timeSchema,
  /** What the clock said when it was made, where that is another. */
  madeAt: v.exactOptional(timeSchema),
  size: countSchema,
  /** See `fileMark`; not kept of files of an older version. */
  mark: v.exactOptional(bytesUpTo(32)),
  /** When the file was last changed, as the disk said when its mark was taken or found again, in whole ms. */
  markedAt: v.exactOptional(timeSchema),
  /** Numbers of the journal's entries that were looked at: from the first on, up to the second. */
  from: countSchema,
  until: countSchema,
  entries: countSchema,
  /** Ids of the blobs in it, 32 bytes each. */
  blobs: bytesUpTo(64 * 1024 * 1024),
  /** Number and hash of the last entry: by them it is seen whether the journal still is the one it was. */
  last: v.nullable(v.object({ number: countSchema, hash: bytesUpTo(32) })),
  /** Whether it is one to go back to, or kept only for those that rest on it. */
  isShown: v.boolean(),
});
/** A file that was written, checked, and may be rested on. */
export type PlannedPart = v.InferOutput<typeof partSchema>;

const planSchema = v.object({
  v: v.literal(1),
  account: accountIdSchema,
  every: v.picklist(['off', 'day', 'week']),
  keep: v.picklist(['month', 'year']),
  /** What backups are closed for. It opens nothing. */
  recipient: v.nullable(text),
  /** A folder the person chose; null: the host's own. */
  folder: v.nullable(text),
  /** Where the parts lie, where nobody chose it; null where that was not noted. */
  place: v.optional(v.nullable(text), null),
  /** The last that went well, the last that was begun, and how that ended badly. */
  lastAt: v.nullable(timeSchema),
  triedAt: v.nullable(timeSchema),
  problem: v.nullable(text),
  /** The set that is being added to; null: the next backup begins one. */
  set: v.nullable(text),
  /** The file that is being written. */
  pending: v.nullable(text),
  parts: v.array(partSchema),
});
/** See {@link planSchema}. */
export type PlanState = v.InferOutput<typeof planSchema>;

/** Where plans are kept, one for each account. */
export interface PlanFile {
  read(account: AccountId): Promise<Result<PlanState, StorageFailure>>;
  /** Changes it, one change after another: what was changed in between is what the next one sees. */
  change(account: AccountId, change: (state: PlanState) => PlanState): Promise<Result<PlanState, StorageFailure>>;
}

/**
 * Keeps plans beside the backups under `directory`. One that is not there, or is no plan, is one that does nothing. One the disk does not give now
 * is not taken for that: what is changed would be written in its place.
 */
export function createPlanFile(directory: string): PlanFile {
  const path = (account: AccountId) => join(directory, account, 'plan');
  let last: Promise<unknown> = Promise.resolve();
  const read: PlanFile['read'] = async (account) => {
    try {
      return ok(planOf(account, await readFile(path(account))));
    } catch (cause) {
      if (['ENOENT', 'ENOTDIR'].includes(systemCode(cause))) return ok(noPlan(account));
      return storageFailure('reading how backups are made', cause);
    }
  };
  const write = (state: PlanState) =>
    attempt('noting how backups are made', async () => {
      await makePrivateDirectory(join(directory, state.account));
      await replaceFile(path(state.account), encode(state));
      return state;
    });
  return {
    read,
    change: (account, change) => {
      const changed = last.then(async () => {
        const before = await read(account);
        return before.ok ? write(change(before.value)) : before;
      });
      last = changed;
      return changed;
    },
  };
}

function planOf(account: AccountId, bytes: Uint8Array): PlanState {
  try {
    const parsed = v.safeParse(planSchema, decode(bytes));
    if (parsed.success && parsed.output.account === account) return parsed.output;
  } catch {
    // As good as none.
  }
  return noPlan(account);
}

function noPlan(account: AccountId): PlanState {
  return {
    v: 1,
    account,
    every: 'off',
    keep: 'month',
    recipient: null,
    folder: null,
    place: null,
    lastAt: null,
    triedAt: null,
    problem: null,
    set: null,
    pending: null,
    parts: [],
  };
}
