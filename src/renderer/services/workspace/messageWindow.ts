import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { MessageKey, MessageRecord } from '@domain/chat/message.ts';
import type { MessageNote } from '@domain/chat/note.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore, MessagePage } from '@ports/documentStore.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { PendingBySpace } from './ephemeral.ts';
import { watchFavourites } from '../messages/watchFavourites.ts';
import { DIRECT_RULES } from '../messages/noteRules.ts';
import { combineQueries } from './liveQueries.ts';
import { type MarkSources, foundMessage, looksSame, markedMessage, notesByMessage } from './messageMarks.ts';
import type { FoundMessage, Message, MessageWindow, MessageWindowState } from './messageViews.ts';
import { QuotedMessages } from './quotedMessages.ts';
import { type GroupSide, watchGroupSide } from './unsent.ts';
import { watchPeerReadAt } from './readReceipts.ts';
import { heldByPeers, messageView } from './views.ts';
import { WaitingMessages, pendingView } from './waitingMessages.ts';

/** Messages loaded at a time. */
export const PAGE_LENGTH = 50;
/** Most messages in the window; beyond it the far end is let go. */
export const WINDOW_LENGTH = 400;

/** What a window reads. */
export interface MessageWindowParts {
  readonly store: DocumentStore;
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly pending: Snapshot<PendingBySpace>;
  readonly clock: Pick<Clock, 'now'>;
}

const START: MessageKey = { at: 0, id: '' };
const LOADING: MessageWindowState = {
  status: 'loading',
  messages: [],
  hasOlder: false,
  hasNewer: false,
  firstUnread: null,
};

interface ReadStretch {
  readonly page: MessagePage;
  readonly notes: readonly MessageNote[];
}

/** A sliding, live window over one conversation (CHT-8…CHT-11, CHT-24): bounded in memory, whatever the length of the conversation. */
export class SlidingMessageWindow implements MessageWindow {
  private readonly shown = writableSnapshot<MessageWindowState>(LOADING);
  private readonly parts: MessageWindowParts;
  private readonly space: SpaceId;
  private readonly disposers: Disposer[];
  private stopWatching: Disposer = () => undefined;
  private page: MessagePage = { messages: [], hasOlder: false, hasNewer: false };
  private from: MessageKey = START;
  /** Null follows the end of the conversation. */
  private to: MessageKey | null = null;
  private heldBy: ReadonlyMap<string, number> = new Map();
  private peerReadAt = 0;
  private group: GroupSide = { unsent: [], rules: DIRECT_RULES };
  private notes: readonly MessageNote[] = [];
  private starred: ReadonlySet<string> = new Set();
  private readonly quoted: QuotedMessages;
  private firstUnread: EventId | null = null;
  private known: ReadonlyMap<string, Message> = new Map();
  private readonly waiting: WaitingMessages;
  private ready = false;
  private busy = false;
  /** What was asked for while another move was under way. */
  private next: (() => Promise<void>) | null = null;
  private disposed = false;

  constructor(parts: MessageWindowParts, space: SpaceId) {
    this.parts = parts;
    this.space = space;
    this.quoted = new QuotedMessages(parts.store, space);
    this.waiting = new WaitingMessages(parts.pending, space);
    // Asked for before what stands beside it: a browser answers in order.
    void this.openAtFirstUnread();
    this.disposers = [
      parts.store.watchAcknowledgements(space).subscribe((state) => {
        if (state.status !== 'ready') return;
        this.heldBy = heldByPeers(state.value, parts.self.device);
        this.show();
      }),
      watchPeerReadAt(parts.store, space).subscribe((state) => {
        if (state.status !== 'ready' || state.value === this.peerReadAt) return;
        this.peerReadAt = state.value;
        this.show();
      }),
      parts.pending.subscribe(() => this.show()),
      watchGroupSide(parts.store, space, (group) => {
        this.group = group;
        this.show();
      }),
      watchFavourites(parts.store, space, (starred) => {
        this.starred = starred;
        this.show();
      }),
    ];
  }

  get state(): Snapshot<MessageWindowState> {
    return this.shown;
  }

  readonly older = (): void => {
    const first = this.page.messages[0];
    if (first === undefined || !this.page.hasOlder) return;
    void this.move(async () => {
      const page = await this.parts.store.messages(this.space, {
        kind: 'until',
        key: keyOf(first),
        limit: PAGE_LENGTH + 1,
      });
      const oldest = page.ok ? page.value.messages[0] : undefined;
      if (oldest === undefined) return;
      this.from = keyOf(oldest);
      const kept = WINDOW_LENGTH - PAGE_LENGTH;
      const last = this.page.messages[kept - 1];
      if (last !== undefined && this.page.messages.length > kept) this.to = keyOf(last);
    });
  };

  readonly newer = (): void => {
    const last = this.page.messages.at(-1);
    if (last === undefined || !this.page.hasNewer) return;
    void this.move(async () => {
      const page = await this.parts.store.messages(this.space, {
        kind: 'from',
        key: keyOf(last),
        limit: PAGE_LENGTH + 1,
      });
      const newest = page.ok ? page.value.messages.at(-1) : undefined;
      if (!page.ok || newest === undefined) return;
      this.to = page.value.hasNewer ? keyOf(newest) : null;
      const first = this.page.messages.at(-(WINDOW_LENGTH - PAGE_LENGTH));
      if (first !== undefined) this.from = keyOf(first);
    });
  };

  readonly latest = (): void => {
    // A person must see what they just sent.
    this.moveSoon(async () => void (await this.goToLatest()));
  };

  readonly around = async (id: EventId): Promise<boolean> => {
    const message = await this.quoted.look(id);
    if (message === null) return false;
    this.moveSoon(() => this.goAround(message));
    return true;
  };

