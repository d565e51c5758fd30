import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { NOTE_KINDS, isNoteKind } from '@domain/chat/note.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { isInGap } from '@domain/group/inGap.ts';
import type { Roster } from '@domain/group/roster.ts';
import { Turn } from '../turn.ts';
import type { GroupBook } from './groupBook.ts';
import { type GroupRules, mightAt, wasEverClosed } from './groupRules.ts';
import { type Hidden, HiddenLists } from './hiddenLists.ts';

const PAGE = 500;

/** See {@link Roster.gaps}. */
type Gaps = Roster['gaps'];
type Word = Hidden['closed'][number];

/** What hiding words works with. */
export interface HiddenWordsParts {
  /** Who this device speaks for, and which it is. */
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly store: DocumentStore;
  readonly groups: GroupBook;
}

/**
 * Keeps out of sight what was said and does not count: in a group beyond a cut, or by someone who might not post then (GRS-10), in any chat by a
 * device beyond where it was taken out (DEV-27). The log holds it all the same; when the roster or the account changes its mind, the words are back.
 */
export class HiddenWords {
  private readonly turn = new Turn();
  /** What lies beyond the ends of its chains, as it was told last. */
  private readonly beyond = new Map<SpaceId, ReadonlySet<EventId>>();
  private readonly store: DocumentStore;
  private readonly groups: GroupBook;
  private readonly lists: HiddenLists;
  private readonly own: { readonly account: AccountId; readonly device: DeviceId };

  constructor(parts: HiddenWordsParts) {
    this.store = parts.store;
    this.groups = parts.groups;
    this.lists = new HiddenLists(parts.store);
    this.own = parts.self;
  }

  /** True when an event may be shown, as far as is known now. */
  isShown(space: SpaceId, event: Pick<AdmittedEvent, 'author' | 'sortAt' | 'content'>): boolean {
    const group = this.groups.get(space);
    if (group === null) return true;
    // Small things about others' words may be said by all who are in it.
    const isSmall = isNoteKind(event.content.kind) && event.content.kind !== NOTE_KINDS.edit;
    const mightPost = isSmall || mightAt(group.rules, 'post', { account: event.author, at: event.sortAt });
    return mightPost && !this.isOutside(space, event.content);
  }

  /** True when something was said while its author was out (GRP-32). One's own stays to be seen, as not sent. */
  private isOutside(
    space: SpaceId,
    word: { readonly device: DeviceId; readonly seq: number; readonly at: number },
  ): boolean {
    const gaps = this.groups.get(space)?.roster.gaps.get(word.device);
    return word.device !== this.own.device && isInGap(gaps, word);
  }

  /** New events came. */
  onAdmitted(space: SpaceId, events: readonly AdmittedEvent[]): void {
    const outside = events.filter(({ content }) => this.isOutside(space, content)).map(({ id }) => id);
    if (outside.length > 0)
      void this.turn.take(async () => {
        await this.hideOutside(space, outside);
        await this.readAgain(space);
      });
    const words = events
      .filter((event) => !this.isShown(space, event) && !outside.includes(event.id))
      .map(({ id, author, sortAt }) => ({ id, author, at: sortAt }));
    if (words.length > 0)
      void this.turn.take(async () => {
        await this.hideClosed(space, words);
        await this.readAgain(space);
      });
  }

  /** These, and no others, lie beyond the ends of their chains now. */
  onBeyond(space: SpaceId, ids: readonly EventId[]): void {
    this.beyond.set(space, new Set(ids));
    void this.turn.take(async () => {
      const before = await this.lists.read(space);
      const wanted = new Set(ids);
      const closed = new Set(before.closed.map(({ id }) => id));
      const back = before.beyond.filter((id) => !wanted.has(id) && !closed.has(id));
      const fresh = without(ids, before.beyond);
      const begun = { ...before, beyond: joined(before.beyond, fresh), owed: joined(before.owed, [...back, ...fresh]) };
      const isNew = fresh.length + back.length > 0;
      if (isNew && !(await this.lists.write(space, begun))) return;
      const outside: EventId[] = [];
      for (const id of back) if (!(await this.restore(space, id))) outside.push(id);
      const kept = before.beyond.filter((id) => wanted.has(id));
      const beyond = joined(kept, await this.hide(space, ids));
      if (isNew) await this.lists.write(space, { ...begun, beyond, outside: joined(before.outside, outside) });
      await this.readAgain(space);
    });
  }

