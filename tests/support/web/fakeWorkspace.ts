import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { MAX_MESSAGE_LENGTH } from '@domain/chat/message.ts';
import { type NewWalletCard, encodeWalletCard } from '@domain/chat/walletCard.ts';
import { unreadThatCounts } from '@domain/preference/preferences.ts';
import type { PaymentOrder } from '@ports/paymentDesk.ts';
import { writableSnapshot, type WritableSnapshot } from '@ports/snapshot.ts';
import type { TextExtras } from '@services/workspace/messageWorkspace.ts';
import type {
  ConnectionStatus,
  Conversation,
  Message,
  MessageState,
  Outcome,
  Workspace,
  WorkspaceErrorCode,
} from '@services/workspace/workspace.ts';
import { type FakeBackupControls, createFakeBackups } from './fakeBackups.ts';
import { type FakeChannels, createFakeChannels } from './fakeChannels.ts';
import { type FakeWebFeeds, createFakeWebFeeds } from './fakeWebFeeds.ts';
import { contactActs, type FakeContactTools } from './fakeContacts.ts';
import { type FakeDeliveryControls, createFakeDelivery } from './fakeDelivery.ts';
import { type FakeDiscover, createFakeDiscover } from './fakeDiscover.ts';
import { fakeDiagnostics } from './fakeDiagnostics.ts';
import { type FakeDevices, createFakeDevices } from './fakeDevices.ts';
import { createFakeFiles, type FakeFiles } from './fakeFiles.ts';
import { type FakeImports, createFakeImports } from './fakeImports.ts';
import { createFakeGroups, groupRow } from './fakeGroups.ts';
import { type FakeSnapshotControls, createFakeSnapshots } from './fakeSnapshots.ts';
import { createFakeStickers } from './fakeStickers.ts';
import { type FakePreferences, createFakePreferences, preferencesIn } from './fakePreferences.ts';
import { type FakePrograms, createFakePrograms } from './fakePrograms.ts';
import { fakeEventId } from './fakeIds.ts';
import { type FakeConnection, createFakeConnection } from './fakeConnection.ts';
import { type FakeHand, createFakeHand } from './fakeHand.ts';
import { type FakeNearby, createFakeNearby } from './fakeNearby.ts';
import { type FakeMoments, createFakeMoments } from './fakeMoments.ts';
import { type FakeWallet, createFakeWallet } from './fakeWallet.ts';
import { type FakeMessages, createFakeMessages, marksOf } from './fakeMessages.ts';
import { openFakeWindow } from './fakeMessageWindow.ts';
import type { FakeChat, FakeState, FakeStore } from './fakeStore.ts';

export interface FakeOptions {
  readonly now?: () => number;
  /** Ms that durable writes, deliveries and pages take; 0 in tests. */
  readonly delay?: number;
}

/** What a test or the gallery can do to the world outside the app. */
export interface FakeControls {
  readonly store: FakeStore;
  readonly connection: WritableSnapshot<ConnectionStatus>;
  readonly presence: WritableSnapshot<ReadonlySet<AccountId>>;
  readonly openedLink: WritableSnapshot<string | null>;
  readonly takenOrder: WritableSnapshot<PaymentOrder | null>;
  readonly backups: FakeBackupControls;
  readonly snapshots: FakeSnapshotControls;
  readonly delivery: FakeDeliveryControls;
  readonly devices: FakeDevices;
  readonly files: FakeFiles;
  readonly imports: FakeImports;
  readonly programs: FakePrograms;
  readonly wallet: FakeWallet;
  readonly channels: FakeChannels;
  readonly feeds: FakeWebFeeds;
  readonly moments: FakeMoments;
  readonly nearby: FakeNearby;
  readonly hand: FakeHand;
  readonly servers: FakeConnection;
  readonly messages: FakeMessages;
  readonly discover: FakeDiscover;
  readonly preferences: FakePreferences;
  /** Addresses the app asked to open outside. */
  readonly opened: string[];
  /** Makes the next act fail with this code. */
  readonly failNext: (code: WorkspaceErrorCode) => void;
  /** A message of the other side arrives; `at` in the past is a late one. */
  readonly receive: (space: SpaceId, text: string, at?: number) => void;
  /** Sets the state of an own message. */
  readonly setState: (space: SpaceId, id: string, state: MessageState) => void;
}

