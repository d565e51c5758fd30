import { describe, expect, it } from 'vitest';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import type { Message } from '@services/workspace/workspace.ts';
import { fail } from '@shared/result.ts';
import { found, linesIn } from './support/groupStory.ts';
import { type Person, type World, must, setup, two } from './support/world.ts';

type Id = EventId;

/** What a conversation shows, in a form two people can be compared by. */
function shown(messages: readonly Message[]): unknown {
  return messages
    .filter(({ body }) => body.kind !== 'notice')
    .map(({ id, body, edited, reactions, poll, reply, forwarded }) => ({
      id,
      body: body.kind === 'text' ? body.text : body.kind,
      edited: edited?.versions,
      reactions: reactions?.map(({ sign, people }) => [sign, people.toSorted((one, other) => (one < other ? -1 : 1))]),
      votes: poll?.votes,
      reply: reply?.id,
      forwarded,
    }));
}

async function oneIn(person: Person, space: SpaceId, id: string): Promise<Message> {
  const message = (await linesIn(person, space)).find((line) => line.id === id);
  if (message === undefined) throw new Error(`${person.name} has no such message`);
  return message;
}

async function three(): Promise<{ world: World; people: readonly [Person, Person, Person]; space: SpaceId }> {
  const { world, people } = await setup('Alice', 'Bob', 'Carol');
  const [alice, bob, carol] = people;
  if (alice === undefined || bob === undefined || carol === undefined) throw new Error('nobody');
  const space = await found(world, alice, { members: [bob, carol] });
  return { world, people: [alice, bob, carol], space };
}

