/** Who was out of an audience and is let in again, and who was away: whole engines, virtual time. */
import { describe, expect, it } from 'vitest';
import { MEMORY_PICTURE } from '@adapters/memory/media/memoryPictures.ts';
import { photo, post, see, texts } from './support/moments.ts';
import { type Person, must, setup } from './support/world.ts';

async function three() {
  const { world, people } = await setup('Alice', 'Bob', 'Carol');
  const [alice, bob, carol] = people as [Person, Person, Person];
  return { world, alice, bob, carol };
}

describe('who is let in again', () => {
  it.each(['the same run', 'a restart'])(
    'VIS-19 who was out sees nothing of what was posted meanwhile, from the poster or from friends, after %s',
    async (how) => {
      const { world, alice, bob, carol } = await three();
      const bobs = await bob.account();
      const [before] = [await post(alice, 'Before')];
      await world.pass(10_000);
      must(await alice.workspace.closeMomentsTo(bobs, true));
      const secret = await post(alice, 'While Bob was out', { files: [photo(`${MEMORY_PICTURE}secret`)] });
      await world.pass(20_000);
      if (how === 'a restart') {
        await Promise.all([alice.close(), bob.close()]);
        await Promise.all([alice.open(), bob.open()]);
        await world.pass(20_000);
      }
      must(await alice.workspace.closeMomentsTo(bobs, false));
      await world.pass(20_000);
      const after = await post(alice, 'After');
      await world.pass(20_000);
      expect(await texts(bob)).toEqual(['After', 'Before']);
      expect(await texts(carol)).toEqual(['After', 'While Bob was out', 'Before']);
      // Nobody was cut off, and friends of both speak below what came after.
      must(await bob.workspace.remarkMoment(after, { text: 'Back again', to: null }));
      await world.pass(20_000);
      expect((await see(carol, after))?.remarks.map(({ text }) => text)).toEqual(['Back again']);
      expect((await see(alice, after))?.remarks.map(({ text }) => text)).toEqual(['Back again']);
      // Carol has all of it, and gives him nothing either.
      await alice.close();
      await bob.close();
      await bob.open();
      await world.pass(30_000);
      expect(await texts(bob)).toEqual(['After', 'Before']);
      expect(await see(bob, secret)).toBeNull();
      expect(await see(bob, before)).not.toBeNull();
      // Out once more, and back with nothing posted: the circle is the same.
      await alice.open();
      await world.pass(20_000);
      must(await alice.workspace.closeMomentsTo(bobs, true));
      await world.pass(5000);
      must(await alice.workspace.closeMomentsTo(bobs, false));
      await post(alice, 'And on');
      await world.pass(20_000);
      expect(await texts(bob)).toEqual(['And on', 'After', 'Before']);
      expect(await texts(carol)).toEqual(['And on', 'After', 'While Bob was out', 'Before']);
    },
  );
});

describe('who comes back', () => {
  it('VIS-4 VIS-6 a start that takes its time loses nothing of what friends give on and remark', async () => {
    const { world, alice, bob, carol } = await three();
    await post(alice, 'Before');
    await world.pass(10_000);
    await Promise.all([bob, carol].map((person) => person.close()));
    await bob.open();
    await world.pass(10_000);
    const id = await post(alice, 'While Carol was away');
    await world.pass(5000);
    must(await bob.workspace.remarkMoment(id, { text: 'She will like it', to: null }));
    await world.pass(5000);
    await alice.close();
    // Links are there long before the journal was read.
    carol.host.setFailure('journal.read', 'unreachable');
    await carol.open();
    await world.pass(20_000);
    carol.host.setFailure('journal.read', null);
    await world.pass(30_000);
    expect(await texts(carol)).toEqual(['While Carol was away', 'Before']);
    expect((await see(carol, id))?.remarks.map(({ text }) => text)).toEqual(['She will like it']);
  });
});