export interface FakeWorkspace extends Workspace {
  readonly controls: FakeControls;
}

/** A whole workspace in memory, with the same behaviour towards screens as the real one. */
export function createFakeWorkspace(store: FakeStore, options: FakeOptions = {}): FakeWorkspace {
  const tools = fakeTools(store, options);
  const delivery = createFakeDelivery();
  const devices = createFakeDevices(tools.now);
  const files = createFakeFiles((task) => tools.act(task));
  const imports = createFakeImports((task) => tools.act(task), store);
  const programs = createFakePrograms((task) => tools.act(task));
  const wallet = createFakeWallet((task) => tools.act(task));
  const moments = createFakeMoments((task) => tools.act(task));
  const discover = createFakeDiscover((task) => tools.act(task));
  const channels = createFakeChannels((task) => tools.act(task), tools.now);
  const feeds = createFakeWebFeeds(channels.controls, (task) => tools.act(task));
  const messages = createFakeMessages(store, tools);
  const preferences = createFakePreferences(store, tools);
  const backups = createFakeBackups(tools.now);
  const snapshots = createFakeSnapshots(tools);
  const nearby = createFakeNearby((task) => tools.act(task));
  const servers = createFakeConnection((task) => tools.act(task));
  const hand = createFakeHand((task) => tools.act(task));
  const kept = {
    backups: backups.controls,
    snapshots: snapshots.controls,
    preferences: preferences.controls,
    messages: messages.controls,
    channels: channels.controls,
    feeds: feeds.controls,
    delivery: delivery.controls,
    devices: devices.controls,
    files: files.files,
    imports: imports.controls,
    programs: programs.controls,
    wallet: wallet.controls,
    moments: moments.controls,
    nearby: nearby.controls,
    hand: hand.controls,
    servers: servers.controls,
    discover: discover.controls,
  };
  const controls = { ...fakeControls(store, tools), ...kept };
  return {
    controls,
    connection: controls.connection,
    presence: controls.presence,
    openedLink: controls.openedLink,
    takenOrder: controls.takenOrder,
    takeOpenedLink: () => {
      const link = controls.openedLink.get();
      controls.openedLink.set(null);
      return link;
    },
    ...delivery.reads,
    ...devices.workspace,
    ...files.workspace,
    ...imports.workspace,
    ...programs.workspace,
    ...wallet.workspace,
    ...moments.workspace,
    ...channels.workspace,
    ...feeds.workspace,
    exportSite: () => tools.act(() => ({ archive: new Uint8Array(22), posts: 1, missing: 0 })),
    ...discover.workspace,
    ...preferences.workspace,
    ...createFakeStickers(store, tools),
    backups: backups.backups,
    backupContents: () => tools.act(() => ({ identity: new Uint8Array(1), extra: [] })),
    ...snapshots.acts,
    ...nearby.workspace,
    ...hand.workspace,
    ...servers.workspace,
    ...contactActs(store, tools),
    ...createFakeGroups(store, tools),
    ...chatReads(store, tools),
    ...chatActs(store, tools, controls),
    ...messages.workspace,
    ...fakeDiagnostics(store),
    settings: () => store.query((state) => state.settings),
    updateSettings: (change) =>
      tools.act(() => store.change((state) => (state.settings = { ...state.settings, ...change }))),
    openExternal: (url) => tools.act(() => void controls.opened.push(url)),
    // All of it is here from the start.
    fetchParts: () => Promise.resolve(),
  };
}

interface FakeTools extends FakeContactTools {
  readonly delay: number;
  failure: WorkspaceErrorCode | null;
}

function fakeTools(store: FakeStore, options: FakeOptions): FakeTools {
  const tools: FakeTools = {
    now: options.now ?? Date.now,
    delay: options.delay ?? 0,
    failure: null,
    act: async (task) => {
      const code = tools.failure;
      tools.failure = null;
      await Promise.resolve();
      if (code !== null) return fail(code, 'the fake was told to fail');
      return ok(task(store.state));
    },
  };
  return tools;
}

