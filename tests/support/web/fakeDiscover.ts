import type { AccountId } from '@shared/ids.ts';
import type { Trend } from '@domain/search/trends.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { IndexProgress } from '@ports/searchShelf.ts';
import type {
  DiscoverPart,
  FindKind,
  FindQuestion,
  FindState,
  Found,
  TalkFound,
  TalkQuestion,
} from '@services/workspace/discoverWorkspace.ts';
import { snapshotQuery } from '@services/workspace/liveQueries.ts';
import type { Outcome } from '@services/workspace/workspace.ts';

/** What a test or the gallery can do to what is found. */
export interface FakeDiscover {
  /** Everything that can be found: by a part of its title or excerpt. */
  readonly things: WritableSnapshot<readonly Found[]>;
  readonly index: WritableSnapshot<IndexProgress>;
  readonly trends: WritableSnapshot<readonly Trend[]>;
  readonly recent: WritableSnapshot<readonly string[]>;
  /** Every question that was asked, in order. */
  readonly asked: FindQuestion[];
  /** The same of one conversation. */
  readonly askedIn: TalkQuestion[];
  /** How often a search through a conversation was to look again. */
  readonly renewed: { count: number };
  /** Kinds more of which was asked for. */
  readonly more: FindKind[];
}

/** Finding things in memory: what holds the words as they are. */
export function createFakeDiscover(act: (task: () => void) => Outcome): {
  readonly controls: FakeDiscover;
  readonly workspace: DiscoverPart;
} {
  const controls: FakeDiscover = {
    things: writableSnapshot<readonly Found[]>([]),
    index: writableSnapshot<IndexProgress>({ state: 'ready', done: 0, total: 0 }),
    trends: writableSnapshot<readonly Trend[]>([]),
    recent: writableSnapshot<readonly string[]>([]),
    asked: [],
    askedIn: [],
    renewed: { count: 0 },
    more: [],
  };
  const rebuildIndex = () => act(() => controls.index.set({ state: 'building', done: 0, total: 1 }));
  const find = (question: FindQuestion) => {
    controls.asked.push(question);
    const state = writableSnapshot<FindState>(stateOf(controls.things.get(), question));
    return { state, showMore: (kind: FindKind) => void controls.more.push(kind), close: () => undefined };
  };
  const findIn = (question: TalkQuestion) => {
    controls.askedIn.push(question);
    const words = question.text.toLowerCase();
    const found = controls.things.get().filter(({ excerpt }) => excerpt.toLowerCase().includes(words));
    const done: TalkFound = { status: 'done', found, isMore: false, isForgiving: false };
    const renew = () => void (controls.renewed.count += 1);
    return { state: writableSnapshot(done), renew, close: () => undefined };
  };
  const { recent } = controls;
  const acts = {
    rebuildIndex,
    mendIndex: rebuildIndex,
    noteSearch: (text: string) => act(() => recent.set([text, ...recent.get().filter((one) => one !== text)])),
    forgetSearches: () => act(() => recent.set([])),
  };
  const discover = {
    ...acts,
    recentSearches: () => snapshotQuery(recent),
    find,
    findIn,
    index: () => snapshotQuery(controls.index),
    trends: () => snapshotQuery(controls.trends),
  };
  return { controls, workspace: { ...acts, discover } };
}

function stateOf(things: readonly Found[], { text, kinds, from }: FindQuestion): FindState {
  const words = text.toLowerCase();
  const isBy = (author: AccountId | null) => from === null || author === from;
  const found = things.filter(
    ({ title, excerpt, author }) => isBy(author) && `${title} ${excerpt}`.toLowerCase().includes(words),
  );
  const shown = [...new Set(found.map(({ kind }) => kind))].filter(
    (kind) => kinds.length === 0 || kinds.includes(kind),
  );
  return {
    status: 'done',
    groups: shown.map((kind) => ({ kind, found: found.filter((one) => one.kind === kind), isMore: false })),
  };
}
