/** One device of a chat of two, with everything replication works with, and a link one can speak into. */
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { type MemoryHost, createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { type LinkMessage, decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import { directSpace } from '@domain/space/space.ts';
import type { LinkChannel, LinkCloseReason, LinkStats, PeerLink } from '@ports/peerTransport.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import { EventJournal } from '@services/journal/eventJournal.ts';
import type { ReplicationContext } from '@services/replication/context.ts';
import type { SpaceId } from '@shared/ids.ts';
import type { TestDevice } from '../../domain/support/devices.ts';
import { settle } from '../../../../support/shared/settle.ts';

/** Everything of one device. Two over one disk are the same device before and after a restart. */
export interface Replica {
  readonly device: TestDevice;
  readonly clock: FakeClock;
  readonly disk: MemoryDisk;
  readonly store: MemoryDocumentStore;
  readonly host: MemoryHost;
  readonly journal: EventJournal;
  readonly log: RingLog;
  readonly space: SpaceId;
  readonly context: ReplicationContext;
  readonly admitted: AdmittedEvent[];
  /** Whether the chat is shared now. */
  readonly rights: { isShared: boolean };
}

/** What a replica may keep from another. */
export interface ReplicaParts {
  readonly clock?: FakeClock;
  readonly disk?: MemoryDisk;
  readonly host?: MemoryHost;
}

/** The replica of `own` in its chat with `other`. */
export async function makeReplica(own: TestDevice, other: TestDevice, parts: ReplicaParts = {}): Promise<Replica> {
  const { account, device } = own.certificate;
  const people = [own, other].map(({ certificate }) => certificate);
  const space = directSpace(account, other.certificate.account);
  const clock = parts.clock ?? new FakeClock({ settle });
  const disk = parts.disk ?? new MemoryDisk();
  const host = parts.host ?? createMemoryHost();
  const store = new MemoryDocumentStore({ disk });
  await store.open(account);
  const journal = new EventJournal(host, account);
  const log = new RingLog(clock, host);
  const admitted: AdmittedEvent[] = [];
  const rights = { isShared: true };
  const isOurs = (asked: SpaceId) => asked === space;
  const context: ReplicationContext = {
    self: { account, device, keys: own.keys },
    store,
    journal,
    clock,
    log,
    verify: verifySignature,
    directory: {
      accountOf: (asked, speaker) =>
        isOurs(asked) ? (people.find((one) => one.device === speaker)?.account ?? null) : null,
      devicesOf: (asked) => (isOurs(asked) ? people.map((one) => one.device) : []),
      sharedWith: (asked) => (rights.isShared && asked === other.certificate.account ? [space] : []),
      readersOf: (asked) => (rights.isShared && isOurs(asked) ? [other.certificate.account] : []),
      endOf: () => null,
      floorOf: () => -1,
      isOpenEnded: () => false,
    },
    onAdmitted: (_, events) => admitted.push(...events),
  };
  return { device: own, clock, disk, store, host, journal, log, space, context, admitted, rights };
}

/** Who is in each of many spaces that a replica shares with another: the two of them. `spaces` is asked anew each time. */
export function directoryOfMany(
  { device: own, context }: Replica,
  other: TestDevice,
  spaces: () => readonly SpaceId[],
): ReplicationContext['directory'] {
  const people = [own, other].map(({ certificate }) => certificate);
  return {
    ...context.directory,
    accountOf: (_, device) => people.find((one) => one.device === device)?.account ?? null,
    devicesOf: () => people.map(({ device }) => device),
    sharedWith: spaces,
    readersOf: (space) => (spaces().includes(space) ? [other.certificate.account] : []),
  };
}

/** One end of a link whose other end is the test. */
export class SpokenLink implements PeerLink {
  readonly id = 'link';
  readonly room = 'room';
  readonly stats = writableSnapshot<LinkStats>({ roundTrip: 1, bytesSent: 0, bytesReceived: 0 });
  readonly said: Uint8Array[] = [];
  ban: number | undefined;
  isClosed = false;
  private readonly ears = new Set<(channel: LinkChannel, message: Uint8Array) => void>();
  private readonly ends = new Set<(reason: LinkCloseReason) => void>();

  send: PeerLink['send'] = (_, message) => {
    if (!this.isClosed) this.said.push(message.slice());
    return Promise.resolve({ ok: true, value: undefined });
  };

  onMessage: PeerLink['onMessage'] = (listener) => {
    this.ears.add(listener);
    return () => this.ears.delete(listener);
  };

  onClose: PeerLink['onClose'] = (listener) => {
    this.ends.add(listener);
    return () => this.ends.delete(listener);
  };

  close: PeerLink['close'] = (options) => {
    this.isClosed = true;
    this.ban = options?.ban;
    for (const end of this.ends) end('local');
  };

  /** The test says something. */
  hear(message: Uint8Array | LinkMessage, channel: LinkChannel = 'sync'): void {
    const bytes = message instanceof Uint8Array ? message : encodeLinkMessage(message);
    for (const ear of this.ears) ear(channel, bytes);
  }

  /** What was said to the test since the last look. */
  take(): readonly LinkMessage[] {
    return this.said.splice(0).flatMap((bytes) => {
      const message = decodeLinkMessage(bytes);
      return message.ok ? [message.value] : [];
    });
  }
}

/** Two ends that hear each other, a settled turn later. */
export function joinLinks(one: SpokenLink, other: SpokenLink): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.send = (channel, message) => {
      const copy = message.slice();
      queueMicrotask(() => {
        if (!from.isClosed && !to.isClosed) to.hear(copy, channel);
      });
      return Promise.resolve({ ok: true, value: undefined });
    };
  }
}
