import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { fieldOf, parseJson } from './json.mjs';
import { root } from './root.mjs';
import { SetupFailure } from './failure.mjs';

/**
 * What a line of the host says: where it serves, or where the one that already runs does.
 *
 * @param {string} line
 * @returns {{ url: string, isRunning: boolean } | undefined}
 */
export function readyAddress(line) {
  const said = parseJson(line);
  const [ready, running] = [fieldOf(said, 'ready'), fieldOf(said, 'running')];
  if (typeof ready === 'string') return { url: ready, isRunning: false };
  return typeof running === 'string' ? { url: running, isRunning: true } : undefined;
}

/**
 * The address with a word that works once instead of the key: command lines can be read by every user of the machine.
 *
 * @param {string} url
 * @returns {Promise<string>}
 */
export async function onceOnly(url) {
  const address = new URL(url);
  const key = address.searchParams.get('key');
  if (key === null) return url;
  const answer = await fetch(new URL('/__ticket', address), { method: 'POST', headers: { 'x-banyan-key': key } });
  if (!answer.ok) throw new SetupFailure('The host gave no ticket for the browser.', 'start Banyan again.');
  address.searchParams.set('key', await answer.text());
  return address.href;
}

/**
 * Starts the browser edition's host and waits until it serves. What else it prints is passed on.
 *
 * @param {readonly string[]} args after the script
 * @returns {Promise<{ url: string, child: import('node:child_process').ChildProcess, isRunning: boolean }>} `isRunning`: another
 *   process serves this data already, and the child has ended
 */
export function startHost(args) {
  const child = spawn(process.execPath, ['out/main/browser.js', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    windowsHide: true,
  });
  return new Promise((resolve, reject) => {
    const todo =
      'read the message above; if the port is taken, end the other Banyan or start with --port and another number.';
    const timer = setTimeout(() => {
      child.kill();
      reject(new SetupFailure('The host did not answer within 30 seconds.', todo));
    }, 30_000);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new SetupFailure(`The host stopped at once (exit code ${code ?? 'none'}).`, todo));
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = readyAddress(line);
      if (said === undefined) {
        console.log(line);
        return;
      }
      clearTimeout(timer);
      resolve({ ...said, child });
    });
  });
}

/** How a shell counts what ended by a signal. */
const BY_SIGNAL = 128;

/**
 * The exit code of a child that ended by itself, and what is to be said where it said nothing: whatever ends it from outside leaves it
 * no time for words.
 *
 * @param {{ code: number | null, signal: NodeJS.Signals | null }} end
 * @param {string} command how to start it again
 * @returns {{ code: number, words: string | null }}
 */
export function endOf({ code, signal }, command) {
  if (signal === null) return { code: code ?? 1, words: null };
  const memory = signal === 'SIGKILL' ? ' Often it is the system, when memory runs out.' : '';
  const todo = `run \`${command}\` again. What was saved is kept.`;
  const words = `\n✗ It was ended from outside (${signal}).${memory}\n  What to do: ${todo}\n`;
  return { code: BY_SIGNAL + constants.signals[signal], words };
}

/**
 * Hands the ways of ending this process on to a child and waits for the child's end. Says so when something else ended it.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {{ command: string, say?: (words: string) => void }} options `command`: how to start it again
 * @returns {Promise<number>} its exit code; 0 when it ended because we were asked to end
 */
export function waitForEnd(child, { command, say = (words) => process.stderr.write(words) }) {
  let isAsked = false;
  const ask = () => {
    isAsked = true;
    child.kill();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, ask);
  return new Promise((resolve) => {
    const finish = (/** @type {number | null} */ code, /** @type {NodeJS.Signals | null} */ signal) => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, ask);
      // Ctrl+C reaches both processes: which of them hears of it first is chance.
      if (isAsked || signal === 'SIGINT') return resolve(0);
      const end = endOf({ code, signal }, command);
      if (end.words !== null) say(end.words);
      resolve(end.code);
    };
    if (child.exitCode === null && child.signalCode === null) child.once('exit', finish);
    else finish(child.exitCode, child.signalCode);
  });
}
