/** A group of one's own with many members: genuine cards and acts, in database and journal. */
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { type RosterBody, type UnknownBody, encodeRosterBody } from '@domain/group/body.ts';
import { DEFAULT_POLICY } from '@domain/group/policy.ts';
import { GROUP_NONCE_LENGTH, groupSpace, rosterSpace } from '@domain/group/spaces.ts';
import { GroupBook } from '@services/groups/groupBook.ts';
import { EMPTY_SEED } from '@services/groups/knownGroup.ts';
import type { SpaceId } from '@shared/ids.ts';
import { type Profile, must } from './profile.ts';
import { type Draft, type Speaker, keep, makePerson, say } from './speakers.ts';

const AT_ONCE = 25;

/** A group to make: how many are in it, oneself included, and when the last of them came, ms. */
interface GroupPlan {
  readonly name: string;
  readonly size: number;
  readonly at: number;
}

/** Founds a group and adds members. All of them can speak. */
export async function foundGroup(
  profile: Profile,
  { name, size, at }: GroupPlan,
): Promise<{ readonly space: SpaceId; readonly speakers: readonly Speaker[] }> {
  const { identity, own, store, journal, log } = profile;
  const { account: founder } = identity;
  const nonce = systemRandom.bytes(GROUP_NONCE_LENGTH);
  const space = groupSpace(founder, nonce);
  const roster = rosterSpace(space);
  const picture = { kind: 'generated' } as const;
  const book = new GroupBook({ self: founder, store, journal, verify: verifySignature, log });
  const group = { space, roster, founder, nonce, name, picture };
  must(await book.add({ ...group, state: 'active', welcomedBy: null, joinedAt: at }, EMPTY_SEED));
  const begin: Speaker = { ...identity, head: null };
  const texts = { name, description: '', picture, policy: DEFAULT_POLICY };
  const bodies: Exclude<RosterBody, UnknownBody>[] = [
    { kind: 'group.founded', seen: [], nonce, ...texts, card: own.card },
  ];
  const speakers: Speaker[] = [];
  while (speakers.length < size - 1) {
    const from = speakers.length + 1;
    const count = Math.min(AT_ONCE, size - from);
    const made = await Promise.all(Array.from({ length: count }, (_, number) => makePerson(`Member ${number + from}`)));
    for (const { identity: member, card } of made) {
      speakers.push({ account: member.account, device: member.device, keys: member.keys, head: null });
      bodies.push({ kind: 'group.added', seen: [], card: card.packed, via: null, floors: [] });
    }
  }
  const acts = bodies.map((body, place): Draft => {
    return { speaker: begin, kind: body.kind, body: encodeRosterBody(body), at: at - bodies.length + place };
  });
  await keep(profile, await say(roster, acts));
  return { space, speakers };
}
