import { describe, expect, it } from 'vitest';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import type { HostMethod } from '@shared/ipc/contract.ts';
import type { Result } from '@shared/result.ts';
import { type Person, must, setup, two } from './support/world.ts';

const YEAR = 365 * 86_400_000;
const codeOf = (result: Result<unknown, { code: string }>) => (result.ok ? 'ok' : result.error.code);
const requireTransport = (person: Person) => {
  if (person.transport === null) throw new Error(`${person.name} has no transport`);
  return person.transport;
};
const sync = async (person: Person) =>
  must(await person.workspace.diagnostics()).links.map(({ synced, spaces, refused }) => ({ synced, spaces, refused }));
// The chat, and the circles of all contacts of both.
const inSync = [{ synced: 3, spaces: 3, refused: 0 }];
const send = async (person: Person, to: string, text: string) =>
  person.workspace.sendText(await person.spaceWith(to), text);

describe('the network', () => {
  it('REP-7 written on both sides of a cut, it is the same on both after it, and "synced" was not said before', async () => {
    const { world, alice, bob } = await two();
    world.network.partition([requireTransport(alice)], [requireTransport(bob)]);
    for (let n = 0; n < 10; n += 1) {
      await alice.say('Bob', `a${n}`);
      await bob.say('Alice', `b${n}`);
      await world.pass(1000);
    }
    expect(await alice.texts('Bob')).toHaveLength(10);
    for (const person of [alice, bob]) expect(await sync(person)).not.toEqual(inSync);
    world.network.heal();
    await world.pass(15_000);
    expect(await alice.texts('Bob')).toEqual(await bob.texts('Alice'));
    expect(await alice.texts('Bob')).toHaveLength(20);
    expect(await sync(alice)).toEqual(inSync);
    expect(await sync(bob)).toEqual(inSync);
    expect((await alice.messages('Bob')).every(({ state }) => state === 'delivered' || state === 'received')).toBe(
      true,
    );
  });

  it('REP-7 a lost frame heals by the next comparison', async () => {
    const { world, alice, bob } = await two();
    for (let n = 0; n < 5; n += 1) {
      await alice.say('Bob', `n${n}`);
      world.network.breakLinks(requireTransport(alice), requireTransport(bob));
      await world.pass(50);
    }
    await world.pass(12_000);
    expect(await bob.texts('Alice')).toEqual(['n0', 'n1', 'n2', 'n3', 'n4']);
  });

  it('CON-1 CON-2 says offline, looking and connected as it is', async () => {
    const { world, alice, bob } = await two();
    expect(alice.workspace.connection.get()).toMatchObject({ state: 'connected', devices: 1 });
    await bob.close();
    await world.pass(2000);
    expect(alice.workspace.connection.get()).toMatchObject({ state: 'looking', devices: 0 });
    world.network.setSignaling(false);
    expect(alice.workspace.connection.get().state).toBe('offline');
    expect(alice.workspace.connection.get().services).toMatchObject([{ connected: false }]);
    world.network.setSignaling(true);
    await bob.open();
    await world.pass(2000);
    expect(alice.workspace.connection.get().state).toBe('connected');
  });

  it('REP-7 both away, one after the other, and together again', async () => {
    const { world, alice, bob } = await two();
    for (const person of [alice, bob]) await person.close();
    await alice.open();
    await alice.say('Bob', 'from Alice');
    await alice.close();
    await bob.open();
    await bob.say('Alice', 'from Bob');
    await bob.close();
    await world.pass(60_000);
    await bob.open();
    await alice.open();
    await world.pass(12_000);
    expect(await alice.texts('Bob')).toEqual(['from Alice', 'from Bob']);
    expect(await bob.texts('Alice')).toEqual(['from Alice', 'from Bob']);
  });
});

