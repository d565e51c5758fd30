import { describe, expect, it } from 'vitest';
import { World, must, setup } from './support/world.ts';

describe('two people', () => {
  it('INV-8 meet by invite, and see each other as contacts after both said yes', async () => {
    const world = new World();
    const alice = await world.person('Alice');
    const bob = await world.person('Bob');
    const invite = must(await alice.workspace.createInvite());
    await world.pass(200);
    const preview = must(await bob.workspace.previewInvite(invite.webLink));
    expect(preview.name).toBe('Alice');
    must(await bob.workspace.acceptInvite(invite.link));
    await world.pass(3000);
    const [request] = await alice.read(alice.workspace.requests());
    expect(request).toMatchObject({ name: 'Bob', safetyNumber: preview.safetyNumber });
    expect((await bob.read(bob.workspace.contacts()))[0]).toMatchObject({ state: 'requested', request: 'received' });
    must(await alice.workspace.acceptRequest(await bob.account()));
    await world.pass(3000);
    expect((await bob.read(bob.workspace.contacts()))[0]).toMatchObject({
      ownName: 'Alice',
      state: 'accepted',
      request: null,
    });
    expect((await alice.read(alice.workspace.contacts()))[0]).toMatchObject({ ownName: 'Bob', state: 'accepted' });
    expect(alice.workspace.connection.get()).toMatchObject({ state: 'connected', devices: 1 });
    expect(alice.workspace.presence.get().has(await bob.account())).toBe(true);
  });

  it('REP-2 talk both ways, and see sent, delivered and read truthfully', async () => {
    const { world, people } = await setup('Alice', 'Bob');
    const [alice, bob] = people as [(typeof people)[0], (typeof people)[0]];
    await alice.say('Bob', 'Hello Bob');
    await bob.say('Alice', 'مرحبا أليس');
    await world.pass(500);
    expect(await alice.texts('Bob')).toEqual(await bob.texts('Alice'));
    expect([...(await alice.texts('Bob'))].sort()).toEqual(['Hello Bob', 'مرحبا أليس']);
    expect((await alice.messages('Bob')).find(({ own }) => own)?.state).toBe('delivered');
    const last = (await bob.messages('Alice')).at(-1);
    must(await bob.workspace.markRead(await bob.spaceWith('Alice'), last?.at ?? 0));
    await world.pass(2000);
    expect((await alice.messages('Bob')).find(({ own }) => own)?.state).toBe('read');
  });

  it('REP-7 what was said while the other was away arrives at the next link, once', async () => {
    const { world, people } = await setup('Alice', 'Bob');
    const [alice, bob] = people as [(typeof people)[0], (typeof people)[0]];
    await bob.close();
    await world.pass(20_000);
    for (let n = 0; n < 30; n += 1) await alice.say('Bob', `number ${n}`);
    expect((await alice.messages('Bob')).at(-1)?.state).toBe('sent');
    await alice.close();
    await bob.open();
    await world.pass(5000);
    await alice.open();
    await world.pass(15_000);
    expect(await bob.texts('Alice')).toEqual(Array.from({ length: 30 }, (_, n) => `number ${n}`));
    expect((await alice.messages('Bob')).at(-1)?.state).toBe('delivered');
    expect((await bob.read(bob.workspace.conversations()))[0]).toMatchObject({ unread: 30, name: 'Alice' });
  });

  it('JNL-6 a lost database is rebuilt from the journal with contacts and words', async () => {
    const { world, people } = await setup('Alice', 'Bob');
    const [alice, bob] = people as [(typeof people)[0], (typeof people)[0]];
    await alice.say('Bob', 'one');
    await bob.say('Alice', 'two');
    await world.pass(1000);
    await bob.close();
    Object.assign(bob, { disk: new (bob.disk.constructor as new () => typeof bob.disk)() });
    await bob.open();
    const startup = bob.application?.startup.get();
    expect(startup).toMatchObject({ status: 'ready', notice: { kind: 'rebuilt', events: 2 } });
    expect([...(await bob.texts('Alice'))].sort()).toEqual(['one', 'two']);
    await bob.say('Alice', 'three');
    await world.pass(15_000);
    expect([...(await alice.texts('Bob'))].sort()).toEqual(['one', 'three', 'two']);
  });
});
