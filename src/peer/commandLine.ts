import { dirname, join } from 'node:path';
import { type Result, fail, ok } from '@shared/result.ts';
import { type CommandLineError, readFlags, readPort } from '../main/services/commandLine/readFlags.ts';
import { defaultDataDir } from '../main/services/web-host/configuration.ts';
import type { UdpPorts } from './webrtc/connections.ts';

/** Where the health page answers unless something else is asked for. */
export const DEFAULT_HEALTH_PORT = 4790;

/** What a home box was asked to do. */
export interface PeerCommandLine {
  readonly dataDir: string;
  readonly action: 'run' | 'status' | 'help';
  /** The code another device shows; null: this box belongs to an account already. */
  readonly link: string | null;
  /** What it is called among the devices. */
  readonly name: string;
  readonly signaling: readonly string[];
  readonly healthPort: number;
  readonly udpPorts: UdpPorts | null;
  /** Address of the proxy by which services are reached; null: none. */
  readonly proxy: string | null;
  readonly files: PeerFiles;
  readonly isJson: boolean;
}

/** Which files a home box keeps. */
export interface PeerFiles {
  /** Largest file that is fetched, bytes. */
  readonly largest: number;
  /** Room for files, bytes; beyond it those go that others can give again. */
  readonly room: number;
  /** From how far back files are fetched, days. */
  readonly days: number;
}

