import { SetupFailure } from '../../setup/failure.mjs';
import { PortTakenError } from '../../../src/main/services/web-host/listen.ts';
import type { KitArguments } from '../kitArguments.ts';
import { isFolder } from '../loadPackage.ts';
import { buildKitAssets } from './kitAssets.ts';
import { type KitServer, startKitServer } from './kitServer.ts';
import { ProgramSource } from './programSource.ts';

const MOST_PEERS = 8;

/** A kit that runs: see {@link startKit}. */
export interface RunningKit {
  /** Where its page is. */
  readonly address: string;
  readonly source: ProgramSource;
  close(): Promise<void>;
}

/** Serves a program to the kit's page, packed anew at each change. */
export async function startKit(path: string, port: number): Promise<RunningKit> {
  await isFolder(path);
  const source = new ProgramSource(path);
  const assets = await buildKitAssets();
  await source.load();
  const stop = await source.follow();
  const server = await listen(source, { assets, port }).catch((error: unknown) => {
    stop();
    throw error;
  });
  const close = async () => {
    stop();
    await server.close();
    await assets.dispose();
  };
  return { address: server.address, source, close };
}

/** `dev`: runs until it is interrupted. */
export async function devCommand({ path, options }: KitArguments): Promise<number> {
  const peers = readNumber(options['peers'] ?? '2', [1, MOST_PEERS]);
  const port = readNumber(options['port'] ?? '0', [0, 65_535]);
  const kit = await startKit(path, port);
  if (kit.source.problem !== null) console.error(kit.source.problem);
  console.log(`\n  ${kit.address}?peers=${peers}\n\nOpen it in Chromium, Chrome or Edge 152 or newer. Ctrl+C ends it.`);
  kit.source.onChange(() => console.log(kit.source.problem ?? `packed anew (${kit.source.revision})`));
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  await kit.close();
  return 0;
}

async function listen(source: ProgramSource, to: Parameters<typeof startKitServer>[1]): Promise<KitServer> {
  try {
    return await startKitServer(source, to);
  } catch (error) {
    await to.assets.dispose();
    if (!(error instanceof PortTakenError)) throw error;
    throw new SetupFailure(`${error.message}.`, 'name another with `--port`, or none.');
  }
}

function readNumber(text: unknown, [least, most]: readonly [number, number]): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new SetupFailure(`${String(text)} is no number from ${least} to ${most}.`, 'see `npm run mini`.');
}
