import type { DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { ArticleDocument } from '@domain/article/document.ts';
import { articleText, countWords } from '@domain/article/words.ts';
import { withOwnMark } from '@domain/channel/tally.ts';
import { textPost } from '@domain/feed/post.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type {
  AutoReplies,
  ChannelActs,
  ChannelDraft,
  ChannelEditor,
  ChannelLetter,
  ChannelPostView,
  ChannelsPart,
  ChannelsWorkspace,
  ChannelView,
  OwnLetters,
} from '@services/workspace/channelWorkspace.ts';
import type { ChannelSellers, ChannelTerms, OwnDue } from '@services/workspace/paidWorkspace.ts';
import type { FeedPerson, PostWindowState } from '@services/workspace/feedViews.ts';
import { mapQuery, snapshotQuery } from '@services/workspace/liveQueries.ts';
import type { Outcome, WorkspaceError } from '@services/workspace/workspaceErrors.ts';
import { fakeAccountId, fakeBlobId, fakeDeviceId, fakeEventId, fakeSpaceId } from './fakeIds.ts';

type Act = <T>(task: () => T) => Promise<Result<T, WorkspaceError>>;
/** Everything the fake knows of channels. */
export interface FakeChannelState {
  readonly channels: readonly ChannelView[];
  /** Newest first. */
  readonly posts: readonly ChannelPostView[];
  readonly articles: ReadonlyMap<EventId, ArticleDocument>;
  readonly drafts: readonly ChannelDraft[];
  readonly editors: ReadonlyMap<SpaceId, readonly ChannelEditor[]>;
  readonly letters: readonly ChannelLetter[];
  readonly own: ReadonlyMap<SpaceId, OwnLetters>;
  readonly replies: ReadonlyMap<SpaceId, AutoReplies>;
  readonly terms: ReadonlyMap<SpaceId, ChannelTerms>;
  readonly dues: ReadonlyMap<SpaceId, readonly OwnDue[]>;
  /** Where it is not said: whoever is named as who is paid. */
  readonly sellers: ReadonlyMap<SpaceId, ChannelSellers>;
  readonly fromPeople: readonly {
    readonly id: SpaceId;
    readonly name: string;
    readonly link: string;
    readonly people: readonly FeedPerson[];
  }[];
}

/** What a test or the gallery can do to the channels of the fake. */
export interface FakeChannels {
  readonly state: WritableSnapshot<FakeChannelState>;
  /** Acts and what they were given, in order. */
  readonly asked: { readonly act: keyof ChannelActs; readonly given: readonly unknown[] }[];
  /** How many posts a window shows at first, and more at each asking. */
  page: number;
}

const NO_REPLIES: AutoReplies = { rules: [], endpoint: null };
const NO_LETTERS: OwnLetters = { name: '', lines: [] };
const NOTHING: FakeChannelState = {
  channels: [],
  posts: [],
  articles: new Map(),
  drafts: [],
  editors: new Map(),
  letters: [],
  own: new Map(),
  replies: new Map(),
  terms: new Map(),
  dues: new Map(),
  sellers: new Map(),
  fromPeople: [],
};

/** A channel of its own, as it is just after it was opened. */
export function fakeChannel(label: string, change: Partial<ChannelView> = {}): ChannelView {
  return {
    id: fakeSpaceId(`channel ${label}`),
    name: label,
    description: '',
    picture: null,
    welcome: '',
    menu: [],
    comments: 'on',
    pinned: [],
    link: `banyan://channel#${fakeSpaceId(`channel ${label}`)}`,
    followed: true,
    role: null,
    muted: false,
    unread: 0,
    newest: null,
    readers: null,
    vouchedBy: [],
    lookAlike: { isMixed: false, other: null },
    fingerprint: Array.from({ length: 12 }, (_, index) => String(10_007 * (index + 3)).slice(0, 5)).join(' '),
    trouble: null,
    feed: null,
    ...change,
  };
}

/** A post of a channel. */
export function fakePost(channel: ChannelView, label: string, change: Partial<ChannelPostView> = {}): ChannelPostView {
  return {
    id: fakeEventId(`post ${label}`),
    space: channel.id,
    channel: channel.id,
    person: {
      account: fakeAccountId(channel.name),
      name: channel.name,
      picture: channel.picture,
      own: channel.role !== null,
    },
    at: Date.now(),
    editedAt: null,
    expires: null,
    body: textPost(label),
    story: null,
    likes: [],
    reactions: [],
    ownMark: null,
    remarks: [],
    saved: false,
    seen: true,
    isPinned: false,
    article: null,
    comments: channel.comments,
    sent: [],
    ...change,
  };
}

