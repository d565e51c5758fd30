import { fromBase64url } from '@shared/base64url.ts';
import type { EventId } from '@shared/ids.ts';
import { decodeEvent, signatureOf } from '@domain/event/codec.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import { pastOf } from '@domain/group/attested.ts';
import { parseRosterBody } from '@domain/group/body.ts';
import { MAX_CHAIN_ACTS } from '@domain/group/roster.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { KnownGroup } from './knownGroup.ts';
import type { RosterLog } from './rosterLog.ts';

/** An answer, and what it is judged by. */
export interface PastAnswer {
  readonly payloads: readonly Uint8Array[];
  readonly log: Pick<RosterLog, 'find'>;
  readonly verify: VerifySignature;
}

/**
 * Of acts a peer gave, those that history wants (GRS-17): named by an act that is here, or by one before them in the answer, and
 * signed by their device. Whose device that is does not matter here: the act that names them vouches for them, by their id. Null
 * when something in it is no act of this roster, or not signed.
 */
export async function admitPast(
  { missing, record }: Pick<KnownGroup, 'missing' | 'record'>,
  { payloads, log, verify }: PastAnswer,
): Promise<readonly SignedEvent[] | null> {
  const wanted = new Set(missing);
  const events: SignedEvent[] = [];
  for (const payload of payloads) {
    const event = decodeEvent(payload.slice());
    if (!event.ok || event.value.content.space !== record.roster) return null;
    const { id, content } = event.value;
    if (content.seq >= MAX_CHAIN_ACTS) continue;
    // It may have come by another way; and what nobody here asks for says nothing.
    if (!wanted.delete(id) || log.find(id) !== null) continue;
    if (!(await isSigned(event.value, verify))) return null;
    events.push(event.value);
    for (const before of namedBy(event.value)) wanted.add(before);
  }
  return events;
}

function namedBy({ content }: SignedEvent): readonly EventId[] {
  const body = parseRosterBody(content.kind, content.body);
  const seen = body.ok ? body.value.seen : [];
  return pastOf({ act: { kind: 'unknown', seen }, prev: content.prev });
}

async function isSigned(event: SignedEvent, verify: VerifySignature): Promise<boolean> {
  const key = fromBase64url(event.content.device);
  const { signature, signed } = signatureOf(event);
  return key.ok && verify(key.value, signature, signed);
}
