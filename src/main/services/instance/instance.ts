import { randomBytes } from 'node:crypto';
import { constants, copyFile, link, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { makePrivateDirectory, replaceFile, systemCode } from '../files/files.ts';

const holderSchema = v.strictObject({
  pid: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** When the process began, by the system's own count; null where it can't be told. A pid alone may be used again. */
  began: v.nullable(v.string()),
  token: v.string(),
  url: v.nullable(v.string()),
});

/** Who holds a data directory. `url` is null until that host answers. */
export type InstanceHolder = v.InferOutput<typeof holderSchema>;

/** The right to be the one host of a data directory. */
export interface Instance {
  /** Tells a second start where this host answers. */
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}

/** Either the directory is ours, or someone alive holds it. */
export type InstanceClaim =
  | { readonly held: false; readonly instance: Instance }
  | { readonly held: true; readonly holder: InstanceHolder };

const LOCK = 'host.lock';

/** Claims a data directory for this process. A lock whose process is gone is taken over. Throws on trouble with files. */
export async function claimInstance(dataDir: string): Promise<InstanceClaim> {
  await makePrivateDirectory(dataDir);
  const path = join(dataDir, LOCK);
  const mine: InstanceHolder = {
    pid: process.pid,
    began: await processBegan(process.pid),
    token: randomBytes(12).toString('hex'),
    url: null,
  };
  for (let attempts = 0; attempts < 5; attempts += 1) {
    if (await createLock(path, mine)) return { held: false, instance: instanceAt(path, mine) };
    const holder = await readHolder(path);
    if (holder !== null && (await isAlive(holder))) return { held: true, holder };
    await dropStale(path, holder);
  }
  throw new Error('the data directory is being fought over');
}

/** Who holds a data directory now; null when nobody alive does. */
export async function readInstance(dataDir: string): Promise<InstanceHolder | null> {
  const holder = await readHolder(join(dataDir, LOCK));
  return holder !== null && (await isAlive(holder)) ? holder : null;
}

function instanceAt(path: string, mine: InstanceHolder): Instance {
  return {
    announce: (url) => replaceFile(path, encodeHolder({ ...mine, url })),
    release: async () => {
      const holder = await readHolder(path);
      if (holder?.token === mine.token) await rm(path, { force: true });
    },
  };
}

/** What file systems without hard links (memory sticks, some network drives) answer. */
const LINKLESS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** A whole file appears at once under the name, or not at all: nobody reads half a lock. */
async function createLock(path: string, holder: InstanceHolder): Promise<boolean> {
  const temporary = `${path}.${holder.token}`;
  await replaceFile(temporary, encodeHolder(holder));
  try {
    await link(temporary, path).catch((cause: unknown) => {
      if (!LINKLESS.has(systemCode(cause))) throw cause;
      return copyFile(temporary, path, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (cause) {
    if (systemCode(cause) === 'EEXIST') return false;
    throw cause;
  } finally {
    await rm(temporary, { force: true });
  }
}

function encodeHolder(holder: InstanceHolder): Uint8Array {
  return Buffer.from(`${JSON.stringify(holder)}\n`);
}

async function readHolder(path: string): Promise<InstanceHolder | null> {
  try {
    const parsed = v.safeParse(holderSchema, JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** Moves the stale lock away under a name of its own; one that changed hands meanwhile is put back. */
async function dropStale(path: string, stale: InstanceHolder | null): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await rename(path, aside);
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return;
    throw cause;
  }
  const moved = await readHolder(aside);
  if (moved !== null && moved.token !== stale?.token) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

async function isAlive(holder: InstanceHolder): Promise<boolean> {
  try {
    process.kill(holder.pid, 0);
  } catch (cause) {
    if (systemCode(cause) === 'ESRCH') return false;
  }
  const began = await processBegan(holder.pid);
  return began === null || holder.began === null || began === holder.began;
}

/** Boot and start time of a process, from Linux's /proc; null elsewhere. */
async function processBegan(pid: number): Promise<string | null> {
  try {
    const [boot, status] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // The name in brackets may hold anything; the start time is the 20th field after it.
    const started = status.slice(status.lastIndexOf(')') + 2).split(' ')[19];
    return started === undefined ? null : `${boot.trim()}:${started}`;
  } catch {
    return null;
  }
}
