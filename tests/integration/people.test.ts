import { describe, expect, it } from 'vitest';
import { type RoomSecret, inviteRoom } from '@domain/link/rooms.ts';
import { type LinkMessage, decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import { readInvite } from '@domain/invite/invite.ts';
import { payloadOfText } from '@domain/invite/link.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import type { Result } from '@shared/result.ts';
import { type Person, World, must, setup, two } from './support/world.ts';

const codeOf = (result: Result<unknown, { code: string }>) => (result.ok ? 'ok' : result.error.code);
const requestsOf = (person: Person) => person.read(person.workspace.requests());
const contactsOf = (person: Person) => person.read(person.workspace.contacts());
const chatsOf = (person: Person) => person.read(person.workspace.conversations());

async function strangers(): Promise<{ world: World; alice: Person; bob: Person }> {
  const world = new World();
  return { world, alice: await world.person('Alice'), bob: await world.person('Bob') };
}
async function inviteOf(person: Person, lifetime?: number): Promise<string> {
  return must(await person.workspace.createInvite(lifetime)).link;
}
async function roomOf(link: string): Promise<RoomSecret> {
  const { token, certificate } = must(await readInvite(must(payloadOfText(link)), verifySignature));
  return inviteRoom(token, certificate.account);
}

describe('meeting', () => {
  it('INV-10 a second person with the same link hears that it is used, and tells nobody anything', async () => {
    const { world, alice, bob } = await strangers();
    const carol = await world.person('Carol');
    const link = await inviteOf(alice);
    must(await bob.workspace.acceptInvite(link));
    await world.pass(3000);
    must(await carol.workspace.acceptInvite(link));
    await world.pass(3000);
    expect((await requestsOf(alice)).map(({ name }) => name)).toEqual(['Bob']);
    expect((await contactsOf(carol))[0]).toMatchObject({ state: 'requested', request: 'used' });
    expect((await contactsOf(bob))[0]).toMatchObject({ request: 'received' });
  });

  it('INV-10 who used an invite may ask again: an answer can be lost', async () => {
    const { world, alice, bob } = await strangers();
    const link = await inviteOf(alice);
    must(await bob.workspace.acceptInvite(link));
    await world.pass(3000);
    must(await bob.workspace.acceptInvite(link));
    await world.pass(3000);
    expect((await contactsOf(bob))[0]).toMatchObject({ request: 'received' });
    expect(await requestsOf(alice)).toHaveLength(1);
  });

  it('INV-10 a revoked invite says so', async () => {
    const { world, alice, bob } = await strangers();
    const invite = must(await alice.workspace.createInvite());
    must(await alice.workspace.revokeInvite(invite.id));
    must(await bob.workspace.acceptInvite(invite.link));
    await world.pass(3000);
    expect((await contactsOf(bob))[0]).toMatchObject({ request: 'revoked' });
    expect(await requestsOf(alice)).toEqual([]);
    expect((await alice.read(alice.workspace.invites()))[0]?.state).toBe('revoked');
  });

  it('INV-10 an expired invite is told before anything is sent, and later to who waited too long', async () => {
    const { world, alice, bob } = await strangers();
    const link = await inviteOf(alice, 60_000);
    await alice.close();
    must(await bob.workspace.acceptInvite(link));
    await world.pass(61_000);
    expect(codeOf(await bob.workspace.previewInvite(link))).toBe('invite-expired');
    await bob.close();
    await bob.open();
    await world.pass(1000);
    expect((await contactsOf(bob))[0]).toMatchObject({ request: 'expired' });
  });

  it('INV-7 cut, foreign, own and known invites each say what they are', async () => {
    const { world, alice, bob } = await strangers();
    const link = await inviteOf(alice);
    const preview = async (text: string, person = bob) => codeOf(await person.workspace.previewInvite(text));
    expect(await preview(link)).toBe('ok');
    expect(await preview(link.slice(0, -30))).toBe('invite-malformed');
    expect(await preview('https://example.com')).toBe('invite-not-an-invite');
    expect(await preview(link, alice)).toBe('invite-own');
    expect(codeOf(await alice.workspace.acceptInvite(link))).toBe('invite-own');
    const forged = link.slice(0, -8) + (link.at(-8) === 'A' ? 'B' : 'A') + link.slice(-7);
    expect(await preview(forged)).toBe('invite-forged');
    await world.befriend(alice, bob);
    const again = await inviteOf(alice);
    expect(await preview(again)).toBe('invite-already-contact');
    must(await bob.workspace.setBlocked(await alice.account(), true));
    expect(await preview(again)).toBe('invite-from-blocked');
  });

  it('INV-11 who was blocked at the request hears nothing that tells them so, and is not heard again', async () => {
    const { world, alice, bob } = await strangers();
    must(await bob.workspace.acceptInvite(await inviteOf(alice)));
    await world.pass(3000);
    must(await alice.workspace.blockRequest(await bob.account()));
    must(await bob.workspace.acceptInvite(await inviteOf(alice)));
    await world.pass(3000);
    expect((await contactsOf(bob))[0]).toMatchObject({ state: 'requested', request: 'received' });
    expect(await requestsOf(alice)).toEqual([]);
    expect(await contactsOf(alice)).toEqual([]);
  });

  it('INV-10 a declined request ends there; a new invite is a new chance', async () => {
    const { world, alice, bob } = await strangers();
    must(await bob.workspace.acceptInvite(await inviteOf(alice)));
    await world.pass(3000);
    must(await alice.workspace.declineRequest(await bob.account()));
    await world.pass(3000);
    expect(await requestsOf(alice)).toEqual([]);
    expect((await contactsOf(bob))[0]).toMatchObject({ state: 'requested', request: 'received' });
    must(await bob.workspace.acceptInvite(await inviteOf(alice)));
    await world.pass(3000);
    expect(await requestsOf(alice)).toHaveLength(1);
  });

  it('INV-10 a decline that could not be kept leaves the request, and can be done again', async () => {
    const { world, alice, bob } = await strangers();
    must(await bob.workspace.acceptInvite(await inviteOf(alice)));
    await world.pass(3000);
    alice.disk.writeFault = 'storage-full';
    expect(codeOf(await alice.workspace.declineRequest(await bob.account()))).toBe('storage-full');
    alice.disk.writeFault = null;
    expect(await requestsOf(alice)).toHaveLength(1);
    must(await alice.workspace.declineRequest(await bob.account()));
    expect(await requestsOf(alice)).toEqual([]);
    expect(codeOf(await alice.workspace.declineRequest(await bob.account()))).toBe('ok');
  });

  it('INV-12 at most twenty invites are open at once', async () => {
    const { alice } = await strangers();
    const made = [];
    for (let n = 0; n < 20; n += 1) made.push(must(await alice.workspace.createInvite()));
    expect(codeOf(await alice.workspace.createInvite())).toBe('invite-limit');
    must(await alice.workspace.revokeInvite(made[0]?.id ?? ''));
    expect(codeOf(await alice.workspace.createInvite())).toBe('ok');
  });

  it('INV-13 two who ask each other are contacts without a request', async () => {
    const { world, alice, bob } = await strangers();
    const [fromAlice, fromBob] = [await inviteOf(alice), await inviteOf(bob)];
    must(await alice.workspace.acceptInvite(fromBob));
    must(await bob.workspace.acceptInvite(fromAlice));
    await world.pass(5000);
    for (const person of [alice, bob]) {
      expect(await requestsOf(person)).toEqual([]);
      expect((await contactsOf(person))[0]).toMatchObject({ state: 'accepted', request: null });
    }
    await alice.say('Bob', 'hello');
    await world.pass(1000);
    expect(await bob.texts('Alice')).toEqual(['hello']);
  });

  it('INV-13 opening the invite of someone who waits for our answer is the answer', async () => {
    const { world, alice, bob } = await strangers();
    must(await bob.workspace.acceptInvite(await inviteOf(alice)));
    await world.pass(3000);
    must(await alice.workspace.acceptInvite(await inviteOf(bob)));
    await world.pass(5000);
    expect((await contactsOf(bob))[0]).toMatchObject({ state: 'accepted' });
    expect(await requestsOf(alice)).toEqual([]);
  });

  it('INV-8 the request goes out when the inviter can be reached at last', async () => {
    const { world, alice, bob } = await strangers();
    const link = await inviteOf(alice);
    await alice.close();
    must(await bob.workspace.acceptInvite(link));
    await world.pass(60_000);
    expect((await contactsOf(bob))[0]).toMatchObject({ request: 'sending' });
    await bob.close();
    await bob.open();
    await alice.open();
    await world.pass(5000);
    expect(await requestsOf(alice)).toHaveLength(1);
    expect((await contactsOf(bob))[0]).toMatchObject({ request: 'received' });
  });
});

/** Somebody who holds an invite link and speaks what they like in its room. */
async function intrude(
  world: World,
  link: string,
  act: (link: PeerLink, message: LinkMessage | null) => void,
): Promise<LinkMessage[]> {
  const heard: LinkMessage[] = [];
  world.network.createTransport().join({ ...(await roomOf(link)), signaling: [], capacity: 8 }, (peer) => {
    peer.onMessage((_, bytes) => {
      const message = decodeLinkMessage(bytes);
      if (message.ok) heard.push(message.value);
      act(peer, message.ok ? message.value : null);
    });
    act(peer, null);
  });
  await world.pass(2000);
  return heard;
}
const say = (link: PeerLink, message: LinkMessage) => void link.send('sync', encodeLinkMessage(message));

describe('somebody else in the room of an invite', () => {
  it('INV-8 an impostor who holds the link learns nothing of who asks', async () => {
    const { world, alice, bob } = await strangers();
    const link = await inviteOf(alice);
    await alice.close();
    const heard = await intrude(world, link, (peer, message) => {
      if (message?.t === 'knock')
        say(peer, { t: 'owner', nonce: message.nonce, signature: new Uint8Array(64).fill(1) });
      say(peer, { t: 'answer', code: 'used' });
    });
    must(await bob.workspace.acceptInvite(link));
    await world.pass(5000);
    expect(heard.length).toBeGreaterThan(0);
    expect(new Set(heard.map(({ t }) => t))).toEqual(new Set(['knock']));
    expect((await contactsOf(bob))[0]).toMatchObject({ request: 'sending' });
    await alice.open();
    await world.pass(5000);
    expect((await requestsOf(alice)).map(({ name }) => name)).toEqual(['Bob']);
  });

  it('INV-9 a request that is not signed by its card is refused, and its sender put out', async () => {
    const { world, alice, bob } = await strangers();
    const link = await inviteOf(alice);
    let closed = 0;
    const heard = await intrude(world, link, (peer, message) => {
      if (message !== null) return;
      peer.onClose(() => (closed += 1));
      for (let n = 0; n < 3; n += 1)
        say(peer, {
          t: 'request',
          agreement: new Uint8Array(32).fill(9),
          nonce: new Uint8Array(24),
          sealed: new Uint8Array(50),
        });
    });
    expect(heard.filter(({ t }) => t === 'answer')).toEqual([]);
    expect(closed).toBeGreaterThan(0);
    expect(await requestsOf(alice)).toEqual([]);
    must(await bob.workspace.acceptInvite(link));
    await world.pass(5000);
    expect(await requestsOf(alice)).toHaveLength(1);
  });

  it('INV-12 a flood in the room is cut off; the invite still works', async () => {
    const { world, alice, bob } = await strangers();
    const link = await inviteOf(alice);
    const heard = await intrude(world, link, (peer, message) => {
      if (message !== null) return;
      for (let n = 0; n < 500; n += 1) say(peer, { t: 'knock', nonce: new Uint8Array(16) });
    });
    expect(heard.length).toBeLessThan(50);
    must(await bob.workspace.acceptInvite(link));
    await world.pass(5000);
    expect(await requestsOf(alice)).toHaveLength(1);
  });
});

describe('parting', () => {
  it('LNK-4 a room is kept for each contact that is not blocked, and for those alone', async () => {
    const { world, alice, bob } = await two();
    const rooms = () => alice.transport?.rooms.length;
    const before = rooms() ?? 0;
    const account = await bob.account();
    must(await alice.workspace.setBlocked(account, true));
    expect(rooms()).toBe(before - 1);
    must(await alice.workspace.setBlocked(account, false));
    await world.pass(2000);
    expect(rooms()).toBe(before);
    expect(alice.workspace.presence.get().has(account)).toBe(true);
    must(await alice.workspace.deleteContact(account));
    await world.pass(2000);
    expect(rooms()).toBe(before - 1);
    expect(alice.workspace.presence.get().size).toBe(0);
  });

  it('PPL-2 while someone is blocked nothing goes either way; afterwards all of it does', async () => {
    const { world, alice, bob } = await two();
    const account = await bob.account();
    must(await alice.workspace.setBlocked(account, true));
    await world.pass(1000);
    expect(alice.workspace.presence.get().has(account)).toBe(false);
    await bob.say('Alice', 'are you there?');
    await world.pass(30_000);
    expect(await alice.texts('Bob')).toEqual([]);
    expect((await bob.messages('Alice'))[0]?.state).toBe('sent');
    expect(alice.notices).toEqual([]);
    expect(codeOf(await alice.workspace.sendText(await alice.spaceWith('Bob'), 'x'))).toBe('contact-blocked');
    must(await alice.workspace.setBlocked(account, false));
    await world.pass(15_000);
    expect(await alice.texts('Bob')).toEqual(['are you there?']);
    expect((await bob.messages('Alice'))[0]?.state).toBe('delivered');
  });

  it('PPL-2 blocked stays blocked over a restart of both', async () => {
    const { world, alice, bob } = await two();
    must(await alice.workspace.setBlocked(await bob.account(), true));
    for (const person of [alice, bob]) await person.close();
    for (const person of [alice, bob]) await person.open();
    await bob.say('Alice', 'hello?');
    await world.pass(15_000);
    expect(await alice.texts('Bob')).toEqual([]);
  });

  it('PPL-3 a contact that is deleted and met again: old words stay away, the chain goes on, nobody is cut off', async () => {
    const { world, alice, bob } = await two();
    for (const text of ['one', 'two', 'three']) await alice.say('Bob', text);
    await world.pass(1000);
    await bob.say('Alice', 'four');
    await world.pass(1000);
    must(await alice.workspace.deleteContact(await bob.account()));
    await world.pass(1000);
    expect(await contactsOf(alice)).toEqual([]);
    expect(await chatsOf(alice)).toEqual([]);
    await bob.say('Alice', 'said into the void');
    await world.pass(5000);
    must(await alice.workspace.acceptInvite(await inviteOf(bob)));
    await world.pass(15_000);
    await alice.say('Bob', 'back again');
    await world.pass(1000);
    await bob.say('Alice', 'welcome back');
    await world.pass(15_000);
    expect(await alice.texts('Bob')).toEqual(['said into the void', 'back again', 'welcome back']);
    expect(await bob.texts('Alice')).toEqual([
      'one',
      'two',
      'three',
      'four',
      'said into the void',
      'back again',
      'welcome back',
    ]);
    expect((await bob.messages('Alice')).filter(({ own }) => own).every(({ state }) => state === 'delivered')).toBe(
      true,
    );
    const [figures] = must(await alice.workspace.diagnostics()).links;
    expect(figures).toMatchObject({ synced: 3, spaces: 3, refused: 0 });
  });

  it('PPL-3 deleted on both sides and met again: the new chat is empty and works', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'old');
    await world.pass(1000);
    must(await alice.workspace.deleteContact(await bob.account()));
    must(await bob.workspace.deleteContact(await alice.account()));
    await world.pass(2000);
    await world.befriend(alice, bob);
    await alice.say('Bob', 'new');
    await world.pass(3000);
    expect(await alice.texts('Bob')).toEqual(['new']);
    expect(await bob.texts('Alice')).toEqual(['new']);
    // And once more after the database of one was lost.
    await alice.close();
    Object.assign(alice, { disk: new (alice.disk.constructor as new () => typeof alice.disk)() });
    await alice.open();
    await alice.say('Bob', 'rebuilt');
    await world.pass(15_000);
    expect((await bob.texts('Alice')).at(-1)).toBe('rebuilt');
  });

  it('CRD-7 a changed profile reaches the others, also those who were away', async () => {
    const { world, people } = await setup('Alice', 'Bob', 'Carol');
    const [alice, bob, carol] = people as [Person, Person, Person];
    await carol.close();
    must(await alice.workspace.updateProfile({ name: 'Alicia', avatar: { kind: 'generated' } }));
    await world.pass(2000);
    const namesOf = async (person: Person) => (await contactsOf(person)).map(({ ownName }) => ownName).toSorted();
    expect(await namesOf(bob)).toEqual(['Alicia', 'Carol']);
    await carol.open();
    await world.pass(3000);
    expect(await namesOf(carol)).toEqual(['Alicia', 'Bob']);
    must(await bob.workspace.setRemark(await alice.account(), 'my sister'));
    must(await alice.workspace.updateProfile({ name: 'A.', avatar: { kind: 'generated' } }));
    await world.pass(2000);
    expect((await contactsOf(bob)).find(({ ownName }) => ownName === 'A.')?.name).toBe('my sister');
  });
});
