import { type Result, fail, ok } from '@shared/result.ts';
import { type CommandLineError, readFlags, readPort } from '../commandLine/readFlags.ts';
import { defaultDataDir } from './configuration.ts';

/** What the browser edition's host was asked to do. */
export interface CommandLine {
  readonly dataDir: string;
  /** Null: the port kept with the data. */
  readonly port: number | null;
  readonly mayChangePort: boolean;
  readonly rendererDirectory: string | null;
  readonly developmentOrigin: string | null;
  /** Whether feeds of the web are fetched from this machine, too. */
  readonly hasLocalFeeds: boolean;
  /** Where backups are put that are made by themselves; null: with the data. */
  readonly backupFolder: string | null;
  /** Whether other hosts in the same network may be looked for, if the person wants it. */
  readonly hasNearby: boolean;
  readonly isJson: boolean;
  readonly isHelp: boolean;
}

const OPTIONS = {
  data: { type: 'string' },
  port: { type: 'string' },
  'change-port': { type: 'boolean', default: false },
  renderer: { type: 'string' },
  'dev-origin': { type: 'string' },
  'local-feeds': { type: 'boolean', default: false },
  backups: { type: 'string' },
  'no-nearby': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** The words shown by `--help`. */
export const USAGE = `Usage: browser [options]
  --data DIR         where journal, keys and log are kept            (BANYAN_DATA)
  --port N           port of the address, kept with the data; 4780   (BANYAN_PORT)
  --change-port      let --port replace a port already kept: the browser's database stays under the old address
  --renderer DIR     the built app                                   (BANYAN_RENDERER)
  --dev-origin URL   origin of a Vite dev server that serves the app (ELECTRON_RENDERER_URL)
  --local-feeds      let feeds be followed, and links shown, of this machine   (BANYAN_LOCAL_FEEDS=1)
  --backups DIR      a folder that is there, for backups made by themselves   (BANYAN_BACKUPS)
  --no-nearby        never look for others in the local network, whatever the settings say   (BANYAN_NEARBY=0)
  --json             print one line of JSON: {"ready": address, "origin": origin}
`;

/** Reads arguments; the environment fills in what they leave out. */
export function readCommandLine(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Result<CommandLine, CommandLineError> {
  const parsed = readFlags(args, OPTIONS);
  if (!parsed.ok) return parsed;
  const flags = parsed.value;
  const port = readPortIfAny(flags.port ?? environment['BANYAN_PORT']);
  if (!port.ok) return port;
  const developmentOrigin = readOrigin(flags['dev-origin'] ?? environment['ELECTRON_RENDERER_URL']);
  if (!developmentOrigin.ok) return developmentOrigin;
  return ok({
    port: port.value,
    mayChangePort: flags['change-port'],
    developmentOrigin: developmentOrigin.value,
    hasLocalFeeds: [flags['local-feeds'], environment['BANYAN_LOCAL_FEEDS'] === '1'].includes(true),
    ...readFolders(flags, environment),
    hasNearby: ![flags['no-nearby'], environment['BANYAN_NEARBY'] === '0'].includes(true),
    isJson: flags.json,
    isHelp: flags.help,
  });
}

function readFolders(
  flags: { readonly [name in 'data' | 'renderer' | 'backups']?: string | undefined },
  environment: NodeJS.ProcessEnv,
): Pick<CommandLine, 'dataDir' | 'rendererDirectory' | 'backupFolder'> {
  return {
    dataDir: flags.data ?? environment['BANYAN_DATA'] ?? defaultDataDir(environment),
    rendererDirectory: flags.renderer ?? environment['BANYAN_RENDERER'] ?? null,
    backupFolder: flags.backups ?? environment['BANYAN_BACKUPS'] ?? null,
  };
}

/** Null: none was asked for. */
function readPortIfAny(text: string | undefined): Result<number | null, CommandLineError> {
  return text === undefined ? ok(null) : readPort(text);
}

function readOrigin(text: string | undefined): Result<string | null, CommandLineError> {
  if (text === undefined || text === '') return ok(null);
  const origin = URL.canParse(text) ? new URL(text).origin : 'null';
  // Another host name would be another site: its page would never be sent the cookie.
  if (/^http:\/\/localhost(:\d+)?$/.test(origin)) return ok(origin);
  return fail('invalid-input', '--dev-origin: an address of the form http://localhost:5173');
}
