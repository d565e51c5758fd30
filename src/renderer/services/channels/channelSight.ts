import type { EventId, SpaceId } from '@shared/ids.ts';
import type { Charter, ChannelRole } from '@domain/channel/charter.ts';
import { type Face, plainFace } from '@domain/channel/face.ts';
import { channelOf } from '@domain/channel/link.ts';
import {
  ChannelKeep,
  type ChannelRecord,
  type MarkRecord,
  type SentRecord,
  channelRecordSchema,
  markRecordSchema,
  readRecord,
  sentRecordSchema,
} from '@domain/channel/records.ts';
import type { FeedKeep, FeedMark } from '@domain/feed/kept.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { allQueries, combineQueries, mapQuery, switchQuery } from '../workspace/liveQueries.ts';
import type { FeedPerson } from '../workspace/feedViews.ts';
import { charterIn } from './charterIn.ts';
import { FACE_WORDS, faceIn, faceWords } from './faces.ts';
import { channelAuthor, roleOf } from './knownChannel.ts';
import { urlOfPicture } from './pictureUrl.ts';

/** A channel as the screens know it, before its posts are looked at. */
export interface SeenChannel {
  readonly space: SpaceId;
  readonly record: ChannelRecord;
  readonly charter: Charter | null;
  readonly isForked: boolean;
  readonly face: Face;
  readonly role: ChannelRole | null;
  readonly person: FeedPerson;
}

/** Everything around posts of channels that decides how they are shown. */
export interface ChannelSight {
  readonly channels: ReadonlyMap<SpaceId, SeenChannel>;
  readonly marks: ReadonlyMap<EventId, FeedMark>;
  /** This person's own marks. */
  readonly own: ReadonlyMap<string, MarkRecord>;
  /** This person's own letters. */
  readonly sent: readonly SentRecord[];
}

/** The channels of this device, each with its face. */
export function watchChannels(feed: FeedStore): LiveQuery<ReadonlyMap<SpaceId, SeenChannel>> {
  const kept = combineQueries(
    combineQueries(feed.keeps.watchAll(ChannelKeep.channel), feed.keeps.watchAll(ChannelKeep.charter), pair),
    feed.keeps.watchAll(ChannelKeep.fork),
    ([channels, charters], forks) => knownOf(channels, charters, forks),
  );
  return switchQuery(kept, (known) => {
    const seen = known.map((channel) =>
      mapQuery(feed.watchWords(faceWords(channel.space), FACE_WORDS), (words) =>
        seenOf(channel, faceIn(channel.space, words)),
      ),
    );
    return mapQuery(allQueries(seen), (all) => new Map(all.map((one) => [one.space, one])));
  });
}

/** See {@link ChannelSight}. */
export function watchChannelSight(feed: FeedStore): LiveQuery<ChannelSight> {
  const sent = mapQuery(feed.keeps.watchAll(ChannelKeep.sent), (rows) =>
    rows.flatMap((row) => readRecord(sentRecordSchema, row) ?? []),
  );
  const own = mapQuery(feed.keeps.watchAll(ChannelKeep.mark), (rows) => new Map(rows.flatMap((row) => markOf(row))));
  const marks = mapQuery(feed.marks.watchAll(), (rows) => new Map(rows.map((mark) => [mark.post, mark])));
  const mine = combineQueries(combineQueries(sent, own, pair), marks, pair);
  return combineQueries(watchChannels(feed), mine, (channels, [[letters, likes], posts]) => ({
    channels,
    marks: posts,
    own: likes,
    sent: letters,
  }));
}

type Known = Pick<SeenChannel, 'space' | 'record' | 'charter' | 'isForked'>;

function knownOf(
  channels: readonly FeedKeep[],
  charters: readonly FeedKeep[],
  forks: readonly FeedKeep[],
): readonly Known[] {
  const charterOf = new Map(charters.map((row) => [row.id, row.bytes]));
  const forked = new Set(forks.map(({ id }) => id));
  return channels.flatMap((row) => {
    const record = readRecord(channelRecordSchema, row);
    if (record === null) return [];
    const space = channelOf(record);
    return [{ space, record, charter: charterIn(charterOf.get(space)), isForked: forked.has(space) }];
  });
}

function seenOf(known: Known, said: Face | null): SeenChannel {
  const face = said ?? plainFace(known.record.name === '' ? '…' : known.record.name);
  const role = roleOf(known.charter, known.record.pen);
  const picture = urlOfPicture(face.picture);
  const person = { account: channelAuthor(known.space), name: face.name, picture, own: role !== null };
  return { ...known, face, role, person };
}

function markOf(row: FeedKeep): readonly (readonly [string, MarkRecord])[] {
  const read = readRecord(markRecordSchema, row);
  return read === null ? [] : [[row.id, read]];
}

function pair<A, B>(one: A, other: B): readonly [A, B] {
  return [one, other];
}
