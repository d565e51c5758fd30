import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './root.mjs';

/**
 * @typedef {object} CommandOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [quiet]      keep the output, and show it only by way of the answer
 * @property {string} [waiting]     a line repeated every ten seconds, so that silence is not taken for death
 * @property {number} [limitSeconds]  end the command after this long
 *
 * @typedef {{ code: number, output: string, timedOut: boolean }} CommandResult
 */

/** @param {string} waiting */
function startHeartbeat(waiting) {
  const started = Date.now();
  const timer = setInterval(() => {
    console.log(`  ${waiting} (${Math.round((Date.now() - started) / 1000)} s)`);
  }, 10_000);
  return () => clearInterval(timer);
}

/** @param {import('node:child_process').ChildProcess} child @param {number | undefined} limitSeconds */
function startLimit(child, limitSeconds) {
  const state = { timedOut: false };
  if (limitSeconds === undefined) return { state, stop: () => undefined };
  const timer = setTimeout(() => {
    state.timedOut = true;
    child.kill();
  }, limitSeconds * 1000);
  return { state, stop: () => clearTimeout(timer) };
}

/** Kept output is shown indented later, so colours and cursor movements would only be noise. @param {NodeJS.ProcessEnv} env */
function plainEnvironment(env) {
  /** @type {NodeJS.ProcessEnv} */
  const plain = { ...env, NO_COLOR: '1' };
  delete plain['FORCE_COLOR'];
  return plain;
}

/**
 * Runs a command in the project root to its end. A command that cannot be started answers code 127.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<CommandResult>}
 */
export function run(file, args, options = {}) {
  return new Promise((resolve) => {
    const isQuiet = options.quiet === true;
    const child = spawn(file, args, {
      cwd: root,
      env: isQuiet ? plainEnvironment(options.env ?? process.env) : (options.env ?? process.env),
      stdio: ['ignore', isQuiet ? 'pipe' : 'inherit', isQuiet ? 'pipe' : 'inherit'],
      windowsHide: true,
    });
    /** @type {string[]} */
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(String(chunk)));
    child.stderr?.on('data', (chunk) => output.push(String(chunk)));
    const stopHeartbeat = options.waiting === undefined ? () => undefined : startHeartbeat(options.waiting);
    const limit = startLimit(child, options.limitSeconds);
    /** @param {number} code */
    const finish = (code) => {
      stopHeartbeat();
      limit.stop();
      resolve({ code, output: output.join(''), timedOut: limit.state.timedOut });
    };
    child.once('error', (error) => {
      output.push(error.message);
      finish(127);
    });
    child.once('close', (code) => finish(code ?? 1));
  });
}

/**
 * Runs a tool installed in node_modules through this Node, without a shell.
 *
 * @param {string} script path inside node_modules
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 */
export function runTool(script, args, options) {
  return run(process.execPath, [join(root, 'node_modules', script), ...args], options);
}

/** Where npm's own script is: the npm that started us, else the one beside this Node. */
function npmScript() {
  const beside = [
    process.env['npm_execpath'] ?? '',
    join(dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js'),
    join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js'),
  ];
  return beside.find((path) => /npm-cli\.c?js$/.test(path) && existsSync(path));
}

/**
 * Runs npm without a shell, so that it works the same on Windows.
 *
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 */
export function runNpm(args, options) {
  const script = npmScript();
  return script === undefined ? run('npm', args, options) : run(process.execPath, [script, ...args], options);
}

/**
 * The last lines of a command's output, indented.
 *
 * @param {string} output
 * @param {number} [count]
 */
export function lastLines(output, count = 15) {
  return output
    .trimEnd()
    .split('\n')
    .slice(-count)
    .map((line) => `  | ${line}`)
    .join('\n');
}