describe('the process', () => {
  it('REP-3 killed in the midst of sending, it has everything it acknowledged, once, and goes on', async () => {
    const { world, alice, bob } = await two();
    const acknowledged: string[] = [];
    for (let round = 0; round < 8; round += 1) {
      const space = await alice.spaceWith('Bob');
      for (let n = 0; n < 6; n += 1) {
        const text = `r${round} n${n}`;
        const { workspace } = alice;
        void workspace.sendText(space, text).then((sent) => sent.ok && acknowledged.push(text));
        // Every kill meets the sending at another point.
        for (let turn = 0; turn < round; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      }
      await alice.kill();
      await alice.open();
      must(await send(alice, 'Bob', `after ${round}`));
      acknowledged.push(`after ${round}`);
      await world.pass(12_000);
    }
    const there = await bob.texts('Alice');
    expect(there).toEqual(await alice.texts('Bob'));
    expect(new Set(there).size).toBe(there.length);
    expect(there).toEqual(expect.arrayContaining(acknowledged));
    expect(acknowledged.length).toBeGreaterThan(8);
    expect(await sync(alice)).toEqual(inSync);
  });

  it('REP-10 what only the journal took before a kill does not fork the chain, even when one writes at once', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'zero');
    alice.disk.writeFault = 'storage-failed';
    expect(codeOf(await send(alice, 'Bob', 'in the journal alone'))).toBe('storage-failed');
    await alice.kill();
    alice.disk.writeFault = null;
    await alice.open();
    await alice.say('Bob', 'after');
    await world.pass(12_000);
    await alice.kill();
    Object.assign(alice, { disk: new (alice.disk.constructor as new () => typeof alice.disk)() });
    await alice.open();
    await world.pass(12_000);
    expect(await alice.texts('Bob')).toEqual(['zero', 'in the journal alone', 'after']);
    expect(await bob.texts('Alice')).toEqual(['zero', 'in the journal alone', 'after']);
    expect(await sync(alice)).toEqual(inSync);
  });

  it('JNL-12 a journal that is lost is written again from the database, and the person is told once', async () => {
    const { world, alice } = await two();
    await alice.say('Bob', 'kept');
    await world.pass(61_000);
    await alice.close();
    Object.assign(alice, { host: createMemoryHost() });
    await alice.open();
    await world.pass(1000);
    expect(alice.startup).toMatchObject({ status: 'ready', notice: { kind: 'journal-refilled', events: 1 } });
    await world.pass(61_000);
    await alice.close();
    Object.assign(alice, { disk: new (alice.disk.constructor as new () => typeof alice.disk)() });
    await alice.open();
    expect(alice.startup).toMatchObject({ notice: { kind: 'rebuilt', events: 1 } });
    expect(await alice.texts('Bob')).toEqual(['kept']);
  });

  it('JNL-12 a journal damaged beside a lost database is told as one that may lack words', async () => {
    const { alice } = await two();
    await alice.say('Bob', 'kept');
    await alice.close();
    Object.assign(alice, { disk: new (alice.disk.constructor as new () => typeof alice.disk)() });
    const { call } = alice.host;
    Object.assign(alice.host, {
      call: async (method: HostMethod, input: never) => {
        const answer = await call(method, input);
        if (method !== 'journal.describe' || !answer.ok) return answer;
        return { ok: true, value: { ...answer.value, damaged: 300 } };
      },
    });
    await alice.open();
    expect(alice.startup).toMatchObject({ notice: { kind: 'rebuilt-doubtful', events: 1 } });
  });

  it('JNL-6 a database lost with a host that cannot be read is no blank app: it says so, and a retry works', async () => {
    const { world, alice } = await two();
    await alice.say('Bob', 'kept');
    await alice.close();
    Object.assign(alice, { disk: new (alice.disk.constructor as new () => typeof alice.disk)() });
    alice.host.setFailure('journal.read', 'unreachable');
    await alice.open();
    expect(alice.startup).toMatchObject({ status: 'failed', error: { code: 'host-unreachable' } });
    alice.host.setFailure('journal.read', null);
    alice.application?.retry();
    await world.pass(1000);
    expect(alice.startup).toMatchObject({ status: 'ready', notice: { kind: 'rebuilt', events: 1 } });
    expect(await alice.texts('Bob')).toEqual(['kept']);
  });
});

