/** People whose devices are engines in this process, over real connections on this machine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import type { Result } from '@shared/result.ts';
import { readLinkCode } from '@domain/device/linkCode.ts';
import { directSpace } from '@domain/space/space.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import { DEVICES_NAME } from '@services/devices/deviceView.ts';
import type { OwnDevice } from '@services/workspace/deviceWorkspace.ts';
import { createIdentity } from '@services/identity/createIdentity.ts';
import { openIdentity } from '@services/identity/identity.ts';
import { onTestFinished } from 'vitest';
import { type HostInside, openHostInside } from '../../../src/peer/hostInside.ts';
import { createPeerParts } from '../../../src/peer/peerParts.ts';
import { type PeerStart, runPeer } from '../../../src/peer/runPeer.ts';
import { type RunningBox, startBox } from '../../../src/peer/runningBox.ts';
import { PATIENCE } from '../../support/shared/until.ts';

const FILES = { largest: 100_000_000, room: 1_000_000_000, days: 30 };

/** The value of a result that must be a success. */
export function must<T>(result: Result<T, { code: string; message: string }>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** Waits until something is found. */
export async function found<T>(look: () => T | null | undefined | Promise<T | null | undefined>): Promise<T> {
  for (const end = performance.now() + PATIENCE; ;) {
    const value = await look();
    if (value !== null && value !== undefined) return value;
    if (performance.now() > end) throw new Error(`it did not come to be so: ${look.toString().slice(0, 120)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A directory that is there until the test and everything it started have ended. */
function directoryOfTest(): string {
  const directory = mkdtempSync(join(tmpdir(), 'banyan-box-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));
  return directory;
}

/** Someone with a desktop that can be closed and opened. */
export class NodePerson {
  readonly name: string;
  private readonly directory = directoryOfTest();
  private readonly signaling: string;
  private open_: {
    readonly inside: HostInside;
    readonly box: RunningBox;
    readonly account: AccountId;
    readonly device: DeviceId;
  } | null = null;

  constructor(name: string, signaling: string) {
    this.name = name;
    this.signaling = signaling;
  }

  async open(): Promise<this> {
    const inside = openHostInside({ dataDir: this.directory, version: '0', signaling: () => [this.signaling] });
    const parts = { ...createPeerParts(inside.host, { files: FILES, udpPorts: null }), fetching: undefined };
    const known = must(await openIdentity(parts));
    const profile = { name: this.name, avatar: { kind: 'generated' as const } };
    const identity = known ?? must(await createIdentity(parts, profile));
    const box = must(await startBox(parts, identity, { files: FILES, say: () => undefined }));
    this.open_ = { inside, box, account: identity.account, device: identity.device };
    onTestFinished(() => this.close());
    // A code that is made before says nothing of where to meet.
    await found(() => (box.connection().services.some(({ connected }) => connected) ? true : null));
    return this;
  }

  /** Closes the desktop: nothing of it runs any more. */
  async close(): Promise<void> {
    const running = this.open_;
    this.open_ = null;
    await running?.box.stop();
    await running?.inside.close();
  }

  get account(): AccountId {
    return this.running.account;
  }

  get acts(): RunningBox['engine']['acts'] {
    return this.running.box.engine.acts;
  }

  get store(): RunningBox['store'] {
    return this.running.box.store;
  }

  get ephemeral(): RunningBox['engine']['ephemeral'] {
    return this.running.box.engine.ephemeral;
  }

  get host(): HostInside['host'] {
    return this.running.inside.host;
  }

  spaceWith(other: AccountId): SpaceId {
    return directSpace(this.account, other);
  }

  async say(to: AccountId, text: string): Promise<void> {
    must(await this.acts.sendText(this.spaceWith(to), text));
  }

  async messages(other: AccountId): Promise<readonly MessageRecord[]> {
    return must(await this.store.messages(this.spaceWith(other), { kind: 'latest', limit: 100 })).messages;
  }

  async texts(other: AccountId): Promise<readonly string[]> {
    return (await this.messages(other)).flatMap(({ body }) => (body.kind === 'text' ? [body.text] : []));
  }

  /** The devices of the account, as they are published. */
  async devices(): Promise<readonly OwnDevice[]> {
    return (must(await this.store.values.get(DEVICES_NAME))?.value ?? []) as readonly OwnDevice[];
  }

  /** Waits until another device says to have all that was said here in the chat with somebody. */
  async delivered(other: AccountId): Promise<void> {
    const space = this.spaceWith(other);
    await found(async () => {
      const own = must(await this.store.chainHeads(space)).find(({ device }) => device === this.running.device);
      const told = must(await this.store.acknowledgements(space)).filter(({ chain }) => chain === own?.device);
      return own !== undefined && told.some(({ seq }) => seq >= own.seq) ? true : null;
    });
  }

  private get running() {
    if (this.open_ === null) throw new Error(`${this.name} is closed`);
    return this.open_;
  }
}

/** Both become contacts, as they do in the app. */
export async function befriend(inviter: NodePerson, guest: NodePerson): Promise<void> {
  const { link } = must(await inviter.acts.createInvite());
  must(await guest.acts.acceptInvite(link));
  await found(async () => must(await inviter.store.requests.get(guest.account)));
  must(await inviter.acts.acceptRequest(guest.account));
  const isAccepted = async (one: NodePerson, other: NodePerson) =>
    must(await one.store.contacts.get(other.account))?.state === 'accepted' ? true : null;
  await found(() => isAccepted(guest, inviter));
}

/** A box of a test: what `npm run peer` runs, with what it said. */
export class TestBox {
  readonly directory = directoryOfTest();
  readonly said: string[] = [];
  answer: string | null = 'y';
  private started: PeerStart | null = null;

  /** Runs it; `args` beside those every box of a test has. */
  async run(...args: readonly string[]): Promise<PeerStart> {
    const started = await runPeer({
      args: ['--data', this.directory, '--health-port', '0', ...args],
      environment: {},
      version: '0',
      print: (text) => this.said.push(text),
      warn: (text) => this.said.push(text),
      ask: () => Promise.resolve(this.answer),
    });
    this.started = started;
    onTestFinished(() => this.stop().then(() => undefined));
    return started;
  }

  async stop(): Promise<number | null> {
    const { started } = this;
    this.started = null;
    return started?.running === true ? started.stop() : null;
  }

  get digits(): string | null {
    const line = this.said.findLast((text) => text.startsWith('Type these digits'));
    return line === undefined ? null : line.replaceAll(/\D/g, '');
  }

  /** The health page's figures. */
  async health(): Promise<Record<string, unknown>> {
    if (this.started?.running !== true) throw new Error('the box does not run');
    return (await (await fetch(this.started.health)).json()) as Record<string, unknown>;
  }
}

/** A code that says where to meet: right after a start none does yet. */
export function offer(owner: NodePerson): Promise<string> {
  return found(async () => {
    const { link } = must(await owner.acts.offerLink());
    return must(readLinkCode(link)).signaling.length > 0 ? link : null;
  });
}

/** Types digits on a desktop: not before it has heard of the device, as nobody types that fast. */
export function confirm(owner: NodePerson, digits: string): Promise<true> {
  return found(async () => {
    const confirmed = await owner.acts.confirmLink(digits);
    if (!confirmed.ok && confirmed.error.code === 'device-link-over') return null;
    must(confirmed);
    return true;
  });
}

/** Links a box as a person does it: the code to the box, its digits to the desktop, a yes at the terminal. */
export async function linkTestBox(owner: NodePerson, ...args: readonly string[]): Promise<TestBox> {
  const box = new TestBox();
  const running = box.run('--link', await offer(owner), ...args);
  const digits = await found(() => box.digits);
  await confirm(owner, digits);
  const started = await running;
  if (!started.running) throw new Error(`the box did not start: ${box.said.join('')}`);
  return box;
}
