import type { Verify } from '../codec/signed.ts';
import { readCard } from '../contact/card.ts';
import { type RosterDeed, deedOf, packedCardOf, parseRosterBody } from './body.ts';

/**
 * Reads what an event of the roster log does, and verifies its card. What cannot be read, or whose card does not hold, counts for
 * nothing and keeps its place in history, the same for everybody (GRP-3, GRP-4): others may have seen it.
 */
export async function readDeed(kind: string, content: unknown, verify: Verify): Promise<RosterDeed> {
  const body = parseRosterBody(kind, content);
  if (!body.ok) return { kind: 'unknown', seen: [] };
  const packed = packedCardOf(body.value);
  const card = packed === null ? null : await readCard(packed, verify);
  return deedOf(body.value, card?.ok === true ? card.value : null);
}
