import { describe, expect, it } from 'vitest';
import { MEMORY_PICTURE } from '@adapters/memory/media/memoryPictures.ts';
import { accountOf, photo, post, posts, see, texts } from './support/moments.ts';
import { type Person, must, setup } from './support/world.ts';

async function three() {
  const { world, people } = await setup('Alice', 'Bob', 'Carol');
  const [alice, bob, carol] = people as [Person, Person, Person];
  return { world, alice, bob, carol };
}

describe('moments among three friends', () => {
  it('VIS-3 a post comes to the contacts of who posts it, with its pictures', async () => {
    const { world, alice, bob, carol } = await three();
    await post(alice, 'Hello', { files: [photo(`${MEMORY_PICTURE}one`), photo(`${MEMORY_PICTURE}two!`)] });
    await world.pass(3000);
    for (const person of [alice, bob, carol]) expect(await texts(person)).toEqual(['Hello']);
    const [seen] = await posts(bob);
    expect(seen).toMatchObject({ person: { name: 'Alice', own: false }, audience: null, waiting: false });
    for (const file of seen?.body?.files ?? []) {
      const state = bob.workspace.fileState(file);
      const stop = state.subscribe(() => undefined);
      await world.pass(200);
      stop();
      expect(state.get().state).toBe('here');
    }
    expect(seen?.body?.files).toHaveLength(2);
    expect((await posts(alice))[0]).toMatchObject({ audience: { kind: 'contacts' }, waiting: false });
  });

  it('FED-16 what is known of a voice note comes with its post, also after an edit and in a story', async () => {
    const { world, alice, bob } = await three();
    const voice = { duration: 3000, levels: Uint8Array.of(9, 255, 40) };
    const file = new File(['sound'], 'voice.webm', { type: 'audio/webm' });
    const files = [{ file, asFile: true, caption: '', media: { kind: 'voice' as const, ...voice } }];
    const id = await post(alice, 'Hear', { files });
    const told = await post(alice, 'Hear this today', { files, life: 3_600_000 });
    must(await alice.workspace.editMoment(id, 'Hear me'));
    await world.pass(20_000);
    for (const one of [id, told]) expect((await see(bob, one))?.body?.voice).toEqual(voice);
    expect(await texts(bob)).toEqual(['Hear me']);
    // Of photos nothing is claimed.
    const other = await post(alice, 'Seen', { files: [photo(`${MEMORY_PICTURE}x`)] });
    await world.pass(5000);
    expect((await see(bob, other))?.body).not.toHaveProperty('voice');
  });

  it('VIS-4 a friend of both gives a post on while who posted it is away', async () => {
    const { world, alice, bob, carol } = await three();
    await carol.close();
    await post(alice, 'While Carol is away');
    await world.pass(3000);
    expect(await texts(bob)).toEqual(['While Carol is away']);
    await alice.close();
    await world.pass(60_000);
    await carol.open();
    await world.pass(60_000);
    expect(await texts(carol)).toEqual(['While Carol is away']);
  });

  it('VIS-6 likes and remarks are seen by the poster and by friends of both', async () => {
    const { world, alice, bob, carol } = await three();
    const id = await post(alice, 'Tea?');
    await world.pass(3000);
    must(await bob.workspace.likeMoment(id, '❤️'));
    const { remark } = must(await bob.workspace.remarkMoment(id, { text: 'Yes!', to: null }));
    await world.pass(5000);
    must(await alice.workspace.remarkMoment(id, { text: 'At five', to: remark }));
    await world.pass(5000);
    for (const person of [alice, bob, carol]) {
      const seen = await see(person, id);
      expect(seen?.likes).toMatchObject([{ person: { account: await bob.account() }, mark: '❤️' }]);
      expect(seen?.remarks).toMatchObject([
        { text: 'Yes!', to: null },
        { text: 'At five', to: { id: remark } },
      ]);
    }
    expect(await accountOf(alice, 'Bob')).toBe(await bob.account());
  });

  it('VIS-18 an own remark waits until somebody has it, over a restart', async () => {
    const { world, alice, bob, carol } = await three();
    const id = await post(alice, 'Tea?');
    await world.pass(3000);
    await Promise.all([alice.close(), carol.close()]);
    await world.pass(60_000);
    must(await bob.workspace.remarkMoment(id, { text: 'Yes!', to: null }));
    const remarks = async () => (await see(bob, id))?.remarks.map(({ text, waiting }) => [text, waiting]);
    expect(await remarks()).toEqual([['Yes!', true]]);
    await bob.close();
    await bob.open();
    await world.pass(1000);
    expect(await remarks()).toEqual([['Yes!', true]]);
    await carol.open();
    await world.pass(20_000);
    expect(await remarks()).toEqual([['Yes!', false]]);
    await alice.open();
    await world.pass(20_000);
    expect((await see(alice, id))?.remarks).toMatchObject([{ text: 'Yes!', waiting: false }]);
  });
});