describe('the clock', () => {
  it.each([
    ['back', -YEAR],
    ['forward', YEAR],
  ])(
    'EVT-7 set %s by a year: own words keep their order, nothing is refused, and it is over when it is set right',
    async (_, jump) => {
      const { world, alice, bob } = await two();
      await alice.say('Bob', 'before');
      await world.pass(1000);
      const jumped = await worldOfAnotherClock(alice, jump);
      for (const text of ['one', 'two', 'three']) await alice.say('Bob', text);
      await world.pass(2000);
      await bob.say('Alice', 'answer');
      await world.pass(2000);
      jumped.offset = 0;
      await alice.say('Bob', 'set right');
      await world.pass(12_000);
      const own = ['before', 'one', 'two', 'three', 'set right'];
      for (const texts of [await alice.texts('Bob'), await bob.texts('Alice')]) {
        expect(texts.filter((text) => text !== 'answer')).toEqual(own);
        expect(texts).toHaveLength(6);
      }
      expect(await bob.texts('Alice')).toEqual(['before', 'one', 'two', 'three', 'answer', 'set right']);
      expect(await sync(alice)).toEqual(inSync);
      expect(await sync(bob)).toEqual(inSync);
    },
  );
});

/** Restarts a person with a clock of their own, which is wrong by an offset. */
async function worldOfAnotherClock(person: Person, offset: number): Promise<{ offset: number }> {
  const clock = { offset };
  await person.close();
  person.clockOffset = () => clock.offset;
  await person.open();
  await person.world.pass(2000);
  return clock;
}

