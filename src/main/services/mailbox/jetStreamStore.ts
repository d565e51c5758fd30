import { randomBytes } from 'node:crypto';
import {
  DiscardPolicy,
  type JetStreamClient,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StoredMsg,
  jetstream,
  jetstreamManager,
} from '@nats-io/jetstream';
import { type NatsConnection, connect, headers, nanos } from '@nats-io/transport-node';
import * as v from 'valibot';
import { Gate } from '@shared/gate.ts';
import { MOST_DONE } from '@shared/mailbox/frames.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { countSchema } from '@shared/schemas.ts';
import { MOST_DAYS } from '@shared/mailbox/limits.ts';
import type { BusAddress } from '../signaling/busAddress.ts';
import { natsOptions } from '../signaling/natsBus.ts';
import { isBoxFull } from './boxFill.ts';
import { FirstPage } from './firstPage.ts';
import {
  type Deposit,
  type DepositFailure,
  type KeptPage,
  type MailboxStore,
  type StorageFailed,
  type StoreFigures,
  type StoreLimits,
  defaultStoreLimits,
} from './mailboxStore.ts';

const STREAM = 'BANYAN_MAILBOX_1';
const SUBJECT = 'banyan.mailbox.1.box.';
/** Where nodes tell each other what was removed. Who misses it counts it until it is over. */
const GONE = 'banyan.mailbox.1.gone';
const SECRET_STREAM = 'BANYAN_MAILBOX_KEY_1';
const SECRET_SUBJECT = 'banyan.mailbox-key.1';
const UNTIL = 'Banyan-Until';
const DAY = 24 * 3_600_000;
/** How long the same bytes are known to have come already, ms. */
const TWICE_WITHIN = 10 * 60_000;
const TIMEOUT = 5000;
/** Mailboxes looked into at once, for one question and for all: each may give a bundle of 128 KiB. */
const AT_ONCE = 32;
const AT_ONCE_IN_ALL = 64;

/** How a store on JetStream is opened. */
export interface JetStreamStoreOptions {
  readonly address: BusAddress;
  readonly limits?: Partial<StoreLimits>;
  /** How many servers of the cluster keep each bundle. */
  readonly replicas?: number;
  readonly now?: () => number;
  readonly retryMs?: number;
  readonly report?: (line: string) => void;
}

interface Open {
  readonly connection: NatsConnection;
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
}

/** Keeps bundles in a stream of NATS JetStream, which any number of nodes share. While NATS is away every call fails, and works again when it is back. */
export class JetStreamStore implements MailboxStore {
  private readonly options: JetStreamStoreOptions;
  private readonly limits: StoreLimits;
  private readonly now: () => number;
  private readonly reading = new Gate(AT_ONCE_IN_ALL);
  private opening: Promise<Open> | null = null;
  private known: Uint8Array | null = null;
  private tellGone: (ids: readonly number[]) => void = () => undefined;
  private isClosed = false;

  constructor(options: JetStreamStoreOptions) {
    this.options = options;
    this.limits = { ...defaultStoreLimits, ...options.limits };
    this.now = options.now ?? Date.now;
  }

  get capacity(): number {
    return this.limits.bytes;
  }

  async put({ box, bytes, hash, until }: Deposit): Promise<Result<number, DepositFailure>> {
    const marks = headers();
    marks.set(UNTIL, String(until));
    try {
      const open = await this.open();
      const most = this.limits.bytesPerBox;
      if (await isBoxFull(open, { stream: STREAM, subject: SUBJECT + box, most }, bytes.length))
        return fail('mailbox-full', 'so many bytes');
      const msgID = box + Buffer.from(hash).toString('base64url');
      const sent = { msgID, headers: marks, timeout: TIMEOUT, retries: 0 };
      return ok((await open.client.publish(SUBJECT + box, bytes, sent)).seq);
    } catch (cause) {
      const said = cause instanceof Error ? cause.message : '';
      if (said.includes('per subject')) return fail('mailbox-full', said);
      if (said.includes('maximum')) return fail('service-full', said);
      return this.failed('put', cause);
    }
  }

  async list(boxes: readonly string[], after: number, bytes: number): Promise<Result<KeptPage, StorageFailed>> {
    try {
      const { manager } = await this.open();
      const first = new FirstPage(bytes);
      const all = [...new Set(boxes)];
      for (let from = 0; from < all.length; from += AT_ONCE) {
        const part = all.slice(from, from + AT_ONCE);
        await Promise.all(part.map((box) => this.readBox(manager, box, { after, first })));
      }
      return ok(first.page);
    } catch (cause) {
      return this.failed('list', cause);
    }
  }

  async remove(box: string, ids: readonly number[]): Promise<Result<void, StorageFailed>> {
    try {
      const { manager, connection } = await this.open();
      const gone: number[] = [];
      for (const id of ids) {
        // Only what is in this mailbox, whatever else has the number.
        const kept = await readMessage(manager, id);
        // Overwritten, not only marked: a mark is lost when the server is killed, and the bundle would be back.
        if (kept?.subject !== SUBJECT + box) continue;
        await manager.streams.deleteMessage(STREAM, id, true);
        gone.push(id);
      }
      if (gone.length > 0) connection.publish(GONE, JSON.stringify(gone));
      return ok();
    } catch (cause) {
      return this.failed('remove', cause);
    }
  }

