import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { browserPath } from '../../support/node/browserPath.ts';

/** Names and addresses of this run alone, and in it of this worker, so that no two on one machine meet. */
const RUN = process.ppid % 250;
const WORKER = Number(process.env['TEST_PARALLEL_INDEX'] ?? 0);
const PREFIX = `bnyn${RUN}x${WORKER}`;
const BRIDGE = `${PREFIX}br`;
const SUBNET = `10.${224 + (WORKER % 16)}.${RUN + 1}`;
/** The host's address on the bridge. */
export const BRIDGE_ADDRESS = `${SUBNET}.1`;

/** Two network namespaces on a bridge, each with a Chromium of its own, and a way to cut one off in silence. */
export interface Namespaces {
  /** Starts Chromium inside the namespace; give it as `executablePath`. */
  readonly launchers: readonly [string, string];
  /** Names of the namespaces, for `ip netns exec`. */
  readonly names: readonly [string, string];
  /** Takes the first namespace off the bridge: no carrier is lost, packets just vanish. */
  cut(): void;
  restore(): void;
  /** The two no longer reach each other, but the bridge, where signaling may be; or they do again. */
  isolate(isIsolated: boolean): void;
  /** The first namespace gets another address, as when one goes from one network to the next. */
  changeAddress(): void;
  close(): Promise<void>;
}

function ip(...parameters: readonly string[]): void {
  execFileSync('ip', parameters, { stdio: 'pipe' });
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // Nothing to remove.
  }
}

function remove(): void {
  quietly(() => ip('link', 'del', BRIDGE));
  for (const number of [1, 2]) {
    quietly(() => ip('netns', 'del', `${PREFIX}n${number}`));
    quietly(() => ip('link', 'del', `${PREFIX}h${number}`));
  }
}

function addNamespace(number: number): void {
  const name = `${PREFIX}n${number}`;
  ip('netns', 'add', name);
  ip('link', 'add', `${PREFIX}h${number}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
  ip('link', 'set', `${PREFIX}h${number}`, 'master', BRIDGE, 'up');
  ip('-n', name, 'addr', 'add', `${SUBNET}.${number + 1}/24`, 'dev', 'eth0');
  ip('-n', name, 'link', 'set', 'lo', 'up');
  ip('-n', name, 'link', 'set', 'eth0', 'up');
  ip('-n', name, 'route', 'add', 'default', 'via', BRIDGE_ADDRESS);
}

/** Null where this system does not permit it (not root, no `ip`, no namespaces). */
export async function createNamespaces(): Promise<Namespaces | null> {
  try {
    remove();
    ip('link', 'add', BRIDGE, 'type', 'bridge');
    ip('addr', 'add', `${BRIDGE_ADDRESS}/24`, 'dev', BRIDGE);
    ip('link', 'set', BRIDGE, 'up');
    for (const number of [1, 2]) addNamespace(number);
  } catch {
    remove();
    return null;
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'banyan-namespaces-'));
  const browser = await browserPath();
  const launcher = async (number: number): Promise<string> => {
    const file = path.join(folder, `chromium${number}`);
    await writeFile(file, `#!/bin/sh\nexec ip netns exec ${PREFIX}n${number} '${browser}' "$@"\n`);
    await chmod(file, 0o755);
    return file;
  };
  let last = 2;
  return {
    names: [`${PREFIX}n1`, `${PREFIX}n2`],
    launchers: [await launcher(1), await launcher(2)],
    cut: () => ip('link', 'set', `${PREFIX}h1`, 'nomaster'),
    restore: () => ip('link', 'set', `${PREFIX}h1`, 'master', BRIDGE),
    isolate: (isIsolated) => {
      for (const number of [1, 2]) {
        ip('link', 'set', `${PREFIX}h${number}`, 'type', 'bridge_slave', 'isolated', isIsolated ? 'on' : 'off');
      }
    },
    changeAddress: () => {
      const next = last === 2 ? 12 : 2;
      ip('-n', `${PREFIX}n1`, 'addr', 'del', `${SUBNET}.${last}/24`, 'dev', 'eth0');
      ip('-n', `${PREFIX}n1`, 'addr', 'add', `${SUBNET}.${next}/24`, 'dev', 'eth0');
      // The route went with the address.
      ip('-n', `${PREFIX}n1`, 'route', 'replace', 'default', 'via', BRIDGE_ADDRESS);
      last = next;
    },
    close: async () => {
      remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
