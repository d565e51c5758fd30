/** A device that was lost, and taken out. */
import { describe, expect, it } from 'vitest';
import type { DeviceId } from '@shared/ids.ts';
import { wordsOf } from './support/otherDevice.ts';
import { linkDevice } from './support/linkedDevice.ts';
import { type Person, must, two } from './support/world.ts';

const deviceOf = async (person: Person): Promise<DeviceId> => (await person.read(person.workspace.ownProfile())).device;

describe('a device that was taken out', () => {
  it('DEV-4 is linked by nobody, and what it says afterwards reaches nobody', async () => {
    const { world, alice, bob } = await two();
    const laptop = await linkDevice(alice, 104_729);
    await world.pass(5000);
    await laptop.say('Bob', 'before');
    await world.pass(3000);
    must(await alice.workspace.revokeDevice(await deviceOf(laptop)));
    await world.pass(3000);
    expect(bob.workspace.connection.get().devices).toBe(1);
    expect((await alice.read(alice.workspace.devices())).map(({ isRevoked }) => isRevoked)).toEqual([false, true]);
    // DEV-27: it is told before its link ends.
    expect((await laptop.read(laptop.workspace.devices())).find(({ isThis }) => isThis)?.isRevoked).toBe(true);
    expect(await laptop.workspace.sendText(await laptop.spaceWith('Bob'), 'after')).toMatchObject({
      error: { code: 'device-removed' },
    });
    await alice.say('Bob', 'from the desktop');
    await world.pass(30_000);
    expect(await bob.texts('Alice')).toEqual(['before', 'from the desktop']);
    expect(await alice.texts('Bob')).toEqual(['before', 'from the desktop']);
    expect(bob.workspace.connection.get().upToDate).toContain(await alice.account());
  });

  it.each(['another device', 'the recovery phrase'])(
    'DEV-27 LNK-33 is told when it comes back, also when it was away as %s took it out',
    async (who) => {
      const { world, alice, bob } = await two();
      const words = who === 'another device' ? undefined : await wordsOf(alice);
      const laptop = await linkDevice(alice, 104_729);
      await world.pass(5000);
      const device = await deviceOf(laptop);
      await laptop.close();
      await world.pass(20_000);
      must(await alice.workspace.revokeDevice(device, words));
      // Both start again before it comes back.
      await world.pass(5000);
      await alice.close();
      await alice.open();
      await world.pass(5000);
      await laptop.open();
      await world.pass(20_000);
      expect((await laptop.read(laptop.workspace.devices())).find(({ isThis }) => isThis)?.isRevoked).toBe(true);
      expect(await laptop.workspace.sendText(await laptop.spaceWith('Bob'), 'after')).toMatchObject({
        error: { code: 'device-removed' },
      });
      await world.pass(90_000);
      expect(alice.workspace.connection.get().devices).toBe(1);
      expect(bob.workspace.connection.get().devices).toBe(1);
    },
  );

  it('DEV-4 what it said that only the friend had seen ends at the cut, for everybody alike', async () => {
    const { world, alice, bob } = await two();
    const laptop = await linkDevice(alice, 104_729);
    await world.pass(5000);
    await laptop.say('Bob', 'seen by all');
    await world.pass(3000);
    await alice.close();
    await world.pass(20_000);
    await laptop.say('Bob', 'seen by Bob alone');
    await world.pass(3000);
    await bob.close();
    await laptop.close();
    await alice.open();
    await world.pass(2000);
    must(await alice.workspace.revokeDevice(await deviceOfClosed(alice)));
    await world.pass(2000);
    await bob.open();
    await world.pass(30_000);
    expect(await alice.texts('Bob')).toEqual(['seen by all']);
    expect(await bob.texts('Alice')).toEqual(['seen by all']);
    expect(bob.workspace.connection.get().upToDate).toContain(await alice.account());
    await alice.close();
    await bob.close();
    await alice.open();
    await bob.open();
    await world.pass(30_000);
    expect(bob.workspace.connection.get().upToDate).toContain(await alice.account());
  });

  it('DEV-5 a thief who took the others out is overruled by the recovery phrase', async () => {
    const { world, alice, bob } = await two();
    const words = await wordsOf(alice);
    const laptop = await linkDevice(alice, 104_729);
    await world.pass(5000);
    must(await laptop.workspace.revokeDevice(await deviceOf(alice)));
    await world.pass(3000);
    expect((await alice.workspace.offerLink()).ok).toBe(false);
    expect(await alice.workspace.revokeDevice(await deviceOf(laptop), 'no such words')).toMatchObject({
      error: { code: 'phrase-wrong' },
    });
    must(await alice.workspace.revokeDevice(await deviceOf(laptop), words));
    await world.pass(5000);
    expect((await alice.read(alice.workspace.devices())).map(({ isThis, isRevoked }) => [isThis, isRevoked])).toEqual([
      [true, false],
      [false, true],
    ]);
    await bob.close();
    await bob.open();
    await world.pass(30_000);
    await alice.say('Bob', 'I am back');
    await world.pass(15_000);
    expect(await bob.texts('Alice')).toContain('I am back');
  });
});

/** The device of an account that is not the one at hand. */
async function deviceOfClosed(person: Person): Promise<DeviceId> {
  const other = (await person.read(person.workspace.devices())).find(({ isThis }) => !isThis);
  if (other === undefined) throw new Error('no other device');
  return other.device;
}
