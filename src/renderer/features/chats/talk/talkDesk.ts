import { type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { Message } from '@services/workspace/messageViews.ts';
import type { Seeking } from '../find/seeking.ts';

/** What the composer is for now: something new, an answer to a message, or other words for an own one. */
export type Writing =
  | { readonly kind: 'new' }
  | { readonly kind: 'reply'; readonly to: Message }
  | { readonly kind: 'edit'; readonly message: Message };

/** Messages by their ids. */
export type Chosen = ReadonlyMap<string, Message>;

const NONE: Chosen = new Map();
const NEW: Writing = { kind: 'new' };

/** Most places one can go back through. */
const MOST_PLACES = 32;

/**
 * What a person is about in one open talk, beside what is said in it: the message under the pointer, those chosen, what is being
 * answered or edited, and where a jump came from. Rows follow only what concerns them, so that none of it draws the log anew.
 */
export class TalkDesk {
  private readonly hover = writableSnapshot<string | null>(null);
  private readonly chosen = writableSnapshot<Chosen | null>(null);
  private readonly wanted: WritableSnapshot<Writing>;
  private readonly places = writableSnapshot<readonly string[]>([]);
  private readonly sought = writableSnapshot<Seeking | null>(null);
  private newestOwn: Message | null = null;

  /** Goes on with an edit that was begun, where there is one. */
  constructor(edited: Message | null = null) {
    this.wanted = writableSnapshot<Writing>(edited === null ? NEW : { kind: 'edit', message: edited });
  }

  /** Key of the row that the pointer is over. */
  get hovered(): Snapshot<string | null> {
    return this.hover;
  }

  /** The chosen messages by their ids; null while none can be chosen by a press. */
  get selected(): Snapshot<Chosen | null> {
    return this.chosen;
  }

  get writing(): Snapshot<Writing> {
    return this.wanted;
  }

  /** Messages that jumps were made from, the last one last. */
  get jumps(): Snapshot<readonly string[]> {
    return this.places;
  }

  /** What is looked for in the talk; null while nothing is. */
  get seeking(): Snapshot<Seeking | null> {
    return this.sought;
  }

  readonly seek = (seeking: Seeking | null): void => this.sought.set(seeking);

  /** The newest message that one may edit, as far as the log knows. */
  get newestEditable(): Message | null {
    return this.newestOwn;
  }

  readonly knowEditable = (message: Message | null): void => {
    this.newestOwn = message;
  };

  readonly hoverOver = (key: string | null): void => this.hover.set(key);

  /** Chooses these, or no longer if all of them are chosen. With the last one the choosing ends. */
  readonly toggle = (messages: readonly Message[]): void => {
    const before = this.chosen.get() ?? NONE;
    if (!messages.every(({ id }) => before.has(id))) return this.select(messages);
    const without = new Set(messages.map(({ id }) => id));
    const left = [...before].filter(([id]) => !without.has(id));
    this.chosen.set(left.length === 0 ? null : new Map(left));
  };

  /** Chooses these beside the others. */
  readonly select = (messages: readonly Message[]): void => {
    if (messages.length === 0) return;
    const added = messages.map((message) => [message.id, message] as const);
    this.chosen.set(new Map([...(this.chosen.get() ?? NONE), ...added]));
  };

  readonly endSelection = (): void => this.chosen.set(null);

  readonly reply = (to: Message): void => this.wanted.set({ kind: 'reply', to });
  readonly edit = (message: Message): void => this.wanted.set({ kind: 'edit', message });
  readonly writeNew = (): void => this.wanted.set(NEW);

  /** Remembers where a jump was made from. */
  readonly jumpedFrom = (id: string): void => {
    if (this.places.get().at(-1) !== id) this.places.set([...this.places.get(), id].slice(-MOST_PLACES));
  };

  /** The place to go back to, which is then forgotten; null where there is none. */
  readonly takeJump = (): string | null => {
    const last = this.places.get().at(-1) ?? null;
    if (last !== null) this.places.set(this.places.get().slice(0, -1));
    return last;
  };

  readonly forgetJumps = (): void => this.places.set([]);
}
