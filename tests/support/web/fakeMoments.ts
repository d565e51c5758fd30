import type { AccountId, EventId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { textPost } from '@domain/feed/post.ts';
import type { Audience } from '@domain/moments/audience.ts';
import type { MomentSpan } from '@domain/moments/back.ts';
import type { LiveQuery } from '@ports/query.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { FeedPerson, PostView, PostWindow, PostWindowState } from '@services/workspace/feedViews.ts';
import type {
  AwayDigest,
  MomentActs,
  MomentChoices,
  MomentNews,
  MomentShelf,
  MomentsWorkspace,
  MomentUpload,
  MomentView,
  NewMoment,
  StoryShelf,
} from '@services/workspace/momentsWorkspace.ts';
import type { Outcome, WorkspaceError } from '@services/workspace/workspace.ts';
import { fakeAccountId, fakeEventId, fakeSpaceId } from './fakeIds.ts';

const PAGE = 30;

type Viewer = { readonly person: FeedPerson; readonly at: number };

/** What a test or the gallery can do to the moments of the fake. */
export interface FakeMoments {
  /** Newest first; stories too. */
  readonly posts: WritableSnapshot<readonly MomentView[]>;
  readonly news: WritableSnapshot<readonly MomentNews[]>;
  readonly uploads: WritableSnapshot<readonly MomentUpload[]>;
  readonly choices: WritableSnapshot<MomentChoices>;
  /** What was missed; `asked`: it is told of only where one asks. */
  readonly away: WritableSnapshot<{ readonly digest: AwayDigest; readonly asked: boolean } | null>;
  readonly hidden: WritableSnapshot<ReadonlySet<EventId>>;
  readonly viewers: Map<EventId, readonly Viewer[]>;
  readonly covers: Map<AccountId, PostView['body']>;
  /** Names of acts with what they were about, in order. */
  readonly asked: string[];
  readonly posted: NewMoment[];
  /** Makes the windows that are opened from now on loading or failed. */
  readonly standing: { status: PostWindowState['status'] };
}

/** Oneself, as the posts of the fake name one. */
export const fakeOwnPerson: FeedPerson = {
  account: fakeAccountId('own'),
  name: 'Mira Sandhu',
  picture: null,
  own: true,
};

/** A post of the fake: words of a person, stood a while ago, and whatever is given. */
export function fakePost(key: string, person: FeedPerson, change: Partial<MomentView> = {}): MomentView {
  return {
    id: fakeEventId(`post ${key}`),
    space: fakeSpaceId(`circle ${person.account}`),
    person,
    at: Date.now() - 60_000,
    editedAt: null,
    expires: null,
    body: textPost(key),
    story: null,
    likes: [],
    ownMark: null,
    remarks: [],
    saved: false,
    seen: true,
    waiting: false,
    audience: person.own ? everyContact : null,
    ...change,
  };
}

const everyContact: Audience = { kind: 'contacts' };

/** Moments in memory, with the same behaviour towards screens as the real ones. */
export function createFakeMoments(act: <T>(task: () => T) => Outcome<T>): {
  readonly controls: FakeMoments;
  readonly workspace: MomentActs & { readonly moments: MomentsWorkspace };
} {
  const controls: FakeMoments = {
    posts: writableSnapshot<readonly MomentView[]>([]),
    news: writableSnapshot<readonly MomentNews[]>([]),
    uploads: writableSnapshot<readonly MomentUpload[]>([]),
    choices: writableSnapshot<MomentChoices>({
      muted: new Set(),
      closedTo: new Set(),
      back: 'all',
      limitedBy: new Set(),
    }),
    away: writableSnapshot<{ readonly digest: AwayDigest; readonly asked: boolean } | null>(null),
    hidden: writableSnapshot<ReadonlySet<EventId>>(new Set()),
    viewers: new Map(),
    covers: new Map(),
    asked: [],
    posted: [],
    standing: { status: 'ready' },
  };
  const done = acts(controls, act);
  const moments = { ...reads(controls), ...done, momentUploads: controls.uploads };
  return { controls, workspace: { ...done, moments } };
}

/** Posts that stand, without stories unless asked for, of nobody who is muted. */
function shown({ posts, hidden, choices }: FakeMoments): readonly MomentView[] {
  return posts
    .get()
    .filter(({ id, person }) => !hidden.get().has(id) && !choices.get().muted.has(person.account))
    .toSorted((left, right) => right.at - left.at);
}

function shelfOf(controls: FakeMoments, shelf: MomentShelf): readonly MomentView[] {
  const lasting = shown(controls).filter(({ expires }) => expires === null);
  if (shelf.of === 'saved') return lasting.filter(({ saved }) => saved);
  if (shelf.of === 'person') {
    return controls.posts
      .get()
      .filter(({ person, expires }) => expires === null && person.account === shelf.account)
      .toSorted((left, right) => right.at - left.at);
  }
  return lasting;
}

/** A live query over the snapshots of the fake. */
function follow<T>(controls: FakeMoments, read: () => T): LiveQuery<T> {
  return {
    subscribe: (listener) => {
      const tell = () => listener({ status: 'ready', value: read() });
      queueMicrotask(tell);
      const { posts, news, choices, hidden, away } = controls;
      const ends = [posts, news, choices, hidden, away].map((source) => source.subscribe(tell));
      return () => {
        for (const end of ends) end();
      };
    },
  };
}

function reads(controls: FakeMoments): Omit<MomentsWorkspace, keyof ReturnType<typeof acts> | 'momentUploads'> {
  return {
    openMoments: (shelf) => openWindow(controls, shelf),
    moment: (post) => follow(controls, () => controls.posts.get().find(({ id }) => id === post) ?? null),
    stories: () => follow(controls, () => storiesOf(controls)),
    viewers: (post) => follow(controls, () => controls.viewers.get(post) ?? []),
    freshMoments: () =>
      follow(
        controls,
        () => shown(controls).filter(({ seen, expires, person }) => !seen && expires === null && !person.own).length,
      ),
    momentNews: () => follow(controls, () => controls.news.get()),
    awayDigest: (asked) =>
      follow(controls, () => {
        const away = controls.away.get();
        return away !== null && (asked || !away.asked) ? away.digest : null;
      }),
    cover: (account) => follow(controls, () => controls.covers.get(account) ?? null),
    momentChoices: () => follow(controls, () => controls.choices.get()),
  };
}

function storiesOf(controls: FakeMoments): readonly StoryShelf[] {
  const stories = shown(controls).filter(({ expires }) => expires !== null);
  const people = new Map(stories.map(({ person }) => [person.account, person]));
  return [...people.values()]
    .map((person): StoryShelf => {
      const posts = stories.filter((story) => story.person.account === person.account);
      return { person, stories: posts.toReversed(), isNew: !person.own && posts.some(({ seen }) => !seen) };
    })
    .toSorted(
      (left, right) => Number(right.person.own) - Number(left.person.own) || Number(right.isNew) - Number(left.isNew),
    );
}

/** Grows by pages; what comes above it waits until it is asked for. */
function openWindow(controls: FakeMoments, shelf: MomentShelf): PostWindow<MomentView> {
  const { status } = controls.standing;
  let count = PAGE;
  let top = shelfOf(controls, shelf)[0]?.at ?? 0;
  const read = (): PostWindowState<MomentView> => {
    if (status !== 'ready') return { status, posts: [], hasOlder: false, fresh: 0 };
    const all = shelfOf(controls, shelf);
    const standing = all.filter(({ at, person }) => at <= top || person.own);
    const posts = standing.slice(0, count);
    return { status, posts, hasOlder: standing.length > count, fresh: all.length - standing.length };
  };
  const state = writableSnapshot<PostWindowState<MomentView>>({
    status: 'loading',
    posts: [],
    hasOlder: false,
    fresh: 0,
  });
  const publish = () => state.set(read());
  const sources = [controls.posts, controls.hidden, controls.choices];
  const ends = sources.map((source) => source.subscribe(publish));
  queueMicrotask(publish);
  return {
    state,
    showOlder: () => {
      if (!read().hasOlder) return;
      count += PAGE;
      publish();
    },
    showNewest: () => {
      top = Number.POSITIVE_INFINITY;
      count = PAGE;
      publish();
    },
    close: () => {
      for (const end of ends) end();
    },
  };
}

function acts(controls: FakeMoments, act: <T>(task: () => T) => Outcome<T>) {
  let count = 0;
  const { posts, choices, hidden, asked } = controls;
  const change = (post: EventId, next: (before: MomentView) => MomentView): void =>
    posts.set(posts.get().map((one) => (one.id === post ? next(one) : one)));
  const ask = (name: string, what: string, task: () => void): Outcome =>
    act(() => {
      asked.push(`${name} ${what}`);
      task();
    });
  const set = <T>(before: ReadonlySet<T>, value: T, isIn: boolean): ReadonlySet<T> => {
    const next = new Set(before);
    if (isIn) next.add(value);
    else next.delete(value);
    return next;
  };
  return {
    postMoment: async (moment: NewMoment): Promise<Result<{ readonly post: EventId }, WorkspaceError>> => {
      if (moment.text.trim() === '' && moment.files.length === 0 && moment.link === null && moment.program === null)
        return fail('message-empty', 'nothing to post');
      count += 1;
      const view = fakePost(`own ${count}`, fakeOwnPerson, {
        at: Date.now(),
        body: { ...textPost(moment.text), link: moment.link },
        expires: moment.life === null ? null : Date.now() + moment.life,
        audience: moment.audience,
      });
      const made = await act(() => posts.set([view, ...posts.get()]));
      if (!made.ok) return made;
      controls.posted.push(moment);
      return ok({ post: view.id });
    },
    cancelMoment: (upload: string) =>
      ask('cancelMoment', upload, () => controls.uploads.set(controls.uploads.get().filter(({ id }) => id !== upload))),
    editMoment: (post: EventId, text: string) =>
      ask('editMoment', text, () =>
        change(post, (one) => ({
          ...one,
          editedAt: Date.now(),
          body: one.body === null ? null : { ...one.body, text },
        })),
      ),
    deleteMoment: (post: EventId) =>
      ask('deleteMoment', post, () => posts.set(posts.get().filter(({ id }) => id !== post))),
    likeMoment: (post: EventId, mark: string | null) =>
      ask('likeMoment', mark ?? 'back', () =>
        change(post, (one) => {
          const others = one.likes.filter(({ person }) => !person.own);
          return {
            ...one,
            ownMark: mark,
            likes: mark === null ? others : [...others, { person: fakeOwnPerson, mark }],
          };
        }),
      ),
    remarkMoment: async (post: EventId, { text, to }: { readonly text: string; readonly to: EventId | null }) => {
      count += 1;
      const id = fakeEventId(`remark ${count}`);
      const said = await ask('remarkMoment', text, () =>
        change(post, (one) => {
          const answered = one.remarks.find((remark) => remark.id === to);
          const name = answered === undefined ? null : { id: answered.id, name: answered.person.name };
          const remark = { id, person: fakeOwnPerson, at: Date.now(), text, to: name, removable: true, waiting: false };
          return { ...one, remarks: [...one.remarks, remark] };
        }),
      );
      return said.ok ? ok({ remark: id }) : said;
    },
    removeRemark: (post: EventId, remark: EventId) =>
      ask('removeRemark', remark, () =>
        change(post, (one) => ({ ...one, remarks: one.remarks.filter(({ id }) => id !== remark) })),
      ),
    hideMoment: (post: EventId, isHidden: boolean) =>
      ask('hideMoment', String(isHidden), () => hidden.set(set(hidden.get(), post, isHidden))),
    saveMoment: (post: EventId, saved: boolean) =>
      ask('saveMoment', String(saved), () => change(post, (one) => ({ ...one, saved }))),
    muteMoments: (account: AccountId, isMuted: boolean) =>
      ask('muteMoments', String(isMuted), () =>
        choices.set({ ...choices.get(), muted: set(choices.get().muted, account, isMuted) }),
      ),
    closeMomentsTo: (account: AccountId, isClosed: boolean) =>
      ask('closeMomentsTo', String(isClosed), () =>
        choices.set({ ...choices.get(), closedTo: set(choices.get().closedTo, account, isClosed) }),
      ),
    limitMoments: (back: MomentSpan) => ask('limitMoments', back, () => choices.set({ ...choices.get(), back })),
    seeStory: (post: EventId) => ask('seeStory', post, () => change(post, (one) => ({ ...one, seen: true }))),
    seeMoments: () =>
      ask('seeMoments', '', () =>
        posts.set(posts.get().map((one) => (one.seen || one.expires !== null ? one : { ...one, seen: true }))),
      ),
    closeDigest: () =>
      ask('closeDigest', '', () => {
        const away = controls.away.get();
        if (away !== null) controls.away.set({ ...away, asked: true });
      }),
    seeMomentNews: () =>
      ask('seeMomentNews', '', () => controls.news.set(controls.news.get().map((one) => ({ ...one, seen: true })))),
    setCover: (picture: unknown) => ask('setCover', picture === null ? 'none' : 'picture', () => undefined),
  };
}