describe('what is done with messages', () => {
  it('MSG-4 an answer names what it answers, on both sides, also when that is edited or taken back', async () => {
    const { world, alice, bob } = await two();
    const space = await alice.spaceWith('Bob');
    const first = (await alice.say('Bob', 'Shall we?')) as Id;
    await world.pass(500);
    const answer = must(await bob.workspace.sendText(space, 'Yes', { reply: first })).id;
    await world.pass(500);
    for (const person of [alice, bob])
      expect((await oneIn(person, space, answer)).reply).toMatchObject({
        id: first,
        message: { body: { text: 'Shall we?' } },
      });
    must(await alice.workspace.editMessage(space, first, { text: 'Shall we go?' }));
    await world.pass(500);
    expect((await oneIn(bob, space, answer)).reply?.message?.body).toMatchObject({ text: 'Shall we go?' });
    must(await alice.workspace.recallMessage(space, first));
    await world.pass(500);
    expect((await oneIn(bob, space, answer)).reply?.message?.body.kind).toBe('recalled');
    must(await bob.workspace.deleteMessage(space, first));
    expect((await oneIn(bob, space, answer)).reply).toEqual({ id: first, message: null });
  });

  it('MSG-1 reactions of both are seen by both, one each, and taken back', async () => {
    const { world, alice, bob } = await two();
    const space = await alice.spaceWith('Bob');
    const id = (await alice.say('Bob', 'Cake')) as Id;
    await world.pass(500);
    must(await bob.workspace.react(space, id, '🎂'));
    must(await bob.workspace.react(space, id, '❤️'));
    must(await alice.workspace.react(space, id, '❤️'));
    await world.pass(500);
    const [me, they] = [await alice.account(), await bob.account()];
    expect((await oneIn(alice, space, id)).reactions).toMatchObject([{ sign: '❤️', own: true }]);
    expect(new Set((await oneIn(bob, space, id)).reactions?.[0]?.people)).toEqual(new Set([me, they]));
    must(await bob.workspace.react(space, id, null));
    await world.pass(500);
    expect((await oneIn(alice, space, id)).reactions).toEqual([{ sign: '❤️', people: [me], own: true }]);
    expect(await alice.workspace.react(space, id, 'x'.repeat(33))).toMatchObject({ error: { code: 'message-unfit' } });
  });

  it('MSG-2 an edit is seen with its history; nobody edits another, and nothing is edited to nothing', async () => {
    const { world, alice, bob } = await two();
    const space = await alice.spaceWith('Bob');
    const id = (await alice.say('Bob', 'one')) as Id;
    await world.pass(500);
    must(await alice.workspace.editMessage(space, id, { text: 'two' }));
    must(await alice.workspace.editMessage(space, id, { text: 'three' }));
    await world.pass(500);
    expect(await bob.texts('Alice')).toEqual(['three']);
    expect((await oneIn(bob, space, id)).edited).toMatchObject({ versions: 3 });
    const history = await bob.read(bob.workspace.messageHistory(space, id));
    expect(history.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
    expect((await bob.read(bob.workspace.conversations()))[0]?.last?.body).toMatchObject({ text: 'three' });
    expect(await bob.workspace.editMessage(space, id, { text: 'mine' })).toMatchObject({
      error: { code: 'message-not-own' },
    });
    expect(await alice.workspace.editMessage(space, id, { text: ' ' })).toMatchObject({
      error: { code: 'message-empty' },
    });
  });

  it("MSG-3 what its author takes back is out of the other side's tables, lists and lost databases, and cannot be brought back", async () => {
    const { world, alice, bob } = await two();
    const space = await alice.spaceWith('Bob');
    const id = (await alice.say('Bob', 'my secret')) as Id;
    await world.pass(500);
    must(await bob.workspace.react(space, id, '👀'));
    must(await alice.workspace.recallMessage(space, id));
    await world.pass(500);
    const gone = await oneIn(bob, space, id);
    expect(gone).toMatchObject({ body: { kind: 'recalled', by: await alice.account() } });
    expect(gone.reactions).toBeUndefined();
    expect((await bob.read(bob.workspace.conversations()))[0]?.last?.body.kind).toBe('recalled');
    expect(await alice.workspace.editMessage(space, id, { text: 'back' })).toMatchObject({ ok: false });
    expect(await bob.workspace.recallMessage(space, id)).toMatchObject({ ok: false });
    await bob.close();
    Object.assign(bob, { disk: new MemoryDisk() });
    await bob.open();
    expect((await oneIn(bob, space, id)).body.kind).toBe('recalled');
  });

  it('MSG-3 bytes of a file that was taken back go from both, and are given to nobody meanwhile', async () => {
    const { world, alice, bob } = await two();
    const space = await alice.spaceWith('Bob');
    const file = { file: new File(['secret'], 'a.txt', { type: 'text/plain' }), asFile: true, caption: '' };
    must(await alice.workspace.sendFiles(space, [file]));
    await world.pass(30_000);
    const [sent] = await bob.messages('Alice');
    const held = async (person: Person) =>
      must(await person.host.call('blob.list', { account: await person.account(), after: null })).blobs.length;
    expect([await held(alice), await held(bob)]).toEqual([1, 1]);
    must(await alice.workspace.recallMessage(space, sent?.id as Id));
    await world.pass(30_000);
    expect([await held(alice), await held(bob)]).toEqual([0, 0]);
  });

  it('MSG-3 what was said long ago is not taken back, unless the person chose to be able to', async () => {
    const { world, alice } = await two();
    const space = await alice.spaceWith('Bob');
    const id = (await alice.say('Bob', 'old')) as Id;
    await world.pass(3 * 3_600_000);
    must(await alice.workspace.updateSettings({ recallHours: 1 }));
    expect(await alice.workspace.recallMessage(space, id)).toMatchObject({ error: { code: 'recall-late' } });
    must(await alice.workspace.updateSettings({ recallHours: 48 }));
    must(await alice.workspace.recallMessage(space, id));
  });

  it("MSG-3 in a group who runs it takes away anybody's, and nobody else does", async () => {
    const { world, people, space } = await three();
    const [alice, bob, carol] = people;
    const id = must(await bob.workspace.sendText(space, 'rude')).id;
    await world.pass(1000);
    expect(await carol.workspace.recallMessage(space, id)).toMatchObject({ error: { code: 'group-not-allowed' } });
    must(await alice.workspace.recallMessage(space, id));
    await world.pass(2000);
    for (const person of people) {
      expect((await oneIn(person, space, id)).body).toEqual({ kind: 'recalled', by: await alice.account() });
      expect((await person.read(person.workspace.message(space, id)))?.body.kind).toBe('recalled');
    }
    must(await alice.workspace.setRole(space, await carol.account(), 'admin'));
    await world.pass(2000);
    const second = must(await bob.workspace.sendText(space, 'again')).id;
    await world.pass(1000);
    must(await carol.workspace.recallMessage(space, second));
    await world.pass(2000);
    expect((await oneIn(bob, space, second)).body.kind).toBe('recalled');
  });

  it('CHT-50 three who edit, react, vote and take back while apart see the same when they meet', async () => {
    const { world, people, space } = await three();
    const [alice, bob, carol] = people;
    const poll = must(
      await alice.workspace.sendPoll(space, {
        question: 'When?',
        options: ['Mon', 'Tue', 'Wed'],
        several: false,
        closes: null,
      }),
    ).id;
    const mine = must(await alice.workspace.sendText(space, 'draft')).id;
    const theirs = must(await bob.workspace.sendText(space, 'hello')).id;
    await world.pass(2000);
    await bob.close();
    must(await alice.workspace.editMessage(space, mine, { text: 'final' }));
    must(await alice.workspace.votePoll(space, poll, [0]));
    must(await carol.workspace.votePoll(space, poll, [1]));
    must(await carol.workspace.react(space, theirs, '+'));
    await world.pass(1000);
    await alice.close();
    await carol.close();
    await bob.open();
    must(await bob.workspace.votePoll(space, poll, [2]));
    must(await bob.workspace.react(space, mine, '!'));
    must(await bob.workspace.recallMessage(space, theirs));
    await bob.close();
    await carol.open();
    must(await carol.workspace.votePoll(space, poll, [2]));
    must(await carol.workspace.react(space, mine, '?'));
    await alice.open();
    await bob.open();
    await world.pass(30_000);
    const views = await Promise.all(people.map((person) => linesIn(person, space)));
    const [first, ...others] = views.map(shown);
    for (const other of others) expect(other).toEqual(first);
    const message = (id: string) => views[0]?.find((line) => line.id === id);
    expect(message(poll)?.poll).toMatchObject({ people: 3 });
    expect(message(poll)?.poll?.votes.map((votes) => votes.length)).toEqual([1, 0, 2]);
    expect(message(mine)).toMatchObject({ body: { text: 'final' }, edited: { versions: 2 } });
    expect(message(mine)?.reactions).toHaveLength(2);
    expect(message(theirs)?.body.kind).toBe('recalled');
    must(await alice.workspace.closePoll(space, poll));
    await world.pass(1000);
    expect((await oneIn(bob, space, poll)).poll?.isClosed).toBe(true);
    expect(await bob.workspace.closePoll(space, poll)).toMatchObject({ error: { code: 'message-not-own' } });
  });

  it('MSG-6 forwarding says texts and files again, tells nothing of where from, and leaves out what stays', async () => {
    const { world, people, space } = await three();
    const [alice, bob] = people;
    const direct = await alice.spaceWith('Bob');
    const text = must(
      await alice.workspace.sendText(space, 'recipe @Bob', {
        mentions: [{ account: await bob.account(), start: 7, length: 4 }],
      }),
    ).id;
    const file = { file: new File(['soup'], 'soup.txt', { type: 'text/plain' }), asFile: true, caption: 'Soup' };
    must(await alice.workspace.sendFiles(space, [file, file], { album: true, reply: text }));
    const id = must(await alice.workspace.sendText(space, 'gone')).id;
    await world.pass(2000);
    must(await alice.workspace.recallMessage(space, id));
    const files = (await linesIn(alice, space)).filter(({ body }) => body.kind === 'file');
    expect(files.map(({ album }) => album !== undefined && album === files[0]?.album)).toEqual([true, true]);
    expect(files[0]?.reply?.id).toBe(text);
    const ids = [...files.map((one) => one.id as Id), id, text];
    expect(must(await alice.workspace.forwardMessages(space, ids, [direct]))).toEqual({ sent: 3, left: 1 });
    await world.pass(3000);
    const came = await bob.messages('Alice');
    expect(came.map(({ body, forwarded, mentions }) => [body.kind, forwarded, mentions])).toEqual([
      ['text', true, undefined],
      ['file', true, undefined],
      ['file', true, undefined],
    ]);
    expect(came[1]?.album).toBe(came[2]?.album);
    expect(came[1]?.album).not.toBe(files[0]?.album);
    const carried = came[1]?.body.kind === 'file' ? came[1].body.file : null;
    if (carried === null) throw new Error('no file');
    const state = bob.workspace.fileState(carried);
    const stop = state.subscribe(() => undefined);
    await world.pass(2000);
    stop();
    expect(state.get().state).toBe('here');
  });

  it('MSG-10 cards, places and stickers come as they were sent; a contact goes by their own name', async () => {
    const { world, people, space } = await three();
    const [alice, bob, carol] = people;
    must(await alice.workspace.setRemark(await carol.account(), 'my boss'));
    must(await alice.workspace.sendContactCard(space, await carol.account()));
    must(await alice.workspace.sendContactCard(space, await alice.account()));
    must(await alice.workspace.sendPlace(space, { latitude: 31.5204, longitude: -74.3587, label: 'Lahore\u202E' }));
    expect(await alice.workspace.sendPlace(space, { latitude: 91, longitude: 0, label: '' })).toMatchObject({
      ok: false,
    });
    expect(
      await alice.workspace.sendPoll(space, { question: 'x', options: ['a', 'a'], several: false, closes: null }),
    ).toMatchObject({ error: { code: 'poll-unfit' } });
    await world.pass(2000);
    const bodies = (await linesIn(bob, space)).map(({ body }) => body).filter(({ kind }) => kind !== 'notice');
    expect(bodies).toMatchObject([
      { kind: 'contact', contact: { account: await carol.account(), name: 'Carol', invite: null } },
      { kind: 'contact', contact: { name: 'Alice' } },
      { kind: 'place', place: { latitude: 31.5204, longitude: -74.3587, label: 'Lahore' } },
    ]);
    const own = bodies[1]?.kind === 'contact' ? bodies[1].contact.invite : null;
    expect(own).toContain('banyan://invite');
  });

  it('STO-116 who is named finds it, in a list and as unread', async () => {
    const { world, people, space } = await three();
    const [alice, bob] = people;
    const mentions = [{ account: await bob.account(), start: 0, length: 4 }];
    const id = must(await alice.workspace.sendText(space, '@Bob look', { mentions })).id;
    await world.pass(1000);
    expect(await bob.read(bob.workspace.mentions(null))).toMatchObject([{ id, space, body: { text: '@Bob look' } }]);
    expect(await bob.read(bob.workspace.unreadMentions(space))).toEqual([id]);
    expect((await oneIn(bob, space, id)).namesMe).toBe(true);
    must(await bob.workspace.markRead(space, (await oneIn(bob, space, id)).at));
    expect(await bob.read(bob.workspace.unreadMentions(space))).toEqual([]);
    expect(await alice.read(alice.workspace.mentions(null))).toEqual([]);
  });
});

/** Alice, who is alone with that, puts Carol out; Carol and Bob meet, who know nothing of it. */
async function removedUnheard({ world, people, space }: Awaited<ReturnType<typeof three>>): Promise<AccountId> {
  const [alice, bob, carol] = people;
  const account = await carol.account();
  await bob.close();
  await carol.close();
  must(await alice.workspace.removeMember(space, account));
  await alice.close();
  await carol.open();
  await bob.open();
  await world.pass(10_000);
  return account;
}

describe('who is not to be believed', () => {
  it('CHT-57 what somebody said about messages after they were put out counts for nobody, once that is known', async () => {
    const scene = await three();
    const { world, people, space } = scene;
    const [alice, bob, carol] = people;
    const theirs = must(await carol.workspace.sendText(space, 'first words')).id;
    const mine = must(await bob.workspace.sendText(space, 'mine')).id;
    await world.pass(2000);
    const account = await removedUnheard(scene);
    must(await carol.workspace.editMessage(space, theirs, { text: 'other words' }));
    must(await carol.workspace.react(space, mine, '!'));
    await world.pass(3000);
    expect((await oneIn(bob, space, theirs)).body).toMatchObject({ text: 'other words' });
    expect((await oneIn(bob, space, mine)).reactions).toHaveLength(1);
    await carol.close();
    await alice.open();
    await world.pass(30_000);
    for (const person of [alice, bob]) {
      expect((await oneIn(person, space, theirs)).body).toMatchObject({ text: 'first words' });
      expect((await oneIn(person, space, mine)).reactions).toBeUndefined();
    }
    // Who comes back may speak again, and what was said in between stays uncounted.
    must(await alice.workspace.addMembers(space, [account]));
    await world.pass(5000);
    await carol.open();
    await world.pass(30_000);
    for (const person of [alice, bob]) {
      expect((await oneIn(person, space, theirs)).body).toMatchObject({ text: 'first words' });
      expect((await oneIn(person, space, mine)).reactions).toBeUndefined();
    }
    must(await carol.workspace.react(space, mine, '?'));
    await world.pass(5000);
    for (const person of [alice, bob])
      expect((await oneIn(person, space, mine)).reactions).toMatchObject([{ sign: '?', people: [account] }]);
  });

  it('CHT-57 what was owed of that as the app ended is done at the next start, with nobody else there', async () => {
    const scene = await three();
    const { world, people, space } = scene;
    const [alice, bob, carol] = people;
    const mine = must(await bob.workspace.sendText(space, 'mine')).id;
    await world.pass(1000);
    must(await carol.workspace.react(space, mine, '?'));
    await world.pass(2000);
    const account = await removedUnheard(scene);
    must(await carol.workspace.react(space, mine, '!'));
    await world.pass(3000);
    await carol.close();
    const store = bob.stores.at(-1);
    if (store === undefined) throw new Error('no store');
    store.notes.readAgain = () => Promise.resolve(fail('storage-failed', 'the app ended'));
    await alice.open();
    await world.pass(30_000);
    // What pushed it out is out of sight, and it is not back.
    expect((await oneIn(bob, space, mine)).reactions).toBeUndefined();
    await alice.close();
    await bob.kill();
    await bob.open();
    await world.pass(10_000);
    expect((await oneIn(bob, space, mine)).reactions).toMatchObject([{ sign: '?', people: [account] }]);
  });

  it('MSG-1 where only some may post, everybody may put a sign on what they say, and nobody else edits', async () => {
    const { world, people, space } = await three();
    const [alice, bob] = people;
    const before = must(await bob.workspace.sendText(space, 'said before')).id;
    const id = must(await alice.workspace.sendText(space, 'news')).id;
    await world.pass(1000);
    const group = await alice.read(alice.workspace.group(space));
    if (group === null) throw new Error('no group');
    must(await alice.workspace.changeGroup(space, { policy: { ...group.policy, post: 'admins' } }));
    await world.pass(2000);
    must(await bob.workspace.react(space, id, '+'));
    expect(await bob.workspace.editMessage(space, before, { text: 'after' })).toMatchObject({
      error: { code: 'group-not-allowed' },
    });
    must(await bob.workspace.recallMessage(space, before));
    await world.pass(2000);
    expect((await oneIn(alice, space, id)).reactions).toMatchObject([{ sign: '+' }]);
    expect((await oneIn(alice, space, before)).body.kind).toBe('recalled');
  });
});

describe('what a person keeps of messages', () => {
  it('MSG-7 favourites follow edits and recalls, and come back with a lost database', async () => {
    const { world, alice, bob } = await two();
    const space = await alice.spaceWith('Bob');
    const [one, other] = [(await alice.say('Bob', 'keep')) as Id, (await alice.say('Bob', 'drop')) as Id];
    await world.pass(500);
    must(await bob.workspace.setFavourite(space, one, true));
    must(await bob.workspace.setFavourite(space, other, true));
    must(await bob.workspace.setFavourite(space, other, false));
    must(await alice.workspace.editMessage(space, one, { text: 'kept' }));
    await world.pass(1000);
    const favourites = () => bob.read(bob.workspace.favourites());
    expect(await favourites()).toMatchObject([{ id: one, message: { body: { text: 'kept' } } }]);
    expect((await oneIn(bob, space, one)).starred).toBe(true);
    await bob.close();
    Object.assign(bob, { disk: new MemoryDisk() });
    await bob.open();
    expect(await favourites()).toMatchObject([{ id: one, message: { body: { text: 'kept' } } }]);
    must(await alice.workspace.recallMessage(space, one));
    await world.pass(15_000);
    expect(await favourites()).toMatchObject([{ id: one, message: { body: { kind: 'recalled' } } }]);
  });

  it('MSG-8 words are said when it is time, or as soon as the app is on, once, and can be changed before', async () => {
    const { world, alice, bob } = await two();
    const space = await alice.spaceWith('Bob');
    const at = (ms: number) => world.clock.now() + ms;
    const { id } = must(await alice.workspace.scheduleMessage(space, { text: 'soon', dueAt: at(60_000) }));
    must(await alice.workspace.scheduleMessage(space, { text: 'later', dueAt: at(120_000) }));
    const dropped = must(await alice.workspace.scheduleMessage(space, { text: 'never', dueAt: at(90_000) }));
    must(await alice.workspace.changeSchedule(id, { text: 'sooner' }));
    must(await alice.workspace.cancelSchedule(dropped.id));
    expect(await alice.workspace.scheduleMessage(space, { text: 'past', dueAt: at(-1) })).toMatchObject({
      error: { code: 'schedule-unfit' },
    });
    expect((await alice.read(alice.workspace.schedules(space))).map(({ text }) => text)).toEqual(['sooner', 'later']);
    await world.pass(80_000);
    expect(await bob.texts('Alice')).toEqual(['sooner']);
    await alice.kill();
    await world.pass(120_000);
    await alice.open();
    await world.pass(20_000);
    expect(await bob.texts('Alice')).toEqual(['sooner', 'later']);
    expect(await alice.read(alice.workspace.schedules(null))).toEqual([]);
    const late = (await bob.messages('Alice')).at(-1);
    expect(late?.at).toBeGreaterThan(at(-60_000));
  });

  it('MSG-9 words that end are in no event, come to the other, and are gone from both when they are over', async () => {
    const { world, alice, bob } = await two();
    const space = await alice.spaceWith('Bob');
    must(await bob.workspace.setTimer(space, 120_000));
    await world.pass(1000);
    expect(await alice.read(alice.workspace.chatTimer(space))).toMatchObject({
      life: 120_000,
      by: await bob.account(),
    });
    for (const person of [alice, bob]) {
      expect(await person.read(person.workspace.timerLines(space))).toMatchObject([
        { life: 120_000, by: await bob.account() },
      ]);
    }
    const id = must(await alice.workspace.sendText(space, 'hush hush')).id;
    const file = { file: new File(['secret'], 'plan.txt', { type: 'text/plain' }), asFile: true, caption: 'hush too' };
    must(await alice.workspace.sendFiles(space, [file]));
    await world.pass(5000);
    for (const person of [alice, bob]) {
      expect(await oneIn(person, space, id)).toMatchObject({
        body: { text: 'hush hush' },
      });
      expect((await oneIn(person, space, id)).expiresAt).toBeGreaterThan(0);
      expect((await linesIn(person, space)).at(-1)?.body).toMatchObject({ kind: 'file', caption: 'hush too' });
      const events = [...person.disk.tables(await person.account()).events.values()];
      expect(events.some(({ payload }) => new TextDecoder().decode(payload).includes('hush'))).toBe(false);
    }
    expect(await alice.workspace.editMessage(space, id, { text: 'x' })).toMatchObject({
      error: { code: 'message-unfit' },
    });
    expect(await bob.workspace.setFavourite(space, id, true)).toMatchObject({ error: { code: 'message-unfit' } });
    const later = { text: 'hush later', dueAt: world.clock.now() + 60_000 };
    expect(await alice.workspace.scheduleMessage(space, later)).toMatchObject({ error: { code: 'schedule-fleeting' } });
    must(await alice.workspace.setTimer(space, null));
    await alice.say('Bob', 'stays');
    await world.pass(200_000);
    for (const person of [alice, bob]) {
      expect((await linesIn(person, space)).map(({ body }) => (body.kind === 'text' ? body.text : body.kind))).toEqual([
        'stays',
      ]);
      const held = must(await person.host.call('blob.list', { account: await person.account(), after: null }));
      expect(held.blobs).toEqual([]);
    }
    // A database made again from the journal brings nothing of it back.
    await bob.close();
    Object.assign(bob, { disk: new MemoryDisk() });
    await bob.open();
    await world.pass(5000);
    expect(await bob.texts('Alice')).toEqual(['stays']);
  });
});