describe('the disk', () => {
  it('REP-3 a full disk is said, nothing is lost, and a retry after room was made sends once', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'before');
    alice.disk.writeFault = 'storage-full';
    expect(codeOf(await send(alice, 'Bob', 'held up'))).toBe('storage-full');
    expect(alice.workspace.connection.get().readOnly).toBe('storage-full');
    await bob.say('Alice', 'from Bob');
    await world.pass(12_000);
    const failed = (await alice.messages('Bob')).at(-1);
    expect(failed).toMatchObject({ state: 'failed', error: 'storage-full', body: { text: 'held up' } });
    alice.disk.writeFault = null;
    must(await alice.workspace.retryMessage(await alice.spaceWith('Bob'), failed?.id ?? ''));
    await world.pass(12_000);
    expect(alice.workspace.connection.get().readOnly).toBeNull();
    expect((await bob.texts('Alice')).toSorted()).toEqual(['before', 'from Bob', 'held up']);
    expect((await alice.texts('Bob')).toSorted()).toEqual(['before', 'from Bob', 'held up']);
    expect(await sync(alice)).toEqual(inSync);
  });

  it('CHT-12 a failed message that lands after all does not stay as failed, and is not said twice', async () => {
    const { world, alice, bob } = await two();
    alice.disk.writeFault = 'storage-full';
    await send(alice, 'Bob', 'first');
    alice.disk.writeFault = null;
    must(await send(alice, 'Bob', 'second'));
    await world.pass(3000);
    expect((await alice.messages('Bob')).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
    expect(await bob.texts('Alice')).toEqual(['first', 'second']);
    expect(alice.workspace.connection.get().readOnly).toBeNull();
  });

  it('CHT-12 two presses of retry send once', async () => {
    const { world, alice, bob } = await two();
    alice.disk.writeFault = 'storage-full';
    await send(alice, 'Bob', 'once');
    const failed = (await alice.messages('Bob')).at(-1)?.id ?? '';
    alice.disk.writeFault = null;
    const space = await alice.spaceWith('Bob');
    await Promise.all([alice.workspace.retryMessage(space, failed), alice.workspace.retryMessage(space, failed)]);
    await world.pass(3000);
    expect(await bob.texts('Alice')).toEqual(['once']);
  });

  it('CHT-12 a failed message can be taken away', async () => {
    const { alice } = await two();
    alice.host.setFailure('journal.append', 'unreachable');
    alice.disk.writeFault = 'storage-failed';
    await send(alice, 'Bob', 'never mind');
    const failed = (await alice.messages('Bob')).at(-1)?.id ?? '';
    must(await alice.workspace.deleteMessage(await alice.spaceWith('Bob'), failed));
    expect(await alice.texts('Bob')).toEqual([]);
  });

  it.each([
    ['still', 'goes with the next words'],
    ['no longer', 'goes at once'],
  ])(
    'CHT-12 REP-3 a failed message that is taken away while the disk is %s full has its place in the chain: it %s, is hidden, and everybody is asked to remove it',
    async (full) => {
      const { world, alice, bob } = await two();
      const space = await alice.spaceWith('Bob');
      await alice.say('Bob', 'before');
      alice.disk.writeFault = 'storage-full';
      await send(alice, 'Bob', 'not that');
      if (full === 'no longer') alice.disk.writeFault = null;
      const failed = (await alice.messages('Bob')).at(-1)?.id ?? '';
      must(await alice.workspace.deleteMessage(space, failed));
      expect(await alice.texts('Bob')).toEqual(['before']);
      await world.pass(3000);
      alice.disk.writeFault = null;
      if (full === 'still') must(await send(alice, 'Bob', 'after'));
      await world.pass(3000);
      const left = full === 'still' ? ['before', 'after'] : ['before'];
      expect(await alice.texts('Bob')).toEqual(left);
      const theirs = (await bob.messages('Alice')).map(({ body }) => (body.kind === 'text' ? body.text : body.kind));
      expect(theirs).toEqual(['before', 'recalled', ...left.slice(1)]);
      expect(await sync(alice)).toEqual(inSync);
      await alice.close();
      await alice.open();
      expect(await alice.texts('Bob')).toEqual(left);
    },
  );

  it('CHT-12 REP-3 the same words, said again after their failed message was taken away, are meant', async () => {
    const { world, alice, bob } = await two();
    alice.disk.writeFault = 'storage-full';
    await send(alice, 'Bob', 'on second thought');
    const failed = (await alice.messages('Bob')).at(-1)?.id ?? '';
    must(await alice.workspace.deleteMessage(await alice.spaceWith('Bob'), failed));
    await world.pass(1000);
    alice.disk.writeFault = null;
    must(await send(alice, 'Bob', 'on second thought'));
    await world.pass(3000);
    expect(await bob.texts('Alice')).toEqual(['on second thought']);
    expect(await alice.texts('Bob')).toEqual(['on second thought']);
  });

  it('CHT-11 CHT-12 a message that the database has and the disk of the host does not stands once', async () => {
    const { world, alice } = await two();
    const { call } = alice.host;
    let beDone: () => void = () => undefined;
    const isDone = new Promise<void>((resolve) => (beDone = resolve));
    const slow = async (method: HostMethod, input: never) => {
      if (method === 'journal.append') await isDone;
      return call(method, input);
    };
    Object.assign(alice.host, { call: slow });
    const window = alice.workspace.openMessages(await alice.spaceWith('Bob'));
    const said = alice.say('Bob', 'once');
    await world.pass(1000);
    const rows = () => window.state.get().messages.map(({ id, state }) => [id.startsWith('pending:'), state]);
    expect(rows()).toEqual([[false, 'sent']]);
    beDone();
    await said;
    await world.pass(100);
    expect(rows()).toEqual([[false, 'delivered']]);
    await world.pass(5000);
    expect(rows()).toEqual([[false, 'delivered']]);
    window.dispose();
  });

  it('CON-3 a host that is away is said; words go on, and reach the journal when it is back', async () => {
    const { world, alice, bob } = await two();
    alice.host.setFailure('journal.append', 'unreachable');
    await alice.say('Bob', 'without host');
    expect(alice.workspace.connection.get().hostReachable).toBe(false);
    await world.pass(1000);
    expect(await bob.texts('Alice')).toEqual(['without host']);
    alice.host.setFailure('journal.append', null);
    await world.pass(61_000);
    expect(alice.workspace.connection.get().hostReachable).toBe(true);
    await alice.close();
    Object.assign(alice, { disk: new (alice.disk.constructor as new () => typeof alice.disk)() });
    await alice.open();
    expect(await alice.texts('Bob')).toEqual(['without host']);
  });
});

