import { readFileSync, readdirSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { journalKey } from '../../../../../src/main/services/journal/format.ts';
import { openJournal } from '../../../../../src/main/services/journal/journal.ts';
import { READ_BYTES } from '../../../../../src/main/services/journal/journalReader.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';
import { entry, failingFiles, openAt, readAll, segmentPaths, testKey, value } from './journalSupport.ts';

const numbered = (count: number) => Array.from({ length: count }, (_, index) => String(index));

describe('journal', () => {
  it('JRN-1 answers after the write and its sync, in that order', async () => {
    const { files, log } = failingFiles();
    const journal = await openAt(temporaryDirectory(), { files });
    log.length = 0;
    value(await journal.append([entry('first')]));
    expect(log).toEqual(['create', 'write', 'write', 'syncData']);
    log.length = 0;
    value(await journal.append([entry('second')]));
    expect(log).toEqual(['write', 'syncData']);
  });

  it('JRN-2 gives back what was appended, also after reopening without a close', async () => {
    const directory = temporaryDirectory();
    const journal = await openAt(directory);
    expect(value(await journal.append([entry('a'), entry('b')]))).toEqual({ count: 2 });
    expect(value(await journal.append([new Uint8Array(0), entry('c')]))).toEqual({ count: 4 });
    expect((await readAll(journal)).join()).toBe('a,b,,c');
    const reopened = await openAt(directory);
    expect((await readAll(reopened)).join()).toBe('a,b,,c');
    expect(value(await reopened.describe())).toMatchObject({ count: 4, damaged: 0 });
    expect(value(await reopened.append([entry('d')]))).toEqual({ count: 5 });
    expect((await readAll(reopened, 2)).join()).toBe('a,b,,c,d');
  });

  it('JRN-2 pages by number and says null exactly at the end', async () => {
    const journal = await openAt(temporaryDirectory());
    expect(value(await journal.read(0, 10))).toEqual({ entries: [], numbers: [], next: null });
    value(await journal.append(numbered(5).map(entry)));
    expect(value(await journal.read(0, 2)).next).toBe(2);
    expect(value(await journal.read(3, 2)).next).toBeNull();
    expect(value(await journal.read(3, 1)).next).toBe(4);
    expect(value(await journal.read(5, 1))).toEqual({ entries: [], numbers: [], next: null });
    expect(value(await journal.read(9_999, 1))).toEqual({ entries: [], numbers: [], next: null });
  });

  it('JRN-2 keeps a page near its byte limit but gives at least one entry', async () => {
    const journal = await openAt(temporaryDirectory());
    const big = new Uint8Array(READ_BYTES).fill(3);
    value(await journal.append([big, big, entry('small')]));
    const first = value(await journal.read(0, 10));
    expect(first.entries.map((bytes) => bytes.length)).toEqual([READ_BYTES]);
    expect(first.next).toBe(1);
    expect(value(await journal.read(1, 10)).entries).toHaveLength(1);
    expect(value(await journal.read(2, 10))).toMatchObject({ next: null });
  });

  it('JRN-3 lets appends that wait share one sync and answers each for itself', async () => {
    const { files, log } = failingFiles();
    const journal = await openAt(temporaryDirectory(), { files });
    value(await journal.append([entry('opens the segment')]));
    log.length = 0;
    const counts = await Promise.all(numbered(50).map((text) => journal.append([entry(text)])));
    expect(counts.map((count) => value(count).count)).toEqual(numbered(50).map((text) => Number(text) + 2));
    expect(log.filter((step) => step === 'syncData').length).toBe(2);
    expect(await readAll(journal)).toEqual(['opens the segment', ...numbered(50)]);
  });

  it('JRN-9 leaves no plain byte of an entry on disk', async () => {
    const directory = temporaryDirectory();
    const journal = await openAt(directory);
    value(await journal.append([entry('a planted secret'), entry('a planted secret')]));
    for (const path of segmentPaths(directory)) {
      expect(readFileSync(path).includes('planted')).toBe(false);
      if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    }
  });

  it('JRN-10 refuses another key and touches nothing', async () => {
    const directory = temporaryDirectory();
    const journal = await openAt(directory);
    value(await journal.append([entry('mine')]));
    await journal.close();
    const before = readdirSync(directory).map((name) => [name, statSync(`${directory}/${name}`).size]);
    const stranger = await openJournal({ directory, key: journalKey(new Uint8Array(32).fill(8)) });
    expect(stranger).toMatchObject({ ok: false, error: { code: 'vault-unavailable' } });
    expect(readdirSync(directory).map((name) => [name, statSync(`${directory}/${name}`).size])).toEqual(before);
    expect(await readAll(await openAt(directory, { key: testKey }))).toEqual(['mine']);
  });

  it('JRN-11 begins a new segment when one is full, and counts on through them', async () => {
    const directory = temporaryDirectory();
    const journal = await openAt(directory, { segmentBytes: 1024 });
    for (const text of numbered(100)) value(await journal.append([entry(text)]));
    expect(segmentPaths(directory).length).toBeGreaterThan(4);
    expect(await readAll(journal, 7)).toEqual(numbered(100));
    const reopened = await openAt(directory, { segmentBytes: 1024 });
    expect(await readAll(reopened, 13)).toEqual(numbered(100));
    expect(value(await reopened.describe())).toMatchObject({ count: 100, damaged: 0 });
    expect(value(await reopened.append([entry('next')])).count).toBe(101);
  });

  it('JRN-2 reads and appends at once without mixing them up', async () => {
    const journal = await openAt(temporaryDirectory(), { segmentBytes: 4096 });
    const appends = numbered(200).map((text) => journal.append([entry(text)]));
    const partial = await readAll(journal, 5);
    expect(partial).toEqual(numbered(200).slice(0, partial.length));
    await Promise.all(appends);
    expect(await readAll(journal, 5)).toEqual(numbered(200));
  });
});