function fakeControls(
  store: FakeStore,
  tools: FakeTools,
): Omit<
  FakeControls,
  | 'delivery'
  | 'devices'
  | 'files'
  | 'imports'
  | 'programs'
  | 'wallet'
  | 'channels'
  | 'feeds'
  | 'moments'
  | 'discover'
  | 'messages'
  | 'preferences'
  | 'backups'
  | 'snapshots'
  | 'nearby'
  | 'hand'
  | 'servers'
> {
  let received = 0;
  return {
    store,
    connection: writableSnapshot<ConnectionStatus>({
      state: 'connected',
      devices: 2,
      services: [{ url: 'ws://localhost:4444', connected: true }],
      readOnly: null,
      proxyFailed: false,
      hostReachable: true,
      hostRestarted: false,
      upToDate: [],
      history: [],
    }),
    presence: writableSnapshot<ReadonlySet<AccountId>>(new Set()),
    openedLink: writableSnapshot<string | null>(null),
    takenOrder: writableSnapshot<PaymentOrder | null>(null),
    opened: [],
    failNext: (code) => {
      tools.failure = code;
    },
    receive: (space, text, at) => {
      const chat = store.state.chats.get(space);
      if (!chat) return;
      received += 1;
      const message: Message = {
        id: fakeEventId(`received ${space} ${received}`),
        at: at ?? tools.now(),
        own: false,
        author: chat.account,
        body: { kind: 'text', text },
        state: 'received',
        error: null,
      };
      store.change(() => insert(chat, message));
    },
    setState: (space, id, state) => setState(store, { space, id }, { state, error: null }),
  };
}

function insert(chat: FakeChat, message: Message): void {
  const index = chat.messages.findLastIndex((other) => other.at <= message.at) + 1;
  chat.messages = chat.messages.toSpliced(index, 0, message);
}

function setState(store: FakeStore, key: { space: SpaceId; id: string }, change: Partial<Message>): void {
  store.change((state) => {
    const chat = state.chats.get(key.space);
    if (chat) chat.messages = chat.messages.map((one) => (one.id === key.id ? { ...one, ...change } : one));
  });
}

function conversationOf(state: FakeState, chat: FakeChat): Conversation | null {
  const group = state.groups.get(chat.space);
  const preferences = preferencesIn(state, chat.space);
  if (group) return groupRow(group, chat, preferences);
  const contact = state.contacts.find((one) => one.account === chat.account);
  if (!contact) return null;
  const last = chat.messages.findLast((message) => !chat.hidden.has(message.id)) ?? null;
  return {
    space: chat.space,
    kind: 'direct',
    groupState: null,
    lastAuthor: null,
    account: chat.account,
    name: contact.name,
    avatar: contact.avatar,
    blocked: contact.blocked,
    contactState: contact.state,
    last,
    activeAt: last?.at ?? chat.createdAt,
    unread: chat.messages.filter((message) => !message.own && message.at > chat.readAt && !chat.hidden.has(message.id))
      .length,
    draft: chat.draft,
    preferences,
    tags: contact.tags,
  };
}

function conversationsOf(state: FakeState): readonly Conversation[] {
  return [...state.chats.values()]
    .map((chat) => conversationOf(state, chat))
    .filter((conversation) => conversation !== null)
    .toSorted((left, right) => right.activeAt - left.activeAt);
}

function chatReads(store: FakeStore, tools: FakeTools) {
  return {
    conversations: () => store.query(conversationsOf),
    conversation: (space: SpaceId) =>
      store.query((state) => {
        const chat = state.chats.get(space);
        return chat ? conversationOf(state, chat) : null;
      }),
    unreadTotal: () =>
      store.query((state) =>
        conversationsOf(state).reduce((sum, one) => sum + unreadThatCounts({ ...one, now: tools.now() }), 0),
      ),
    openMessages: (space: SpaceId) => openFakeWindow(store, space, tools.delay),
    message: (space: SpaceId, id: EventId) =>
      store.query((state) => {
        const chat = state.chats.get(space);
        return chat?.messages.find((message) => message.id === id && !chat.hidden.has(message.id)) ?? null;
      }),
  };
}

