import type { SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { eventIdSchema } from '@shared/schemas.ts';
import * as v from 'valibot';
import { encodeExtras } from '@domain/chat/extras.ts';
import { type LinkPreview, MAX_PREVIEWED_WORDS, readLinkPreview } from '@domain/chat/linkPreview.ts';
import { MAX_DRAFT_LENGTH, MAX_MESSAGE_LENGTH } from '@domain/chat/message.ts';
import { MESSAGE_KIND } from '@domain/chat/project.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { type NewWalletCard, WALLET_CARD_KIND, encodeWalletCard } from '@domain/chat/walletCard.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { extrasFor } from '../messages/messageParts.ts';
import type { AuthorError } from '../replication/failures.ts';
import type { Replicator } from '../replication/replicator.ts';
import { authorFailure, outcomeOf } from '../workspace/failures.ts';
import type { Unwanted } from '../messages/unwanted.ts';
import type { TextExtras } from '../workspace/messageWorkspace.ts';
import type { Acts } from '../workspace/acts.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspace.ts';
import { unsentMessage } from '../workspace/unsent.ts';
import type { BegunMessage, PendingMessages } from './pendingMessages.ts';
import type { ReadMarks } from './readMarks.ts';

/** What the acts of a conversation work with. */
export interface ChatParts {
  readonly store: DocumentStore;
  /** Why one may not write in a conversation now. */
  readonly whyNotWrite: (space: SpaceId) => WorkspaceError | null;
  readonly replicator: Pick<Replicator, 'author' | 'say'>;
  readonly pending: PendingMessages;
  /** Keeps own events of a space whose places are taken and that were not kept (REP-3). */
  readonly keepLate: (space: SpaceId) => Promise<Result<unknown, AuthorError>>;
  readonly readMarks: ReadMarks;
  /** Remembers what was taken away before it was kept, and takes it away as it is kept. */
  readonly unwanted: Pick<Unwanted, 'note' | 'forget' | 'takeBack'>;
}

type ChatActs = Pick<
  Acts,
  'sendText' | 'sendWalletCard' | 'retryMessage' | 'deleteMessage' | 'restoreMessage' | 'saveDraft' | 'markRead'
>;

/** What a person does in a conversation. */
export function createChatActs(parts: ChatParts): ChatActs {
  const { store, pending, readMarks, unwanted } = parts;
  // Should the app end before: the journal may bring it back.
  pending.onAway = (space, event) => void unwanted.note(space, event);
  pending.onUnwanted = (space, event) => void unwanted.takeBack(space, event);
  pending.onMeant = (event) => void unwanted.forget(event);
  const send: ChatActs['sendText'] = (space, text, extras) => sendText(parts, space, { text, extras });
  return {
    sendText: send,
    sendWalletCard: (space, card) => sendWalletCard(parts, space, card),
    retryMessage: (space, id) => retryMessage(parts, space, id),
    deleteMessage: async (space, id) => {
      const waiting = pending.takeAway(space, id);
      if (waiting === null) return withEventId(id, async (event) => outcomeOf(await store.hideMessage(space, event)));
      // What is being kept is taken back once it is: hidden before, it would not be found then.
      if (waiting.event === undefined || waiting.state === 'queued') return ok();
      // What failed would be kept with the next words; where the disk works again, it is over and done with now.
      void parts.keepLate(space);
      return ok();
    },
    restoreMessage: (space, id) =>
      withEventId(id, async (event) => outcomeOf(await store.restoreMessage(space, event))),
    saveDraft: async (space, text) => {
      const draft = text.slice(0, MAX_DRAFT_LENGTH);
      return outcomeOf(
        await store.conversations.update(space, (row) =>
          row === null || row.draft === draft ? null : { ...row, draft },
        ),
      );
    },
    markRead: async (space, at) => {
      const marked = await store.markRead(space, at);
      if (marked.ok) readMarks.tell(space, at);
      return outcomeOf(marked);
    },
  };
}

async function withEventId(
  id: string,
  act: (event: v.InferOutput<typeof eventIdSchema>) => Outcome,
): Promise<Result<void, WorkspaceError>> {
  const event = v.safeParse(eventIdSchema, id);
  return event.success ? act(event.output) : fail('internal', 'not a message id');
}

/** Says what failed once more, in its place: whatever comes of it, it is said or stands there still (CHT-12). */
async function retryMessage(parts: ChatParts, space: SpaceId, id: string): Promise<Result<void, WorkspaceError>> {
  const { pending } = parts;
  const message = pending.find(space, id);
  if (message === null) return sayAgain(parts, space, id);
  // A second press while the first is under way must not say it twice.
  const begun = pending.again(space, id);
  if (begun === null) return ok();
  const refused = parts.whyNotWrite(space);
  if (refused !== null) {
    begun.settle(refused.code, message.event);
    return { ok: false, error: refused };
  }
  if (message.event === undefined) {
    const sent = await sayText(parts, space, { ...message, begun });
    return sent.ok ? ok() : sent;
  }
  // Its place in the chain is taken: made anew it might be other bytes, as of words that end, and would be said twice.
  const kept = await parts.keepLate(space);
  if (kept.ok) {
    begun.settle(null);
    return ok();
  }
  const error = authorFailure(kept.error, 'message-too-long');
  begun.settle(error.code, message.event);
  return { ok: false, error };
}

/** Says anew what was not sent as one was out of the group, in place of it (CHT-25). Anything else is on its way. */
async function sayAgain(parts: ChatParts, space: SpaceId, id: string): Promise<Result<void, WorkspaceError>> {
  const event = v.safeParse(eventIdSchema, id);
  const message = event.success ? await unsentMessage(parts.store, space, event.output) : null;
  if (message?.body.kind !== 'text') return ok();
  const { text, preview } = message.body;
  const { reply, mentions } = message.extras ?? {};
  const extras: TextExtras = {
    ...(reply === undefined ? {} : { reply: reply.id }),
    ...(mentions === undefined ? {} : { mentions }),
    ...(preview === undefined ? {} : { preview }),
  };
  const sent = await sendText(parts, space, { text, extras });
  return sent.ok ? outcomeOf(await parts.store.hideMessage(space, message.id)) : sent;
}

interface Words {
  readonly text: string;
  readonly extras?: TextExtras | undefined;
}

/** Says words; it is told under which handle they are on their way, for as long as they are, or failed. */
export async function sendText(
  parts: ChatParts,
  space: SpaceId,
  { text, extras, onBegun }: Words & { readonly onBegun?: (id: string) => void },
): ReturnType<Acts['sendText']> {
  const allowed = checkText(text) ?? parts.whyNotWrite(space);
  if (allowed !== null) return { ok: false, error: allowed };
  const begun = parts.pending.begin(space, text, extras);
  onBegun?.(begun.id);
  return sayText(parts, space, { text, extras, begun });
}

async function sayText(
  parts: ChatParts,
  space: SpaceId,
  { text, extras, begun: { made, settle } }: Words & { readonly begun: BegunMessage },
): ReturnType<Acts['sendText']> {
  // Half a character is no text: what is signed, shown here and shown there must be the same.
  const words = text.toWellFormed();
  const known = extras === undefined ? {} : await extrasFor(parts, space, { words, extras });
  const body = { text: words, ...previewFor(words, extras), ...encodeExtras(known) };
  const onMade = ({ id }: AdmittedEvent) => made(id);
  const event = await parts.replicator.say(space, { kind: MESSAGE_KIND, body, onMade });
  if (!event.ok) {
    const error = authorFailure(event.error, 'message-too-long');
    settle(error.code, 'event' in event.error ? event.error.event : undefined);
    return { ok: false, error };
  }
  settle(null);
  return ok({ id: event.value.id });
}

/** What goes over of a page the words link to: what would not be shown there is not said. */
function previewFor(words: string, extras: TextExtras | undefined): { readonly preview?: LinkPreview } {
  if (extras?.preview === undefined || words.length > MAX_PREVIEWED_WORDS) return {};
  const preview = readLinkPreview(extras.preview);
  return preview === null ? {} : { preview };
}

async function sendWalletCard(
  { whyNotWrite, replicator }: ChatParts,
  space: SpaceId,
  card: NewWalletCard,
): ReturnType<Acts['sendWalletCard']> {
  const body = encodeWalletCard(card);
  if (body === null) return fail('card-invalid', 'fits no card');
  const refused = whyNotWrite(space);
  if (refused !== null) return { ok: false, error: refused };
  const event = await replicator.author(space, WALLET_CARD_KIND, body);
  return event.ok ? ok({ id: event.value.id }) : { ok: false, error: authorFailure(event.error, 'card-invalid') };
}

function checkText(text: string): WorkspaceError | null {
  if (text.trim() === '') return { code: 'message-empty', message: 'nothing to send' };
  if (text.length > MAX_MESSAGE_LENGTH) return { code: 'message-too-long', message: `${text.length} characters` };
  return null;
}
