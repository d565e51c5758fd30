/** What others may say about groups that is not so. */
import { describe, expect, it } from 'vitest';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { bucketOf } from '@domain/event/hybridClock.ts';
import { readInvite } from '@domain/invite/invite.ts';
import { payloadOfText } from '@domain/invite/link.ts';
import { decodeLinkMessage, encodeLinkMessage, type LinkMessage } from '@domain/link/messages.ts';
import { decodeSyncMessage, encodeStep1 } from '@domain/log/syncMessage.ts';
import { groupSpace, rosterSpace } from '@domain/group/spaces.ts';
import type { AccountId, EventId } from '@shared/ids.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import { found, groupOf, membersOf, sayIn, textsIn } from './support/groupStory.ts';
import { type Person, type World, must, setup } from './support/world.ts';

type Welcome = LinkMessage & { readonly t: 'welcome' };

/** Hands the links of a person's next opening to the test, too. */
async function tap(
  world: World,
  person: Person,
  onHeard: (message: LinkMessage) => void = () => undefined,
): Promise<readonly PeerLink[]> {
  const links: PeerLink[] = [];
  await person.close();
  const { parts } = person;
  person.parts = () => {
    const made = parts.call(person);
    return {
      ...made,
      createTransport: () => {
        const transport = made.createTransport();
        const join = transport.join.bind(transport);
        transport.join = (room, onLink) =>
          join(room, (link) => {
            links.push(link);
            link.onMessage((_, bytes) => {
              const message = decodeLinkMessage(bytes);
              if (message.ok) onHeard(message.value);
            });
            onLink(link);
          });
        return transport;
      },
    };
  };
  await person.open();
  await world.pass(5000);
  return links;
}

function welcomeOf(founder: AccountId, change: Partial<Welcome> = {}): Welcome {
  const nonce = new Uint8Array(16).fill(3);
  const act = toBase64url(new Uint8Array(32).fill(9)) as EventId;
  const space = groupSpace(founder, nonce);
  return { t: 'welcome', space, founder, nonce, name: 'Trap', card: new Uint8Array(9), act, ...change };
}

describe('lies about groups', () => {
  it('GRS-5 who is no member and says we were added is given nothing of the roster we hold', async () => {
    const { world, people } = await setup('Alice', 'Bob', 'Mallory');
    const [alice, bob, mallory] = people;
    if (alice === undefined || bob === undefined || mallory === undefined) throw new Error('three people');
    const space = await found(world, alice, { members: [bob] });
    const { link } = must(await alice.workspace.createGroupInvite(space, { lifetime: 3_600_000, limit: 1 }));
    must(await bob.workspace.leaveGroup(space));
    await world.pass(10_000);
    const { group } = must(await readInvite(must(payloadOfText(link)), verifySignature));
    if (group === null) throw new Error('an invite into no group');
    const heard: LinkMessage[] = [];
    const links = await tap(world, mallory, (message) => heard.push(message));
    const roster = rosterSpace(space);
    const tell = async (message: LinkMessage) => {
      for (const one of links) await one.send('sync', encodeLinkMessage(message));
      await world.pass(2000);
    };
    await tell(welcomeOf(group.founder, { space, nonce: group.nonce }));
    // He may be let in again: by whom only the roster can say.
    expect((await groupOf(bob, space)).state).toBe('joining');
    const bucket = bucketOf(world.clock.now());
    await tell({ t: 'sync', space: roster, bucket, message: encodeStep1(roster, bucket, []) });
    await tell({ t: 'heads', space: roster, ask: true, chains: [] });
    await tell({ t: 'buckets', space: roster, buckets: [] });
    const device = (await alice.read(alice.workspace.devices())).find(({ isThis }) => isThis)?.device;
    if (device === undefined) throw new Error('no device');
    await tell({ t: 'range', space: roster, device, from: 0, below: 9, up: true });
    await world.pass(15_000);
    const said = heard.filter((message) => 'space' in message && message.space === roster);
    expect(said).toContainEqual({ t: 'heads', space: roster, ask: false, chains: [] });
    expect(said.flatMap((message) => (message.t === 'events' ? message.payloads : []))).toEqual([]);
    const updates = said.filter((message) => message.t === 'sync').map(({ message }) => decodeSyncMessage(message));
    expect(updates.filter((read) => read.ok && read.value.kind !== 'step1')).toEqual([]);
    // From who is in it everything is taken still.
    must(await alice.workspace.addMembers(space, [await bob.account()]));
    await world.pass(20_000);
    expect((await groupOf(bob, space)).state).toBe('active');
  });

  it('GRS-14 a welcome whose parts do not fit is an offence, and makes no group', async () => {
    const { world, people } = await setup('Alice', 'Mallory');
    const [alice, mallory] = people;
    if (alice === undefined || mallory === undefined) throw new Error('two people');
    const links = await tap(world, mallory);
    const founder = await mallory.account();
    const lies = [
      welcomeOf(founder, { space: groupSpace(founder, new Uint8Array(16).fill(4)) }),
      welcomeOf(await alice.account()),
      welcomeOf(founder),
    ];
    for (const lie of lies) await links.at(-1)?.send('sync', encodeLinkMessage(lie));
    await world.pass(2000);
    expect((await alice.read(alice.workspace.conversations())).filter(({ kind }) => kind === 'group')).toEqual([]);
    expect(must(await alice.workspace.diagnostics()).lastErrors.map(({ text }) => text)).toContain(
      'offence 3 of 3: word-refused',
    );
  });

  it('GRS-12 an act that removes nobody, or is not about us, moves nothing', async () => {
    const { world, people } = await setup('Alice', 'Bob', 'Mallory');
    const [alice, bob, mallory] = people;
    if (alice === undefined || bob === undefined || mallory === undefined) throw new Error('three people');
    const space = await found(world, alice, { members: [bob, mallory] });
    const links = await tap(world, mallory);
    for (const link of links) {
      const payload = new Uint8Array(200).fill(1);
      await link.send('sync', encodeLinkMessage({ t: 'removed', space, payload }));
    }
    await world.pass(2000);
    for (const person of [alice, bob]) {
      expect((await groupOf(person, space)).state).toBe('active');
      expect(await membersOf(person, space)).toEqual(['Alice', 'Bob', 'Mallory']);
    }
  });

  it('GRS-5 a blocked member is not linked with, and still heard through others', async () => {
    const { world, people } = await setup('Alice', 'Bob', 'Carol');
    const [alice, bob, carol] = people;
    if (alice === undefined || bob === undefined || carol === undefined) throw new Error('three people');
    const space = await found(world, alice, { members: [bob, carol] });
    must(await bob.workspace.setBlocked(await carol.account(), true));
    await world.pass(5000);
    expect(bob.workspace.presence.get().has(await carol.account())).toBe(false);
    const before = bob.notices.length;
    await sayIn(carol, space, 'to all of you');
    await world.pass(5000);
    expect(await textsIn(bob, space)).toEqual(['to all of you']);
    expect(bob.notices).toHaveLength(before);
  });
});