  /** The rules about posting changed: judges everything anew. */
  onRules(space: SpaceId, before: GroupRules, after: GroupRules): void {
    if (!wasEverClosed(before) && !wasEverClosed(after)) return;
    if (JSON.stringify(before) !== JSON.stringify(after)) this.judgeRules(space, after);
  }

  private judgeRules(space: SpaceId, after: GroupRules): void {
    void this.turn.take(async () => {
      const isClosed = (word: Word) => !mightAt(after, 'post', { account: word.author, at: word.at });
      const known = await this.lists.read(space);
      const back = known.closed.filter((word) => !isClosed(word)).map(({ id }) => id);
      const hidden = { ...known, owed: joined(known.owed, back) };
      if (!(await this.lists.write(space, hidden))) return;
      const beyond = new Set(hidden.beyond);
      for (const id of back) if (!beyond.has(id)) await this.store.restoreMessage(space, id);
      await this.lists.write(space, { ...hidden, closed: hidden.closed.filter(isClosed) });
      await this.hideClosed(space, (await this.allWords(space)).filter(isClosed));
      await this.readAgain(space);
    });
  }

  /** Somebody came back who had been out, or it turned out that they had not: judges anew what was said meanwhile. */
  onGaps(space: SpaceId, before: Gaps, after: Gaps): void {
    if (keyOf(before) !== keyOf(after)) this.judgeGaps(space);
  }

  private judgeGaps(space: SpaceId): void {
    void this.turn.take(async () => {
      const known = await this.lists.read(space);
      const hidden = { ...known, owed: joined(known.owed, known.outside) };
      if (!(await this.lists.write(space, hidden))) return;
      const still: EventId[] = [];
      for (const id of hidden.outside) if (!(await this.restore(space, id))) still.push(id);
      await this.lists.write(space, { ...hidden, outside: still });
      const outside = (await this.allMessages(space)).filter((message) => this.isOutside(space, message));
      const notes = await this.notesOutside(space);
      await this.hideOutside(space, [...outside.map(({ id }) => id), ...notes]);
      await this.readAgain(space);
    });
  }

  /** Goes on where something was owed as the app ended, once it is known who is in which group. `tell`: says anew what lies beyond the ends of a space. */
  async resume(tell: (space: SpaceId) => Promise<void>): Promise<void> {
    for (const space of (await this.turn.take(() => this.lists.owing())) ?? []) {
      const group = this.groups.get(space);
      if (group !== null) {
        if (wasEverClosed(group.rules)) this.judgeRules(space, group.rules);
        this.judgeGaps(space);
      }
      await tell(space);
    }
    await this.settled();
  }

  /** The group was deleted. */
  forget(space: SpaceId): Promise<void> {
    this.beyond.delete(space);
    return this.turn.take(() => this.lists.remove(space));
  }

  /** Resolves when everything asked for before is done. */
  settled(): Promise<void> {
    return this.turn.take(() => Promise.resolve());
  }

  private async hideClosed(space: SpaceId, words: readonly Word[]): Promise<void> {
    const before = await this.lists.read(space);
    const listed = new Set(before.closed.map(({ id }) => id));
    const fresh = words.filter(({ id }) => !listed.has(id));
    const ids = words.map(({ id }) => id);
    const begun = { ...before, closed: [...before.closed, ...fresh], owed: joined(before.owed, ids) };
    if (fresh.length > 0 && !(await this.lists.write(space, begun))) return;
    const done = new Set(await this.hide(space, ids));
    const closed = [...before.closed, ...fresh.filter(({ id }) => done.has(id))];
    if (fresh.length > 0) await this.lists.write(space, { ...begun, closed });
  }

