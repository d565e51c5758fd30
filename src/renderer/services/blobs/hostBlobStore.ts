import { BLOB_CHUNK_BYTES, MAX_BLOB_BYTES, blobPath } from '@shared/blob.ts';
import { Gate } from '@shared/gate.ts';
import type { HostErrorCode, HostOutput } from '@shared/ipc/contract.ts';
import type { AccountId, BlobId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { BlobError, BlobListing, BlobResult, BlobSource, BlobStore, PutOptions } from '@ports/blobStore.ts';
import type { Host } from '@ports/host.ts';

/** Bytes of an own file in one call. */
const PIECE_BYTES = 2 * BLOB_CHUNK_BYTES;
/** Pieces on their way to the host at once: reading one, sending one and writing one overlap. */
const PIECES_AHEAD = 3;
/** Calls with bytes under way at once: what an event's own call to the host has to wait for (BLX-15). */
const CALLS_AT_ONCE = 3;

/** What a {@link HostBlobStore} is made of. `origin` is the host's, empty where the page is of the same one. */
export interface HostBlobStoreParts {
  readonly host: Host;
  readonly account: AccountId;
  readonly origin?: string;
}

/** Blobs of one account on the host's disk. */
export class HostBlobStore implements BlobStore {
  private readonly host: Host;
  private readonly account: AccountId;
  private readonly origin: string;
  private readonly gate = new Gate(CALLS_AT_ONCE);

  constructor({ host, account, origin = '' }: HostBlobStoreParts) {
    this.host = host;
    this.account = account;
    this.origin = origin;
  }

  async put(source: BlobSource, options: PutOptions = {}): BlobResult<{ readonly id: BlobId; readonly size: number }> {
    const { account, host } = this;
    const { size } = source;
    if (size > MAX_BLOB_BYTES) return fail('blob-too-large', 'the file has more than 4 GiB');
    const begun = read(await host.call('blob.draft', { account, size }));
    if (!begun.ok) return begun;
    const { draft } = begun.value;
    const sent = await this.sendPieces(draft, source, options);
    const sealed = sent.ok ? read(await host.call('blob.seal', { account, draft })) : sent;
    if (!sealed.ok) await host.call('blob.discard', { account, draft });
    return sealed;
  }

  async begin(id: BlobId, outline: { readonly size: number; readonly hashes: Uint8Array }) {
    return read(await this.host.call('blob.begin', { account: this.account, id, ...outline }));
  }

  async write(id: BlobId, index: number, bytes: Uint8Array) {
    const input = { account: this.account, id, index, bytes };
    return read(await this.gate.pass(() => this.host.call('blob.write', input)));
  }

  async holding(id: BlobId) {
    const answer = read(await this.host.call('blob.holding', { account: this.account, id }));
    return answer.ok ? ok(answer.value.holding) : answer;
  }

  async outline(id: BlobId) {
    const answer = read(await this.host.call('blob.outline', { account: this.account, id }));
    return answer.ok ? ok(answer.value.outline) : answer;
  }

  async read(id: BlobId, index: number): BlobResult<Uint8Array | null> {
    const input = { account: this.account, id, index };
    const answer = read(await this.gate.pass(() => this.host.call('blob.read', input)));
    return answer.ok ? ok(answer.value.bytes) : answer;
  }

  async remove(id: BlobId): BlobResult<void> {
    const answer = read(await this.host.call('blob.remove', { account: this.account, id }));
    return answer.ok ? ok() : answer;
  }

  async list(): BlobResult<readonly BlobListing[]> {
    const listed: BlobListing[] = [];
    let next: BlobId | null = null;
    do {
      const page: Result<HostOutput<'blob.list'>, BlobError> = await this.page(next);
      if (!page.ok) return page;
      listed.push(...page.value.blobs);
      ({ next } = page.value);
    } while (next !== null);
    return ok(listed);
  }

  async space() {
    return read(await this.host.call('blob.space', { account: this.account }));
  }

  urlOf(id: BlobId, as: { readonly type?: string; readonly name?: string } = {}): string {
    return `${this.origin}${blobPath({ account: this.account, id }, as)}`;
  }

  private async page(after: BlobId | null): BlobResult<HostOutput<'blob.list'>> {
    return read(await this.host.call('blob.list', { account: this.account, after }));
  }

  private async sendPieces(draft: string, source: BlobSource, options: PutOptions): BlobResult<void> {
    const under: Promise<Result<unknown, BlobError>>[] = [];
    let outcome: Result<void, BlobError> = ok();
    const settle = async () => {
      const done = await under.shift();
      if (done?.ok === false && outcome.ok) outcome = done;
    };
    for (let start = 0; start < source.size && outcome.ok; start += PIECE_BYTES) {
      const piece = await readPiece(source, start, options);
      if (!piece.ok) {
        outcome = piece;
        break;
      }
      const input = { account: this.account, draft, index: start / BLOB_CHUNK_BYTES, bytes: piece.value };
      under.push(this.gate.pass(() => this.host.call('blob.append', input)).then(read));
      if (under.length >= PIECES_AHEAD) await settle();
      options.onProgress?.(start + piece.value.length);
    }
    while (under.length > 0) await settle();
    return outcome;
  }
}

async function readPiece(source: BlobSource, start: number, { signal }: PutOptions): BlobResult<Uint8Array> {
  if (signal?.aborted === true) return fail('blob-cancelled', 'the person gave up');
  const end = Math.min(source.size, start + PIECE_BYTES);
  try {
    const bytes = new Uint8Array(await source.slice(start, end).arrayBuffer());
    return bytes.length === end - start ? ok(bytes) : fail('blob-unreadable', 'the file became shorter');
  } catch {
    // Chromium refuses to read a file that changed, or went, since it was chosen.
    return fail('blob-unreadable', 'the file can no longer be read');
  }
}

const CODES: Partial<Record<HostErrorCode, BlobError['code']>> = {
  'blob-absent': 'blob-absent',
  'blob-mismatch': 'blob-mismatch',
  'storage-full': 'storage-full',
  'storage-failed': 'storage-failed',
  unreachable: 'unreachable',
};

/** A host's failures as the port says them; one that should not be is a failing storage. */
function read<T>(answer: Result<T, Failure<HostErrorCode>>): Result<T, BlobError> {
  return answer.ok ? answer : fail(CODES[answer.error.code] ?? 'storage-failed', answer.error.message);
}
