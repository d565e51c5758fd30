import type { AccountId, EventId } from '@shared/ids.ts';
import { fromBase64url } from '@shared/base64url.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { decodeEvent, signatureOf } from '@domain/event/codec.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import { parseRosterBody } from '@domain/group/body.ts';
import { mayDo } from '@domain/group/rights.ts';
import type { RosterAct } from '@domain/group/roster.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { KnownGroup } from './knownGroup.ts';

/**
 * Reads the act that removed us (GRS-12), by what the roster here knows: signed, about us, by someone who may. Null where it says
 * nothing (any more): who signed it may have come to their right after the last we heard, or we were let in again since.
 */
export async function readRemoval(
  group: KnownGroup,
  {
    self,
    payload,
    verify,
  }: { readonly self: AccountId; readonly payload: Uint8Array; readonly verify: VerifySignature },
): Promise<Result<Uint8Array | null, Failure<'not-a-removal'>>> {
  const event = decodeEvent(payload);
  if (!event.ok || event.value.content.space !== group.record.roster) return fail('not-a-removal', 'no act of it');
  const { content } = event.value;
  const body = parseRosterBody(content.kind, content.body);
  if (!body.ok || body.value.kind !== 'group.removed' || body.value.account !== self)
    return fail('not-a-removal', 'not about us');
  const author = group.roster.devices.get(content.device);
  if (author === undefined || !mayDo(group.roster, author, { kind: 'remove', target: self })) return ok(null);
  if (!(await isSigned(event.value, verify))) return fail('not-a-removal', 'bad signature');
  return ok(isOutlived(group, self, body.value.seen) ? null : payload);
}

async function isSigned(event: SignedEvent, verify: VerifySignature): Promise<boolean> {
  const key = fromBase64url(event.content.device);
  const { signature, signed } = signatureOf(event);
  return key.ok && verify(key.value, signature, signed);
}

/** The newest act by which someone else let an account in and that counts; null for the founder. */
export function additionOf({ acts, roster }: KnownGroup, account: AccountId): RosterAct | null {
  const counting = acts.filter(({ id, act, author }) => {
    const isAddition = act.kind === 'group.added' && act.card.account === account && author !== account;
    return isAddition && roster.effective.has(id);
  });
  return counting.toSorted((a, b) => a.at - b.at).at(-1) ?? null;
}

/** True when we were let in again by an act that comes after the removal: it was made by someone who had not seen that act. */
function isOutlived(group: KnownGroup, self: AccountId, seen: readonly EventId[]): boolean {
  const addition = additionOf(group, self);
  if (addition === null) return false;
  const known = new Set(group.acts.map(({ id }) => id));
  // All that the removal had seen is here, and our own addition is none of it.
  return seen.every((id) => known.has(id)) && !reaches(group, seen, addition);
}

/** True when an act lies in the past of others. */
function reaches(group: KnownGroup, from: readonly EventId[], target: RosterAct): boolean {
  const byId = new Map(group.acts.map((act) => [act.id, act]));
  const visited = new Set<EventId>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (visited.has(id)) continue;
    visited.add(id);
    const act = byId.get(id);
    if (act === undefined) continue;
    if (act.device === target.device && act.seq >= target.seq) return true;
    open.push(...act.act.seen);
  }
  return false;
}
