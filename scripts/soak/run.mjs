/**
 * `npm run soak [-- --only name,name] [-- --quick] [-- --seed N]`: the long suites, one after another.
 *
 * **What a suite is.** Every `scripts/soak/<name>.soak.ts` is one suite. It is bundled (imports of `src` and `tests` by path or
 * alias work, packages stay outside) and run as a program of its own by plain Node, in the project's root. To add one, drop a
 * file there; nothing else names it. In short:
 *
 *     import { readExtent, figure, skipped } from './support/soak.ts';
 *     const { quick, seed } = readExtent();
 *     …
 *     figure({ name: 'frames tried', value: 100_000, goal: '≥ 100,000', holds: true });
 *
 * **What it is given**, by the environment, read by `readExtent()`: `BANYAN_SOAK_QUICK=1` for a version of a few seconds that
 * only shows that nothing rotted; `BANYAN_SOAK_SEED`, the whole number all its chance comes from; `BANYAN_SOAK_OUT`, a folder of
 * this run alone, removed after it. `product()` of `support/product.ts` builds the app there, once for all suites.
 *
 * **What it says.** A line of its standard output that is a JSON object with one of these keys is for the report, every other
 * line for the person who watches:
 *
 *     {"figure": {"name", "value", "unit"?, "goal"?, "holds"?, "note"?}}    one result; `holds: false` fails the run
 *     {"skipped": "reason"}                                                 something could not be tried here, and why
 *     {"seed": N, "note"?}                                                  what replays something that failed
 *
 * **How it ends.** Code 0 when all went as it should; anything else, or a figure with `holds: false`, fails the whole run. It
 * must end by itself, bounded, and leave no process, mount, namespace or file behind.
 *
 * A long run writes `docs/reports/soak-<date>.md`; suites of one day go into one file, each with its own commit and seed. A
 * quick run writes nothing.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { root } from '../setup/root.mjs';
import { bundle } from './support/bundle.mjs';
import { failureOf, runSuite } from './support/runSuite.mjs';
import { tableOf, writeReport } from './support/report.mjs';

const ENDING = '.soak.ts';
const folder = fileURLToPath(new URL('.', import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length))
  .toSorted();

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    seed: { type: 'string' },
  },
});
const wanted = values.only?.split(',') ?? names;
const unknown = wanted.filter((name) => !names.includes(name));
const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
if (unknown.length > 0 || !Number.isSafeInteger(seed) || seed < 0) {
  console.error(
    unknown.length > 0 ? `No suite ${unknown.join(', ')}. There are: ${names.join(', ')}` : 'No such seed.',
  );
  process.exit(2);
}

// A folder of its own: a build of someone else at the same time must not change what is tried.
const out = join(root, 'out', `soak-${process.pid}`);
mkdirSync(out, { recursive: true });
process.env['BANYAN_SOAK_OUT'] = out;
process.on('exit', () => rmSync(out, { recursive: true, force: true, maxRetries: 3 }));

const results = [];
for (const name of wanted) {
  console.log(`▸ ${name} (seed ${seed}${values.quick ? ', quick' : ''})`);
  const program = await bundle(join(folder, name + ENDING), out);
  const result =
    typeof program === 'string'
      ? await runSuite({ name, program, out, seed, quick: values.quick })
      : failureOf(name, seed, program.failure);
  results.push(result);
  console.log(`${tableOf(result)}\n  ${result.ok ? '✓' : '✗'} ${name} (${result.seconds.toFixed(1)} s)\n`);
}
if (!values.quick) console.log(`Written to ${await writeReport(results)}`);
const failed = results.filter(({ ok }) => !ok).map(({ name }) => name);
console.log(failed.length === 0 ? `${results.length} suites, none failed` : `FAILED: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
