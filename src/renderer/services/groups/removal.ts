import type { AccountId, EventId } from '@shared/ids.ts';
import { fromBase64url } from '@shared/base64url.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { decodeEvent, signatureOf } from '@domain/event/codec.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import { type Cut, parseRosterBody } from '@domain/group/body.ts';
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
  return ok(isOutlived(group, self, { ...content, id: event.value.id, seen: body.value.seen }) ? null : payload);
}

/** Where an act of removal cuts the chains of who it puts out. */
export function cutsIn(payload: Uint8Array): readonly Cut[] {
  const event = decodeEvent(payload);
  const body = event.ok ? parseRosterBody(event.value.content.kind, event.value.content.body) : event;
  return body.ok && body.value.kind === 'group.removed' ? body.value.cuts : [];
}

/** The id of an act of removal that was shown. */
export function idOfRemoval(payload: Uint8Array): EventId | null {
  const event = decodeEvent(payload);
  return event.ok ? event.value.id : null;
}

async function isSigned(event: SignedEvent, verify: VerifySignature): Promise<boolean> {
  const key = fromBase64url(event.content.device);
  const { signature, signed } = signatureOf(event);
  return key.ok && verify(key.value, signature, signed);
}

/** The last act in history by which someone else let an account in and that counts; null for the founder. */
export function additionOf(group: KnownGroup, account: AccountId): RosterAct | null {
  return lastCounting(
    group,
    ({ act, author }) => act.kind === 'group.added' && act.card.account === account && author !== account,
  );
}

/** The last act in history that counts and is of a sort. */
export function lastCounting(
  { acts, roster }: Pick<KnownGroup, 'acts' | 'roster'>,
  isWanted: (act: RosterAct) => boolean,
): RosterAct | null {
  const wanted = new Map(acts.filter(isWanted).map((act) => [act.id, act]));
  const last = [...roster.effective].findLast((id) => wanted.has(id));
  return (last === undefined ? undefined : wanted.get(last)) ?? null;
}

type Removal = Pick<RosterAct, 'id' | 'device' | 'seq'> & { readonly seen: readonly EventId[] };

/**
 * True when we were let in again by an act that comes after the removal. A removal that stands in the roster here says nothing
 * that is not counted already: whoever shows it shows an old one. Else it was made by someone who had not seen that act.
 */
function isOutlived(group: KnownGroup, self: AccountId, removal: Removal): boolean {
  const known = new Set(group.acts.map(({ id }) => id));
  if (known.has(removal.id)) return true;
  const addition = additionOf(group, self);
  if (addition === null) return false;
  // All that the removal had seen is here, and our own addition is none of it. What its author did before is seen, too.
  return removal.seen.every((id) => known.has(id)) && !reaches(group, removal, addition);
}

/** True when an act lies in the past of another. */
function reaches(group: KnownGroup, from: Removal, target: RosterAct): boolean {
  const byId = new Map(group.acts.map((act) => [act.id, act]));
  const byPlace = new Map(group.acts.map((act) => [placeOf(act), act]));
  const visited = new Set<RosterAct>();
  const open = pastOf(from);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const act = byId.get(next as EventId) ?? byPlace.get(next);
    if (act === undefined || visited.has(act)) continue;
    visited.add(act);
    if (act.device === target.device && act.seq >= target.seq) return true;
    open.push(...pastOf({ ...act, seen: act.act.seen }));
  }
  return false;
}

/** What an act comes right after: acts it names, and the one before it in its chain. */
function pastOf({ device, seq, seen }: Omit<Removal, 'id'>): string[] {
  return [...seen, placeOf({ device, seq: seq - 1 })];
}

function placeOf({ device, seq }: Pick<RosterAct, 'device' | 'seq'>): string {
  return `${device} ${seq}`;
}
