import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** Where a browser profile's name is kept. */
export interface ProfilePlaces {
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly indexedDB: IDBFactory;
  /** The browser's own files of this address; without them the other two places must do. */
  readonly directory?: () => Promise<FileSystemDirectoryHandle>;
}

const KEY = 'banyan.profile';
const DATABASE = 'profile';
const TABLE = 'names';
const FILE = 'profile';
const NAME = /^[A-Za-z0-9_-]{4,64}$/;

/**
 * The name of this browser profile towards the host, which may serve several: keys and journal are found by it, so it must not be
 * forgotten. It is kept three times, for a database, `localStorage` and files are lost in different ways: browsers write `localStorage` seconds or minutes later, and a process killed before that came
 * back as a stranger; a database may be emptied by a full disk or a damaged file. A new name is given out once it is durable,
 * and two tabs that begin at once get the same. `make` is asked only where no place has one, and may take its time.
 */
export async function browserProfile(places: ProfilePlaces, make: () => string | Promise<string>): Promise<string> {
  const known = places.storage.getItem(KEY);
  if (known !== null) {
    void claim(places.indexedDB, known);
    void writeFile(places, known);
    return known;
  }
  const made = (await readFile(places)) ?? (await nameIn(places.indexedDB)) ?? (await make());
  const name = (await claim(places.indexedDB, made)) ?? places.storage.getItem(KEY) ?? made;
  places.storage.setItem(KEY, name);
  await writeFile(places, name);
  return name;
}

/** Calls back when another tab has a name. */
export function onNamedElsewhere(listener: (name: string) => void): Disposer {
  const heard = ({ key, newValue }: StorageEvent): void => {
    if (key === KEY && newValue !== null) listener(newValue);
  };
  window.addEventListener('storage', heard);
  return () => window.removeEventListener('storage', heard);
}

async function readFile({ directory }: ProfilePlaces): Promise<string | null> {
  try {
    const file = await (await directory?.())?.getFileHandle(FILE);
    const text = await (await file?.getFile())?.text();
    return text === undefined || !NAME.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** Written anew only where it does not say so already. */
async function writeFile(places: ProfilePlaces, name: string): Promise<void> {
  if (places.directory === undefined || (await readFile(places)) === name) return;
  try {
    const file = await (await places.directory()).getFileHandle(FILE, { create: true });
    const writable = await file.createWritable();
    await writable.write(name);
    await writable.close();
  } catch {
    // The other places have it.
  }
}

/** How often it is looked whether both places still have the name, ms. */
const LOOK_AGAIN = 15_000;

/**
 * Puts the name back where it is gone: a full disk can take both places from under a running page, and a browser killed after
 * that would come back as a stranger.
 */
export async function putBackProfile(places: ProfilePlaces, name: string): Promise<void> {
  const kept = await claim(places.indexedDB, name);
  // Another name there is another tab's, from before this one had one: it stands.
  if (kept !== null && kept !== name) return;
  places.storage.setItem(KEY, name);
  await writeFile(places, name);
}

/** {@link putBackProfile} again and again, for as long as the page is open. */
export function keepProfile(places: ProfilePlaces, name: string, clock: Pick<Clock, 'after'>): void {
  clock.after(LOOK_AGAIN, () => void putBackProfile(places, name).then(() => keepProfile(places, name, clock)));
}

/** The name that the database keeps: this one, if it had none. Null where no database can be had. */
async function claim(factory: IDBFactory, name: string): Promise<string | null> {
  return inDatabase(factory, async (database) => {
    const transaction = database.transaction(TABLE, 'readwrite', { durability: 'strict' });
    const ended = new Promise<boolean>((resolve) => {
      transaction.addEventListener('complete', () => resolve(true));
      transaction.addEventListener('abort', () => resolve(false));
    });
    const table = transaction.objectStore(TABLE);
    const value: unknown = await settled(table.get(KEY));
    if (typeof value === 'string') return value;
    table.put(name, KEY);
    return (await ended) ? name : null;
  });
}

/** The name that the database keeps already. */
async function nameIn(factory: IDBFactory): Promise<string | null> {
  return inDatabase(factory, async (database) => {
    const value: unknown = await settled(database.transaction(TABLE).objectStore(TABLE).get(KEY));
    return typeof value === 'string' ? value : null;
  });
}

/** A browser without databases, or with a full disk, still has the other place: what fails here counts as nothing there. */
async function inDatabase<T>(
  factory: IDBFactory,
  work: (database: IDBDatabase) => Promise<T | null>,
): Promise<T | null> {
  try {
    const request = factory.open(DATABASE, 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(TABLE));
    const database = await settled(request);
    try {
      return await work(database);
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('not done')));
  });
}