describe('words', () => {
  it('CHT-1 empty and too long are refused with their reason; the longest arrives whole', async () => {
    const { world, alice, bob } = await two();
    expect(codeOf(await send(alice, 'Bob', ' \n '))).toBe('message-empty');
    expect(codeOf(await send(alice, 'Bob', 'x'.repeat(1_000_000)))).toBe('message-too-long');
    const longest = '語'.repeat(16_384);
    must(await send(alice, 'Bob', longest));
    must(await send(alice, 'Bob', 'half \ud83d a smile'));
    await world.pass(2000);
    expect(await bob.texts('Alice')).toEqual([longest, 'half \ufffd a smile']);
    expect(await alice.texts('Bob')).toEqual(await bob.texts('Alice'));
  });

  it('CHT-13 many read marks are told as few, and none where it is switched off', async () => {
    const { world, alice, bob } = await two();
    for (let n = 0; n < 5; n += 1) await alice.say('Bob', `n${n}`);
    await world.pass(1000);
    const space = await bob.spaceWith('Alice');
    const events = async () => must(await alice.workspace.diagnostics()).store.events;
    const before = await events();
    for (const { at } of await bob.messages('Alice')) must(await bob.workspace.markRead(space, at));
    await world.pass(2000);
    expect(await events()).toBe(before + 1);
    expect((await alice.messages('Bob')).every(({ state }) => state === 'read')).toBe(true);
    must(await bob.workspace.updateSettings({ readReceipts: false }));
    await alice.say('Bob', 'seen in silence');
    await world.pass(1000);
    must(await bob.workspace.markRead(space, (await bob.messages('Alice')).at(-1)?.at ?? 0));
    await world.pass(2000);
    expect((await alice.messages('Bob')).at(-1)?.state).toBe('delivered');
    expect((await bob.read(bob.workspace.conversations()))[0]?.unread).toBe(0);
  });

  it('NTF-1 NTF-2 NTF-3 news of others are told while nobody looks; own words, history and blocked people are not', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'one   line\nand another');
    await world.pass(500);
    expect(bob.notices).toMatchObject([{ title: 'Alice', body: 'one line and another' }]);
    expect(alice.notices).toEqual([]);
    bob.watched = true;
    await alice.say('Bob', 'seen');
    await world.pass(500);
    expect(bob.notices).toHaveLength(1);
    bob.watched = false;
    must(await bob.workspace.updateSettings({ notifications: false }));
    await alice.say('Bob', 'quiet');
    await world.pass(500);
    expect(bob.notices).toHaveLength(1);
    must(await bob.workspace.updateSettings({ notifications: true }));
    await bob.close();
    await alice.say('Bob', 'old by the time it comes');
    await world.pass(20 * 60_000);
    await bob.open();
    await world.pass(3000);
    expect(bob.notices).toHaveLength(1);
  });

  it('NTF-8 what was taken back before it comes is told to nobody', async () => {
    const { world, alice, bob } = await two();
    await bob.close();
    await alice.say('Bob', 'stays');
    const space = await alice.spaceWith('Bob');
    const { id } = must(await alice.workspace.sendText(space, 'a secret'));
    must(await alice.workspace.recallMessage(space, id));
    await world.pass(1000);
    await bob.open();
    await world.pass(3000);
    expect(await bob.texts('Alice')).toContain('stays');
    expect(bob.notices.map(({ body }) => body)).toEqual(['stays']);
  });

  it('DGN-2 the report holds no name, no word, no id and no link', async () => {
    const { world, people } = await setup('Alice', 'Bob');
    const [alice, bob] = people as [Person, Person];
    await alice.say('Bob', 'a very secret word');
    must(await alice.workspace.setRemark(await bob.account(), 'Bobby Tables'));
    const invite = must(await alice.workspace.createInvite());
    await world.pass(1000);
    const report = must(await alice.workspace.diagnosticsReport());
    expect(JSON.parse(report)).toMatchObject({ links: [{ contact: 'contact 1', synced: 3 }] });
    for (const secret of [
      'secret',
      'Alice',
      'Bob',
      await bob.account(),
      await alice.account(),
      invite.link.slice(20, 60),
    ]) {
      expect(report).not.toContain(secret);
    }
  });
});

describe('three people', () => {
  it('SPC-3 what two say the third never gets', async () => {
    const { world, people } = await setup('Alice', 'Bob', 'Carol');
    const [alice, bob, carol] = people as [Person, Person, Person];
    await alice.say('Bob', 'for Bob');
    await carol.say('Alice', 'for Alice');
    await world.pass(3000);
    expect(await alice.texts('Carol')).toEqual(['for Alice']);
    expect(await bob.texts('Carol')).toEqual([]);
    expect(await carol.texts('Bob')).toEqual([]);
    expect(must(await carol.workspace.diagnostics()).store.events).toBe(1);
    expect(alice.workspace.connection.get().devices).toBe(2);
  });
});
