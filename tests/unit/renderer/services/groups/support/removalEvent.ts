import { encodeEvent, sealEvent } from '@domain/event/codec.ts';
import { encodeRosterBody } from '@domain/group/body.ts';
import type { RosterAct } from '@domain/group/roster.ts';
import { account, device, eventIdOf, founding } from '../../../domain/group/support/story.ts';

/** The event of a removal of Bob by Alice, at a place of her chain, with what it names as seen. */
export function removalEvent(seq: number, seen: RosterAct['act']['seen'] = []) {
  const body = { kind: 'group.removed' as const, account: account('bob'), cuts: [], seen };
  const content = {
    space: founding.roster,
    kind: body.kind,
    device: device('alice'),
    seq,
    prev: seq === 0 ? null : eventIdOf('before'),
    at: 5,
    body: encodeRosterBody(body),
  };
  return sealEvent(content, encodeEvent(content), new Uint8Array(64));
}