interface FakeTools {
  readonly controls: FakeChannels;
  readonly act: Act;
  readonly now: () => number;
}

type Changed = Partial<FakeChannelState>;

/** Channels in memory: one device, no network. */
export function createFakeChannels(
  act: Act,
  now: () => number,
): { readonly controls: FakeChannels; readonly workspace: ChannelsPart } {
  const controls: FakeChannels = { state: writableSnapshot(NOTHING), asked: [], page: 10 };
  const tools: FakeTools = { controls, act, now };
  const done = acts(tools);
  return { controls, workspace: { ...done, channels: { ...reads(controls), ...done } } };
}

function reads({ state, ...controls }: FakeChannels): Omit<ChannelsWorkspace, keyof ChannelActs> {
  const all = snapshotQuery(state);
  const query = <T>(read: (value: FakeChannelState) => T) => mapQuery(all, read);
  return {
    channels: () =>
      query(({ channels }) => channels.toSorted((left, right) => (right.newest?.at ?? 0) - (left.newest?.at ?? 0))),
    channel: (id) => query(({ channels }) => channels.find((one) => one.id === id) ?? null),
    openChannelPosts: (channel) => {
      const shown = writableSnapshot<PostWindowState<ChannelPostView>>(windowOf(state.get(), channel, controls.page));
      let length = controls.page;
      const update = () => shown.set(windowOf(state.get(), channel, length));
      const off = state.subscribe(update);
      return {
        state: shown,
        showOlder: () => {
          length += controls.page;
          update();
        },
        showNewest: update,
        close: off,
      };
    },
    channelPost: (id) => query(({ posts }) => posts.find((post) => post.id === id) ?? null),
    article: (id) => query(({ articles }) => articles.get(id) ?? null),
    paidState: (id) =>
      query(({ posts, articles }) =>
        posts.find((post) => post.id === id)?.sale === undefined || articles.has(id) ? 'open' : 'sealed',
      ),
    terms: (channel) => query(({ terms }) => terms.get(channel) ?? null),
    sellers: (channel) => query((value) => value.sellers.get(channel) ?? namedSellers(value, channel)),
    ownDues: (channel) => query(({ dues }) => dues.get(channel) ?? []),
    drafts: (channel) => query(({ drafts }) => drafts.filter((draft) => draft.channel === channel)),
    draft: (id) => query(({ drafts }) => drafts.find((draft) => draft.id === id) ?? null),
    editors: (channel) => query(({ editors }) => editors.get(channel) ?? []),
    letters: (channel) => query(({ letters }) => letters.filter((letter) => letter.channel === channel)),
    ownLetters: (channel) => query(({ own }) => own.get(channel) ?? NO_LETTERS),
    autoReplies: (channel) => query(({ replies }) => replies.get(channel) ?? NO_REPLIES),
    unreadChannels: () => query(({ channels }) => channels.reduce((sum, one) => sum + (one.muted ? 0 : one.unread), 0)),
    channelsFromPeople: () => query(({ fromPeople }) => fromPeople),
  };
}

function namedSellers({ terms, posts }: FakeChannelState, channel: SpaceId): ChannelSellers {
  const prices = posts.flatMap((post) => (post.channel === channel ? (post.sale?.price ?? []) : []));
  const said = terms.get(channel);
  const payees = new Set([...prices, ...(said === undefined ? [] : [said])].map(({ payee }) => payee));
  return { payees, wereRemoved: false };
}

function windowOf(state: FakeChannelState, channel: SpaceId | null, length: number): PostWindowState<ChannelPostView> {
  const posts = state.posts
    .filter((post) => channel === null || post.channel === channel)
    .toSorted((left, right) => right.at - left.at);
  return { status: 'ready', posts: posts.slice(0, length), hasOlder: posts.length > length, fresh: 0 };
}

/** Notes an act, then does it. */
function doing({ controls, act }: FakeTools, name: keyof ChannelActs, given: readonly unknown[]) {
  return (task: (state: FakeChannelState) => Changed = () => ({})): Outcome =>
    act(() => {
      controls.asked.push({ act: name, given });
      const state = controls.state.get();
      controls.state.set({ ...state, ...task(state) });
    });
}

