import type { EventId, SpaceId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { LIFE } from '@domain/chat/bodies.ts';
import { cleanMentions } from '@domain/chat/extras.ts';
import { isEditable, isRecallable } from '@domain/chat/foldNotes.ts';
import { MAX_MESSAGE_LENGTH, type MessageRecord } from '@domain/chat/message.ts';
import { MAX_SIGN, NOTE_KINDS, ORDERED, type NoteSaid, afterOf, encodeNote } from '@domain/chat/note.ts';
import type { MessageActs } from '../workspace/messageWorkspace.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspaceErrors.ts';
import { type MessageParts, findMessage, say, whyNotNote } from './messageParts.ts';

/** What is said about messages after they were said. */
export type NoteActs = Pick<
  MessageActs,
  'react' | 'editMessage' | 'recallMessage' | 'votePoll' | 'closePoll' | 'setTimer'
>;

type Note = Exclude<NoteSaid, { readonly act: 'timer' }>;

/** See {@link NoteActs} (MSG-1 to MSG-5). */
export function createNoteActs(parts: MessageParts): NoteActs {
  return {
    react: (space, id, sign) => {
      if (sign !== null && (sign === '' || sign.length > MAX_SIGN)) return unfit('no sign');
      return note(parts, space, { id, said: { act: 'react', sign }, refuse: () => whyNotNote(parts, space) });
    },
    editMessage: async (space, id, { text, mentions = [] }) => {
      const words = text.toWellFormed();
      if (words.length > MAX_MESSAGE_LENGTH) return fail('message-too-long', `${words.length} characters`);
      const said: Note = { act: 'edit', text: words, mentions: cleanMentions(mentions, words) };
      return note(parts, space, { id, said, refuse: (message) => whyNotEdit(parts, message, words) });
    },
    recallMessage: (space, id) =>
      note(parts, space, { id, said: { act: 'recall' }, refuse: (message) => whyNotRecall(parts, message) }),
    votePoll: (space, id, options) =>
      note(parts, space, {
        id,
        said: { act: 'vote', options: [...options] },
        refuse: (message) => whyNotVote(message, options) ?? whyNotNote(parts, space),
      }),
    closePoll: (space, id) =>
      note(parts, space, {
        id,
        said: { act: 'close' },
        refuse: ({ own, body }) => {
          if (body.kind !== 'poll') return { code: 'message-unfit', message: 'no poll' };
          return own ? whyNotNote(parts, space) : { code: 'message-not-own', message: 'of another' };
        },
      }),
    setTimer: (space, life) => setTimer(parts, space, life),
  };
}

async function note(
  parts: MessageParts,
  space: SpaceId,
  {
    id,
    said,
    refuse,
  }: {
    readonly id: EventId;
    readonly said: Note;
    readonly refuse: (message: MessageRecord) => WorkspaceError | null;
  },
): Outcome {
  const found = await findMessage(parts, space, id);
  if (!found.ok) return found;
  const refused = refuse(found.value);
  if (refused !== null) return { ok: false, error: refused };
  if (found.value.body.kind === 'recalled') return unfit('it was taken back');
  const after = await saidBefore(parts, found.value, said.act);
  if (!after.ok) return after;
  const made = await say({ ...parts, givenUp: null }, space, {
    kind: NOTE_KINDS[said.act],
    body: encodeNote(found.value, said, after.value),
  });
  return made.ok ? ok() : made;
}

/** Another own device may have a clock that is far ahead: what is said after its words says so (CHT-59). */
async function saidBefore(
  { store, self, clock }: MessageParts,
  { space, id, at }: MessageRecord,
  act: Note['act'],
): Outcome<number | undefined> {
  if (!ORDERED.has(act)) return ok(undefined);
  const there = { at, id };
  const notes = await store.notes.within(space, { from: there, to: there });
  if (!notes.ok) return { ok: false, error: storeFailure(notes.error) };
  const own = notes.value.filter(({ author, said }) => author === self && said.act === act);
  return ok(afterOf(own, clock.now()));
}

function whyNotEdit(parts: MessageParts, message: MessageRecord, text: string): WorkspaceError | null {
  if (!message.own) return { code: 'message-not-own', message: 'of another' };
  if (!isEditable(message)) return { code: 'message-unfit', message: message.body.kind };
  if (message.body.kind === 'text' && text.trim() === '') return { code: 'message-empty', message: 'nothing to say' };
  return parts.whyNotWrite(message.space);
}

function whyNotRecall(parts: MessageParts, message: MessageRecord): WorkspaceError | null {
  if (!isRecallable(message)) return { code: 'message-unfit', message: message.body.kind };
  if (message.own) {
    const isLate = parts.clock.now() - message.at > parts.recallWithin();
    return isLate ? { code: 'recall-late', message: 'said long ago' } : whyNotNote(parts, message.space);
  }
  if (parts.runsGroup(message.space)) return whyNotNote(parts, message.space);
  const code = parts.isGroup(message.space) ? 'group-not-allowed' : 'message-not-own';
  return { code, message: 'of another' };
}

function whyNotVote({ body }: MessageRecord, options: readonly number[]): WorkspaceError | null {
  if (body.kind !== 'poll') return { code: 'message-unfit', message: 'no poll' };
  const isFit = options.every((place) => Number.isInteger(place) && place >= 0 && place < body.poll.options.length);
  const isOnce = new Set(options).size === options.length && (body.poll.several || options.length <= 1);
  return isFit && isOnce ? null : { code: 'message-unfit', message: 'no such choice' };
}

async function setTimer(parts: MessageParts, space: SpaceId, life: number | null): Outcome {
  if (life !== null && !(Number.isSafeInteger(life) && life >= LIFE.least && life <= LIFE.most)) return unfit('life');
  const refused = whyNotNote(parts, space);
  if (refused !== null) return { ok: false, error: refused };
  if (parts.isGroup(space) && !parts.runsGroup(space)) return fail('group-not-allowed', 'timer');
  const made = await say({ ...parts, givenUp: null }, space, { kind: NOTE_KINDS.timer, body: { life } });
  return made.ok ? ok() : made;
}

function unfit(message: string): Outcome<never> {
  return Promise.resolve(fail('message-unfit', message));
}
