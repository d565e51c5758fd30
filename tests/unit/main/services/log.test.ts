import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLogFile } from '../../../../src/main/services/log/logFile.ts';
import { temporaryDirectory } from '../../../support/node/temporaryDirectory.ts';

it('HST-5 keeps the newest lines in three files of bounded size', async () => {
  const directory = temporaryDirectory();
  const log = openLogFile({ directory, fileBytes: 1000 });
  await Promise.all(Array.from({ length: 100 }, (_, index) => log.append([`line ${index} ${'x'.repeat(80)}`])));
  expect(readdirSync(directory).toSorted()).toEqual(['banyan.1.log', 'banyan.2.log', 'banyan.log']);
  const texts = ['banyan.2.log', 'banyan.1.log', 'banyan.log'].map((name) =>
    readFileSync(join(directory, name), 'utf8'),
  );
  expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(1000);
  const numbers = texts
    .join('')
    .split('\n')
    .filter(Boolean)
    .map((line) => Number(line.split(' ')[1]));
  expect(numbers.at(-1)).toBe(99);
  expect(numbers).toEqual(numbers.map((_, index) => 100 - numbers.length + index));
});

it('HST-5 goes on in the file of an earlier start', async () => {
  const directory = temporaryDirectory();
  await openLogFile({ directory }).append(['before']);
  await openLogFile({ directory }).append(['after']);
  expect(readFileSync(join(directory, 'banyan.log'), 'utf8')).toBe('before\nafter\n');
  if (process.platform !== 'win32') expect(statSync(join(directory, 'banyan.log')).mode & 0o777).toBe(0o600);
});

it('HST-3 writes none of the lines when one could forge another', async () => {
  const directory = temporaryDirectory();
  const log = openLogFile({ directory });
  for (const line of ['a\nb', 'a\rb', 'a\u0000b', 'a\u001b[2Jb', 'a\u0085b', 'a\u2028b', 'a\u007f']) {
    expect(await log.append(['fine', line])).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  }
  expect(readdirSync(directory)).toEqual([]);
});

it('HST-15 says what is wrong when the log can not be written', async () => {
  const log = openLogFile({ directory: '/dev/null/logs' });
  expect(await log.append(['line'])).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
});
