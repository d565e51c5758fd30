/** Who sees what: every audience, with the poster here and away. */
import { describe, expect, it } from 'vitest';
import type { Audience } from '@domain/moments/audience.ts';
import { MEMORY_PICTURE } from '@adapters/memory/media/memoryPictures.ts';
import { EventJournal } from '@services/journal/eventJournal.ts';
import { photo, post, posts, see, texts } from './support/moments.ts';
import { type Person, World, must, setup } from './support/world.ts';

interface Circle {
  readonly world: World;
  readonly alice: Person;
  readonly bob: Person;
  readonly carol: Person;
  readonly audiences: readonly {
    readonly name: string;
    readonly audience: Audience;
    readonly readers: readonly string[];
  }[];
}

/** Alice, who calls Bob family; all three know each other. */
async function threeFriends(): Promise<Circle> {
  const { world, people } = await setup('Alice', 'Bob', 'Carol');
  const [alice, bob, carol] = people as [Person, Person, Person];
  const [toBob, toCarol] = [await bob.account(), await carol.account()];
  must(await alice.workspace.setTags(toBob, ['family']));
  return {
    ...{ world, alice, bob, carol },
    audiences: [
      { name: 'all contacts', audience: { kind: 'contacts' }, readers: ['Bob', 'Carol'] },
      { name: 'a tag', audience: { kind: 'tags', tags: ['family'] }, readers: ['Bob'] },
      { name: 'a tag of nobody', audience: { kind: 'tags', tags: ['work'] }, readers: [] },
      { name: 'only Carol', audience: { kind: 'only', accounts: [toCarol] }, readers: ['Carol'] },
      { name: 'only both', audience: { kind: 'only', accounts: [toCarol, toBob] }, readers: ['Bob', 'Carol'] },
      { name: 'all but Bob', audience: { kind: 'except', accounts: [toBob] }, readers: ['Carol'] },
      { name: 'oneself', audience: { kind: 'me' }, readers: [] },
    ],
  };
}

const seenBy = (audiences: Circle['audiences'], name: string) =>
  new Set(audiences.filter(({ readers }) => readers.includes(name)).map((one) => one.name));

describe('the visibility matrix of three people', () => {
  it('VIS-2 each audience is seen by those in it and by nobody else, the poster being here', async () => {
    const { world, alice, bob, carol, audiences } = await threeFriends();
    for (const { name, audience } of audiences) await post(alice, name, { audience });
    await world.pass(5000);
    for (const person of [bob, carol])
      expect(new Set(await texts(person)), person.name).toEqual(seenBy(audiences, person.name));
    expect(new Set(await texts(alice))).toEqual(new Set(audiences.map(({ name }) => name)));
  });

  it('VIS-2 the same when they come after the poster went, and find it with each other', async () => {
    const { world, alice, bob, carol, audiences } = await threeFriends();
    // Each circle has been given before: a pass comes from its owner alone.
    for (const { name, audience } of audiences) await post(alice, `${name}, before`, { audience });
    await world.pass(5000);
    await carol.close();
    for (const { name, audience } of audiences) await post(alice, name, { audience });
    await world.pass(5000);
    await alice.close();
    await world.pass(60_000);
    await carol.open();
    await world.pass(60_000);
    const both = (name: string) => new Set([...seenBy(audiences, name)].flatMap((one) => [one, `${one}, before`]));
    expect(new Set(await texts(bob))).toEqual(both('Bob'));
    const late = new Set(await texts(carol));
    // What Bob may not read he can not have given her: for that she waits for Alice.
    const fromBob = new Set([...seenBy(audiences, 'Carol')].filter((one) => seenBy(audiences, 'Bob').has(one)));
    const before = [...seenBy(audiences, 'Carol')].map((one) => `${one}, before`);
    expect(late).toEqual(new Set([...fromBob, ...before]));
    await alice.open();
    await world.pass(60_000);
    expect(new Set(await texts(carol))).toEqual(both('Carol'));
  });

  it('VIS-4 pictures come through a friend of both, too', async () => {
    const { world, alice, bob, carol } = await threeFriends();
    await carol.close();
    await post(alice, 'Look', { files: [photo(`${MEMORY_PICTURE}a picture`)] });
    await world.pass(5000);
    await alice.close();
    await world.pass(60_000);
    await carol.open();
    await world.pass(60_000);
    const [file] = (await posts(carol))[0]?.body?.files ?? [];
    if (file === undefined) throw new Error('no picture');
    expect(await bob.host.call('blob.list', { account: await bob.account(), after: null })).toMatchObject({
      value: { blobs: [{ id: file.blob }] },
    });
    expect(await carol.host.call('blob.list', { account: await carol.account(), after: null })).toMatchObject({
      value: { blobs: [{ id: file.blob }] },
    });
  });

  it('VIS-6 remarks are seen by the poster and by who is a friend of both', async () => {
    const world = new World();
    const alice = await world.person('Alice');
    const [bob, carol, dave] = [await world.person('Bob'), await world.person('Carol'), await world.person('Dave')];
    for (const friend of [bob, carol, dave]) await world.befriend(alice, friend);
    // Bob and Carol know each other; Dave knows neither.
    await world.befriend(bob, carol);
    const id = await post(alice, 'Dinner?');
    await world.pass(5000);
    const { remark } = must(await bob.workspace.remarkMoment(id, { text: 'Gladly', to: null }));
    must(await bob.workspace.likeMoment(id, '👍'));
    await world.pass(5000);
    must(await alice.workspace.remarkMoment(id, { text: 'At eight', to: remark }));
    await world.pass(100);
    must(await dave.workspace.remarkMoment(id, { text: 'Not me', to: null }));
    await world.pass(15_000);
    const said = async (person: Person) => (await see(person, id))?.remarks.map(({ text }) => text);
    expect(await said(alice)).toEqual(['Gladly', 'At eight', 'Not me']);
    expect(await said(bob)).toEqual(['Gladly', 'At eight']);
    expect(await said(carol)).toEqual(['Gladly', 'At eight']);
    expect(await said(dave)).toEqual(['Not me']);
    expect((await see(dave, id))?.likes).toEqual([]);
    expect((await see(carol, id))?.likes).toHaveLength(1);
    // Not hidden on the screen alone: no byte of it is there.
    const kept = new TextDecoder('latin1').decode(
      Uint8Array.from((await journalBytes(dave)).flatMap((one) => [...one])),
    );
    expect(kept).toContain('Not me');
    for (const words of ['Gladly', 'At eight']) expect(kept).not.toContain(words);
  });
});

async function journalBytes(person: Person): Promise<readonly Uint8Array[]> {
  const journal = new EventJournal(person.host, await person.account());
  const all: Uint8Array[] = [];
  await journal.readAll((entries) => {
    for (const entry of entries) if (entry.t === 'event') all.push(entry.payload);
    return Promise.resolve();
  });
  return all;
}
