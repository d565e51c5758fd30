/** Events as a store sees them, after admission: ids and payloads are made up, chains are real. */
import { type AccountId, type DeviceId, type EventId, type SpaceId, isIdText } from '@shared/ids.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { ConversationRecord } from '@domain/chat/message.ts';
import { MESSAGE_KIND, READ_KIND } from '@domain/chat/project.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';

/** A valid id that depends on its name alone; scrambled so that ids don't come in the order they are made. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- brands have no value to infer them from
export function idOf<Id extends AccountId | DeviceId | SpaceId | EventId>(name: string): Id {
  const bytes = new Uint8Array(32);
  let state = 2_166_136_261;
  for (let place = 0; place < 64 + name.length; place += 1) {
    state = Math.imul(state ^ (name.charCodeAt(place % name.length) + place), 16_777_619) >>> 0;
    bytes[place % 32] = (bytes[place % 32] ?? 0) ^ (state >>> 13);
  }
  const text = toBase64url(bytes);
  if (!isIdText(text)) throw new Error('not an id');
  return text as Id;
}

/** How one event differs from the usual. */
export interface EventShape {
  readonly at: number;
  readonly text?: string;
  /** Makes it a read mark. */
  readonly read?: number;
  readonly kind?: string;
  readonly body?: unknown;
  readonly bucket?: number;
  readonly sortAt?: number;
}

/** One device's chain in one space. */
export class Chain {
  readonly author: AccountId;
  readonly device: DeviceId;
  readonly space: SpaceId;
  private readonly name: string;
  private seq = 0;
  private prev: EventId | null = null;

  constructor(author: AccountId, device: string, space: SpaceId) {
    this.author = author;
    this.device = idOf<DeviceId>(device);
    this.space = space;
    this.name = `${device}:${space}`;
  }

  next(shape: EventShape): AdmittedEvent {
    const seq = this.seq;
    const id = idOf<EventId>(`${this.name}:${seq}:${shape.text ?? ''}`);
    const content = {
      v: 1,
      space: this.space,
      kind: shape.kind ?? (shape.read === undefined ? MESSAGE_KIND : READ_KIND),
      device: this.device,
      seq,
      prev: this.prev,
      at: shape.at,
      body: 'body' in shape ? shape.body : usualBody(shape, seq),
    };
    this.seq += 1;
    this.prev = id;
    const payload = Uint8Array.from({ length: 96 }, (_, place) => (place * 7 + seq) % 256);
    const { bucket = Math.floor(shape.at / 1_000), sortAt = shape.at } = shape;
    return { id, content, payload, author: this.author, bucket, sortAt };
  }

  many(count: number, shape: (place: number) => EventShape): readonly AdmittedEvent[] {
    return Array.from({ length: count }, (_, place) => this.next(shape(place)));
  }
}

function usualBody(shape: EventShape, seq: number): unknown {
  return shape.read === undefined ? { text: shape.text ?? `text ${seq}` } : { at: shape.read };
}

/** A row as the caller makes it with a new contact. */
export function newRow(space: SpaceId, account: AccountId): ConversationRecord {
  return { space, kind: 'direct', account, last: null, activeAt: 1, unread: 0, readAt: 0, peerReadAt: 0, draft: '' };
}

/** The people and places of the tests. */
export const alice = idOf<AccountId>('alice');
export const bob = idOf<AccountId>('bob');
export const chat = idOf<SpaceId>('chat');
export const otherChat = idOf<SpaceId>('other chat');
