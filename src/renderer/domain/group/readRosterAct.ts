import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { Verify } from '../codec/signed.ts';
import { type CardError, readCard } from '../contact/card.ts';
import type { AdmittedEvent } from '../event/event.ts';
import { type UnknownBody, deedOf, packedCardOf, parseRosterBody } from './body.ts';
import type { RosterAct } from './roster.ts';

/** Why an event has no place in a roster log. */
export type RosterActError = Failure<'roster-malformed'> | CardError;

/**
 * Reads the body of an event of the roster log and verifies its card (GRP-3, GRP-4). On failure the event must be refused, by every
 * peer alike; what only a later version can read is an act of kind `unknown`, which must be kept.
 */
export async function readRosterAct(
  event: Pick<AdmittedEvent, 'id' | 'author' | 'content'>,
  verify: Verify,
): Promise<Result<RosterAct, RosterActError>> {
  const { kind, device, seq, prev, at } = event.content;
  const body = parseRosterBody(kind, event.content.body);
  if (!body.ok) return body;
  const place = { id: event.id, author: event.author, device, seq, prev, at };
  const packed = packedCardOf(body.value);
  if (packed === null) return ok({ ...place, act: deedOf(body.value, null) });
  const card = await readCard(packed, verify);
  if (card.ok) return ok({ ...place, act: deedOf(body.value, card.value) });
  if (card.error.code !== 'card-newer-version') return fail(card.error.code, card.error.message);
  const unknown: UnknownBody = { kind: 'unknown', seen: body.value.seen };
  return ok({ ...place, act: unknown });
}