function acts(tools: FakeTools): ChannelActs {
  return { ...channelActs(tools), ...postActs(tools), ...paidActs(tools), ...letterActs(tools), ...editorActs(tools) };
}

function paidActs(tools: FakeTools): ActsOf<'setChannelTerms' | 'buyPost' | 'subscribeToChannel' | 'openPaidPost'> {
  const { controls } = tools;
  const record = fakeEventId('due') as string as OwnDue['record'];
  const due =
    (channel: SpaceId, post: EventId | null) =>
    (state: FakeChannelState): Changed => ({
      dues: new Map(state.dues).set(channel, [
        { record, post, at: tools.now(), isReceived: false, elsewhereUntil: null },
      ]),
    });
  return {
    setChannelTerms: (channel, wish) =>
      doing(tools, 'setChannelTerms', [channel, wish])((state) => {
        const terms = new Map(state.terms);
        if (wish === null) terms.delete(channel);
        else {
          const unit = { id: wish.unit, code: 'UNIT', decimals: 2 };
          terms.set(channel, { payee: fakeAccountId('own'), unit, subscription: wish.subscription });
        }
        return { terms };
      }),
    buyPost: async (post, agreed) => {
      const found = controls.state.get().posts.find((one) => one.id === post);
      if (found === undefined) return fail('post-missing', 'the fake knows no such post');
      const done = await doing(tools, 'buyPost', [post, agreed])(due(found.channel, post));
      return done.ok ? ok({ payment: record }) : done;
    },
    subscribeToChannel: async (channel, agreed) => {
      const done = await doing(tools, 'subscribeToChannel', [channel, agreed])(due(channel, null));
      return done.ok ? ok({ mandate: record }) : done;
    },
    openPaidPost: async (post) => ok({ state: controls.state.get().articles.has(post) ? 'open' : 'sealed' }),
  };
}

type ActsOf<Name extends keyof ChannelActs> = Pick<ChannelActs, Name>;

const withChannel = (state: FakeChannelState, id: SpaceId, with_: Partial<ChannelView>): Changed => ({
  channels: state.channels.map((one) => (one.id === id ? { ...one, ...with_ } : one)),
});

function channelActs(
  tools: FakeTools,
): ActsOf<
  | 'openChannel'
  | 'changeChannel'
  | 'previewChannel'
  | 'followChannel'
  | 'unfollowChannel'
  | 'muteChannel'
  | 'readChannel'
  | 'vouchFor'
> {
  const { controls } = tools;
  const byLink = (text: string) => {
    const id = text.trim().replace('banyan://channel#', '');
    // A link says more than the id.
    const known = controls.state.get().channels.find((one) => id.startsWith(one.id));
    const seen = controls.state.get().fromPeople.find((one) => id.startsWith(one.id));
    if (known !== undefined) return known;
    return seen === undefined ? null : fakeChannel(seen.name, { ...seen, followed: false });
  };
  return {
    openChannel: async (face) => {
      const made = fakeChannel(face.name, { ...face, role: 'owner', followed: false });
      const done = await doing(tools, 'openChannel', [face])((state) => ({ channels: [...state.channels, made] }));
      return done.ok ? ok({ channel: made.id }) : done;
    },
    changeChannel: (id, face) => doing(tools, 'changeChannel', [id, face])((state) => withChannel(state, id, face)),
    previewChannel: async (text) => {
      const found = byLink(text);
      if (found === null) return fail('channel-missing', 'the fake knows no such channel');
      const { id, name, fingerprint, followed, lookAlike } = found;
      return ok({ id, name, fingerprint, followed, lookAlike });
    },
    followChannel: async (text) => {
      const found = byLink(text);
      if (found === null) return fail('channel-missing', 'the fake knows no such channel');
      const done = await doing(tools, 'followChannel', [text])((state) => ({
        channels: [...state.channels.filter((one) => one.id !== found.id), { ...found, followed: true }],
      }));
      return done.ok ? ok({ channel: found.id }) : done;
    },
    unfollowChannel: (id) =>
      doing(tools, 'unfollowChannel', [id])((state) => ({ channels: state.channels.filter((one) => one.id !== id) })),
    muteChannel: (id, muted) => doing(tools, 'muteChannel', [id, muted])((state) => withChannel(state, id, { muted })),
    readChannel: (id) => doing(tools, 'readChannel', [id])((state) => withChannel(state, id, { unread: 0 })),
    vouchFor: (id, vouched) => {
      const self = { account: fakeAccountId('own'), name: 'Mira Sandhu', picture: null, own: true };
      return doing(tools, 'vouchFor', [id, vouched])((state) => {
        const others = state.channels.find((one) => one.id === id)?.vouchedBy.filter(({ own }) => !own) ?? [];
        return withChannel(state, id, { vouchedBy: vouched ? [...others, self] : others });
      });
    },
  };
}

