import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fieldOf, listOf, readJson } from '../setup/json.mjs';
import { root } from '../setup/root.mjs';
import { plant } from './mutant.mjs';

/** @typedef {import('./mutant.mjs').Mutant} Mutant */

/**
 * What the suites said about a tree. `unsound`: they could not be run at all, as with a syntax error, which shows nothing.
 *
 * @typedef {object} Verdict
 * @property {'passed' | 'failed' | 'timed-out' | 'unsound'} kind
 * @property {string} by       the first test that failed, or what went wrong
 * @property {number} seconds
 */

/** What suites and sources need of the project. */
const PARTS = ['src', 'tests/unit', 'tests/integration', 'tests/support', 'tests/vectors', 'scripts', 'package.json'];
const FILES = ['aliases.config.ts', 'tsconfig.base.json', 'tsconfig.web.json'];

/** A copy of the project in which bugs are planted, one at a time. The project itself is only read. */
export class Workbench {
  /** @readonly */
  folder = mkdtempSync(join(tmpdir(), 'banyan-mutate-'));

  constructor() {
    for (const part of [...PARTS, ...FILES]) cpSync(join(root, part), join(this.folder, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'), 'junction');
  }

  dispose() {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  /**
   * Plants a bug, runs the suites and takes the bug out again.
   *
   * @param {string} sources  the folder that is mutated
   * @param {Mutant} mutant
   * @param {number} limitSeconds
   * @returns {Promise<Verdict>}
   */
  async tryOut(sources, mutant, limitSeconds) {
    const path = join(this.folder, sources, mutant.file);
    const sound = readFileSync(path, 'utf8');
    writeFileSync(path, plant(sound, mutant));
    try {
      return await this.runSuites(limitSeconds);
    } finally {
      writeFileSync(path, sound);
    }
  }

  /** Runs the suites on the tree as it is. @param {number} limitSeconds @returns {Promise<Verdict>} */
  async runSuites(limitSeconds) {
    const began = performance.now();
    const report = join(this.folder, 'report.json');
    rmSync(report, { force: true });
    const isTimedOut = await this.runVitest(report, limitSeconds);
    const seconds = (performance.now() - began) / 1000;
    if (isTimedOut) return { kind: 'timed-out', by: `not done after ${limitSeconds.toFixed(0)} s`, seconds };
    return { ...readReport(report), seconds };
  }

  /** @param {string} report @param {number} limitSeconds @returns {Promise<boolean>} whether it had to be ended */
  runVitest(report, limitSeconds) {
    const vitest = join(this.folder, 'node_modules/vitest/vitest.mjs');
    const args = ['run', '--config', 'scripts/mutate/vitest.config.ts', '--reporter=json', `--outputFile=${report}`];
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [vitest, ...args], { cwd: this.folder, stdio: 'ignore' });
      let isTimedOut = false;
      const timer = setTimeout(() => {
        isTimedOut = true;
        child.kill('SIGKILL');
      }, limitSeconds * 1000);
      child.once('close', () => {
        clearTimeout(timer);
        resolve(isTimedOut);
      });
    });
  }
}

/** @param {string} path @returns {Omit<Verdict, 'seconds'>} */
function readReport(path) {
  const report = readJson(path);
  if (report === undefined) return { kind: 'unsound', by: 'the suites left no report' };
  const suites = listOf(fieldOf(report, 'testResults'));
  const tests = suites.flatMap((suite) => listOf(fieldOf(suite, 'assertionResults')));
  const failed = tests.find((test) => fieldOf(test, 'status') === 'failed');
  if (failed !== undefined) return { kind: 'failed', by: String(fieldOf(failed, 'fullName')) };
  const broken = suites.find((suite) => fieldOf(suite, 'status') === 'failed');
  if (broken !== undefined) return { kind: 'unsound', by: String(fieldOf(broken, 'message')).split('\n')[0] ?? '' };
  const hasPassed = tests.some((test) => fieldOf(test, 'status') === 'passed');
  const isRun = fieldOf(report, 'success') === true && hasPassed;
  return isRun ? { kind: 'passed', by: '' } : { kind: 'unsound', by: 'no test ran' };
}
