import { parseArgs } from 'node:util';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { defaultDataDir } from './configuration.ts';

/** What the browser edition's host was asked to do. */
export interface CommandLine {
  readonly dataDir: string;
  /** Null: the port kept with the data. */
  readonly port: number | null;
  readonly mayChangePort: boolean;
  readonly rendererDirectory: string | null;
  readonly developmentOrigin: string | null;
  readonly isJson: boolean;
  readonly isHelp: boolean;
}

/** The words shown by `--help`. */
export const USAGE = `Usage: browser [options]
  --data DIR         where journal, keys and log are kept            (BANYAN_DATA)
  --port N           port of the address, kept with the data; 4780   (BANYAN_PORT)
  --change-port      let --port replace a port already kept: the browser's database stays under the old address
  --renderer DIR     the built app                                   (BANYAN_RENDERER)
  --dev-origin URL   origin of a Vite dev server that serves the app (ELECTRON_RENDERER_URL)
  --json             print one line of JSON: {"ready": address, "origin": origin}
`;

/** Reads arguments; the environment fills in what they leave out. */
export function readCommandLine(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Result<CommandLine, Failure<'invalid-input'>> {
  const parsed = parse(args);
  if (!parsed.ok) return parsed;
  const flags = parsed.value;
  const port = readPort(flags.port ?? environment['BANYAN_PORT']);
  if (!port.ok) return port;
  const developmentOrigin = readOrigin(flags['dev-origin'] ?? environment['ELECTRON_RENDERER_URL']);
  if (!developmentOrigin.ok) return developmentOrigin;
  return ok({
    dataDir: flags.data ?? environment['BANYAN_DATA'] ?? defaultDataDir(environment),
    port: port.value,
    mayChangePort: flags['change-port'],
    rendererDirectory: flags.renderer ?? environment['BANYAN_RENDERER'] ?? null,
    developmentOrigin: developmentOrigin.value,
    isJson: flags.json,
    isHelp: flags.help,
  });
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        'change-port': { type: 'boolean', default: false },
        renderer: { type: 'string' },
        'dev-origin': { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    return ok(values);
  } catch (cause) {
    return fail('invalid-input', cause instanceof Error ? cause.message : 'the arguments can not be read');
  }
}

function readPort(text: string | undefined): Result<number | null, Failure<'invalid-input'>> {
  if (text === undefined) return ok(null);
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? ok(port) : fail('invalid-input', '--port: a number from 0 to 65535');
}

function readOrigin(text: string | undefined): Result<string | null, Failure<'invalid-input'>> {
  if (text === undefined || text === '') return ok(null);
  const origin = URL.canParse(text) ? new URL(text).origin : 'null';
  // Another host name would be another site: its page would never be sent the cookie.
  if (/^http:\/\/localhost(:\d+)?$/.test(origin)) return ok(origin);
  return fail('invalid-input', '--dev-origin: an address of the form http://localhost:5173');
}
