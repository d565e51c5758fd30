/** What an edition cannot promise is said each time the suite runs, from the checklist itself. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';

test('CAGE-41 what is not guaranteed is said', async () => {
  const table = await readFile(new URL('../../../docs/mini-programs/checklist.md', import.meta.url), 'utf8');
  const said = table.split('\n').flatMap((line) => {
    const [, number = '', what = '', , , left = ''] = line.split('|').map((cell) => cell.trim());
    return left.startsWith('NOT GUARANTEED') ? [`    ${number} (${what}): ${left}`] : [];
  });
  expect(said.length).toBeGreaterThan(0);
  expect(said.join('\n')).toContain('NOT GUARANTEED in the browser edition');
  process.stdout.write(`${said.join('\n')}\n`);
});
