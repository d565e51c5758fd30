import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure, Result } from '@shared/result.ts';
import { fail, ok } from '@shared/result.ts';
import {
  type StorageFailure,
  attempt,
  makePrivateDirectory,
  replaceFile,
  storageFailure,
  syncDirectory,
  systemCode,
} from '../files/files.ts';
import type { SecretProtection } from './protection.ts';

/** Why a secret could not be kept or read. */
export type VaultFailure = StorageFailure | Failure<'vault-unavailable' | 'vault-locked'>;

/** Named secrets under one protection. A failed write leaves the old value; a secret is never half there. */
export interface Vault {
  /** The secret, or null when there is none. */
  read(name: string): Promise<Result<Uint8Array | null, VaultFailure>>;
  write(name: string, value: Uint8Array): Promise<Result<void, VaultFailure>>;
  /** Forgets a secret; forgetting what is not there succeeds. */
  remove(name: string): Promise<Result<void, VaultFailure>>;
  /** Names in alphabetical order. */
  list(): Promise<Result<string[], VaultFailure>>;
}

/** A vault that can put away what it can not read. */
export interface ShelvingVault extends Vault {
  /** Renames what a secret lies in, unread, so that it is there for nobody any more and still not destroyed. */
  shelve(name: string): Promise<Result<void, VaultFailure>>;
}

const SUFFIX = '.secret';
const VERSION = 1;
const KIND_TAGS = { os: 1, file: 2, memory: 3 } as const satisfies Record<SecretProtection['kind'], number>;

/** Opens the vault of `directory`. With `memory` protection no file is ever made. */
export function openVault(options: {
  readonly directory: string;
  readonly protection: SecretProtection;
}): ShelvingVault {
  return options.protection.kind === 'memory' ? memoryVault() : fileVault(options.directory, options.protection);
}

function memoryVault(): ShelvingVault {
  const secrets = new Map<string, Uint8Array>();
  const forget = (name: string) => {
    secrets.delete(name);
    return Promise.resolve(ok());
  };
  return {
    read: (name) => Promise.resolve(ok(secrets.get(name)?.slice() ?? null)),
    write: (name, value) => {
      secrets.set(name, value.slice());
      return Promise.resolve(ok());
    },
    remove: forget,
    shelve: forget,
    list: () => Promise.resolve(ok([...secrets.keys()].toSorted())),
  };
}

function fileVault(directory: string, protection: SecretProtection): ShelvingVault {
  let last: Promise<unknown> = Promise.resolve();
  // Changes one after the other: forgetting sweeps away what a killed write left, and must not meet a living one.
  const inTurn = <T>(step: string, work: () => Promise<T>) => {
    const outcome = last.then(() => attempt(step, work));
    last = outcome;
    return outcome;
  };
  return {
    read: async (name) => {
      const bytes = await readIfThere(join(directory, fileName(name)));
      return bytes.ok && bytes.value !== null ? unwrap(bytes.value, protection) : bytes;
    },
    write: async (name, value) => {
      const wrapped = await protection.protect(value);
      if (!wrapped.ok) return wrapped;
      const bytes = Buffer.concat([Buffer.from([VERSION, KIND_TAGS[protection.kind]]), wrapped.value]);
      return inTurn('keeping a secret', async () => {
        await makePrivateDirectory(directory);
        await replaceFile(join(directory, fileName(name)), bytes);
      });
    },
    remove: (name) =>
      inTurn('forgetting a secret', async () => {
        await makePrivateDirectory(directory);
        const own = (await readdir(directory)).filter((file) => file.startsWith(fileName(name)));
        for (const file of own) await rm(join(directory, file), { force: true });
        await syncDirectory(directory);
      }),
    shelve: (name) =>
      inTurn('putting a secret away', async () => {
        const away = `${fileName(name).slice(0, -SUFFIX.length)}.away-${randomBytes(4).toString('hex')}`;
        await rename(join(directory, fileName(name)), join(directory, away)).catch((cause: unknown) => {
          if (systemCode(cause) !== 'ENOENT') throw cause;
        });
        await syncDirectory(directory);
      }),
    list: () => attempt('listing secrets', () => listNames(directory)),
  };
}

async function readIfThere(path: string): Promise<Result<Buffer | null, VaultFailure>> {
  try {
    return ok(await readFile(path));
  } catch (cause) {
    return systemCode(cause) === 'ENOENT' ? ok(null) : storageFailure('reading a secret', cause);
  }
}

async function unwrap(bytes: Buffer, protection: SecretProtection): Promise<Result<Uint8Array, VaultFailure>> {
  if (bytes[0] !== VERSION || bytes[1] !== KIND_TAGS[protection.kind]) {
    return fail('vault-unavailable', 'the secret was kept under another protection');
  }
  const secret = await protection.unprotect(bytes.subarray(2));
  return secret.ok ? ok(new Uint8Array(secret.value)) : secret;
}

/** Hex, because names differ by case and some file systems do not. */
function fileName(name: string): string {
  return `${Buffer.from(name, 'utf8').toString('hex')}${SUFFIX}`;
}

async function listNames(directory: string): Promise<string[]> {
  const files = await readdir(directory).catch((cause: unknown) => {
    if (systemCode(cause) === 'ENOENT') return [];
    throw cause;
  });
  return files
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => Buffer.from(file.slice(0, -SUFFIX.length), 'hex').toString('utf8'))
    .toSorted();
}
