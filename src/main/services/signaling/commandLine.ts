import { type Result, fail, ok } from '@shared/result.ts';
import { type CommandLineError, readFlags, readPort } from '../commandLine/readFlags.ts';
import { type BusAddress, readBusAddress } from './busAddress.ts';
import { MIN_TOKEN_LENGTH } from './token.ts';

/** What the signaling service was asked to do. */
export interface SignalCommandLine {
  readonly host: string;
  readonly port: number;
  /** Null: this node is alone. */
  readonly bus: BusAddress | null;
  readonly token: string | null;
  readonly isBehindProxy: boolean;
  readonly sockets: number | null;
  readonly socketsPerAddress: number | null;
  readonly isHelp: boolean;
}

/** The words shown by `--help`. */
export const SIGNAL_USAGE = `Usage: signal [options]
  --port N                     TCP port, 0 for any free one (default 4444)
  --host ADDRESS               address to listen on (default 127.0.0.1; 0.0.0.0 for everyone)
  --bus nats://host:4222       share topics with other nodes over NATS; several with commas between (BANYAN_SIGNAL_BUS)
  --token TEXT                 let in only who shows it, as ?token= in the address; ${MIN_TOKEN_LENGTH} characters at least
                               (BANYAN_SIGNAL_TOKEN, which other users of the machine can not read)
  --behind-proxy               count limits by the last word of X-Forwarded-For, for a proxy of your own in front
  --max-sockets N              sockets in all (default 10000)
  --max-sockets-per-address N  sockets of one address (default 256)
`;

type Parsed<T> = Result<T, CommandLineError>;

const OPTIONS = {
  port: { type: 'string', default: '4444' },
  host: { type: 'string', default: '127.0.0.1' },
  bus: { type: 'string' },
  token: { type: 'string' },
  'behind-proxy': { type: 'boolean', default: false },
  'max-sockets': { type: 'string' },
  'max-sockets-per-address': { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** Reads arguments; the environment fills in what they leave out. */
export function readSignalCommandLine(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Parsed<SignalCommandLine> {
  const parsed = readFlags(args, OPTIONS);
  if (!parsed.ok) return parsed;
  const flags = parsed.value;
  const numbers = readNumbers(flags);
  if (!numbers.ok) return numbers;
  const bus = readBus(flags.bus ?? environment['BANYAN_SIGNAL_BUS'] ?? '');
  if (!bus.ok) return bus;
  const token = readToken(flags.token ?? environment['BANYAN_SIGNAL_TOKEN'] ?? '');
  if (!token.ok) return token;
  return ok({
    ...numbers.value,
    host: flags.host,
    bus: bus.value,
    token: token.value,
    isBehindProxy: flags['behind-proxy'],
    isHelp: flags.help,
  });
}

interface NumberFlags {
  readonly port: string;
  readonly 'max-sockets'?: string | undefined;
  readonly 'max-sockets-per-address'?: string | undefined;
}

function readNumbers(flags: NumberFlags): Parsed<Pick<SignalCommandLine, 'port' | 'sockets' | 'socketsPerAddress'>> {
  const port = readPort(flags.port);
  if (!port.ok) return port;
  const sockets = flags['max-sockets'] === undefined ? undefined : readCount(flags['max-sockets']);
  if (sockets === null) return fail('invalid-input', '--max-sockets: a number');
  const perAddress =
    flags['max-sockets-per-address'] === undefined ? undefined : readCount(flags['max-sockets-per-address']);
  if (perAddress === null) return fail('invalid-input', '--max-sockets-per-address: a number');
  return ok({ port: port.value, sockets: sockets ?? null, socketsPerAddress: perAddress ?? null });
}

function readCount(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function readBus(text: string): Parsed<BusAddress | null> {
  if (text === '') return ok(null);
  const address = readBusAddress(text);
  return address.ok ? address : fail('invalid-input', `--bus: ${address.error.message}`);
}

function readToken(text: string): Parsed<string | null> {
  if (text === '') return ok(null);
  return text.length >= MIN_TOKEN_LENGTH
    ? ok(text)
    : fail('invalid-input', `--token: ${MIN_TOKEN_LENGTH} characters at least`);
}