const OPTIONS = {
  data: { type: 'string' },
  link: { type: 'string' },
  name: { type: 'string' },
  signaling: { type: 'string', multiple: true },
  'health-port': { type: 'string' },
  'udp-ports': { type: 'string' },
  proxy: { type: 'string' },
  'largest-file': { type: 'string', default: '100MB' },
  room: { type: 'string', default: '20GB' },
  'file-days': { type: 'string', default: '30' },
  status: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** The words shown by `--help`. */
export const PEER_USAGE = `Usage: npm run peer -- [options]
  --data DIR          where keys, journal and files are kept             (BANYAN_BOX_DATA)
  --link CODE         the first start: go into the account of the device that shows this code or link
  --name NAME         what this box is called among your devices; "Home box" unless said
  --signaling URL     a meeting point (ws:// or wss://) besides those of your devices; may be said again (BANYAN_BOX_SIGNALING)
  --health-port N     port of the health page on this machine, 0 for any; ${DEFAULT_HEALTH_PORT}      (BANYAN_BOX_HEALTH_PORT)
  --udp-ports A-B     use these UDP ports alone, so that a router can forward them
  --proxy URL         reach meeting points and mailboxes by this proxy: http://host:port or socks5://host:port,
                      name and password before the host; direct connections go round it        (BANYAN_BOX_PROXY)
  --largest-file SIZE files larger than this are not fetched; 100MB
  --room SIZE         room for files; beyond it those go that others can give again; 20GB
  --file-days N       fetch files of the last N days; 30
  --status            say how the running box is, and end
  --json              say it as lines of JSON
  --help              these words
`;

const NAME = 'Home box';
const SIZES = { KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 } as const;

type Flags = Extract<ReturnType<typeof readFlags<typeof OPTIONS>>, { ok: true }>['value'];

/** Reads arguments; the environment fills in what they leave out. */
export function readPeerCommandLine(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Result<PeerCommandLine, CommandLineError> {
  const parsed = readFlags(args, OPTIONS);
  if (!parsed.ok) return parsed;
  const flags = parsed.value;
  const ways = readWays(flags, environment);
  if (!ways.ok) return ways;
  const files = readFiles(flags);
  if (!files.ok) return files;
  return ok({
    dataDir: flags.data ?? environment['BANYAN_BOX_DATA'] ?? join(dirname(defaultDataDir(environment)), 'box'),
    action: actionOf(flags),
    link: flags.link ?? null,
    name: flags.name ?? NAME,
    ...ways.value,
    files: files.value,
    isJson: flags.json,
  });
}

/** Where it is reached, and reaches others. */
function readWays(
  flags: Flags,
  environment: NodeJS.ProcessEnv,
): Result<Pick<PeerCommandLine, 'healthPort' | 'udpPorts' | 'proxy' | 'signaling'>, CommandLineError> {
  const port = flags['health-port'] ?? environment['BANYAN_BOX_HEALTH_PORT'] ?? `${DEFAULT_HEALTH_PORT}`;
  const healthPort = readPort(port);
  if (!healthPort.ok) return fail('invalid-input', '--health-port: a number from 0 to 65535');
  const udpPorts = readUdpPorts(flags['udp-ports']);
  if (!udpPorts.ok) return udpPorts;
  const services = readServices(flags, environment);
  return services.ok ? ok({ healthPort: healthPort.value, udpPorts: udpPorts.value, ...services.value }) : services;
}

/** Which services it uses, and by which proxy. */
function readServices(
  flags: Flags,
  environment: NodeJS.ProcessEnv,
): Result<Pick<PeerCommandLine, 'proxy' | 'signaling'>, CommandLineError> {
  const proxy = readProxy(flags.proxy ?? environment['BANYAN_BOX_PROXY'] ?? '');
  if (!proxy.ok) return proxy;
  const signaling = readSignaling(flags.signaling ?? environment['BANYAN_BOX_SIGNALING']?.split(/[\s,]+/) ?? []);
  return signaling.ok ? ok({ proxy: proxy.value, signaling: signaling.value }) : signaling;
}

function actionOf({ help, status }: Flags): PeerCommandLine['action'] {
  if (help) return 'help';
  return status ? 'status' : 'run';
}

function readSignaling(said: readonly string[]): Result<readonly string[], CommandLineError> {
  const addresses = said.filter((address) => address !== '');
  const isAddress = (text: string) => /^wss?:\/\/\S{1,250}$/i.test(text) && URL.canParse(text);
  return addresses.every(isAddress)
    ? ok(addresses)
    : fail('invalid-input', '--signaling: an address that begins with ws:// or wss://');
}

/** Names are looked up by the proxy, as `socks5h:` says. */
function readProxy(text: string): Result<string | null, CommandLineError> {
  if (text === '') return ok(null);
  const isAddress = /^(?:https?|socks5h?):\/\/(?:[^\s@/]{1,200}@)?[^\s@/]{1,255}:\d{1,5}\/?$/i.test(text);
  return isAddress && URL.canParse(text)
    ? ok(text.replace(/^socks5:/i, 'socks5h:').replace(/\/$/, ''))
    : fail('invalid-input', '--proxy: http://host:port or socks5://host:port');
}

function readUdpPorts(text: string | undefined): Result<UdpPorts | null, CommandLineError> {
  if (text === undefined) return ok(null);
  const [, first = '', last = ''] = /^(\d{1,5})-(\d{1,5})$/.exec(text) ?? [];
  const ports = { first: Number(first), last: Number(last) };
  const isRange = first !== '' && ports.first >= 1024 && ports.last <= 65_535 && ports.last > ports.first;
  return isRange ? ok(ports) : fail('invalid-input', '--udp-ports: two numbers from 1024 to 65535, as 50000-50200');
}

function readFiles(flags: Flags): Result<PeerFiles, CommandLineError> {
  const largest = readSize(flags['largest-file']);
  const room = readSize(flags.room);
  const days = /^\d{1,5}$/.test(flags['file-days']) ? Number(flags['file-days']) : null;
  if (largest === null) return fail('invalid-input', '--largest-file: a size, as 100MB');
  if (room === null) return fail('invalid-input', '--room: a size, as 20GB');
  if (days === null) return fail('invalid-input', '--file-days: a number of days');
  return ok({ largest, room, days });
}

/** Bytes of `500`, `100MB` or `1.5GB`; null for anything else. */
function readSize(text: string): number | null {
  const [, digits = '', unit] = /^(\d{1,12}(?:\.\d{1,3})?)\s?(KB|MB|GB|TB)?$/i.exec(text) ?? [];
  if (digits === '') return null;
  const factor = Object.entries(SIZES).find(([name]) => name === unit?.toUpperCase())?.[1] ?? 1;
  const bytes = Math.round(Number(digits) * factor);
  return Number.isSafeInteger(bytes) ? bytes : null;
}
