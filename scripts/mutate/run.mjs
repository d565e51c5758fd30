/**
 * `npm run mutate:wallet [-- --only id,id]`: whether the wallet's suites notice when its rules are broken. Each bug listed under
 * `wallet/` is planted in a copy of the tree and the suites are run on it. Every one must be caught by a test that fails; a bug
 * that no longer fits the source, cannot be run or takes too long is an error, too. A full run writes `docs/reports/wallet-mutations.md`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../setup/root.mjs';
import { plant } from './mutant.mjs';
import { tableOf, writeReport } from './report.mjs';
import { mutants } from './wallet/mutants.mjs';
import { Workbench } from './workbench.mjs';

const SOURCES = 'src/renderer/domain/wallet';
/** A sound tree may take this long, s; a broken one some times what the sound one took. */
const LIMIT = 600;
const PATIENCE = 6;
/** Benches at work at once. */
const BENCHES = 2;

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const only = values.only?.split(',');
const wanted = mutants.filter(({ id }) => only === undefined || only.includes(id));
const unknown = only?.filter((id) => !mutants.some((mutant) => mutant.id === id)) ?? [];
if (unknown.length > 0) {
  console.error(`No mutant ${unknown.join(', ')}.`);
  process.exit(2);
}
// A stale list is told before anything is run.
for (const mutant of wanted) plant(readFileSync(join(root, SOURCES, mutant.file), 'utf8'), mutant);

const began = performance.now();
const first = new Workbench();
const benches = [first];
process.on('exit', () => benches.forEach((bench) => bench.dispose()));
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => process.exit(130));

const sound = await first.runSuites(LIMIT);
if (sound.kind !== 'passed') {
  console.error(`The suites do not pass without a bug: ${sound.kind}, ${sound.by}`);
  process.exit(1);
}
console.log(`Without a bug: all pass in ${sound.seconds.toFixed(1)} s. ${wanted.length} bugs to plant.`);
while (benches.length < Math.min(BENCHES, wanted.length)) benches.push(new Workbench());
const limit = Math.max(60, PATIENCE * BENCHES * sound.seconds);

/** @type {import('./report.mjs').Trial[]} */
const trials = [];
const left = [...wanted];
await Promise.all(
  benches.map(async (bench) => {
    for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
      const verdict = await bench.tryOut(SOURCES, mutant, limit);
      trials.push({ mutant, verdict });
      const mark = verdict.kind === 'failed' ? '✓' : '✗';
      console.log(
        `${mark} ${mutant.id} (${verdict.seconds.toFixed(1)} s) ${verdict.kind === 'failed' ? '' : verdict.kind}`,
      );
    }
  }),
);

const seconds = (performance.now() - began) / 1000;
const ordered = wanted.flatMap(({ id }) => trials.find(({ mutant }) => mutant.id === id) ?? []);
const missed = ordered.filter(({ verdict }) => verdict.kind !== 'failed');
console.log(`\n${tableOf(ordered)}\n`);
if (only === undefined) console.log(`Written to ${await writeReport(ordered, { sound: sound.seconds, seconds })}`);
console.log(`${ordered.length - missed.length} of ${ordered.length} caught in ${seconds.toFixed(0)} s`);
for (const { mutant, verdict } of missed) console.log(`MISSED ${mutant.id}: ${verdict.kind} ${verdict.by}`);
process.exitCode = missed.length === 0 ? 0 : 1;
