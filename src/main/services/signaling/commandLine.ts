import { type Result, fail, ok } from '@shared/result.ts';
import { type CommandLineError, readFlags, readPort } from '../commandLine/readFlags.ts';
import { type BusAddress, readBusAddress } from './busAddress.ts';
import { MIN_TOKEN_LENGTH } from './token.ts';

/** Where bundles are kept: in a folder of this machine, or in the JetStream of the bus; and how much, bytes. */
export type MailboxPlace =
  | { readonly kind: 'folder'; readonly directory: string; readonly bytes: number | null }
  | {
      readonly kind: 'jetstream';
      readonly bus: BusAddress;
      readonly bytes: number | null;
      /** How many servers of the cluster keep each bundle. */
      readonly replicas: number;
    };

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
  /** Null: no mailbox is offered. */
  readonly mailbox: MailboxPlace | null;
  readonly isHelp: boolean;
}

/** The words shown by `--help`. */
export const SIGNAL_USAGE = `Usage: signal [options]
  --port N                     TCP port, 0 for any free one (default 4444)
  --host ADDRESS               address to listen on (default 127.0.0.1; 0.0.0.0 for everyone)
  --bus nats://host:4222       share topics with other nodes over NATS; several with commas between (BANYAN_SIGNAL_BUS)
  --token TEXT                 let in only who shows it, as ?token= in the address; ${MIN_TOKEN_LENGTH} characters at least
                               (BANYAN_SIGNAL_TOKEN, which other users of the machine can not read)
  --mailbox FOLDER             keep sealed messages for people who are away, in this folder; \`nats\`: in the JetStream
                               of --bus, for all nodes (BANYAN_SIGNAL_MAILBOX)
  --mailbox-megabytes N        keep at most so much (default 1024)
  --mailbox-replicas N         with \`nats\`: keep each on so many servers of the cluster, 1 to 5 (default 1)
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
  mailbox: { type: 'string' },
  'mailbox-megabytes': { type: 'string' },
  'mailbox-replicas': { type: 'string', default: '1' },
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
  const places = readPlaces(flags, environment);
  if (!places.ok) return places;
  const token = readToken(flags.token ?? environment['BANYAN_SIGNAL_TOKEN'] ?? '');
  if (!token.ok) return token;
  return ok({
    ...numbers.value,
    ...places.value,
    host: flags.host,
    token: token.value,
    isBehindProxy: flags['behind-proxy'],
    isHelp: flags.help,
  });
}

/** Where the bus is, and where bundles are kept. */
function readPlaces(
  flags: MailboxFlags & { readonly bus?: string | undefined },
  environment: NodeJS.ProcessEnv,
): Parsed<Pick<SignalCommandLine, 'bus' | 'mailbox'>> {
  const bus = readBus(flags.bus ?? environment['BANYAN_SIGNAL_BUS'] ?? '');
  if (!bus.ok) return bus;
  const mailbox = readMailbox(flags, environment['BANYAN_SIGNAL_MAILBOX'] ?? '', bus.value);
  return mailbox.ok ? ok({ bus: bus.value, mailbox: mailbox.value }) : mailbox;
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

interface MailboxFlags {
  readonly mailbox?: string | undefined;
  readonly 'mailbox-megabytes'?: string | undefined;
  readonly 'mailbox-replicas': string;
}

function readMailbox(flags: MailboxFlags, fallback: string, bus: BusAddress | null): Parsed<MailboxPlace | null> {
  const place = flags.mailbox ?? fallback;
  if (place === '') return ok(null);
  const megabytes = flags['mailbox-megabytes'] === undefined ? undefined : readCount(flags['mailbox-megabytes']);
  if (megabytes === null || megabytes === 0) return fail('invalid-input', '--mailbox-megabytes: a number above 0');
  const bytes = megabytes === undefined ? null : megabytes * 1024 * 1024;
  if (place !== 'nats') return ok({ kind: 'folder', directory: place, bytes });
  if (bus === null) return fail('invalid-input', '--mailbox nats: needs --bus');
  return /^[1-5]$/.test(flags['mailbox-replicas'])
    ? ok({ kind: 'jetstream', bus, bytes, replicas: Number(flags['mailbox-replicas']) })
    : fail('invalid-input', '--mailbox-replicas: a number from 1 to 5');
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
