import * as v from 'valibot';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { accountIdSchema, eventIdSchema, spaceIdSchema } from '@shared/schemas.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import { LATE_KEEP, LATE_MOMENTS, readLate } from '@domain/feed/late.ts';
import {
  LOOKED_AT,
  MomentKeep,
  readKeptBack,
  readKeptCircle,
  readKeptPass,
  readLooked,
  readSaid,
} from '@domain/moments/kept.ts';
import { readPass } from '@domain/moments/pass.ts';
import { readStory } from '@domain/moments/story.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { watchFeedPeople } from '../feed/feedPeople.ts';
import { allQueries, combineQueries, mapQuery, switchQuery } from '../workspace/liveQueries.ts';
import type { MomentChoices } from '../workspace/momentsWorkspace.ts';
import { heldByPeers } from '../workspace/views.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { MomentSight } from './momentViews.ts';

/** What reading moments works with, in any tab. */
export interface SightParts {
  readonly store: Pick<DocumentStore, 'feed' | 'watchAcknowledgements'>;
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly reads: Pick<Workspace, 'ownProfile' | 'contacts'>;
}

/** Whom the person does not want to see. */
function watchMuted({ feed }: Pick<SightParts['store'], 'feed'>): LiveQuery<ReadonlySet<AccountId>> {
  return mapQuery(feed.keeps.watchAll(MomentKeep.muted), (rows) => new Set(idsOf(rows, accountIdSchema)));
}

/** What the person chose about people, and how much these show them. */
export function watchChoices({ feed }: SightParts['store']): LiveQuery<MomentChoices> {
  const closed = mapQuery(feed.keeps.watchAll(MomentKeep.closed), (rows) => new Set(idsOf(rows, accountIdSchema)));
  const people = combineQueries(watchMuted({ feed }), closed, (muted, closedTo) => ({ muted, closedTo }));
  const back = combineQueries(
    feed.keeps.watchAll(MomentKeep.back),
    feed.keeps.watchAll(MomentKeep.pass),
    (chosen, passes) => ({
      back: chosen.flatMap(({ bytes }) => readKeptBack(bytes)?.span ?? [])[0] ?? ('all' as const),
      limitedBy: new Set(passes.flatMap(({ bytes }) => limiterOf(bytes))),
    }),
  );
  return combineQueries(people, back, (one, other) => ({ ...one, ...other }));
}

/** Whose circle of all contacts is given from some place on. */
function limiterOf(bytes: Uint8Array): readonly AccountId[] {
  const kept = readKeptPass(bytes);
  const pass = kept?.kind === 'base' ? readPass(kept.pass) : null;
  return pass?.ok === true && pass.value.from > 0 ? [pass.value.owner] : [];
}

/** Everything around posts that decides how they are shown (see {@link MomentSight}). */
export function watchSight(parts: SightParts): LiveQuery<MomentSight> {
  const { store, self, reads } = parts;
  const { feed } = store;
  const circles = combineQueries(watchOwn(parts), feed.keeps.watchAll(MomentKeep.pass), (own, passes) => ({
    ...own,
    held: new Set(idsOf(passes.filter(isOfPosts), spaceIdSchema)),
  }));
  const people = combineQueries(watchFeedPeople(reads), watchMuted(store), (known, muted) => ({
    people: known,
    muted,
  }));
  const posts = combineQueries(feed.marks.watchAll(), feed.keeps.watchAll(MomentKeep.story), (marks, stories) => ({
    marks: new Map(marks.map((mark) => [mark.post, mark])),
    stories: new Map(stories.flatMap(storyOf)),
  }));
  const known = combineQueries(circles, people, (one, other) => ({ ...one, ...other }));
  const seen = combineQueries(watchLooked(feed, LOOKED_AT.posts), watchLate(feed), (looked, late) => ({
    looked,
    late,
  }));
  const around = combineQueries(known, seen, (one, other) => ({ ...one, ...other }));
  return combineQueries(around, posts, (one, other) => ({ self: self.account, ...one, ...other }));
}

/** Posts that came after that and stand before it. */
export function watchLate(
  feed: Pick<DocumentStore['feed'], 'keeps'>,
  shelf = LATE_MOMENTS,
): LiveQuery<ReadonlySet<EventId>> {
  return mapQuery(
    feed.keeps.watchAll(LATE_KEEP),
    (rows) => new Set(rows.flatMap(({ id, bytes }) => (id === shelf ? readLate(bytes) : []))),
  );
}

/** Up to when something was looked at, ms; 0 where it never was. */
export function watchLooked(feed: Pick<DocumentStore['feed'], 'keeps'>, what: string): LiveQuery<number> {
  return mapQuery(feed.keeps.watchAll(MomentKeep.looked), (rows) => {
    const row = rows.find(({ id }) => id === what);
    const looked = row === undefined ? null : readLooked(row.bytes);
    return looked === null ? 0 : Math.max(looked.at, looked.upTo ?? 0);
  });
}

/** Posts of others of which it is watched who has what one said below them: those one remarked on last. */
const MOST_WATCHED = 50;

/** Own circles, and how far others have these, and what one remarked beside others'. */
function watchOwn(parts: SightParts): LiveQuery<Pick<MomentSight, 'own' | 'heldByOthers'>> {
  const { store, self } = parts;
  const kept = combineQueries(store.feed.keeps.watchAll(MomentKeep.circle), watchRemarked(parts), (rows, remarked) => ({
    rows,
    remarked,
  }));
  return switchQuery(kept, ({ rows, remarked }) => {
    const own: MomentSight['own'] = new Map(
      rows.flatMap((row) => {
        const circle = readKeptCircle(row.bytes);
        const [space] = idsOf([row], spaceIdSchema);
        return circle === null || circle.kind === 'cover' || space === undefined
          ? []
          : [[space, circle.audience] as const];
      }),
    );
    const ways = [...own.keys(), ...remarked].map((space): LiveQuery<readonly [SpaceId, ReadonlyMap<string, number>]> =>
      mapQuery(store.watchAcknowledgements(space), (held) => [space, heldByPeers(held, self.device)]),
    );
    return mapQuery(allQueries(ways), (held) => ({ own, heldByOthers: new Map(held) }));
  });
}

/** Where one remarked lately. */
function watchRemarked({ store }: SightParts): LiveQuery<ReadonlySet<SpaceId>> {
  return mapQuery(store.feed.keeps.watchAll(MomentKeep.said), (rows) => {
    const newest = rows.toSorted((one, other) => other.at - one.at).slice(0, MOST_WATCHED);
    return new Set(newest.flatMap(({ bytes }) => readSaid(bytes)?.space ?? []));
  });
}

function idsOf<Id>(rows: readonly FeedKeep[], schema: v.GenericSchema<unknown, Id>): readonly Id[] {
  return rows.flatMap(({ id }) => {
    const parsed = v.safeParse(schema, id);
    return parsed.success ? [parsed.output] : [];
  });
}

/** Covers stand above albums, not among posts. */
function isOfPosts({ bytes }: FeedKeep): boolean {
  const kept = readKeptPass(bytes);
  return kept !== null && kept.kind !== 'cover';
}

function storyOf(row: FeedKeep) {
  const body = readStory(row.bytes);
  const [post] = idsOf([row], eventIdSchema);
  return body === null || post === undefined ? [] : [[post, body] as const];
}
