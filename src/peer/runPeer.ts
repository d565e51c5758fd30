import { openIdentity, type Identity } from '@services/identity/identity.ts';
import { type Instance, type InstanceHolder, claimInstance } from '../main/services/instance/instance.ts';
import { PortTakenError } from '../main/services/web-host/listen.ts';
import { PEER_USAGE, type PeerCommandLine, readPeerCommandLine } from './commandLine.ts';
import { figuresWithout, isWell, readFigures } from './figures.ts';
import { type HealthPage, serveHealth } from './health.ts';
import { type HostInside, openHostInside } from './hostInside.ts';
import { linkBox } from './linking.ts';
import { BOX_PROFILE, type PeerParts, createPeerParts } from './peerParts.ts';
import { type RunningBox, startBox } from './runningBox.ts';
import { askStatus, statusLines } from './status.ts';

/** What the program is given by its surroundings. */
export interface PeerSurroundings {
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly version: string;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
  /** Asks the person at the terminal; null when nobody is there. */
  readonly ask: (question: string) => Promise<string | null>;
}

/** How a start ended: a running box with its end, or an exit code that was explained. */
export type PeerStart =
  | { readonly running: true; readonly health: string; readonly stop: () => Promise<number> }
  | { readonly running: false; readonly exitCode: number };

const EXIT = { done: 0, failed: 1, usage: 2, alreadyRunning: 3, portTaken: 4, notLinked: 5, notRunning: 6 } as const;

/** The whole of `npm run peer` but for the process around it (BOX-1 to BOX-9). */
export async function runPeer(surroundings: PeerSurroundings): Promise<PeerStart> {
  const { print, warn } = surroundings;
  const line = readPeerCommandLine(surroundings.args, surroundings.environment);
  if (!line.ok) {
    warn(`${line.error.message}\n\n${PEER_USAGE}`);
    return ended(EXIT.usage);
  }
  if (line.value.action === 'help') {
    print(PEER_USAGE);
    return ended(EXIT.done);
  }
  if (line.value.action === 'status') return ended(await showStatus(line.value, surroundings));
  const claim = await claimInstance(line.value.dataDir);
  if (claim.held) {
    warn(heldText(claim.holder, line.value.dataDir));
    return ended(EXIT.alreadyRunning);
  }
  const box = new BoxProgram(line.value, surroundings, claim.instance);
  try {
    return await box.run();
  } catch (cause) {
    await box.close();
    if (!(cause instanceof PortTakenError)) throw cause;
    warn(`Port ${cause.port} is taken by another program. Choose another one with --health-port.\n`);
    return ended(EXIT.portTaken);
  }
}

function ended(exitCode: number): PeerStart {
  return { running: false, exitCode };
}

function heldText({ pid }: InstanceHolder, dataDir: string): string {
  return `Another Banyan (process ${pid}) uses ${dataDir}. End it first, or name another directory with --data.\n`;
}

async function showStatus({ dataDir, isJson }: PeerCommandLine, { print }: PeerSurroundings): Promise<number> {
  const status = await askStatus(dataDir);
  if (isJson) print(`${JSON.stringify(typeof status === 'string' ? { state: status } : status)}\n`);
  else if (status === 'stopped') print('The home box is not running.\n');
  else if (status === 'silent')
    print('The home box is running, but does not answer. If that lasts, end it and start it again.\n');
  else print(`${statusLines(status).join('\n')}\n`);
  if (typeof status === 'string') return EXIT.notRunning;
  return isWell(status) ? EXIT.done : EXIT.failed;
}

/** One run over a claimed data directory. */
class BoxProgram {
  private readonly line: PeerCommandLine;
  private readonly surroundings: PeerSurroundings;
  private readonly instance: Instance;
  private readonly inside: HostInside;
  private readonly parts: PeerParts;
  private readonly startedAt = Date.now();
  private granted: readonly string[] = [];
  private state: 'starting' | 'failed' = 'starting';
  private box: RunningBox | null = null;
  private health: HealthPage | null = null;