const withPost = (
  state: FakeChannelState,
  id: EventId,
  with_: (post: ChannelPostView) => Partial<ChannelPostView>,
): Changed => ({
  posts: state.posts.map((post) => (post.id === id ? { ...post, ...with_(post) } : post)),
});

function postActs(
  tools: FakeTools,
): ActsOf<
  | 'postToChannel'
  | 'saveArticle'
  | 'bringDraft'
  | 'deleteDraft'
  | 'keepArticlePicture'
  | 'publishArticle'
  | 'deleteChannelPost'
  | 'markChannelPost'
  | 'commentOnChannel'
  | 'hideComment'
> {
  const { controls, now } = tools;
  return {
    postToChannel: async (id, post) => {
      const channel = controls.state.get().channels.find((one) => one.id === id);
      if (channel === undefined) return fail('channel-missing', 'no such channel');
      const made = fakePost(channel, `${post.text} ${now()}`, {
        at: now(),
        body: { ...textPost(post.text), link: post.link },
      });
      const done = await doing(tools, 'postToChannel', [id, post])((state) => ({ posts: [made, ...state.posts] }));
      return done.ok ? ok({ post: made.id }) : done;
    },
    saveArticle: async ({ base: _base, ...draft }) => {
      const kept = { ...draft, changedAt: now() };
      const done = await doing(tools, 'saveArticle', [draft])((state) => ({
        drafts: [kept, ...state.drafts.filter(({ id }) => id !== draft.id)],
      }));
      return done.ok ? ok({ id: kept.id, changedAt: kept.changedAt, publishAt: kept.publishAt }) : done;
    },
    bringDraft: (draft) =>
      doing(tools, 'bringDraft', [draft])((state) => ({ drafts: [{ ...draft, changedAt: now() }, ...state.drafts] })),
    deleteDraft: (id) =>
      doing(tools, 'deleteDraft', [id])((state) => ({ drafts: state.drafts.filter((draft) => draft.id !== id) })),
    keepArticlePicture: async ({ file }) => {
      const done = await doing(tools, 'keepArticlePicture', [file.name])();
      const picture = { width: 1200, height: 800, blur: '1QcSHQRnh493V4dIh4eXh1h4kJUI', thumbnail: null };
      const kept = { blob: fakeBlobId(file.name), size: file.size, name: file.name, mime: 'image/webp', picture };
      return done.ok ? ok({ file: kept }) : done;
    },
    publishArticle: async (id) => publish(tools, id),
    deleteChannelPost: (id) =>
      doing(tools, 'deleteChannelPost', [id])((state) => ({ posts: state.posts.filter((post) => post.id !== id) })),
    markChannelPost: (id, mark) =>
      doing(tools, 'markChannelPost', [id, mark])((state) =>
        withPost(state, id, ({ ownMark, reactions }) => ({
          ownMark: mark,
          reactions: withOwnMark(reactions, { mark, counted: ownMark }),
        })),
      ),
    commentOnChannel: (id, comment) =>
      doing(tools, 'commentOnChannel', [id, comment])((state) =>
        withPost(state, id, ({ sent }) => ({
          sent: [...sent, { text: comment.text, at: now(), state: 'waiting' as const }],
        })),
      ),
    hideComment: (id, comment) =>
      doing(tools, 'hideComment', [id, comment])((state) =>
        withPost(state, id, ({ remarks }) => ({ remarks: remarks.filter((one) => one.id !== comment) })),
      ),
  };
}

