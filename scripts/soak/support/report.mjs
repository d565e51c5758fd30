import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { runTool } from '../../setup/command.mjs';
import { root } from '../../setup/root.mjs';

/** @typedef {import('./runSuite.mjs').SuiteResult} SuiteResult */
/** @typedef {import('./runSuite.mjs').Figure} Figure */

const HEAD = ['what', 'value', 'goal', 'holds', 'note'];

/** @param {Figure} figure */
function cellsOf({ name, value, unit, goal, holds, note }) {
  const amount = typeof value === 'number' ? value.toLocaleString('en-US') : value;
  const verdict = holds === undefined ? '' : holds ? 'yes' : 'NO';
  return [name, unit === undefined ? amount : `${amount} ${unit}`, goal ?? '', verdict, note ?? ''];
}

/** The figures of a suite as a table for a terminal. @param {SuiteResult} result */
export function tableOf({ figures, skipped, replays, failure }) {
  const rows = [HEAD, ...figures.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
  return [
    ...(figures.length === 0 ? [] : lines),
    ...skipped.map((reason) => `  skipped: ${reason}`),
    ...replays.map((seed) => `  replay with seed ${seed}`),
    ...(failure === undefined ? [] : [`  ${failure}`]),
  ].join('\n');
}

/** @param {string} text */
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** @param {SuiteResult} result */
function sectionOf(result) {
  const { ok, seed, seconds, commit, figures, skipped, replays, failure } = result;
  const table = [HEAD, HEAD.map(() => '---'), ...figures.map(cellsOf)].map((row) => `| ${row.map(cell).join(' | ')} |`);
  return [
    `${ok ? 'Passed' : '**Failed**'} in ${seconds.toFixed(0)} s, commit ${commit}, seed ${seed}.`,
    ...(failure === undefined ? [] : ['', `It ${cell(failure)}.`]),
    '',
    ...(figures.length === 0 ? [] : [...table, '']),
    ...skipped.map((reason) => `- Skipped: ${cell(reason)}`),
    ...replays.map((replay) => `- Seed of a failure: ${replay}`),
  ].join('\n');
}

/** The sections of an earlier report of the same day, by suite. @param {string} path @returns {Map<string, string>} */
function sectionsAt(path) {
  try {
    const [, ...parts] = readFileSync(path, 'utf8').split(/^## /m);
    return new Map(
      parts.map((part) => {
        const end = part.indexOf('\n');
        return [part.slice(0, end).trim(), part.slice(end).trim()];
      }),
    );
  } catch {
    return new Map();
  }
}

/**
 * Writes what was found into the report of this day.
 *
 * @param {readonly SuiteResult[]} results
 * @returns {Promise<string>} where it is
 */
export async function writeReport(results) {
  const date = new Date().toISOString().slice(0, 10);
  const folder = join(root, 'docs/reports');
  const path = join(folder, `soak-${date}.md`);
  mkdirSync(folder, { recursive: true });
  const sections = sectionsAt(path);
  for (const result of results) sections.set(result.name, sectionOf(result));
  const [processor] = cpus();
  const machine = `${processor?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${arch()}, Node ${process.version}`;
  const body = [...sections].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, text]) => `## ${name}\n\n${text}`);
  writeFileSync(
    path,
    `# Soak of ${date}\n\nWhat \`npm run soak\` found, suite by suite. The same seed tries the same.\n\n- Machine: ${machine}\n\n${body.join('\n\n')}\n`,
  );
  await runTool('oxfmt/bin/oxfmt', [path], { quiet: true });
  return path;
}
