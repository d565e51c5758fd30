import { join } from 'node:path';
import { type InstanceHolder, claimInstance } from '../instance/instance.ts';
import { openLogFile } from '../log/logFile.ts';
import { Nearby } from '../nearby/nearby.ts';
import { type CommandLine, USAGE, readCommandLine } from './commandLine.ts';
import { DEFAULT_PORT, readStoredPort, storePort } from './configuration.ts';
import { PortTakenError } from './listen.ts';
import { type WebHost, startWebHost } from './webHost.ts';

/** What the program is given by its surroundings. */
export interface HostSurroundings {
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly version: string;
  /** Where the built app lies unless `--renderer` says otherwise. */
  readonly rendererDirectory: string;
  /** Where the built scripts lie that mini programs load. */
  readonly clientDirectory: string;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
}

/** How a start ended: a running host with its end, or an exit code that was explained by `print` or `warn`. */
export type HostStart =
  | { readonly running: true; readonly host: WebHost; readonly stop: () => Promise<void> }
  | { readonly running: false; readonly exitCode: number };

const EXIT = { done: 0, failed: 1, usage: 2, alreadyRunning: 3, portTaken: 4 } as const;

/** The whole of the browser edition's program but for the process around it. */
export async function runWebHost(surroundings: HostSurroundings): Promise<HostStart> {
  const { print, warn } = surroundings;
  const line = readCommandLine(surroundings.args, surroundings.environment);
  if (!line.ok) {
    warn(`${line.error.message}\n\n${USAGE}`);
    return ended(EXIT.usage);
  }
  if (line.value.isHelp) {
    print(USAGE);
    return ended(EXIT.done);
  }
  const claim = await claimInstance(line.value.dataDir);
  if (claim.held) return reportHolder(claim.holder, line.value, surroundings);
  try {
    const host = await start(line.value, surroundings);
    if (host === null) {
      await claim.instance.release();
      return ended(EXIT.usage);
    }
    await claim.instance.announce(host.url);
    print(line.value.isJson ? jsonLine({ ready: host.url, origin: host.origin }) : `Banyan is at ${host.url}\n`);
    const stop = async () => {
      await host.close();
      await claim.instance.release();
    };
    return { running: true, host, stop };
  } catch (cause) {
    await claim.instance.release();
    if (!(cause instanceof PortTakenError)) throw cause;
    warn(portTakenText(cause.port));
    return ended(EXIT.portTaken);
  }
}

function ended(exitCode: number): HostStart {
  return { running: false, exitCode };
}

function jsonLine(line: Record<string, string>): string {
  return `${JSON.stringify(line)}\n`;
}

/** Null when the port asked for is not the one the data hangs on. */
async function start(line: CommandLine, surroundings: HostSurroundings): Promise<WebHost | null> {
  const stored = await readStoredPort(line.dataDir);
  const port = line.port ?? stored ?? DEFAULT_PORT;
  if (stored !== null && port !== stored && !line.mayChangePort) {
    surroundings.warn(
      `This data belongs to http://localhost:${stored}; at another port the browser would not find its database.\n` +
        'Leave --port out, name another --data, or add --change-port to start anew at the other port.\n',
    );
    return null;
  }
  const host = await startWebHost({
    dataDir: line.dataDir,
    rendererDirectory: line.rendererDirectory ?? surroundings.rendererDirectory,
    clientDirectory: surroundings.clientDirectory,
    port,
    developmentOrigin: line.developmentOrigin,
    version: surroundings.version,
    hasLocalFeeds: line.hasLocalFeeds,
    backupFolder: line.backupFolder,
    nearby: line.hasNearby ? new Nearby() : undefined,
    log: openLogFile({ directory: join(line.dataDir, 'logs') }),
  });
  try {
    if (host.port !== stored) await storePort(line.dataDir, host.port);
    return host;
  } catch (cause) {
    await host.close();
    throw cause;
  }
}

function portTakenText(port: number): string {
  return (
    `Port ${port} is taken by another program. Banyan's data in the browser hangs on this port, ` +
    'so no other one is used instead.\nEnd that program and start Banyan again.\n'
  );
}

async function reportHolder(
  holder: InstanceHolder,
  line: CommandLine,
  { print, warn }: HostSurroundings,
): Promise<HostStart> {
  if (holder.url !== null && (await answers(holder.url))) {
    const origin = new URL(holder.url).origin;
    print(line.isJson ? jsonLine({ running: holder.url, origin }) : `Banyan is already running at ${holder.url}\n`);
  } else {
    warn(`Another Banyan (process ${holder.pid}) holds ${line.dataDir} but does not answer. End it and try again.\n`);
  }
  return ended(EXIT.alreadyRunning);
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(3000) });
    return response.status === 303;
  } catch {
    return false;
  }
}
