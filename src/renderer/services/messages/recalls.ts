import type { AccountId, SpaceId } from '@shared/ids.ts';
import { NOTE_KINDS, type MessageNote, readNote } from '@domain/chat/note.ts';
import { projectEvent } from '@domain/chat/project.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { MessageStretch } from '@ports/messageNotes.ts';
import type { Disposer, Snapshot } from '@ports/snapshot.ts';
import { type GroupRules, ranAt } from '../groups/groupRules.ts';
import { groupBy } from '../replication/journalChains.ts';
import { Turn } from '../turn.ts';

const ALL: MessageStretch = { from: { at: 0, id: '' }, to: null };

/** Of a group: who ran it when. */
export interface RuledGroup {
  readonly rules: GroupRules;
}

/** Groups as taking away asks them. */
export interface RuledGroups {
  readonly groups: Snapshot<ReadonlyMap<SpaceId, RuledGroup>>;
  listen(listener: (before: RuledGroup | null, after: (RuledGroup & WithSpace) | null) => Promise<void>): Disposer;
}

interface WithSpace {
  readonly record: { readonly space: SpaceId };
}

/** What taking away what others said works with. */
export interface RecallParts {
  readonly self: AccountId;
  readonly store: Pick<DocumentStore, 'notes'>;
  readonly groups: RuledGroups;
  /** A message says nothing any more. */
  readonly onTaken: () => void;
}

/**
 * Takes the content of messages out of the tables that somebody took away who ran the group then (MSG-3), whichever came first: the message,
 * what took it away, or that they ran the group. What authors take back themselves is taken out as it comes.
 */
export class Recalls {
  private readonly parts: RecallParts;
  private readonly turn = new Turn();

  constructor(parts: RecallParts) {
    this.parts = parts;
    parts.groups.listen(async (before, after) => {
      if (before === null || after === null || isSame(before.rules, after.rules)) return;
      this.lookThrough(after.record.space);
    });
  }

  /** Looks through every group once: the app may have ended between what came and what it means. */
  start(): void {
    for (const space of this.parts.groups.groups.get().keys()) this.lookThrough(space);
  }

  /** Looks through one: of what was said there something stands that did not before. */
  lookThrough(space: SpaceId): void {
    void this.turn.take(() => this.judgeWithin(space, ALL));
  }

  onAdmitted(events: readonly AdmittedEvent[]): void {
    const said = events.filter(({ content }) => this.rulesIn(content.space) !== null);
    for (const note of said.map(readRecall)) if (note !== null) void this.turn.take(() => this.judge(note));
    for (const [space, messages] of groupBy(
      said.filter((event) => this.isMessage(event)),
      spaceOf,
    )) {
      const stretch = stretchOf(messages);
      // What took one of them away may have come before it.
      if (stretch !== null) void this.turn.take(() => this.judgeWithin(space, stretch));
    }
  }

  /** Resolves when everything asked for before is done. */
  settled(): Promise<void> {
    return this.turn.take(() => Promise.resolve());
  }

  private async judge({ space, message, author, saidAt, hidden }: MessageNote): Promise<void> {
    const rules = this.rulesIn(space);
    if (rules === null || hidden === true || !ranAt(rules, { account: author, at: saidAt })) return;
    const done = await this.parts.store.notes.recall(space, message, author);
    if (done.ok && done.value) this.parts.onTaken();
  }

  private async judgeWithin(space: SpaceId, stretch: MessageStretch): Promise<void> {
    const notes = await this.parts.store.notes.openRecalls(space, stretch);
    for (const note of notes.ok ? notes.value : []) await this.judge(note);
  }

  private rulesIn(space: SpaceId): GroupRules | null {
    return this.parts.groups.groups.get().get(space)?.rules ?? null;
  }

  private isMessage(event: AdmittedEvent): boolean {
    return projectEvent(event, this.parts.self).kind === 'message';
  }
}

function readRecall(event: AdmittedEvent): MessageNote | null {
  return event.content.kind === NOTE_KINDS.recall ? readNote(event) : null;
}

function spaceOf({ content }: AdmittedEvent): SpaceId {
  return content.space;
}

/** From the first of some messages to the last; null where there is none. */
function stretchOf(messages: readonly AdmittedEvent[]): MessageStretch | null {
  const places = messages.map(({ id, sortAt }) => ({ at: sortAt, id }));
  const ordered = places.toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
  const [from, to] = [ordered[0], ordered.at(-1)];
  return from === undefined || to === undefined ? null : { from, to };
}

function isSame(before: GroupRules, after: GroupRules): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