  constructor(line: PeerCommandLine, surroundings: PeerSurroundings, instance: Instance) {
    this.line = line;
    this.surroundings = surroundings;
    this.instance = instance;
    const { dataDir, signaling } = line;
    const { version } = surroundings;
    // Without a meeting point of its own the box is found where the device that linked it is.
    this.inside = openHostInside({
      dataDir,
      version,
      signaling: () => (signaling.length > 0 ? signaling : this.granted),
    });
    this.parts = createPeerParts(this.inside.host, line);
  }

  async run(): Promise<PeerStart> {
    if (await this.isOfAnother())
      return this.refuse(
        `${this.line.dataDir} belongs to a Banyan with windows. Name a directory of the box's own with --data.`,
      );
    this.health = await serveHealth(this.line.healthPort, () => this.figures());
    await this.instance.announce(this.health.url);
    const identity = await this.identity();
    if (identity === null) {
      await this.close();
      return ended(EXIT.notLinked);
    }
    // Below "meeting", for what was granted is where the newest card says that the account is found.
    this.granted = identity.signaling.length > 0 ? identity.signaling : identity.meeting.slice(0, 4);
    this.say(`reading the journal`);
    const box = await startBox(this.parts, identity, { files: this.line.files, say: (text) => this.say(text) });
    if (!box.ok) return this.refuse(`The box could not start: ${box.error.code}: ${box.error.message}`);
    this.box = box.value;
    this.tellReady(this.health.url);
    return { running: true, health: this.health.url, stop: () => this.stop() };
  }

  /** Ends what runs. */
  async close(): Promise<void> {
    await this.health?.close();
    await this.inside.close();
    await this.instance.release();
  }

  private async stop(): Promise<number> {
    this.say('ending');
    const isKept = (await this.box?.stop()) ?? true;
    this.box = null;
    await this.close();
    this.say(
      isKept ? 'ended' : 'ended; the journal did not take everything, what is missing comes again from other devices',
    );
    return isKept ? EXIT.done : EXIT.failed;
  }

  /** Keys of another profile: two engines on one journal would each begin chains of their own. */
  private async isOfAnother(): Promise<boolean> {
    const listed = await this.inside.host.call('vault.list', {});
    return listed.ok && listed.value.names.some((name) => !name.startsWith(`${BOX_PROFILE}.`));
  }

  private async identity(): Promise<Identity | null> {
    const { link, name } = this.line;
    const known = await openIdentity(this.parts);
    if (!known.ok) {
      this.surroundings.warn(`The keys of this box cannot be read: ${known.error.message}\n`);
      return null;
    }
    if (known.value !== null) {
      if (link !== null) this.say('this box is linked already; --link is not needed any more');
      return known.value;
    }
    if (link === null) {
      this.surroundings.warn(NOT_LINKED);
      return null;
    }
    const { warn, ask } = this.surroundings;
    const isLinked = await linkBox(this.parts, { code: link, name }, { say: (text) => warn(`${text}\n`), ask });
    const linked = isLinked ? await openIdentity(this.parts) : null;
    return linked?.ok === true ? linked.value : null;
  }

  private async refuse(words: string): Promise<PeerStart> {
    this.state = 'failed';
    this.surroundings.warn(`${words}\n`);
    await this.close();
    return ended(EXIT.failed);
  }

  private figures() {
    const { version } = this.surroundings;
    const { startedAt, box, state } = this;
    if (box === null) return Promise.resolve(figuresWithout(state, version, startedAt));
    return readFigures({ version, startedAt, store: box.store, connection: box.connection, isMember: box.isMember });
  }

  private tellReady(health: string): void {
    if (this.line.isJson) this.surroundings.print(`${JSON.stringify({ ready: health })}\n`);
    else this.say(`running; how it is: ${health}`);
  }

  private say(text: string): void {
    if (this.line.isJson) this.surroundings.print(`${JSON.stringify({ at: new Date().toISOString(), text })}\n`);
    else this.surroundings.print(`${new Date().toISOString()} ${text}\n`);
  }
}

const NOT_LINKED = `This box belongs to nobody yet.
  1. On a device you have, open Settings, Devices, "Link a device", and copy the link.
  2. Start the box once with it, in a terminal:  npm run peer -- --data DIR --link 'banyan://device#…'
`;
