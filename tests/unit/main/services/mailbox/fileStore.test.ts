import { randomBytes } from 'node:crypto';
import { appendFile, open, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileStore } from '../../../../../src/main/services/mailbox/fileStore.ts';
import { hashOf } from '../../../../../src/main/services/mailbox/receipts.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';

const box = Buffer.alloc(32, 7).toString('base64url');

async function keep(store: FileStore, length = 2048, until = Date.now() + 3_600_000): Promise<Uint8Array> {
  const bytes = new Uint8Array(randomBytes(length));
  expect((await store.put({ box, bytes, hash: hashOf(bytes), until })).ok).toBe(true);
  return bytes;
}

async function idsOf(store: FileStore): Promise<readonly number[]> {
  const page = await store.list([box], 0, 1024 ** 3);
  return page.ok ? page.value.bundles.map(({ id }) => id) : [];
}

async function bytesOf(store: FileStore): Promise<readonly Uint8Array[]> {
  const page = await store.list([box], 0, 1024 ** 3);
  return page.ok ? page.value.bundles.map(({ bytes }) => new Uint8Array(bytes)) : [];
}

describe('MBS-12 the file of a mailbox service', () => {
  it('MBS-12 cut off anywhere, it has every bundle that is whole before the cut, and takes more', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'mailbox.log');
    const first = await FileStore.open({ directory });
    const all = [await keep(first), await keep(first), await keep(first)];
    await first.close();
    const whole = await readFile(path);
    const record = whole.length / 3;
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length }), async (length) => {
        await writeFile(path, whole);
        await truncate(path, length);
        const store = await FileStore.open({ directory });
        const left = all.slice(0, Math.floor(length / record));
        expect(await bytesOf(store)).toEqual(left);
        const more = await keep(store);
        await store.close();
        const again = await FileStore.open({ directory });
        expect(await bytesOf(again)).toEqual([...left, more]);
        await again.close();
      }),
      { numRuns: 25 },
    );
  });

  it('MBS-12 a damaged record hides only itself, and garbage at the end is cut off, with a word to the operator', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'mailbox.log');
    const first = await FileStore.open({ directory });
    const all = [await keep(first), await keep(first), await keep(first)];
    await first.close();
    const handle = await open(path, 'r+');
    await handle.write(Buffer.from('damage'), 0, 6, Math.floor((await stat(path)).size / 2));
    await handle.close();
    await appendFile(path, Buffer.alloc(100, 255));
    const lines: string[] = [];
    const store = await FileStore.open({ directory, report: (line) => lines.push(line) });
    expect(await bytesOf(store)).toEqual([all[0], all[2]]);
    expect(lines).toEqual(['mailbox: 1 damaged records, 100 bytes cut off the end']);
    await store.close();
  });

  it('MBS-12 copies the file before more than a torn end is cut off it', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'mailbox.log');
    const first = await FileStore.open({ directory });
    for (let count = 0; count < 4; count += 1) await keep(first, 131_072);
    await first.close();
    const handle = await open(path, 'r+');
    await handle.write(Buffer.alloc(4, 255), 0, 4, 0);
    await handle.close();
    const damaged = await readFile(path);
    const store = await FileStore.open({ directory });
    expect(await bytesOf(store)).toEqual([]);
    await store.close();
    expect((await readFile(`${path}.damaged`)).equals(damaged)).toBe(true);
  });

  it('MBS-12 made anew when most of it is superfluous, it has what is kept, its secret, and no id twice', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'mailbox.log');
    const store = await FileStore.open({ directory, limits: { bytesPerBox: 2 ** 30 } });
    const secret = await store.secret();
    const kept = await keep(store);
    for (let count = 0; count < 80; count += 1) await keep(store, 131_072);
    const ids = await idsOf(store);
    const most = Math.max(...ids);
    expect((await stat(path)).size).toBeGreaterThan(10_000_000);
    // While it is made anew it is read and written.
    const [, , meanwhile] = await Promise.all([store.remove(box, ids.slice(1)), bytesOf(store), keep(store)]);
    await expect.poll(async () => (await stat(path)).size).toBeLessThan(10_000);
    expect(await bytesOf(store)).toEqual([kept, meanwhile]);
    await store.remove(box, await idsOf(store));
    await store.close();
    const again = await FileStore.open({ directory });
    expect(await again.secret()).toEqual(secret);
    await keep(again);
    expect((await idsOf(again))[0]).toBeGreaterThan(most);
    await again.close();
  });

  it('MBS-6 lets go of what is over', async () => {
    const directory = temporaryDirectory();
    const store = await FileStore.open({ directory });
    await keep(store, 2048, Date.now() - 1);
    const lasting = await keep(store);
    await store.expire();
    expect(await store.figures()).toEqual({ bundles: 1, bytes: 2048 + 89 });
    await store.close();
    const again = await FileStore.open({ directory });
    expect(await bytesOf(again)).toEqual([lasting]);
    await again.close();
    expect((await again.put({ box, bytes: lasting, hash: hashOf(new Uint8Array(1)), until: 1 })).ok).toBe(false);
  });
});
