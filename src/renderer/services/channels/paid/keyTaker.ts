import * as v from 'valibot';
import { toBase64url } from '@shared/base64url.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { type Given, type GivenKey, type GivenPlace, givenSchema } from '@domain/channel/claim.ts';
import { ChannelWord } from '@domain/channel/deskWords.ts';
import { type KeyRecord, paidRecordBytes } from '@domain/channel/paidRecords.ts';
import { ChannelKeep } from '@domain/channel/records.ts';
import { openValue } from '@domain/channel/seal.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import type { ChannelKeeps } from '../channelKeeps.ts';
import type { AgreementKey, ChannelKeys } from '../channelKeys.ts';
import { LetterLog } from '../letterLog.ts';
import type { Claims } from './claims.ts';
import type { PaidLog } from './paidLog.ts';

/** What taking keys works with. */
export interface KeyTakerParts {
  readonly keys: Pick<ChannelKeys, 'sealFrom'>;
  readonly keeps: Pick<ChannelKeeps, 'all' | 'put'>;
  readonly claims: Pick<Claims, 'own' | 'awaited' | 'received'>;
  readonly paidLog: PaidLog;
}

/** Takes what this reader is given for what they paid out of the channel's log, and keeps it: what was opened once stays so (CHN-34). */
export class KeyTaker {
  private readonly parts: KeyTakerParts;

  constructor(parts: KeyTakerParts) {
    this.parts = parts;
  }

  async take(space: SpaceId): Promise<void> {
    const { claims, paidLog, keeps } = this.parts;
    if ((await claims.own(space)).length === 0) return;
    const received = await paidLog.words(space, ChannelWord.received);
    await claims.received(space, new Set(received.flatMap(({ body }) => LetterLog.receivedIn(body))));
    const awaited = await claims.awaited(space);
    const kept = await keeps.all(ChannelKeep.postKey);
    if (!kept.ok) return;
    const known = new Set(kept.value.map(({ id }) => id));
    for (const { mark, given } of await paidLog.given(space)) {
      const coming = known.has(mark) ? undefined : awaited.get(mark);
      const key = coming === undefined ? null : await this.open(space, coming.own, given);
      const record = key === null || coming === undefined ? null : recordOf(space, coming.place, key);
      if (record === null) continue;
      await keeps.put([{ kind: ChannelKeep.postKey, id: mark, bytes: paidRecordBytes(record) }]);
      known.add(mark);
    }
  }

  private async open(space: SpaceId, own: AgreementKey, given: Given): Promise<GivenKey | null> {
    const seal = await this.parts.keys.sealFrom('opened', { space, own }, given);
    const read = seal === null ? null : v.safeParse(givenSchema, openValue(given.box, seal));
    return read?.success === true ? read.output : null;
  }
}

/** Null for a key of something else than what its mark says. */
function recordOf(channel: SpaceId, place: GivenPlace, key: GivenKey): KeyRecord | null {
  if (key.t === 'post') {
    // 32 bytes by their schema, which is all an id is.
    const post = toBase64url(key.post) as EventId;
    return 'post' in place && place.post === post ? { v: 1, channel, t: 'post', post, key: key.key } : null;
  }
  const isSame = 'inbox' in place && equalBytes(place.inbox, key.inbox);
  return isSame ? { v: 1, channel, t: 'days', inbox: key.inbox, nodes: key.nodes } : null;
}