  /** Shows a message again, unless it was said while its author was out. */
  private async restore(space: SpaceId, id: EventId): Promise<boolean> {
    await this.store.restoreMessage(space, id);
    const found = await this.store.message(space, id);
    if (!found.ok || found.value === null || !this.isOutside(space, found.value)) return true;
    await this.store.hideMessage(space, id);
    return false;
  }

  /** Noted before any of it is hidden: what is out of sight is on a list, also where the app ends in between. */
  private async hideOutside(space: SpaceId, ids: readonly EventId[]): Promise<void> {
    const before = await this.lists.read(space);
    const fresh = without(ids, before.outside);
    const begun = { ...before, outside: joined(before.outside, fresh), owed: joined(before.owed, ids) };
    if (fresh.length > 0 && !(await this.lists.write(space, begun))) return;
    const outside = joined(before.outside, await this.hide(space, ids));
    if (fresh.length > 0) await this.lists.write(space, { ...begun, outside });
  }

  /**
   * What a note pushed out that does not count is back, as where that note never was; one that counts again may have been pushed out itself
   * (CHT-57). It is owed until it was done.
   */
  private async readAgain(space: SpaceId): Promise<void> {
    const hidden = await this.lists.read(space);
    if (hidden.owed.length === 0) return;
    const beyond = new Set([...hidden.beyond, ...(this.beyond.get(space) ?? [])]);
    const isShown = (event: AdmittedEvent) => !beyond.has(event.id) && this.isShown(space, event);
    const again = { self: this.own.account, beside: hidden.owed, isShown };
    const done = await this.store.notes.readAgain(space, again);
    if (done.ok) await this.lists.write(space, { ...hidden, owed: [] });
  }

  /** Those that were there to be hidden: what a person deleted stays theirs. */
  private async hide(space: SpaceId, ids: readonly EventId[]): Promise<readonly EventId[]> {
    const done: EventId[] = [];
    for (const id of ids) {
      const hid = await this.store.hideMessage(space, id);
      if (hid.ok && hid.value) done.push(id);
    }
    return done;
  }

  private async allWords(space: SpaceId): Promise<readonly Word[]> {
    return (await this.allMessages(space)).map(({ id, author, at }) => ({
      id,
      author: author satisfies AccountId,
      at,
    }));
  }

  /** What was said about messages by who was out (CHT-57). */
  private async notesOutside(space: SpaceId): Promise<readonly EventId[]> {
    const { notes } = this.store;
    const [about, timers] = [
      await notes.within(space, { from: { at: 0, id: '' }, to: null }),
      await notes.ofSpace(space),
    ];
    return [...(about.ok ? about.value : []), ...(timers.ok ? timers.value : [])]
      .filter((note) => note.hidden === undefined && this.isOutside(space, { ...note, at: note.saidAt }))
      .map(({ event }) => event);
  }

  private async allMessages(space: SpaceId): Promise<readonly MessageRecord[]> {
    const words: MessageRecord[] = [];
    let from: MessageRecord | null = null;
    for (;;) {
      const key: { at: number; id: string } = from === null ? { at: 0, id: '' } : { at: from.at, id: `${from.id}~` };
      const page = await this.store.messages(space, { kind: 'from', key, limit: PAGE });
      if (!page.ok) return words;
      for (const message of page.value.messages) if (message.body.kind !== 'notice') words.push(message);
      const last = page.value.messages.at(-1);
      if (last === undefined || !page.value.hasNewer) return words;
      from = last;
    }
  }
}

function without(one: readonly EventId[], other: readonly EventId[]): EventId[] {
  const left = new Set(other);
  return one.filter((id) => !left.has(id));
}

function joined(one: readonly EventId[], other: readonly EventId[]): EventId[] {
  return [...new Set([...one, ...other])];
}

function keyOf(gaps: Gaps): string {
  return JSON.stringify([...gaps]);
}