  readonly dispose = (): void => {
    this.disposed = true;
    this.stopWatching();
    for (const dispose of this.disposers) dispose();
  };

  private async openAtFirstUnread(): Promise<void> {
    await this.move(async () => {
      // Most are opened at their end: it is read beside what says so.
      const [latest, row] = await Promise.all([this.goToLatest(), this.parts.store.conversations.get(this.space)]);
      const unread = row.ok && row.value !== null && row.value.unread > 0 ? row.value : null;
      const first = unread === null ? null : await this.parts.store.firstAfter(this.space, unread.readAt);
      if (first?.ok !== true || first.value === null) return this.showFirst(latest);
      this.firstUnread = first.value.id;
      await this.goAround(first.value);
    });
  }

  /** What was read is shown before it is read once more to be followed. */
  private async showFirst(page: MessagePage | null): Promise<void> {
    const notes = await this.parts.store.notes.within(this.space, { from: this.from, to: null });
    if (page !== null && notes.ok) await this.take({ page, notes: notes.value });
  }

  private async goAround(message: MessageRecord): Promise<void> {
    const key = keyOf(message);
    const [before, after] = await Promise.all([
      this.parts.store.messages(this.space, { kind: 'until', key, limit: PAGE_LENGTH / 2 }),
      this.parts.store.messages(this.space, { kind: 'from', key, limit: PAGE_LENGTH }),
    ]);
    const first = before.ok ? before.value.messages[0] : undefined;
    const last = after.ok ? after.value.messages.at(-1) : undefined;
    this.from = first === undefined ? key : keyOf(first);
    this.to = after.ok && after.value.hasNewer && last !== undefined ? keyOf(last) : null;
  }

  private async goToLatest(): Promise<MessagePage | null> {
    const page = await this.parts.store.messages(this.space, { kind: 'latest', limit: PAGE_LENGTH });
    const first = page.ok ? page.value.messages[0] : undefined;
    this.from = first === undefined ? START : keyOf(first);
    this.to = null;
    return page.ok ? page.value : null;
  }

  /** Asked for while another move is under way, it comes right after. */
  private moveSoon(change: () => Promise<void>): void {
    if (this.busy) this.next = change;
    else void this.move(change);
  }

  /** One move at a time; then watches the new range. */
  private async move(change: () => Promise<void>): Promise<void> {
    if (this.busy || this.disposed) return;
    this.busy = true;
    // Whatever is asked for until it is idle again is done: between the last look and that nothing may be awaited.
    for (let next: typeof this.next = change; next !== null; next = this.takeNext()) await next();
    this.busy = false;
    if (!this.isDisposed()) this.watch();
  }

  private takeNext(): (() => Promise<void>) | null {
    const { next } = this;
    this.next = null;
    return next;
  }

  private isDisposed(): boolean {
    return this.disposed;
  }

  private watch(): void {
    const range = { kind: 'between' as const, from: this.from, to: this.to, limit: WINDOW_LENGTH * 2 };
    const before = this.stopWatching;
    const { store } = this.parts;
    const read = combineQueries(
      store.watchMessages(this.space, range),
      store.notes.watchWithin(this.space, range),
      (page, notes) => ({ page, notes }),
    );
    this.stopWatching = read.subscribe((state) => {
      if (state.status === 'loading') return;
      if (state.status === 'ready') void this.take(state.value);
      else {
        this.ready = true;
        this.shown.set({ ...this.shown.get(), status: 'failed' });
      }
    });
    before();
  }

  /** What is answered is shown with the answer, not after it: what was not looked for yet is read first. */
  private async take({ page, notes }: ReadStretch): Promise<void> {
    const isSaid = notes !== this.notes;
    this.page = page;
    this.notes = notes;
    const isNew = this.quoted.lacks(page.messages);
    if (!isNew) {
      this.ready = true;
      this.show();
    }
    // Those outside the window are read again when something was said about any message.
    if (!isNew && !(isSaid && this.quoted.isUsed)) return;
    await this.quoted.read(page.messages, this.group.rules);
    this.ready = true;
    this.show();
  }

  /** The view shown before, where it says the same, so that a row that did not change is not drawn again. */
  private unchanged(message: Message): Message {
    const before = this.known.get(message.id);
    return before !== undefined && looksSame(before, message) ? before : message;
  }

  private sources(find: MarkSources['find']): MarkSources {
    const { self, clock } = this.parts;
    return { self: self.account, rules: this.group.rules, starred: this.starred, now: clock.now(), find };
  }

  private show(): void {
    if (!this.ready || this.disposed) return;
    const { messages, hasOlder, hasNewer } = this.page;
    const marks = { heldBy: this.heldBy, peerReadAt: this.peerReadAt };
    const notes = notesByMessage(this.notes);
    const held = new Map<EventId, FoundMessage>();
    const sources = this.sources((id) => held.get(id) ?? this.quoted.find(id));
    // Whatever is answered stands before its answer; of equal places it is read anew with the next change.
    const durable = messages.map((message) => {
      const { record, marks: beside } = markedMessage(message, notes.get(message.id), sources);
      held.set(record.id, foundMessage(record));
      return this.unchanged({ ...messageView(record, marks, this.group.unsent), ...beside });
    });
    const pending = this.waiting.beside(held);
    const all = [...durable, ...(hasNewer ? [] : pending).map((message) => pendingView(message, sources))];
    this.known = new Map(all.map((message) => [message.id, message]));
    this.shown.set({ status: 'ready', messages: all, hasOlder, hasNewer, firstUnread: this.firstUnread });
  }
}

function keyOf({ at, id }: MessageRecord): MessageKey {
  return { at, id };
}
