/** The checklist of mini programs names 46 rows, and only tests that exist. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Row {
  readonly number: number;
  readonly cited: readonly { readonly path: string; readonly title: string }[];
  readonly edition: string;
}

const rows = readFileSync('docs/mini-programs/checklist.md', 'utf8').split('\n').flatMap(rowOf);

function rowOf(line: string): Row[] {
  const cells = line.split('|').map((cell) => cell.trim());
  const [, number = '', , shown = '', edition = ''] = cells;
  if (!/^\d+$/.test(number)) return [];
  const cited = [...shown.matchAll(/`([^`]+)` › (.+?)(?=<br>|$)/g)].map(([, path = '', title = '']) => ({
    path,
    title,
  }));
  return [{ number: Number(number), cited, edition }];
}

describe('docs/mini-programs/checklist.md', () => {
  it('CAGE-1 has every row, in order, each with a test and an edition', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 46 }, (_, place) => place + 1));
    expect(rows.filter(({ cited }) => cited.length === 0)).toEqual([]);
    expect(rows.filter(({ edition }) => !['both', 'browser', 'desktop'].includes(edition))).toEqual([]);
  });

  it.each(rows.map((row) => [row.number, row] as const))('CAGE-%i names tests that exist', (_, { cited }) => {
    for (const { path, title } of cited) {
      // A title begins a string of the file: after its quote.
      const isThere = ["'", '"', '`'].some((quote) => readFileSync(path, 'utf8').includes(`${quote}${title}`));
      expect([path, title, isThere]).toEqual([path, title, true]);
    }
  });
});
