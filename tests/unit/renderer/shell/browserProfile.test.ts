import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { browserProfile, keepProfile, putBackProfile } from '../../../../src/renderer/shell/browserProfile.ts';
import { settle } from '../../../support/shared/settle.ts';

function places(parts: { kept?: Map<string, string>; indexedDB?: IDBFactory } = {}) {
  const kept = parts.kept ?? new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  return { kept, storage, indexedDB: parts.indexedDB ?? new IDBFactory() };
}

const never = () => {
  throw new Error('a new name was made');
};

describe('the name of a browser profile', () => {
  it('is made once', async () => {
    const here = places();
    expect(await browserProfile(here, () => 'one')).toBe('one');
    expect(await browserProfile(here, never)).toBe('one');
  });

  it('is found again when either place was emptied, and is in both afterwards', async () => {
    const here = places();
    await browserProfile(here, () => 'one');
    here.kept.clear();
    expect(await browserProfile(here, () => 'another')).toBe('one');
    const emptied = places({ kept: here.kept });
    expect(await browserProfile(emptied, never)).toBe('one');
    here.kept.clear();
    await expect.poll(() => browserProfile(places({ indexedDB: emptied.indexedDB }), () => 'another')).toBe('one');
  });

  it('is the same for two tabs that begin at once', async () => {
    const here = places();
    let made = 0;
    const make = () => `name-${(made += 1)}`;
    const [one, other] = await Promise.all([browserProfile(here, make), browserProfile(here, make)]);
    expect(other).toBe(one);
    expect(here.kept.get('banyan.profile')).toBe(one);
  });

  it('is found again by the file alone, and is in all places afterwards', async () => {
    const file = { text: null as string | null };
    const handle = {
      getFile: async () => ({ text: async () => file.text }),
      createWritable: async () => ({
        write: async (text: string) => void (file.text = text),
        close: async () => undefined,
      }),
    };
    const directory = async () =>
      ({
        getFileHandle: async (_name: string, options?: { readonly create?: boolean }) => {
          if (file.text === null && options?.create !== true) throw new DOMException('none', 'NotFoundError');
          return handle;
        },
      }) as unknown as FileSystemDirectoryHandle;
    await browserProfile({ ...places(), directory }, () => 'one-name');
    expect(file.text).toBe('one-name');
    const emptied = { ...places(), directory };
    expect(await browserProfile(emptied, () => 'another')).toBe('one-name');
    expect(emptied.kept.get('banyan.profile')).toBe('one-name');
    file.text = 'not a name: /../';
    expect(await browserProfile({ ...places(), directory }, () => 'another')).toBe('another');
  });

  it('comes from the one place where there are no databases', async () => {
    const indexedDB = new IDBFactory();
    indexedDB.open = () => {
      throw new DOMException('no databases here', 'SecurityError');
    };
    const here = places({ indexedDB });
    expect(await browserProfile(here, () => 'one')).toBe('one');
    expect(await browserProfile(here, never)).toBe('one');
  });

  it('is put back in both places while the page is open, and stands where another tab was first', async () => {
    const clock = new FakeClock({ settle });
    const here = places();
    keepProfile(here, await browserProfile(here, () => 'one'), clock);
    const emptied = new IDBFactory();
    here.kept.clear();
    Object.assign(here, { indexedDB: emptied });
    await clock.advance(16_000);
    await expect.poll(() => here.kept.get('banyan.profile')).toBe('one');
    expect(await browserProfile(places({ indexedDB: emptied }), () => 'another')).toBe('one');
    const others = places({ indexedDB: emptied });
    await putBackProfile(others, 'late');
    expect(others.kept.size).toBe(0);
  });
});
