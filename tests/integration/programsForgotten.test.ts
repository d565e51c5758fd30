/** What programs stored goes with them. */
import { describe, expect, it } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import { DEFAULT_POLICY } from '@domain/group/policy.ts';
import { linkDevice } from './support/linkedDevice.ts';
import { afterEnding, factsOf, manifest, opened, settled, shared } from './support/programStory.ts';
import { type Person, must } from './support/world.ts';

const openIn = (person: Person) => person.workspace.programs.openPrograms.get();

/** A program that is open, and its label. */
async function running(person: Person, instance: EventId) {
  const { view, session } = await opened(person, instance);
  return { view, session, label: view.mount.label };
}

describe('what a program stored', () => {
  it('PRG-26 goes with the contact it came from, and the program ends where it runs', async () => {
    const { alice, bob, instance } = await shared();
    const { view, label } = await running(bob, instance);
    const [contact] = await bob.read(bob.workspace.contacts());
    must(await bob.workspace.deleteContact(contact?.account ?? (await alice.account())));
    await settled(bob, () => bob.views.wiped.length > 0);
    expect([bob.views.wiped, openIn(bob), view.state.get()]).toEqual([[label], [], 'closed']);
  });

  it('PRG-26 goes with the group', async () => {
    const { world, alice, bob, id } = await shared();
    const about = { name: 'Club', description: '', picture: { kind: 'generated' } as const };
    const { space } = must(
      await alice.workspace.createGroup({ ...about, members: [await bob.account()], policy: DEFAULT_POLICY }),
    );
    await world.pass(5000);
    const { instance } = must(await alice.workspace.programs.sendProgram(space, id));
    await world.pass(5000);
    const { label } = await running(alice, instance);
    must(await alice.workspace.dissolveGroup(space));
    await world.pass(5000);
    must(await alice.workspace.deleteGroup(space));
    await settled(alice, () => alice.views.wiped.length > 0);
    expect([alice.views.wiped, openIn(alice)]).toEqual([[label], []]);
  });

  it('PRG-26 is cleared when the person uninstalls again after that failed', async () => {
    const { alice, instance } = await shared();
    const { label } = await running(alice, instance);
    const { programs } = alice.workspace;
    alice.views.fault = 'host-unreachable';
    const failed = await afterEnding(alice, programs.removeProgram(instance));
    expect(failed.ok ? 'ok' : failed.error.code).toBe('host-unreachable');
    expect((await afterEnding(alice, programs.removeProgram(instance))).ok).toBe(false);
    expect(await alice.read(programs.programs())).toMatchObject([{ instance }]);
    alice.views.fault = null;
    must(await afterEnding(alice, programs.removeProgram(instance)));
    expect([alice.views.wiped, await alice.read(programs.programs())]).toEqual([[label], []]);
  });

  it('PRG-26 is cleared at the next start after that failed, and what it was opened under since stays', async () => {
    const { alice, instance } = await shared();
    const before = await running(alice, instance);
    alice.views.fault = 'host-unreachable';
    expect((await afterEnding(alice, alice.workspace.programs.wipeProgram(instance))).ok).toBe(false);
    alice.views.fault = null;
    const since = await running(alice, instance);
    expect(since.label).not.toBe(before.label);
    since.session.close();
    await settled(alice, () => since.view.state.get() === 'closed');
    await alice.close();
    await alice.open();
    await settled(alice, () => alice.views.wiped.length > 0);
    expect(alice.views.wiped).toEqual([before.label]);
    expect((await running(alice, instance)).label).toBe(since.label);
  });

  it('PRG-26 what is opened while the last is being cleared begins after that, and stays open', async () => {
    const { alice, instance } = await shared();
    const before = await running(alice, instance);
    const wipe = alice.views.wipe.bind(alice.views);
    let isAsked = false;
    let go: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    alice.views.wipe = (label) => {
      isAsked = true;
      return held.then(() => wipe(label));
    };
    const wiping = alice.workspace.programs.wipeProgram(instance);
    await settled(alice, () => openIn(alice).length === 0);
    const opening = running(alice, instance);
    await settled(alice, () => isAsked);
    go();
    must(await afterEnding(alice, wiping));
    const since = await afterEnding(alice, opening);
    expect(since.label).not.toBe(before.label);
    await alice.world.pass(5000);
    expect([alice.views.wiped, since.view.state.get(), openIn(alice).length]).toEqual([[before.label], 'ready', 1]);
  });

  it('PRG-26 is cleared also when it is wiped while it is opened again before it has ended', async () => {
    const { alice, instance } = await shared();
    const { session, label } = await running(alice, instance);
    const { programs } = alice.workspace;
    session.close();
    const opening = programs.openProgram(instance);
    must(await afterEnding(alice, programs.wipeProgram(instance)));
    must(await opening);
    expect([alice.views.wiped, openIn(alice)]).toEqual([[label], []]);
    expect((await running(alice, instance)).label).not.toBe(label);
  });

  it('PRG-26 goes where it was uninstalled on another own device', async () => {
    const { world, alice, id, instance } = await shared();
    const laptop = await linkDevice(alice, 104_729, 'Laptop');
    laptop.host.programs.know({ ...factsOf(id), manifest });
    await world.pass(20_000);
    const { label, view } = await running(laptop, instance);
    await world.pass(5000);
    must(await afterEnding(alice, alice.workspace.programs.removeProgram(instance)));
    await settled(laptop, () => laptop.views.wiped.length > 0);
    expect([laptop.views.wiped, openIn(laptop), view.state.get()]).toEqual([[label], [], 'closed']);
  });

  it('PRG-26 one that was just opened stays uninstalled when that was done on another own device', async () => {
    const { world, alice, id, instance } = await shared();
    const laptop = await linkDevice(alice, 104_729, 'Laptop');
    laptop.host.programs.know({ ...factsOf(id), manifest });
    await world.pass(20_000);
    const removing = alice.workspace.programs.removeProgram(instance);
    const { label, view } = await running(laptop, instance);
    must(await afterEnding(alice, removing));
    await settled(laptop, () => view.state.get() === 'closed');
    await world.pass(20_000);
    expect(laptop.views.wiped).toEqual([label]);
    for (const { read, workspace } of [alice, laptop]) expect(await read(workspace.programs.programs())).toEqual([]);
  });

  it('PRG-26 one that is being opened just then stays uninstalled, too', async () => {
    const { world, alice, id, instance } = await shared();
    const laptop = await linkDevice(alice, 104_729, 'Laptop');
    laptop.host.programs.know({ ...factsOf(id), manifest });
    await world.pass(20_000);
    const { session, label } = await running(laptop, instance);
    session.close();
    await world.pass(5000);
    const mount = laptop.views.mount.bind(laptop.views);
    let go: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    laptop.views.mount = (of) => held.then(() => mount(of));
    const opening = laptop.workspace.programs.openProgram(instance);
    await world.pass(1000);
    must(await afterEnding(alice, alice.workspace.programs.removeProgram(instance)));
    await world.pass(5000);
    expect(await laptop.read(laptop.workspace.programs.programs())).toEqual([]);
    go();
    must(await opening);
    await settled(laptop, () => openIn(laptop).length === 0 && laptop.views.wiped.length > 0);
    await world.pass(20_000);
    expect(laptop.views.wiped).toEqual([label]);
    for (const { read, workspace } of [alice, laptop]) expect(await read(workspace.programs.programs())).toEqual([]);
  });
});
