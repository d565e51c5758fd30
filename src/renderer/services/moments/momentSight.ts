import * as v from 'valibot';
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { accountIdSchema, eventIdSchema, spaceIdSchema } from '@shared/schemas.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import { LOOKED_AT, MomentKeep, readKeptCircle, readKeptPass, readLooked } from '@domain/moments/kept.ts';
import { readStory } from '@domain/moments/story.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { watchFeedPeople } from '../feed/feedPeople.ts';
import { allQueries, combineQueries, mapQuery, switchQuery } from '../workspace/liveQueries.ts';
import { heldByPeers } from '../workspace/views.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { MomentSight } from './momentViews.ts';

/** What reading moments works with, in any tab. */
export interface SightParts {
  readonly store: Pick<DocumentStore, 'feed' | 'watchAcknowledgements'>;
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly reads: Pick<Workspace, 'ownProfile' | 'contacts'>;
}

/** Whom the person does not want to see, and for whom their own posts are not. */
export function watchChoices({ feed }: SightParts['store']): LiveQuery<{
  readonly muted: ReadonlySet<AccountId>;
  readonly closedTo: ReadonlySet<AccountId>;
}> {
  const of = (kind: MomentKeep) => mapQuery(feed.keeps.watchAll(kind), (rows) => new Set(idsOf(rows, accountIdSchema)));
  return combineQueries(of(MomentKeep.muted), of(MomentKeep.closed), (muted, closedTo) => ({ muted, closedTo }));
}

/** Everything around posts that decides how they are shown (see {@link MomentSight}). */
export function watchSight(parts: SightParts): LiveQuery<MomentSight> {
  const { store, self, reads } = parts;
  const { feed } = store;
  const circles = combineQueries(watchOwn(parts), feed.keeps.watchAll(MomentKeep.pass), (own, passes) => ({
    ...own,
    held: new Set(idsOf(passes.filter(isOfPosts), spaceIdSchema)),
  }));
  const people = combineQueries(watchFeedPeople(reads), watchChoices(store), (known, { muted }) => ({
    people: known,
    muted,
  }));
  const posts = combineQueries(feed.marks.watchAll(), feed.keeps.watchAll(MomentKeep.story), (marks, stories) => ({
    marks: new Map(marks.map((mark) => [mark.post, mark])),
    stories: new Map(stories.flatMap(storyOf)),
  }));
  const known = combineQueries(circles, people, (one, other) => ({ ...one, ...other }));
  const around = combineQueries(known, watchLooked(feed, LOOKED_AT.posts), (one, looked) => ({ ...one, looked }));
  return combineQueries(around, posts, (one, other) => ({ self: self.account, ...one, ...other }));
}

/** Up to when something was looked at, ms; 0 where it never was. */
export function watchLooked(feed: Pick<DocumentStore['feed'], 'keeps'>, what: string): LiveQuery<number> {
  return mapQuery(feed.keeps.watchAll(MomentKeep.looked), (rows) => {
    const row = rows.find(({ id }) => id === what);
    return row === undefined ? 0 : (readLooked(row.bytes)?.at ?? 0);
  });
}

/** Own circles, and how far others have them. */
function watchOwn({ store, self }: SightParts): LiveQuery<Pick<MomentSight, 'own' | 'heldByOthers'>> {
  return switchQuery(store.feed.keeps.watchAll(MomentKeep.circle), (rows) => {
    const own: MomentSight['own'] = new Map(
      rows.flatMap((row) => {
        const circle = readKeptCircle(row.bytes);
        const [space] = idsOf([row], spaceIdSchema);
        return circle === null || circle.kind === 'cover' || space === undefined
          ? []
          : [[space, circle.audience] as const];
      }),
    );
    const ways = [...own.keys()].map((space): LiveQuery<readonly [SpaceId, number]> =>
      mapQuery(store.watchAcknowledgements(space), (held) => [
        space,
        heldByPeers(held, self.device).get(self.device) ?? -1,
      ]),
    );
    return mapQuery(allQueries(ways), (held) => ({ own, heldByOthers: new Map(held) }));
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
