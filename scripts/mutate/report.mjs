import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from '../setup/command.mjs';
import { root } from '../setup/root.mjs';

/** @typedef {{ mutant: import('./mutant.mjs').Mutant, verdict: import('./workbench.mjs').Verdict }} Trial */

const HEAD = ['bug', 'in', 'breaks', 'caught by'];

/** @param {Trial} trial */
function cellsOf({ mutant, verdict }) {
  const { id, file, breaks } = mutant;
  return [id, file, breaks, verdict.kind === 'failed' ? verdict.by : `NOT CAUGHT: ${verdict.kind} ${verdict.by}`];
}

/** @param {string} text */
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
/** @param {readonly string[]} cells */
const row = (cells) => `| ${cells.map(cell).join(' | ')} |`;

/** What became of each bug, for a terminal. @param {readonly Trial[]} trials */
export function tableOf(trials) {
  const rows = trials.map(cellsOf).map(([id = '', , , by = '']) => [id, by]);
  const width = Math.max(...rows.map(([id]) => id?.length ?? 0));
  return rows.map(([id = '', by = '']) => `  ${id.padEnd(width)}  ${by}`).join('\n');
}

/**
 * Writes what became of each bug into the project's reports.
 *
 * @param {readonly Trial[]} trials
 * @param {{ sound: number, seconds: number }} took  s: the suites without a bug, and all
 * @returns {Promise<string>} where it is
 */
export async function writeReport(trials, { sound, seconds }) {
  const path = join(root, 'docs/reports/wallet-mutations.md');
  const caught = trials.filter(({ verdict }) => verdict.kind === 'failed').length;
  const table = [HEAD, HEAD.map(() => '---'), ...trials.map(cellsOf)].map(row);
  const text = `# Mutation check of the wallet

What \`npm run mutate:wallet\` found: each of these bugs was planted by itself in a copy of the tree, and the wallet's suites were run on it,
few random histories each, to the first failure.

- ${caught} of ${trials.length} caught.
- Without a bug the suites pass in ${sound.toFixed(0)} s; the whole check took ${seconds.toFixed(0)} s.

${table.join('\n')}
`;
  writeFileSync(path, text);
  await runTool('oxfmt/bin/oxfmt', [path], { quiet: true });
  return path;
}
