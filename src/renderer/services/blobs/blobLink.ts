import { MAX_OUTLINE_BYTES } from '@shared/blob.ts';
import type { BlobId } from '@shared/ids.ts';
import { type BlobMessage, decodeBlobMessage, encodeBlobMessage } from '@domain/blob/messages.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { Clock } from '@ports/clock.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import type { Log } from '../diagnostics/log.ts';
import type { LinkedPeer } from '../replication/session.ts';
import { Turn } from '../turn.ts';
import { BAN, MAX_STRIKES, MOST_WAITING } from './blobLimits.ts';
import { type BlobQuestion, BlobServer } from './blobServer.ts';
import { BlobSource, type BlobSourceHooks } from './blobSource.ts';

/** Nothing about blobs is longer than the largest outline and its frame. */
const MAX_MESSAGE_BYTES = MAX_OUTLINE_BYTES + 1024;

/** What a link's exchange needs of its surroundings. */
export interface BlobLinkParts {
  readonly store: BlobStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly mayGive: (blob: BlobId) => boolean | Promise<boolean>;
  readonly onDamaged: (blob: BlobId) => void;
}

/** Both sides of giving and taking blobs over one link. */
export class BlobLink {
  readonly peer: LinkedPeer;
  readonly server: BlobServer;
  readonly source: BlobSource;
  private readonly link: PeerLink;
  private readonly log: Log;
  private readonly questions = new Turn();
  private strikes = 0;

  constructor(
    ends: { readonly link: PeerLink; readonly peer: LinkedPeer },
    parts: BlobLinkParts,
    hooks: (link: BlobLink) => BlobSourceHooks,
  ) {
    this.peer = ends.peer;
    this.link = ends.link;
    this.log = parts.log;
    this.server = new BlobServer({ ...parts, send: (message) => this.send(message) });
    this.source = new BlobSource(
      ends.peer,
      { clock: parts.clock, post: (message) => void this.send(message) },
      hooks(this),
    );
  }

  /** Takes a message from `bulk`. Those of other kinds on it are somebody else's. */
  receive(bytes: Uint8Array): void {
    const message = bytes.length > MAX_MESSAGE_BYTES ? null : decodeBlobMessage(bytes);
    if (message === null) this.strike('message-too-large');
    else if (message.ok) this.take(message.value);
    else if (message.error.code === 'malformed-message') this.strike(message.error.code);
  }

  /** Counts an offence; the last one ends the link (BLX-7). */
  strike(code: string): void {
    this.strikes += 1;
    this.log.write('warn', 'blobs', `offence ${this.strikes} of ${MAX_STRIKES}: ${code}`);
    if (this.strikes >= MAX_STRIKES) this.link.close({ ban: BAN });
  }

  private take(message: BlobMessage): void {
    switch (message.t) {
      case 'blob.have':
      case 'blob.none':
      case 'blob.hashes':
      case 'blob.chunk':
        if (!this.source.take(message)) this.strike(`${message.t} not asked for`);
        return;
      default:
        this.answer(message);
    }
  }

  private answer(question: BlobQuestion): void {
    if (this.questions.waiting >= MOST_WAITING) {
      this.strike('too many questions');
      return;
    }
    void this.questions.take(async () => {
      if (!(await this.server.take(question))) this.strike(`too many of ${question.t}`);
    });
  }

  private async send(message: BlobMessage): Promise<boolean> {
    return (await this.link.send('bulk', encodeBlobMessage(message))).ok;
  }
}
