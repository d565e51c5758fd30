import type { EventId, SpaceId } from '@shared/ids.ts';
import { type DayNode, dayKey, dayTree } from '@domain/channel/dayKeys.ts';
import { keyRecordSchema } from '@domain/channel/paidRecords.ts';
import { unwrapKey } from '@domain/channel/paidPost.ts';
import { ChannelKeep, readRecord } from '@domain/channel/records.ts';
import { keyFrom } from '@domain/channel/seal.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import type { PaidFace } from '@domain/feed/paid.ts';
import type { AgreementKey } from '../channelKeys.ts';
import type { ChannelBook } from '../channelBook.ts';
import type { ChannelKeeps } from '../channelKeeps.ts';
import type { Inboxes } from '../inboxes.ts';

/** What finding keys works with. */
export interface KeyringParts {
  readonly book: Pick<ChannelBook, 'get'>;
  readonly keeps: Pick<ChannelKeeps, 'all'>;
  readonly inboxes: Pick<Inboxes, 'of'>;
}

/** Where a paid post stands. */
export interface PaidPlace {
  readonly space: SpaceId;
  readonly post: EventId | null;
  readonly paid: PaidFace;
}

/** Keys of paid posts that this device has: what it was given for what was paid, and to editors all there are (CHN-32, CHN-34). */
export class Keyring {
  private readonly parts: KeyringParts;

  constructor(parts: KeyringParts) {
    this.parts = parts;
  }

  /** The key of a post; null where it was not given here. */
  async keyOf({ space, post, paid }: PaidPlace): Promise<Uint8Array | null> {
    return (await this.given(space, post, paid)) ?? (await this.asEditor(space, paid));
  }

  private async given(space: SpaceId, post: EventId | null, paid: PaidFace): Promise<Uint8Array | null> {
    const rows = await this.parts.keeps.all(ChannelKeep.postKey);
    const kept = (rows.ok ? rows.value : [])
      .flatMap((row) => readRecord(keyRecordSchema, row) ?? [])
      .filter(({ channel }) => channel === space);
    const own = kept.find((key) => key.t === 'post' && key.post === post);
    if (own?.t === 'post') return own.key;
    const days = kept.flatMap((key) => (key.t === 'days' && equalBytes(key.inbox, paid.inbox) ? key.nodes : []));
    const secret = paid.isForSubscribers ? dayKey(days, paid.day) : null;
    return secret === null ? null : unwrapKey(paid, { space, secret });
  }

  private async asEditor(space: SpaceId, paid: PaidFace): Promise<Uint8Array | null> {
    const channel = this.parts.book.get(space);
    const inboxes = channel === null ? [] : await this.parts.inboxes.of(channel);
    const inbox = inboxes.find(({ key }) => equalBytes(key, paid.inbox));
    if (inbox === undefined) return null;
    const secret = secretOf(inbox, paid);
    return secret === null ? null : unwrapKey(paid, { space, secret });
  }
}

/** What the key of a post is sealed with: that of its day, or where it is not for subscribers one that nobody is given. */
export function secretOf(
  inbox: AgreementKey,
  { isForSubscribers, day }: Pick<PaidFace, 'isForSubscribers' | 'day'>,
): Uint8Array | null {
  return isForSubscribers ? dayKey([daysOf(inbox)], day) : keyFrom(inbox.seed, 'single');
}

/** All days of an inbox. */
export function daysOf(inbox: AgreementKey): DayNode {
  return dayTree(keyFrom(inbox.seed, 'days'));
}
