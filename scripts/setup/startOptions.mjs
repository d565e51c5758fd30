import { resolve } from 'node:path';

/**
 * @typedef {object} StartOptions
 * @property {'either' | 'electron' | 'browser'} edition
 * @property {string | undefined} data  absolute
 * @property {number | undefined} port
 * @property {boolean} open
 * @property {boolean} help
 */

/** @param {string | undefined} text @returns {number | undefined} */
function portFrom(text) {
  const port = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

/** @type {[string, (options: StartOptions, value: string | undefined) => StartOptions | undefined][]} */
const valueOptions = [
  [
    '--data',
    (options, value) => (value === undefined || value === '' ? undefined : { ...options, data: resolve(value) }),
  ],
  [
    '--port',
    (options, value) => {
      const port = portFrom(value);
      return port === undefined ? undefined : { ...options, port };
    },
  ],
];
const withValue = new Map(valueOptions);

/** @type {[string, (options: StartOptions) => StartOptions][]} */
const flagOptions = [
  ['--browser', (options) => ({ ...options, edition: 'browser' })],
  ['--electron', (options) => ({ ...options, edition: 'electron' })],
  ['--no-open', (options) => ({ ...options, open: false })],
  ['--help', (options) => ({ ...options, help: true })],
  ['-h', (options) => ({ ...options, help: true })],
];
const flags = new Map(flagOptions);

/**
 * Reads the arguments of `npm start`. `--name value` and `--name=value` are the same.
 *
 * @param {readonly string[]} args
 * @returns {{ options: StartOptions } | { wrong: string }} `wrong` is the argument that made no sense
 */
export function readStartOptions(args) {
  /** @type {StartOptions} */
  let options = { edition: 'either', data: undefined, port: undefined, open: true, help: false };
  const rest = args.flatMap((arg) =>
    /^--[a-z]+=/.test(arg) ? [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)] : [arg],
  );
  while (rest.length > 0) {
    const name = rest.shift() ?? '';
    const next = flags.get(name)?.(options) ?? withValue.get(name)?.(options, rest.shift());
    if (next === undefined) return { wrong: name };
    options = next;
  }
  return { options };
}

/**
 * The arguments of the browser edition's host for these options.
 *
 * @param {Pick<StartOptions, 'data' | 'port'>} options
 * @returns {string[]}
 */
export function hostArguments({ data, port }) {
  return [
    '--json',
    ...(data === undefined ? [] : ['--data', data]),
    ...(port === undefined ? [] : ['--port', String(port)]),
  ];
}
