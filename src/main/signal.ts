/** `npm run signal -- --port 4444 --host 0.0.0.0`: the signaling service alone. */
import { parseArgs } from 'node:util';
import { systemCode } from './services/files/files.ts';
import { listenSignaling } from './services/signaling/signaling.ts';

const USAGE = `Usage: signal [--port N] [--host ADDRESS] [--max-sockets N] [--max-sockets-per-address N]
  --port                     TCP port, 0 for any free one (default 4444)
  --host                     address to listen on (default 127.0.0.1; 0.0.0.0 for everyone)
  --max-sockets              sockets in all (default 10000)
  --max-sockets-per-address  sockets of one address (default 256)
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4444' },
      host: { type: 'string', default: '127.0.0.1' },
      'max-sockets': { type: 'string' },
      'max-sockets-per-address': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const sockets = optionalCount('--max-sockets', values['max-sockets']);
  const socketsPerAddress = optionalCount('--max-sockets-per-address', values['max-sockets-per-address']);
  const limits = {
    ...(sockets === undefined ? {} : { sockets }),
    ...(socketsPerAddress === undefined ? {} : { socketsPerAddress }),
  };
  const server = await listenSignaling({ host: values.host, port: count('--port', values.port) }, { limits });
  process.stdout.write(`${JSON.stringify({ ready: server.url })}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
}

function count(flag: string, text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || (flag === '--port' && value > 65_535))
    throw new TypeError(`${flag}: not a number in range`);
  return value;
}

function optionalCount(flag: string, text: string | undefined): number | undefined {
  return text === undefined ? undefined : count(flag, text);
}

try {
  await main();
} catch (cause) {
  const code = systemCode(cause);
  const reason = cause instanceof Error ? cause.message : 'unknown';
  process.stderr.write(code === 'EADDRINUSE' ? 'The port is already taken.\n' : `${reason}\n\n${USAGE}`);
  process.exitCode = 1;
}
