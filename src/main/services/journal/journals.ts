import { randomBytes } from 'node:crypto';
import { readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '@shared/result.ts';
import { ok } from '@shared/result.ts';
import { attempt, syncDirectory, systemCode } from '../files/files.ts';
import type { Vault } from '../vault/vault.ts';
import { JOURNAL_KEY_BYTES, type JournalKey, journalKey } from './format.ts';
import { type Journal, type JournalFailure, openJournal } from './journal.ts';

/** The journals of every account on this host, each opened when first asked for. */
export interface Journals {
  /** The account's journal. A failed opening is tried again at the next call. */
  open(account: string): Promise<Result<Journal, JournalFailure>>;
  /** Forgets an account's opened journal, and its key, once what is being written is; the next call opens it again. */
  closeOne(account: string): Promise<void>;
  /** Renames the folder of a journal that nobody can open any more. */
  setAside(account: string): Promise<Result<void, JournalFailure>>;
  close(): Promise<void>;
}

/**
 * Keeps journals under `directory`, one folder for each account. Keys are random, one for each account, and live in
 * `keys`, which the renderer can't read. If a key is gone, what it wrote can't be read by anyone: the folder is
 * renamed, its size reported as damage, and the account goes on in a new one.
 */
export function createJournals(options: { readonly directory: string; readonly keys: Vault }): Journals {
  const opened = new Map<string, Promise<Result<Journal, JournalFailure>>>();
  const closing = new Map<string, Promise<void>>();
  const closeOne = async (account: string) => {
    const pending = opened.get(account);
    if (pending === undefined) return closing.get(account);
    // Forgotten at once, and opened anew only when it is closed: two at once would write beside each other (JRN-19).
    opened.delete(account);
    const closed = pending.then((journal) => (journal.ok ? journal.value.close() : undefined));
    const ended = Promise.allSettled([closing.get(account), closed]).then(() => {
      if (closing.get(account) === ended) closing.delete(account);
    });
    closing.set(account, ended);
    await closed;
  };
  return {
    closeOne,
    setAside: async (account) => {
      await closeOne(account);
      const aside = await attempt('setting a journal aside', () => setAside(join(options.directory, account)));
      return aside.ok ? ok() : aside;
    },
    open: async (account) => {
      const pending = opened.get(account) ?? afterClosing(closing.get(account), () => openFor(account, options));
      opened.set(account, pending);
      const journal = await pending;
      if (!journal.ok && opened.get(account) === pending) opened.delete(account);
      return journal;
    },
    close: async () => {
      await Promise.all([...closing.values(), ...[...opened.keys()].map(closeOne)]);
    },
  };
}

async function afterClosing<T>(closing: Promise<void> | undefined, open: () => Promise<T>): Promise<T> {
  await closing;
  return open();
}

async function openFor(
  account: string,
  options: { readonly directory: string; readonly keys: Vault },
): Promise<Result<Journal, JournalFailure>> {
  const directory = join(options.directory, account);
  const secret = `journal-${account}`;
  const kept = await options.keys.read(secret);
  if (!kept.ok) return kept;
  if (kept.value !== null) return openJournal({ directory, key: journalKey(kept.value) });
  const orphaned = await attempt('setting a journal aside', () => setAside(directory));
  if (!orphaned.ok) return orphaned;
  const key = await createKey(options.keys, secret);
  return key.ok ? openJournal({ directory, key: key.value, damagedBefore: orphaned.value }) : key;
}

async function createKey(keys: Vault, secret: string): Promise<Result<JournalKey, JournalFailure>> {
  const bytes = new Uint8Array(randomBytes(JOURNAL_KEY_BYTES));
  const kept = await keys.write(secret, bytes);
  return kept.ok ? ok(journalKey(bytes)) : kept;
}

/** Renames a folder that is there without its key; answers the bytes in it. */
async function setAside(directory: string): Promise<number> {
  const names = await readdir(directory).catch((cause: unknown) => {
    if (systemCode(cause) === 'ENOENT') return null;
    throw cause;
  });
  if (names === null || names.length === 0) return 0;
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(directory, name))).size));
  await rename(directory, `${directory}.keyless-${randomBytes(4).toString('hex')}`);
  await syncDirectory(join(directory, '..'));
  return sizes.reduce((total, size) => total + size, 0);
}
