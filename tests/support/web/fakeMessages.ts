import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import type { LinkPreview } from '@domain/chat/linkPreview.ts';
import type { MessageBody, MessageMarks } from '@services/workspace/messageViews.ts';
import type {
  ChatTimer,
  MessageVersion,
  MessageWorkspace,
  ScheduledMessage,
  TimerLine,
  SendExtras,
} from '@services/workspace/messageWorkspace.ts';
import type { Message, Outcome } from '@services/workspace/workspace.ts';
import { fakeEventId } from './fakeIds.ts';
import type { FakeChat, FakeStore } from './fakeStore.ts';

/** What a test or the gallery can do to messages, and look at. */
export interface FakeMessages {
  /** Changes a message as if somebody else had. */
  readonly change: (space: SpaceId, id: string, change: Partial<Message>) => void;
  /** Forms of a message's words before the present one, oldest first. */
  readonly history: Map<string, readonly MessageVersion[]>;
  readonly favourites: Map<string, { readonly space: SpaceId; readonly savedAt: number }>;
  readonly schedules: Map<string, ScheduledMessage>;
  readonly timers: Map<SpaceId, ChatTimer>;
  readonly timerLines: Map<SpaceId, readonly TimerLine[]>;
  /** What pages are shown with; those that are not here show nothing. */
  readonly previews: Map<string, LinkPreview>;
  /** What was forwarded, in order. */
  readonly forwarded: { readonly from: SpaceId; readonly ids: readonly EventId[]; readonly to: readonly SpaceId[] }[];
}

interface FakeMessageTools {
  readonly now: () => number;
  readonly act: <T>(task: () => T) => Outcome<T>;
}

/** How a text that goes with `extras` is marked. */
export function marksOf(chat: FakeChat, extras: SendExtras | undefined): MessageMarks {
  const { reply, mentions } = extras ?? {};
  return {
    ...(reply === undefined
      ? {}
      : { reply: { id: reply, message: chat.messages.find(({ id }) => id === reply) ?? null } }),
    ...(mentions === undefined ? {} : { mentions }),
  };
}