function chatActs(store: FakeStore, tools: FakeTools, controls: FakeControls) {
  let count = 0;
  const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

  const deliver = async (chat: FakeChat, id: EventId) => {
    if (tools.delay === 0 || !controls.presence.get().has(chat.account)) return;
    await wait(tools.delay * 12);
    setState(store, { space: chat.space, id }, { state: 'delivered' });
    await wait(tools.delay * 40);
    setState(store, { space: chat.space, id }, { state: 'read' });
  };
  const persist = async (chat: FakeChat, pending: string): Outcome<{ readonly id: EventId }> => {
    if (tools.delay > 0) await wait(tools.delay);
    const made = await tools.act(() => fakeEventId(`own ${pending}`));
    if (!made.ok) {
      setState(store, { space: chat.space, id: pending }, { state: 'failed', error: made.error.code });
      return made;
    }
    setState(store, { space: chat.space, id: pending }, { id: made.value, state: 'sent', error: null });
    void deliver(chat, made.value);
    return ok({ id: made.value });
  };
  const change = (space: SpaceId, task: (chat: FakeChat) => void): Outcome =>
    tools.act(() =>
      store.change((state) => {
        const chat = state.chats.get(space);
        if (chat) task(chat);
      }),
    );

  return {
    sendText: async (space: SpaceId, text: string, extras?: TextExtras): Outcome<{ readonly id: EventId }> => {
      const chat = store.state.chats.get(space);
      if (!chat) return fail('contact-missing', 'no such chat');
      if (text.trim() === '') return fail('message-empty', 'nothing to send');
      if (text.length > MAX_MESSAGE_LENGTH) return fail('message-too-long', 'too long');
      count += 1;
      const pending = `pending:${space}:${count}`;
      const message: Message = {
        id: pending,
        at: Math.max(tools.now(), (chat.messages.at(-1)?.at ?? 0) + 1),
        own: true,
        author: store.state.own.account,
        body: { kind: 'text', text, ...(extras?.preview === undefined ? {} : { preview: extras.preview }) },
        state: 'queued',
        error: null,
        ...marksOf(chat, extras),
      };
      store.change(() => insert(chat, message));
      return persist(chat, pending);
    },
    sendWalletCard: async (space: SpaceId, card: NewWalletCard): Outcome<{ readonly id: EventId }> => {
      const chat = store.state.chats.get(space);
      if (!chat) return fail('contact-missing', 'no such chat');
      if (encodeWalletCard(card) === null) return fail('card-invalid', 'fits no card');
      count += 1;
      const id = fakeEventId(`card ${space} ${count}`);
      const message: Message = {
        id,
        at: Math.max(tools.now(), (chat.messages.at(-1)?.at ?? 0) + 1),
        own: true,
        author: store.state.own.account,
        body: { kind: 'wallet', card: { to: [], split: null, ...card } },
        state: 'sent',
        error: null,
      };
      store.change(() => insert(chat, message));
      return ok({ id });
    },
    retryMessage: async (space: SpaceId, id: string): Outcome => {
      const chat = store.state.chats.get(space);
      if (!chat) return fail('contact-missing', 'no such chat');
      setState(store, { space, id }, { state: 'queued', error: null });
      const sent = await persist(chat, id);
      return sent.ok ? ok() : sent;
    },
    deleteMessage: (space: SpaceId, id: string) =>
      change(space, (chat) => (chat.hidden = new Set([...chat.hidden, id]))),
    restoreMessage: (space: SpaceId, id: string) =>
      change(space, (chat) => (chat.hidden = new Set([...chat.hidden].filter((one) => one !== id)))),
    saveDraft: (space: SpaceId, text: string) => change(space, (chat) => (chat.draft = text)),
    markRead: (space: SpaceId, at: number) => change(space, (chat) => (chat.readAt = Math.max(chat.readAt, at))),
  };
}
