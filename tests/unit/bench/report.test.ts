import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeMachine, mergeRows, writeResults } from '../../../bench/support/report.ts';
import { figureOf } from '../../../bench/support/statistics.ts';

const known = ['first', 'second'];
const figure = (id: string, value: number) =>
  figureOf({ id, title: id, unit: 'ms', goal: '≤ 10 ms', limits: [{ of: 'value', most: 10 }] }, { measured: [value] });

describe('the record of figures', () => {
  let directory = '';
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'banyan-figures-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  const write = (id: string, value: number, quick: boolean) => {
    const machine = { ...describeMachine('a browser'), quick };
    return writeResults(directory, { machine, results: [figure(id, value)], known });
  };
  const read = async () => {
    const { results } = JSON.parse(await readFile(join(directory, 'latest.json'), 'utf8')) as {
      readonly results: readonly { readonly id: string; readonly value: number; readonly commit: string }[];
    };
    return results.map(({ id, value }) => [id, value]);
  };

  it('holds the last whole run of each benchmark, and says of which commit a row is', async () => {
    await write('second', 2, false);
    await write('first', 1, false);
    expect(await read()).toEqual([
      ['first', 1],
      ['second', 2],
    ]);
    await write('second', 3, false);
    expect(await read()).toEqual([
      ['first', 1],
      ['second', 3],
    ]);
    expect(await readFile(join(directory, 'latest.json'), 'utf8')).toMatch(/"commit": "[0-9a-f]{7,}|unknown"/);
  });

  it('is left alone by a quick run', async () => {
    const before = await read();
    expect(await write('first', 99, true)).toMatch(/quick\.json$/);
    expect(await read()).toEqual(before);
  });

  it('forgets benchmarks there are no more', () => {
    expect(mergeRows([{ id: 'gone' }, { id: 'first' }], [], known)).toEqual([{ id: 'first' }]);
  });
});
