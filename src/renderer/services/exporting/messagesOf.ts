import type { SpaceId } from '@shared/ids.ts';
import { editsOf, foldNotes } from '@domain/chat/foldNotes.ts';
import type { MessageKey, MessageRecord } from '@domain/chat/message.ts';
import type { MessageNote } from '@domain/chat/note.ts';
import type { ExportedMessage } from '@domain/exporting/exported.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { Result } from '@shared/result.ts';
import { viewName } from '../groups/groupView.ts';
import { type ChatRules, rulesIn } from '../messages/noteRules.ts';
import { notesByMessage } from '../workspace/messageMarks.ts';

/** Rows read at a time. */
const PAGE = 200;

/** A stretch of a chat, both ends included. */
export interface Stretch {
  readonly space: SpaceId;
  readonly since: number;
  readonly until: number;
}

/** A message as it is told, or that there is one whose words end. */
export type ToldMessage = Omit<ExportedMessage, 'path'> | 'ending';

/** Thrown where the store cannot be read. */
export class StoreUnreadError extends Error {
  readonly error: StoreError;

  constructor(error: StoreError) {
    super(error.message);
    this.error = error;
  }
}

type ReadStore = Pick<DocumentStore, 'messages' | 'notes' | 'values'>;

/** The messages of a stretch, oldest first, page by page, with what was said about them (CEX-5). Throws {@link StoreUnreadError}. */
export async function* messagesOf(store: ReadStore, stretch: Stretch): AsyncGenerator<readonly ToldMessage[]> {
  const view = read(await store.values.get(viewName(stretch.space)));
  const rules = rulesIn(view?.value);
  let key: MessageKey | null = { at: stretch.since, id: '' };
  while (key !== null) {
    const from: MessageKey = key;
    const page = read(await store.messages(stretch.space, { kind: 'from', key: from, limit: PAGE }));
    const rows = page.messages.filter(({ id, at }) => id !== from.id && at <= stretch.until);
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined) return;
    const notes = read(await store.notes.within(stretch.space, { from: keyOf(first), to: keyOf(last) }));
    const said = notesByMessage(notes);
    yield rows.map((row) => toldOf(row, said.get(row.id) ?? [], rules));
    const isMore = page.hasNewer && page.messages.at(-1)?.id === last.id;
    key = isMore ? keyOf(last) : null;
  }
}

function toldOf(row: MessageRecord, notes: readonly MessageNote[], rules: ChatRules): ToldMessage {
  if (row.ends !== undefined || row.body.kind === 'fleeting') return 'ending';
  const { record, reactions, votes, closesAt } = foldNotes(row, notes, rules);
  const { id, at, author, own, body, extras } = record;
  return {
    ...{ id, at, author, own, body, reactions, votes, closesAt },
    reply: extras?.reply?.id ?? null,
    isForwarded: extras?.forwarded === true,
    mentions: extras?.mentions ?? [],
    versions: versionsOf(record, notes),
  };
}

function versionsOf(record: MessageRecord, notes: readonly MessageNote[]): ExportedMessage['versions'] {
  if (record.edited === undefined) return [];
  const seen = notes.filter(({ hidden }) => hidden === undefined);
  const edits = editsOf(record, seen).map(({ said, saidAt }) => ({ text: said.text, at: saidAt }));
  return [{ text: record.edited.original, at: record.at }, ...edits];
}

function keyOf({ at, id }: MessageRecord): MessageKey {
  return { at, id };
}

function read<T>(result: Result<T, StoreError>): T {
  if (!result.ok) throw new StoreUnreadError(result.error);
  return result.value;
}