async function publish(tools: FakeTools, id: string): Outcome<{ readonly post: EventId }> {
  const { controls, now } = tools;
  const { drafts, channels } = controls.state.get();
  const draft = drafts.find((one) => one.id === id);
  const channel = channels.find((one) => one.id === draft?.channel);
  if (draft === undefined || channel === undefined) return fail('internal', 'no such draft');
  const { title, summary, series, document } = draft;
  const words = countWords(articleText(document));
  const cover = document.blocks.find((block) => block.block === 'picture')?.file ?? null;
  const article = { title, summary, series, cover, document: fakeBlobId(id), size: 1, words, blobs: [] };
  const post = fakePost(channel, `article ${draft.post ?? id}`, {
    at: now(),
    article,
    body: { ...textPost(''), article },
  });
  const made = draft.post === null ? post : { ...post, id: draft.post, editedAt: now() };
  const done = await doing(tools, 'publishArticle', [id])((state) => ({
    drafts: state.drafts.filter((one) => one.id !== id),
    posts: [made, ...state.posts.filter((one) => one.id !== made.id)],
    articles: new Map(state.articles).set(made.id, document),
  }));
  return done.ok ? ok({ post: made.id }) : done;
}

const withLetter = (
  state: FakeChannelState,
  id: string,
  with_: (letter: ChannelLetter) => Partial<ChannelLetter>,
): Changed => ({
  letters: state.letters.map((letter) => (letter.id === id ? { ...letter, ...with_(letter) } : letter)),
});

function letterActs(
  tools: FakeTools,
): ActsOf<'writeToChannel' | 'answerLetter' | 'settleLetter' | 'publishComment' | 'setAutoReplies'> {
  const { now } = tools;
  return {
    writeToChannel: (channel, letter) =>
      doing(tools, 'writeToChannel', [channel, letter])((state) => {
        const before = state.own.get(channel) ?? NO_LETTERS;
        const line = { text: letter.text, at: now(), own: true, state: 'waiting' as const };
        return { own: new Map(state.own).set(channel, { name: letter.name, lines: [...before.lines, line] }) };
      }),
    answerLetter: (id, text) =>
      doing(tools, 'answerLetter', [id, text])((state) =>
        withLetter(state, id, ({ answers }) => ({ answers: [...answers, { text, at: now(), own: true }] })),
      ),
    settleLetter: (id, settled) =>
      doing(tools, 'settleLetter', [id, settled])((state) =>
        withLetter(state, id, () => ({ state: settled, assigned: settled === 'assigned' ? 'Mira' : null })),
      ),
    publishComment: (id) =>
      doing(tools, 'publishComment', [id])((state) => withLetter(state, id, () => ({ state: 'done' }))),
    setAutoReplies: (channel, replies) =>
      doing(tools, 'setAutoReplies', [channel, replies])((state) => ({
        replies: new Map(state.replies).set(channel, replies),
      })),
  };
}

function editorActs(tools: FakeTools): ActsOf<'askToEdit' | 'admitEditor' | 'removeEditor' | 'handOverChannel'> {
  const { now } = tools;
  const editorsOf = (
    state: FakeChannelState,
    channel: SpaceId,
    with_: (all: readonly ChannelEditor[]) => readonly ChannelEditor[],
  ) => ({
    editors: new Map(state.editors).set(channel, with_(state.editors.get(channel) ?? [])),
  });
  return {
    askToEdit: async (channel, name) => {
      const done = await doing(tools, 'askToEdit', [channel, name])();
      return done.ok ? ok({ request: `banyan-editor:${name}` }) : done;
    },
    admitEditor: (channel, request, role) => {
      const pen: DeviceId = fakeDeviceId(request);
      const name = request.replace('banyan-editor:', '');
      return doing(tools, 'admitEditor', [channel, request, role])((state) =>
        editorsOf(state, channel, (all) => [...all, { pen, role, name, own: false, since: now() }]),
      );
    },
    removeEditor: (channel, pen) =>
      doing(tools, 'removeEditor', [channel, pen])((state) =>
        editorsOf(state, channel, (all) => all.filter((one) => one.pen !== pen)),
      ),
    handOverChannel: (channel, pen) =>
      doing(tools, 'handOverChannel', [channel, pen])((state) => ({
        ...withChannel(state, channel, { role: 'editor' }),
        ...editorsOf(state, channel, (all) =>
          all.map((one) => ({ ...one, role: one.pen === pen ? 'owner' : one.role === 'owner' ? 'editor' : one.role })),
        ),
      })),
  };
}
