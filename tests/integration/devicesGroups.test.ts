/** Devices of somebody in a group whom not everybody there knows. */
import { describe, expect, it } from 'vitest';
import type { SpaceId } from '@shared/ids.ts';
import { found } from './support/groupStory.ts';
import { linkDevice } from './support/linkedDevice.ts';
import { type Person, World, must } from './support/world.ts';

async function textsIn({ world, workspace }: Person, space: SpaceId): Promise<readonly string[]> {
  const window = workspace.openMessages(space);
  await world.pass(100);
  const { messages } = window.state.get();
  window.dispose();
  return messages.flatMap(({ body }) => (body.kind === 'text' ? [body.text] : []));
}

/** Bob's group, in which Alice, with two devices, and Carol do not know each other. */
async function story() {
  const world = new World();
  const [alice, bob, carol] = [await world.person('Alice'), await world.person('Bob'), await world.person('Carol')];
  await world.befriend(bob, alice);
  await world.befriend(bob, carol);
  const space = await found(world, bob, { members: [alice, carol], name: 'Garden' });
  await world.pass(10_000);
  const laptop = await linkDevice(alice, 104_729);
  await world.pass(30_000);
  must(await laptop.workspace.sendText(space, 'before'));
  await world.pass(15_000);
  return { world, alice, bob, carol, laptop, space };
}

async function takeOut(alice: Person): Promise<void> {
  const lost = (await alice.read(alice.workspace.devices())).find(({ isThis }) => !isThis);
  if (lost === undefined) throw new Error('no other device');
  must(await alice.workspace.revokeDevice(lost.device));
}

describe('a device that was taken out, in a group', () => {
  it('DEV-71 is heard no more by members who are no contacts, also after they opened the app again', async () => {
    const { world, alice, bob, carol, laptop, space } = await story();
    expect(await textsIn(carol, space)).toEqual(['before']);
    await laptop.close();
    await world.pass(5000);
    await takeOut(alice);
    await world.pass(30_000);
    await alice.close();
    await bob.close();
    await carol.close();
    await carol.open();
    await laptop.open();
    await world.pass(15_000);
    // It has not heard of it, and nobody is there who would tell it: what it says now is its own affair.
    must(await laptop.workspace.sendText(space, 'after'));
    await world.pass(30_000);
    expect(await textsIn(carol, space)).toEqual(['before']);
    await laptop.close();
    await alice.open();
    await bob.open();
    must(await alice.workspace.sendText(space, 'from the desktop'));
    await world.pass(30_000);
    for (const person of [alice, bob, carol])
      expect(await textsIn(person, space)).toEqual(['before', 'from the desktop']);
  });

  it('DEV-71 what a member took from it that no remover had seen goes again', async () => {
    const { world, alice, bob, carol, laptop, space } = await story();
    await alice.close();
    await bob.close();
    await world.pass(15_000);
    must(await laptop.workspace.sendText(space, 'to Carol alone'));
    await world.pass(15_000);
    expect(await textsIn(carol, space)).toEqual(['before', 'to Carol alone']);
    await laptop.close();
    await carol.close();
    await alice.open();
    await bob.open();
    await takeOut(alice);
    await world.pass(30_000);
    await carol.open();
    await world.pass(60_000);
    for (const person of [alice, bob, carol]) expect(await textsIn(person, space)).toEqual(['before']);
  });
});
