import type { EventId, SpaceId } from '@shared/ids.ts';
import { placeOfMessage } from '@domain/importing/ids.ts';
import { PAGE_MESSAGES, type ImportedChat, type ImportedMessage } from '@domain/importing/records.ts';
import type { LiveQuery } from '@ports/query.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import type { Message, MessageWindow, MessageWindowState } from '../workspace/messageViews.ts';
import { firstReady } from '../workspace/liveQueries.ts';
import type { ImportsView } from '../workspace/importWorkspace.ts';
import type { ImportPages } from './importPages.ts';
import { importedView } from './importedView.ts';

/** Messages loaded at a time, and most of them at once. */
const STEP = 50;
const MOST = 400;

const NOTHING = { messages: [], hasOlder: false, hasNewer: false, firstUnread: null } as const;

interface OpenChat {
  readonly chat: ImportedChat;
  readonly me: number | null;
}

/** A sliding window over an imported chat (IMP-12), as over any other. Nothing in it ever changes. */
export class ImportWindow implements MessageWindow {
  readonly state = writableSnapshot<MessageWindowState>({ status: 'loading', ...NOTHING });
  private readonly pages: ImportPages;
  private readonly opening: Promise<OpenChat | null>;
  private readonly known = new Map<number, Message>();
  private from = 0;
  private to = 0;
  private isDisposed = false;
  private last: Promise<void> = Promise.resolve();
  private waiting = 0;

  constructor(
    { imports, pages }: { readonly imports: LiveQuery<ImportsView>; readonly pages: ImportPages },
    space: SpaceId,
  ) {
    this.pages = pages;
    this.opening = this.open(imports, space);
    this.latest();
  }

  readonly older = (): void => {
    if (this.waiting > 0 || !this.state.get().hasOlder) return;
    this.move(({ chat }) => {
      // Where nothing can be read, what can be lies before the page.
      const from = Math.max(0, this.from - (this.known.size === 0 ? PAGE_MESSAGES : STEP));
      return { from, to: Math.min(this.to, from + MOST, chat.messages) };
    });
  };

  readonly newer = (): void => {
    if (this.waiting > 0 || !this.state.get().hasNewer) return;
    this.move(({ chat }) => {
      const to = Math.min(chat.messages, this.to + (this.known.size === 0 ? PAGE_MESSAGES : STEP));
      return { from: Math.max(this.from, to - MOST), to };
    });
  };

  readonly latest = (): void => {
    this.move(({ chat: { messages } }) => ({ from: Math.max(0, messages - STEP), to: messages }));
  };

  readonly around = async (id: EventId): Promise<boolean> => {
    const open = await this.opening;
    const place = open === null ? null : placeOfMessage(open.chat.id, id);
    if (open === null || place === null || place >= open.chat.messages) return false;
    const { messages } = open.chat;
    this.move(() => ({ from: Math.max(0, place - STEP / 2), to: Math.min(messages, place + STEP) }));
    return true;
  };

  readonly dispose = (): void => {
    this.isDisposed = true;
  };

  private async open(imports: LiveQuery<ImportsView>, space: SpaceId): Promise<OpenChat | null> {
    const view = await firstReady(imports);
    const chat = view?.chats.find(({ id }) => id === space) ?? null;
    const outline = chat === null ? null : await this.pages.outline(chat);
    return chat === null || outline === null ? null : { chat, me: outline.me };
  }

  /** One move after another. */
  private move(to: (open: OpenChat) => { readonly from: number; readonly to: number }): void {
    this.waiting += 1;
    this.last = this.last.then(async () => {
      const open = await this.opening;
      if (open === null) this.state.set({ status: 'failed', ...NOTHING });
      else {
        const range = to(open);
        [this.from, this.to] = [range.from, range.to];
        await this.show(open);
      }
      this.waiting -= 1;
    });
  }

  private async show({ chat, me }: OpenChat): Promise<void> {
    const messages: Message[] = [];
    for (let place = this.from; place < this.to;) {
      const page = await this.pages.page(chat, place);
      const start = place - (place % PAGE_MESSAGES);
      const end = Math.min(this.to, start + PAGE_MESSAGES);
      for (; place < end; place += 1) {
        const message = page[place - start];
        if (message !== undefined) messages.push(await this.view({ chat, me }, place, message));
      }
    }
    for (const place of this.known.keys()) if (place < this.from || place >= this.to) this.known.delete(place);
    if (this.isDisposed) return;
    const [hasOlder, hasNewer] = [this.from > 0, this.to < chat.messages];
    const lost = this.to - this.from - messages.length;
    this.state.set({ status: 'ready', messages, hasOlder, hasNewer, lost, firstUnread: null });
  }

  /** The same object as before, so that no row is drawn again. */
  private async view({ chat, me }: OpenChat, place: number, message: ImportedMessage): Promise<Message> {
    const known = this.known.get(place);
    if (known !== undefined) return known;
    const { reply } = message;
    const answered = reply === undefined ? null : await this.pages.message(chat, reply);
    const made = importedView({ id: chat.id, me }, place, { message, answered });
    this.known.set(place, made);
    return made;
  }
}
