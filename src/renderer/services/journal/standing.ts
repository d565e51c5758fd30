import * as v from 'valibot';
import type { HostErrorCode } from '@shared/ipc/contract.ts';
import { type Failure, type Result, ok } from '@shared/result.ts';
import { countSchema } from '@shared/schemas.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { EventJournal } from './eventJournal.ts';

/** Name of the mark among the store's values: how journal and database stood when they last agreed. */
const MARK_NAME = 'journal-mark';
const markSchema = v.strictObject({
  journal: countSchema,
  events: countSchema,
  /** The wallet's greatest serial; marks of before there was one do not say. */
  wallet: v.optional(countSchema, 0),
  /** What was damaged already; marks of before do not say. */
  damaged: v.optional(countSchema, 0),
  /** That no own event waited for the store then; marks of before do not say, and are compared once more. */
  isWhole: v.optional(v.boolean(), false),
});
type Mark = v.InferOutput<typeof markSchema>;
const UNKNOWN: Mark = { journal: 0, events: -1, wallet: 0, damaged: 0, isWhole: false };

/** The two that are compared. */
export interface StandingParts {
  readonly store: DocumentStore;
  readonly journal: EventJournal;
}

/** What is asked before it is noted that they agree. */
interface MarkParts extends StandingParts {
  /** Whether own events may be in the journal and not in the database (REP-3). Absent where nothing own can be made. */
  readonly replicator?: { readonly hasLate: boolean };
}

/** How journal and database stand to each other. */
export interface Standing {
  /** How many entries the journal has. */
  readonly entries: number;
  /** Both stand as the mark says. */
  readonly isAgreed: boolean;
  /** The journal is damaged where it was not, or has fewer entries than it had (JNL-12). */
  readonly isHurt: boolean;
}

/** True when database and journal agreed at some time: then what the database holds can be shown before both are compared (APP-5). */
export async function hasAgreed(store: DocumentStore): Promise<boolean> {
  const mark = await store.values.get(MARK_NAME);
  return mark.ok && mark.value !== null;
}

/**
 * True when the database knows nothing of the journal although it holds something: lost, emptied, or another profile's (JNL-5). Fails when
 * nobody can tell: an app that opened on a lost database would take what is made in it for newer than what comes back.
 */
export async function isDatabaseLost({
  store,
  journal,
}: StandingParts): Promise<Result<boolean, StoreError | Failure<HostErrorCode>>> {
  const mark = await store.values.get(MARK_NAME);
  if (!mark.ok) return mark;
  if (mark.value !== null) return ok(false);
  const entries = await journal.count();
  return entries.ok ? ok(entries.value.count > 0) : entries;
}

/** Looks how both stand now. Fails when either does not answer. */
export async function standingOf({
  store,
  journal,
}: StandingParts): Promise<Result<Standing, StoreError | Failure<HostErrorCode>>> {
  const [mark, entries, figures] = await Promise.all([store.values.get(MARK_NAME), journal.count(), store.figures()]);
  if (!entries.ok) return entries;
  if (!mark.ok) return mark;
  if (!figures.ok) return figures;
  const known = v.safeParse(markSchema, mark.value?.value);
  const { count, damaged } = entries.value;
  const { events, walletSerial } = figures.value;
  const now = { journal: count, events, wallet: walletSerial, damaged, isWhole: true };
  return ok(standing(now, known.success ? known.output : UNKNOWN));
}

function standing(now: Mark, before: Mark): Standing {
  const isHurt = now.damaged > before.damaged || now.journal < before.journal;
  const isSame = before.journal === now.journal && before.events === now.events && before.wallet === now.wallet;
  const isAgreed = !isHurt && isSame && before.isWhole;
  return { entries: now.journal, isAgreed, isHurt };
}

/**
 * Notes how both stand now, for the next start, if the journal has all that was handed to it and the database all that is our own. Else
 * the next start took them for agreed and gave the place of what the journal alone has to another event.
 */
export async function markAgreement({ store, journal, replicator }: MarkParts): Promise<void> {
  if (!journal.isComplete()) return;
  const [entries, figures] = await Promise.all([journal.count(), store.figures()]);
  if (!entries.ok || !figures.ok || !journal.isComplete()) return;
  // After the counting: what began before it is seen, what begins after it makes another count.
  if (replicator?.hasLate === true) return;
  const { count, damaged } = entries.value;
  const { events, walletSerial } = figures.value;
  const mark: Mark = { journal: count, events, wallet: walletSerial, damaged, isWhole: true };
  await store.values.put({ name: MARK_NAME, value: mark });
}
