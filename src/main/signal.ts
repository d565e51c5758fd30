/** `npm run signal -- --port 4444 --host 0.0.0.0 --bus nats://host:4222`: the signaling service alone. */
import { systemCode } from './services/files/files.ts';
import { openMailbox } from './services/mailbox/openMailbox.ts';
import { createLocalBus } from './services/signaling/bus.ts';
import { SIGNAL_USAGE, type SignalCommandLine, readSignalCommandLine } from './services/signaling/commandLine.ts';
import { defaultSignalingLimits } from './services/signaling/limits.ts';
import { NatsBus } from './services/signaling/natsBus.ts';
import { partyBehindProxy, partyOfSocket } from './services/signaling/party.ts';
import { listenSignaling } from './services/signaling/signalingServer.ts';

const EXIT = { failed: 1, usage: 2 } as const;

async function main(): Promise<void> {
  const line = readSignalCommandLine(process.argv.slice(2), process.env);
  if (!line.ok) {
    process.stderr.write(`${line.error.message}\n\n${SIGNAL_USAGE}`);
    process.exitCode = EXIT.usage;
  } else if (line.value.isHelp) process.stdout.write(SIGNAL_USAGE);
  else await serve(line.value);
}

async function serve(line: SignalCommandLine): Promise<void> {
  const limits = {
    ...defaultSignalingLimits,
    ...(line.sockets === null ? {} : { sockets: line.sockets }),
    ...(line.socketsPerAddress === null ? {} : { socketsPerAddress: line.socketsPerAddress }),
  };
  const bus = openBus(line, limits.frameBytes);
  const shared = {
    partyOf: line.isBehindProxy ? partyBehindProxy : partyOfSocket,
    ...(line.token === null ? {} : { token: line.token }),
  };
  const report = (text: string) => process.stderr.write(`${text}\n`);
  const kept = line.mailbox === null ? null : await openMailbox(line.mailbox, { ...shared, report });
  const server = await listenSignaling(
    { host: line.host, port: line.port },
    { limits, bus, showsFigures: true, ...shared, ...(kept === null ? {} : { mailbox: kept.mailbox }) },
  );
  process.stdout.write(`${JSON.stringify({ ready: server.url })}\n`);
  // An attempt to reach the bus may still be under way.
  const stop = () => void Promise.allSettled([server.close(), bus.close(), kept?.close()]).then(() => process.exit());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
}

function openBus({ bus: address }: SignalCommandLine, messageBytes: number) {
  if (address === null) return createLocalBus();
  const changed = (state: string) => process.stderr.write(`bus: ${state}\n`);
  return new NatsBus({ address, messageBytes, changed });
}

try {
  await main();
} catch (cause) {
  const reason = cause instanceof Error ? cause.message : 'unknown';
  process.stderr.write(systemCode(cause) === 'EADDRINUSE' ? 'The port is already taken.\n' : `${reason}\n`);
  process.exit(EXIT.failed);
}
