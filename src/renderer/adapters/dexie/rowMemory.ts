import type { AccountId, SpaceId } from '@shared/ids.ts';
import { isNoteKind } from '@domain/chat/note.ts';
import type { ConversationRecord } from '@domain/chat/message.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { type ChainPlace, type IntakePlan, chainKey, marksOf } from '@domain/intake/intake.ts';
import { NO_NOTES } from '@domain/intake/noteDraft.ts';
import { planIntake } from '@domain/intake/planIntake.ts';
import { programsOf } from '@domain/mini/programDraft.ts';

/** More spaces than this are not remembered: nobody writes in so many at a time. */
const MOST_SPACES = 32;

interface Remembered {
  row: ConversationRecord | null;
  readonly chains: Map<string, ChainPlace>;
}

/** What an event does if the rows it touches still are what they were. */
export interface Guess {
  readonly chain: ChainPlace;
  readonly row: ConversationRecord;
  readonly plan: IntakePlan;
}

/**
 * The rows last written of the spaces last written to, so that the next event can be planned before they are read (STO-9). They are a
 * guess: another window may have written since, so whoever acts on it reads the rows in the same transaction and lets go of
 * everything when they differ.
 */
export class RowMemory {
  private readonly spaces = new Map<SpaceId, Remembered>();

  /** What one event that continues its chain would do; null for anything else, or where the rows are not known. */
  guess(events: readonly AdmittedEvent[], self: AccountId): Guess | null {
    const [event] = events;
    if (event === undefined || events.length > 1) return null;
    const known = this.spaces.get(event.content.space);
    const chain = known?.chains.get(chainKey(event.content));
    const row = known?.row ?? null;
    if (chain === undefined || row === null || event.content.seq !== chain.seq + 1) return null;
    const plan = planAlone(event, { chain, row, self });
    return plan === null ? null : { chain, row, plan };
  }

  /** These rows were written. */
  keep({ chains, conversations, recount }: IntakePlan): void {
    for (const chain of chains) this.placeOf(chain.space).chains.set(chainKey(chain), chain);
    for (const row of conversations) this.keepRow(row);
    for (const space of recount) this.forget(space);
  }

  /** This row was written. */
  keepRow(row: ConversationRecord): void {
    this.placeOf(row.space).row = row;
  }

  /** Something else was written there. */
  forget(space: SpaceId): void {
    this.spaces.delete(space);
  }

  private placeOf(space: SpaceId): Remembered {
    const known = this.spaces.get(space) ?? { row: null, chains: new Map<string, ChainPlace>() };
    // Behind the others: what was not written to for longest goes first.
    this.spaces.delete(space);
    this.spaces.set(space, known);
    for (const oldest of this.spaces.keys()) {
      if (this.spaces.size <= MOST_SPACES) break;
      this.spaces.delete(oldest);
    }
    return known;
  }
}

/** Null for what needs more than these two rows. */
function planAlone(
  event: AdmittedEvent,
  { chain, row, self }: Pick<Guess, 'chain' | 'row'> & { readonly self: AccountId },
): IntakePlan | null {
  const { readMarks, pins } = marksOf([event], self);
  if (isNoteKind(event.content.kind)) return null;
  if (readMarks.length + pins.length + programsOf([event]).ledgers.length > 0) return null;
  const planned = planIntake([event], {
    chains: new Map([[chainKey(chain), chain]]),
    conversations: new Map([[row.space, row]]),
    kept: new Set(),
    readMarks: new Map(),
    pins: new Map(),
    programs: { ledgers: new Map(), parts: [] },
    notes: NO_NOTES,
    self,
  });
  return planned.ok && planned.value.recount.length === 0 ? planned.value : null;
}