  async secret(): Promise<Result<Uint8Array, StorageFailed>> {
    try {
      this.known ??= await this.sharedSecret(await this.open());
      return ok(this.known);
    } catch (cause) {
      return this.failed('secret', cause);
    }
  }

  watchGone(listener: (ids: readonly number[]) => void): void {
    this.tellGone = listener;
  }

  async figures(): Promise<StoreFigures> {
    try {
      const { manager } = await this.open();
      const { state } = await manager.streams.info(STREAM);
      return { bundles: state.messages, bytes: state.bytes };
    } catch {
      return { bundles: 0, bytes: 0 };
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const open = await this.opening?.catch(() => null);
    await open?.connection.close();
  }

  /** Puts the bundles of one mailbox beyond a place where they belong, as long as they are among the first. */
  private async readBox(
    manager: JetStreamManager,
    box: string,
    { after, first }: { readonly after: number; readonly first: FirstPage },
  ): Promise<void> {
    for (let next = after + 1; first.takes(next);) {
      const from = next;
      const message = await this.reading.pass(() => nextMessage(manager, SUBJECT + box, from));
      if (message === null || !first.takes(message.seq)) return;
      next = message.seq + 1;
      if (Number(message.header.get(UNTIL)) <= this.now()) continue;
      first.add({ box, id: message.seq, bytes: message.data });
    }
  }

  private open(): Promise<Open> {
    if (this.isClosed) return Promise.reject(new Error('closed'));
    if (this.opening !== null) return this.opening;
    const opening = this.connect();
    this.opening = opening;
    opening.catch(() => {
      if (this.opening === opening) this.opening = null;
    });
    return opening;
  }

  private async connect(): Promise<Open> {
    const { address, retryMs } = this.options;
    const connection = await connect({ ...natsOptions({ address, ...(retryMs === undefined ? {} : { retryMs }) }) });
    void connection.closed().then(() => {
      this.opening = null;
    });
    connection.subscribe(GONE, { callback: (_error, message) => this.tellGone(idsIn(message.data)) });
    try {
      const manager = await jetstreamManager(connection, { timeout: TIMEOUT });
      await this.makeStreams(manager);
      return { connection, manager, client: jetstream(connection, { timeout: TIMEOUT }) };
    } catch (cause) {
      await connection.close();
      throw cause;
    }
  }

  private async makeStreams(manager: JetStreamManager): Promise<void> {
    const common = {
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.New,
      num_replicas: this.options.replicas ?? 1,
    };
    const bundles = {
      ...common,
      subjects: [`${SUBJECT}*`],
      discard_new_per_subject: true,
      max_msgs_per_subject: this.limits.bundlesPerBox,
      max_bytes: this.limits.bytes,
      max_age: nanos((MOST_DAYS + 1) * DAY),
      duplicate_window: nanos(TWICE_WITHIN),
      allow_direct: false,
    };
    await ensureStream(manager, STREAM, bundles);
    await ensureStream(manager, SECRET_STREAM, { ...common, subjects: [SECRET_SUBJECT], max_msgs: 1 });
  }

  /** What the first node made is everybody's. */
  private async sharedSecret({ client, manager }: Open): Promise<Uint8Array> {
    const made = new Uint8Array(randomBytes(32));
    const expect = { lastSubjectSequence: 0 };
    await client.publish(SECRET_SUBJECT, made, { expect, timeout: TIMEOUT, retries: 0 }).catch(() => undefined);
    const kept = await manager.streams.getMessage(SECRET_STREAM, { last_by_subj: SECRET_SUBJECT });
    if (kept === null || kept.data.length !== 32) throw new Error('no secret');
    return new Uint8Array(kept.data);
  }

  private failed(step: string, cause: unknown): Result<never, StorageFailed> {
    const message = `${step}: ${cause instanceof Error ? cause.name : 'unknown'}`;
    this.options.report?.(`mailbox: ${message}`);
    return fail('storage-failed', message);
  }
}

/** Ids that another node said are gone; none where it said anything else. */
function idsIn(data: Uint8Array): readonly number[] {
  try {
    const parsed = v.safeParse(idsSchema, JSON.parse(Buffer.from(data).toString('utf8')));
    return parsed.success ? parsed.output : [];
  } catch {
    return [];
  }
}

const idsSchema = v.pipe(v.array(countSchema), v.maxLength(MOST_DONE));

type StreamFields = Omit<Parameters<JetStreamManager['streams']['add']>[0], 'name'>;

/** Makes a stream, or gives the one there the limits that are asked for now. */
async function ensureStream(manager: JetStreamManager, name: string, config: StreamFields): Promise<void> {
  const fields = { ...config, name };
  const known = await manager.streams.info(name).catch(() => null);
  if (known === null) await manager.streams.add(fields).catch(() => manager.streams.info(name));
  else await manager.streams.update(name, fields);
}

function readMessage(manager: JetStreamManager, seq: number): Promise<StoredMsg | null> {
  return manager.streams.getMessage(STREAM, { seq });
}

function nextMessage(manager: JetStreamManager, subject: string, seq: number): Promise<StoredMsg | null> {
  // Of the stream's leader: another server may not have what was just kept, and an empty mailbox is not to be guessed.
  const query = { seq, next_by_subj: subject };
  return manager.streams.getMessage(STREAM, query);
}