/** Everything that is done with messages, in memory. */
export function createFakeMessages(
  store: FakeStore,
  tools: FakeMessageTools,
): { readonly controls: FakeMessages; readonly workspace: MessageWorkspace } {
  const controls: FakeMessages = {
    change: (space, id, change) =>
      store.change((state) => {
        const chat = state.chats.get(space);
        if (chat) chat.messages = chat.messages.map((one) => (one.id === id ? { ...one, ...change } : one));
      }),
    history: new Map(),
    favourites: new Map(),
    schedules: new Map(),
    timers: new Map(),
    timerLines: new Map(),
    previews: new Map(),
    forwarded: [],
  };
  const find = (space: SpaceId, id: string) =>
    store.state.chats.get(space)?.messages.find((one) => one.id === id) ?? null;
  const own = () => store.state.own.account;
  const withMessage = (space: SpaceId, id: string, task: (message: Message) => void): Outcome =>
    find(space, id) === null
      ? Promise.resolve(fail('message-missing', 'no such message'))
      : tools.act(() => {
          const message = find(space, id);
          if (message !== null) task(message);
        });
  let count = 0;
  const say = (space: SpaceId, body: MessageBody, marks: MessageMarks = {}): EventId => {
    count += 1;
    const id = fakeEventId(`said ${space} ${count}`);
    store.change((state) => {
      const chat = state.chats.get(space);
      if (chat === undefined) return;
      const at = Math.max(tools.now(), (chat.messages.at(-1)?.at ?? 0) + 1);
      const message: Message = { id, at, own: true, author: own(), body, state: 'sent', error: null, ...marks };
      chat.messages = [...chat.messages, message];
    });
    return id;
  };
  const sending = (space: SpaceId, body: MessageBody, extras?: SendExtras): Outcome<{ readonly id: EventId }> => {
    const chat = store.state.chats.get(space);
    if (chat === undefined) return Promise.resolve(fail('contact-missing', 'no such chat'));
    return tools.act(() => ({ id: say(space, body, marksOf(chat, extras)) }));
  };

  const workspace: MessageWorkspace = {
    messageHistory: (space, id) =>
      store.query(() => {
        const message = find(space, id);
        if (message === null || message.body.kind === 'recalled') return [];
        const now = { text: textOf(message.body), at: message.edited?.at ?? message.at };
        return [...(controls.history.get(id) ?? []), now];
      }),
    favourites: () =>
      store.query(() =>
        [...controls.favourites]
          .map(([id, { space, savedAt }]) => ({ id: id as EventId, space, savedAt, message: find(space, id) }))
          .toSorted((one, other) => other.savedAt - one.savedAt),
      ),
    mentions: (space) =>
      store.query((state) =>
        [...state.chats.values()]
          .filter((chat) => space === null || chat.space === space)
          .flatMap((chat) =>
            chat.messages.filter(({ namesMe }) => namesMe === true).map((one) => ({ ...one, space: chat.space })),
          )
          .toSorted((one, other) => other.at - one.at),
      ),
    unreadMentions: (space) =>
      store.query((state) => {
        const chat = state.chats.get(space);
        const named = chat?.messages.filter(({ namesMe, at }) => namesMe === true && at > chat.readAt) ?? [];
        return named.map(({ id }) => id as EventId);
      }),
    schedules: (space) =>
      store.query(() =>
        [...controls.schedules.values()]
          .filter((one) => space === null || one.space === space)
          .toSorted((one, other) => one.dueAt - other.dueAt),
      ),
    chatTimer: (space) => store.query(() => controls.timers.get(space) ?? { life: null, by: null, at: 0 }),
    timerLines: (space) => store.query(() => controls.timerLines.get(space) ?? []),
    react: (space, id, sign) =>
      withMessage(space, id, ({ reactions = [] }) =>
        controls.change(space, id, { reactions: withSign(reactions, own(), sign) }),
      ),
    editMessage: (space, id, { text, mentions }) => {
      if (text.trim() === '') return Promise.resolve(fail('message-empty', 'nothing to say'));
      if (find(space, id)?.own === false) return Promise.resolve(fail('message-not-own', 'of another'));
      return withMessage(space, id, (message) => {
        const before = { text: textOf(message.body), at: message.edited?.at ?? message.at };
        const history = [...(controls.history.get(id) ?? []), before];
        controls.history.set(id, history);
        const edited = { at: tools.now(), versions: history.length + 1 };
        controls.change(space, id, {
          body: withText(message.body, text),
          edited,
          ...(mentions === undefined ? {} : { mentions }),
        });
      });
    },
    recallMessage: (space, id) =>
      withMessage(space, id, ({ at, author, state, error }) =>
        store.change((known) => {
          const chat = known.chats.get(space);
          const body: MessageBody = { kind: 'recalled', by: own() };
          const gone = { id, at, own: author === own(), author, body, state, error };
          if (chat) chat.messages = chat.messages.map((one) => (one.id === id ? gone : one));
        }),
      ),
    forwardMessages: (from, ids, to) =>
      tools.act(() => {
        controls.forwarded.push({ from, ids, to });
        const said = ids.flatMap((id) => find(from, id) ?? []).filter(({ body }) => MOVES.has(body.kind));
        for (const space of to) for (const { body } of said) say(space, body, { forwarded: true });
        return { sent: said.length * to.length, left: (ids.length - said.length) * to.length };
      }),
    previewLink: (url) => tools.act(() => controls.previews.get(url) ?? null),
    sendSticker: (space, sticker, extras) => sending(space, { kind: 'sticker', sticker }, extras),
    sendContactCard: (space, account, extras) => {
      const name = store.state.contacts.find((one) => one.account === account)?.name ?? store.state.own.profile.name;
      return sending(space, { kind: 'contact', contact: { account, name, invite: null } }, extras);
    },
    sendPlace: (space, place, extras) => sending(space, { kind: 'place', place }, extras),
    sendPoll: (space, poll, extras) => sending(space, { kind: 'poll', poll }, extras),
    sendPost: (space, post, extras) => sending(space, { kind: 'post', post }, extras),
    votePoll: (space, id, options) =>
      withMessage(space, id, ({ body, poll }) => {
        if (body.kind !== 'poll' || poll?.isClosed === true) return;
        const others = body.poll.options.map((_, place) => (poll?.votes[place] ?? []).filter((who) => who !== own()));
        const votes = others.map((people, place) => (options.includes(place) ? [...people, own()] : people));
        const people = new Set(votes.flat()).size;
        controls.change(space, id, { poll: { votes, people, own: options, isClosed: false } });
      }),
    closePoll: (space, id) =>
      withMessage(space, id, ({ poll }) =>
        controls.change(space, id, {
          poll: { ...(poll ?? { votes: [], people: 0, own: [] }), isClosed: true },
        }),
      ),
    setFavourite: (space, id, on) =>
      withMessage(space, id, ({ starred: _starred, ...message }) => {
        if (on) controls.favourites.set(id, { space, savedAt: tools.now() });
        else controls.favourites.delete(id);
        store.change((state) => {
          const chat = state.chats.get(space);
          const marked: Message = on ? { ...message, starred: true } : message;
          if (chat) chat.messages = chat.messages.map((one) => (one.id === id ? marked : one));
        });
      }),
    scheduleMessage: (space, { text, dueAt, extras = {} }) => {
      if (dueAt <= tools.now()) return Promise.resolve(fail('schedule-unfit', 'in the past'));
      return tools.act(() => {
        count += 1;
        const id = `schedule-${count}`;
        store.change(() => controls.schedules.set(id, { id, space, text, extras, dueAt, error: null, by: null }));
        return { id };
      });
    },
    changeSchedule: (id, change) =>
      tools.act(() =>
        store.change(() => {
          const known = controls.schedules.get(id);
          if (known) controls.schedules.set(id, { ...known, ...change });
        }),
      ),
    cancelSchedule: (id) => tools.act(() => store.change(() => void controls.schedules.delete(id))),
    setTimer: async (space, life) => {
      const done = await tools.act(() =>
        store.change(() => {
          const [by, at] = [own(), tools.now()];
          controls.timers.set(space, { life, by, at });
          const before = controls.timerLines.get(space) ?? [];
          const line = { id: fakeEventId(`timer ${space} ${before.length}`), at, by, life };
          controls.timerLines.set(space, [...before, line]);
        }),
      );
      return done.ok ? ok() : done;
    },
  };
  return { controls, workspace };
}

/** What is said again elsewhere. */
const MOVES: ReadonlySet<MessageBody['kind']> = new Set([
  'text',
  'file',
  'sticker',
  'contact',
  'place',
  'poll',
  'post',
]);

function textOf(body: MessageBody): string {
  if (body.kind === 'text') return body.text;
  return body.kind === 'file' ? body.caption : '';
}

function withText(body: MessageBody, text: string): MessageBody {
  if (body.kind === 'text') return { ...body, text };
  return body.kind === 'file' ? { ...body, caption: text } : body;
}

function withSign(
  reactions: NonNullable<Message['reactions']>,
  self: AccountId,
  sign: string | null,
): NonNullable<Message['reactions']> {
  const others = reactions
    .map((one) => ({ ...one, people: one.people.filter((who) => who !== self), own: false }))
    .filter(({ people }) => people.length > 0);
  if (sign === null) return others;
  if (!others.some((one) => one.sign === sign)) return [...others, { sign, people: [self], own: true }];
  return others.map((one) => (one.sign === sign ? { ...one, people: [...one.people, self], own: true } : one));
}
