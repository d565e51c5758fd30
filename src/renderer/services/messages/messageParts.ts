import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import * as v from 'valibot';
import { eventIdSchema } from '@shared/schemas.ts';
import { type Mention, type MessageExtras, cleanMentions } from '@domain/chat/extras.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Random } from '@ports/random.ts';
import type { Replicator } from '../replication/replicator.ts';
import { authorFailure, storeFailure } from '../workspace/failures.ts';
import type { SendExtras } from '../workspace/messageWorkspace.ts';
import type { GivenUp } from './givenUp.ts';
import type { Outcome, WorkspaceError, WorkspaceErrorCode } from '../workspace/workspaceErrors.ts';

/** What doing things with messages works with. */
export interface MessageParts {
  readonly self: AccountId;
  readonly store: DocumentStore;
  readonly replicator: Pick<Replicator, 'say'>;
  /** Hears of what the person was told is not said. */
  readonly givenUp: GivenUp;
  readonly clock: Clock;
  readonly random: Random;
  /** Why one may not write in a conversation now. */
  readonly whyNotWrite: (space: SpaceId) => WorkspaceError | null;
  /** Whether one runs a group now; false in a chat of two. */
  readonly runsGroup: (space: SpaceId) => boolean;
  /** For how long one may take back what one said, ms. */
  readonly recallWithin: () => number;
  /** Whether a conversation is a group. */
  readonly isGroup: (space: SpaceId) => boolean;
}

/** A message that is here. */
export async function findMessage(
  { store }: Pick<MessageParts, 'store'>,
  space: SpaceId,
  id: string,
): Promise<Result<MessageRecord, WorkspaceError>> {
  if (!v.is(eventIdSchema, id)) return fail('message-missing', 'not a message id');
  const found = await store.message(space, id);
  if (!found.ok) return { ok: false, error: storeFailure(found.error) };
  return found.value === null ? fail('message-missing', 'not here') : ok(found.value);
}

/** Extras of words that are about to be said. What is answered must be here: its place goes along. */
export async function extrasFor(
  parts: Pick<MessageParts, 'store'>,
  space: SpaceId,
  {
    words,
    extras: { reply, mentions = [] } = {},
  }: { readonly words: string; readonly extras?: SendExtras | undefined },
): Promise<MessageExtras> {
  const answered = reply === undefined ? null : await findMessage(parts, space, reply);
  const named: readonly Mention[] = cleanMentions(mentions, words);
  return {
    // What went meanwhile is answered by plain words.
    ...(answered?.ok === true ? { reply: { id: answered.value.id, at: answered.value.at } } : {}),
    ...(named.length === 0 ? {} : { mentions: named }),
  };
}

/** What {@link say} works with. Nothing takes back what is said about a message: there is nobody to be told of it. */
interface SayParts extends Pick<MessageParts, 'replicator'> {
  readonly givenUp: GivenUp | null;
}

/**
 * Says something that is no text: durable when it resolves. A message that fails is not said, as the person is told, though it may be kept
 * all the same (REP-3): nothing stands there that could be tried again or taken away. Said once more it is meant.
 */
export async function say(
  { replicator, givenUp }: SayParts,
  space: SpaceId,
  {
    kind,
    body,
    tooLarge = 'message-too-long',
  }: {
    readonly kind: string;
    readonly body: Record<string, unknown>;
    readonly tooLarge?: WorkspaceErrorCode;
  },
): Outcome<{ readonly id: EventId }> {
  const made = await replicator.say(space, { kind, body, onMade: ({ id }) => givenUp?.meant(id) });
  if (made.ok) return ok({ id: made.value.id });
  if ('event' in made.error) givenUp?.putAway(space, made.error.event);
  return { ok: false, error: authorFailure(made.error, tooLarge) };
}

/** Why one may not say small things about others' words: in a group where only some may post, everybody may. */
export function whyNotNote({ whyNotWrite }: Pick<MessageParts, 'whyNotWrite'>, space: SpaceId): WorkspaceError | null {
  const refused = whyNotWrite(space);
  return refused?.code === 'group-not-allowed' ? null : refused;
}
