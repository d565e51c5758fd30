/** Somebody in a channel's room who runs no app: hears all that is said to a reader, and says what they like. */
import { decodeLinkMessage, encodeLinkMessage, type LinkMessage } from '@domain/link/messages.ts';
import { type BlobMessage, decodeBlobMessage, encodeBlobMessage } from '@domain/blob/messages.ts';
import { channelRoom } from '@domain/channel/room.ts';
import { type ReaderWord, decodeReaderWord, encodeWord } from '@domain/channel/words.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import type { SpaceId } from '@shared/ids.ts';
import type { World } from './world.ts';

export class Rogue {
  readonly links: PeerLink[] = [];
  readonly ended: PeerLink[] = [];
  /** Every message that came, whole. */
  readonly heard: Uint8Array[] = [];
  /** Answers about blobs; null: says nothing. */
  answer: (message: BlobMessage) => BlobMessage | null = () => null;

  constructor(world: World, channel: SpaceId, capacity = 8) {
    const room = { ...channelRoom(channel), signaling: [], capacity };
    world.network.createTransport().join(room, (link) => {
      this.links.push(link);
      link.onClose(() => this.ended.push(link));
      link.onMessage((lane, bytes) => {
        this.heard.push(bytes);
        const message = lane === 'bulk' ? decodeBlobMessage(bytes) : null;
        const answer = message?.ok === true ? this.answer(message.value) : null;
        if (answer !== null) void link.send('bulk', encodeBlobMessage(answer));
      });
    });
  }

  /** Says something over every link that is up. */
  say(message: LinkMessage): void {
    for (const link of this.links) void link.send('sync', encodeLinkMessage(message));
  }

  sayWord(word: ReaderWord): void {
    this.say({ t: 'feed.word', lane: 'channels', word: encodeWord(word) });
  }

  /** Kinds of messages that came over `sync`. */
  get kinds(): ReadonlySet<string> {
    return new Set(
      this.heard.flatMap((bytes) => {
        const message = decodeLinkMessage(bytes);
        return message.ok ? [message.value.t] : [];
      }),
    );
  }

  /** What was said of the channel itself. */
  get words(): readonly ReaderWord[] {
    return this.heard.flatMap((bytes) => {
      const message = decodeLinkMessage(bytes);
      const word = message.ok && message.value.t === 'feed.word' ? decodeReaderWord(message.value.word) : null;
      return word === null ? [] : [word];
    });
  }

  /** Whether these bytes were in anything that came. */
  hasHeard(bytes: Uint8Array): boolean {
    return this.heard.some((message) => Buffer.from(message).includes(Buffer.from(bytes)));
  }
}
