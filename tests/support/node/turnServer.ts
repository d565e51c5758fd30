import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { findTurnServer } from '../../../scripts/setup/turnServer.mjs';
import { freePort } from './natsServer.ts';

const START_LIMIT = 30_000;

/** A real STUN and TURN server of this machine. */
export interface TurnServer {
  /** Without scheme: `address:port`. */
  readonly at: string;
  readonly username: string;
  readonly credential: string;
  close(): Promise<void>;
}

/** An address of this machine that browsers use for links: not the loopback's. */
export function ownAddress(): string | null {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? null;
}

/** Why tests with a TURN server cannot run here, for a person to read; null when they can. */
export function whyNoTurn(): string | null {
  if (findTurnServer() === undefined) return 'no coturn is installed (Debian: apt-get install coturn)';
  return ownAddress() === null ? 'this machine is in no network' : null;
}

/** Starts coturn for one person, on this machine's own address alone. */
export async function startTurn(): Promise<TurnServer> {
  const [path, address] = [findTurnServer(), ownAddress()];
  if (path === undefined || address === null) throw new Error(whyNoTurn() ?? '');
  const port = await freePort();
  const login = { username: 'alice', credential: 'a secret' };
  const child = spawn(
    path,
    [
      ...['-n', '--no-cli', '--no-tls', '--no-dtls', '--lt-cred-mech', '--realm', 'test', '--log-file', 'stdout'],
      ...['--listening-ip', address, '--relay-ip', address, '--listening-port', String(port)],
      ...['--user', `${login.username}:${login.credential}`, '--pidfile', '/dev/null'],
    ],
    { stdio: 'ignore' },
  );
  const ended = once(child, 'exit');
  await answers(address, port);
  return {
    at: `${address}:${port}`,
    ...login,
    close: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function answers(host: string, port: number): Promise<void> {
  for (const end = performance.now() + START_LIMIT; performance.now() < end; await wait(50)) {
    const socket = connect({ host, port });
    const isOpen = await Promise.race([
      once(socket, 'connect').then(
        () => true,
        () => false,
      ),
      wait(1000, false),
    ]);
    socket.destroy();
    if (isOpen) return;
  }
  throw new Error('coturn does not answer');
}
