import { execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from '../../setup/root.mjs';

/**
 * @typedef {object} Figure
 * @property {string} name
 * @property {number | string} value
 * @property {string} [unit]
 * @property {string} [goal]
 * @property {boolean} [holds]
 * @property {string} [note]
 *
 * @typedef {object} SuiteResult
 * @property {string} name
 * @property {boolean} ok
 * @property {number} seed
 * @property {number} seconds
 * @property {string} commit
 * @property {Figure[]} figures
 * @property {string[]} skipped    why something could not be tried
 * @property {string[]} replays    seeds of what failed
 * @property {string} [failure]    when it ended wrongly
 *
 * @typedef {{ figure?: Figure, skipped?: string, seed?: number, note?: string }} Said
 */

/** The commit that is checked out, `+` when something in the tree differs from it. */
function commitNow() {
  try {
    const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
    const changes = execFileSync('git', ['status', '--porcelain', 'src'], { cwd: root, encoding: 'utf8' }).trim();
    return changes === '' ? commit : `${commit}+`;
  } catch {
    return 'unknown';
  }
}

/** @param {string} line @returns {Said | null} */
function readLine(line) {
  const start = line.indexOf('{"');
  if (start === -1 || !line.endsWith('}')) return null;
  try {
    /** @type {unknown} */
    const value = JSON.parse(line.slice(start));
    if (typeof value !== 'object' || value === null) return null;
    return 'figure' in value || 'skipped' in value || 'seed' in value ? /** @type {Said} */ (value) : null;
  } catch {
    return null;
  }
}

/** @param {SuiteResult} result @param {Said} said */
function take(result, said) {
  if (said.figure !== undefined) {
    result.figures.push(said.figure);
    if (said.figure.holds === false) result.ok = false;
  }
  if (said.skipped !== undefined) result.skipped.push(said.skipped);
  if (said.seed !== undefined) result.replays.push(`${said.seed}${said.note === undefined ? '' : ` (${said.note})`}`);
}

/** @param {string} name @param {number} seed @returns {SuiteResult} */
const blank = (name, seed) => ({
  name,
  ok: true,
  seed,
  seconds: 0,
  commit: commitNow(),
  figures: [],
  skipped: [],
  replays: [],
});

/**
 * The result of a suite that could not be run.
 *
 * @param {string} name
 * @param {number} seed
 * @param {string} failure
 * @returns {SuiteResult}
 */
export function failureOf(name, seed, failure) {
  return { ...blank(name, seed), ok: false, failure };
}

/**
 * Runs one suite to its end. What it says for people is passed on as it comes.
 *
 * @param {{ name: string, program: string, out: string, seed: number, quick: boolean }} suite
 * @returns {Promise<SuiteResult>}
 */
export function runSuite({ name, program, out, seed, quick }) {
  const result = blank(name, seed);
  const began = performance.now();
  const env = {
    ...process.env,
    BANYAN_SOAK_QUICK: quick ? '1' : '',
    BANYAN_SOAK_SEED: String(seed),
    BANYAN_SOAK_OUT: out,
  };
  const child = spawn(process.execPath, ['--enable-source-maps', program], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said = readLine(line);
    if (said !== null) take(result, said);
    console.log(said === null ? `  ${line}` : line);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ ...result, ok: false, failure: error.message }));
    child.once('close', (code, signal) => {
      result.seconds = (performance.now() - began) / 1000;
      if (code !== 0) {
        result.ok = false;
        result.failure = `ended with ${code ?? signal ?? 'nothing'}`;
      }
      resolve(result);
    });
  });
}
