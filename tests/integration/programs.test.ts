/** Mini programs between people: the whole app but for the screen, and the real script in the pages. */
import { describe, expect, it } from 'vitest';
import { NOTED_AFTER } from '@services/mini/noteOpening.ts';
import { openApplication } from '@services/application/application.ts';
import type { Workspace } from '@services/workspace/workspace.ts';
import { DEFAULT_POLICY } from '@domain/group/policy.ts';
import { afterEnding, documentOf, opened, settled, shared } from './support/programStory.ts';
import { type Person, must } from './support/world.ts';

/** Another tab of a person's profile: the first one runs the engine. */
async function secondTab(person: Person): Promise<Workspace> {
  const tab = openApplication(person.parts());
  await person.world.pass(1000);
  const startup = tab.startup.get();
  if (startup.status !== 'ready') throw new Error(`the second tab is ${startup.status}`);
  return startup.workspace;
}

const typeOf = (message: unknown): unknown =>
  typeof message === 'object' && message !== null && 'type' in message ? message.type : null;

describe('mini programs between people', () => {
  it('PRG-1 a card reaches the other with its package, and both open the same instance', async () => {
    const { alice, bob, instance, id } = await shared();
    expect((await bob.messages('Alice')).map(({ body }) => body)).toMatchObject([
      { kind: 'program', program: { name: 'Poll', package: id } },
    ]);
    const [here, there] = [await opened(alice, instance), await opened(bob, instance)];
    expect(here.view.mount.package).toBe(id);
    expect(here.view.mount.label).not.toBe(there.view.mount.label);
    expect([here.page.isAppSender, there.page.isAppSender]).toEqual([true, false]);
    expect(here.page.selfAddr).not.toBe(there.page.selfAddr);
    expect(here.page.selfName).toBe('Alice');
    expect(await alice.read(alice.workspace.programs.programs())).toMatchObject([
      { instance, name: 'Poll', own: true },
    ]);
    expect(await bob.read(bob.workspace.programs.programsFromPeople())).toMatchObject([{ package: id, people: [{}] }]);
  });

  it('PRG-1 a package without a name is called as the file it was added from', async () => {
    const { bob, instance } = await shared(null);
    expect(await bob.messages('Alice')).toMatchObject([{ body: { kind: 'program', program: { name: 'poll' } } }]);
    expect((await opened(bob, instance)).session.status.get().name).toBe('poll');
  });

  it('PRG-2 updates, lines, summary and documents reach the other, and one who opens late has them all', async () => {
    const { alice, bob, instance } = await shared();
    const here = await opened(alice, instance);
    const own: unknown[] = [];
    void here.page.setUpdateListener(({ payload, serial }) => own.push([payload, serial]));
    here.page.sendUpdate({ payload: { vote: 'a' }, info: 'Alice voted', summary: '1 vote', document: 'Lunch' });
    here.page.sendUpdate({ payload: 'x'.repeat(100_000) });
    // Its parts stand in a row all the same.
    must(await alice.workspace.sendText(await alice.spaceWith('Bob'), 'meanwhile'));
    await settled(alice, () => own.length === 2);
    await alice.world.pass(5000);
    const there = await opened(bob, instance);
    const heard: unknown[] = [];
    void there.page.setUpdateListener(({ payload }) => heard.push(payload));
    await settled(bob, () => heard.length === 2);
    expect(heard).toEqual([{ vote: 'a' }, 'x'.repeat(100_000)]);
    await settled(bob, () => there.session.status.get().summary === '1 vote');
    expect(there.session.status.get()).toMatchObject({ document: 'Lunch', name: 'Poll', mayWrite: true });
    expect((await bob.messages('Alice')).map(({ body }) => body.kind)).toEqual(
      expect.arrayContaining(['program', 'program-info', 'text']),
    );
    const mine = (await documentOf(here.page, 'list')).getArray('items');
    mine.push(['milk']);
    const theirs = (await documentOf(there.page, 'list')).getArray('items');
    await settled(alice, () => theirs.length === 1);
    expect(theirs.toJSON()).toEqual(['milk']);
  });

  it('PRG-14 that it was opened is kept a while later, or when it ends', async () => {
    const { world, alice, bob, instance } = await shared();
    const openedAt = async ({ workspace, read }: Person) =>
      (await read(workspace.programs.program(instance)))?.lastOpened ?? null;
    await opened(alice, instance);
    expect(await openedAt(alice)).toBeNull();
    await world.pass(NOTED_AFTER + 100);
    expect(await openedAt(alice)).not.toBeNull();
    const { session } = await opened(bob, instance);
    session.close();
    await world.pass(100);
    expect(await openedAt(bob)).not.toBeNull();
  });

  it('PRG-3 a restart keeps serials, label, grants and favourites; wiping takes the label and nothing else', async () => {
    const { alice, instance } = await shared();
    const first = await opened(alice, instance);
    const before: unknown[] = [];
    void first.page.setUpdateListener(({ serial }) => before.push(serial));
    for (const payload of [1, 2, 3]) first.page.sendUpdate({ payload });
    await settled(alice, () => before.length === 3);
    must(await alice.workspace.programs.setFavourite(instance, true));
    const { label } = first.view.mount;
    await alice.close();
    await alice.open();
    const second = await afterEnding(alice, opened(alice, instance));
    const after: unknown[] = [];
    void second.page.setUpdateListener(({ serial }) => after.push(serial));
    await settled(alice, () => after.length === 3);
    expect(after).toEqual(before);
    expect(second.view.mount.label).toBe(label);
    must(await afterEnding(alice, alice.workspace.programs.wipeProgram(instance)));
    expect(alice.views.wiped).toEqual([label]);
    expect(second.view.state.get()).toBe('closed');
    const third = await opened(alice, instance);
    expect(third.view.mount.label).not.toBe(label);
    expect(await alice.read(alice.workspace.programs.program(instance))).toMatchObject({ favourite: true });
  });

  it('PRG-12 what an instance takes is told, and wiping takes what it stored and nothing said', async () => {
    const { alice, instance } = await shared();
    const { programs } = alice.workspace;
    expect(must(await programs.programStorage(instance))).toEqual({ updates: 0, documents: 0, own: 0 });
    const { page, view } = await opened(alice, instance);
    page.sendUpdate({ payload: 'x'.repeat(1000) });
    alice.views.kept.set(view.mount.label, 4096);
    for (let storage = must(await programs.programStorage(instance)); storage.updates === 0;) {
      await alice.world.pass(100);
      storage = must(await programs.programStorage(instance));
    }
    const before = must(await programs.programStorage(instance));
    expect([before.updates > 1000, before.documents, before.own]).toEqual([true, 0, 4096]);
    must(await afterEnding(alice, programs.wipeProgram(instance)));
    expect(must(await programs.programStorage(instance))).toEqual({ ...before, own: 0 });
  });

  it('PRG-4 realtime messages go from page to page while both are linked', async () => {
    const { alice, bob, instance } = await shared();
    const [here, there] = [await opened(alice, instance), await opened(bob, instance)];
    const [mine, theirs] = [here.page.joinRealtimeChannel(), there.page.joinRealtimeChannel()];
    const heard: Uint8Array[] = [];
    theirs.setListener((data) => heard.push(data));
    await settled(alice, () => here.session.status.get().realtimePeers === 1);
    mine.send(new Uint8Array(100_000).fill(3));
    await settled(bob, () => heard.length === 1);
    expect(heard[0]).toHaveLength(100_000);
    // One that crashed is not there; one that answers after all is.
    for (const [state, peers] of [
      ['crashed', 0],
      ['ready', 1],
      ['crashed', 0],
      ['unresponsive', 0],
      ['ready', 1],
    ] as const) {
      here.view.state.set(state);
      await settled(bob, () => there.session.status.get().realtimePeers === peers);
    }
    here.session.close();
    await settled(bob, () => there.session.status.get().realtimePeers === 0);
  });

  it('PRG-4 one that crashed is not back on its channel when another page of it is loaded', async () => {
    const { world, alice, bob, instance } = await shared();
    const [here, there] = [await opened(alice, instance), await opened(bob, instance)];
    for (const { page } of [here, there]) page.joinRealtimeChannel();
    const peers = () => there.session.status.get().realtimePeers;
    await settled(bob, () => peers() === 1);
    here.view.state.set('crashed');
    await settled(bob, () => peers() === 0);
    for (const state of ['loading', 'ready'] as const) {
      here.view.state.set(state);
      await world.pass(5000);
      expect([state, peers()]).toEqual([state, 0]);
    }
  });

  it('PRG-20 one that is asked for while it is on its way ends as soon as it is here', async () => {
    const { alice, instance } = await shared();
    const { programs } = alice.workspace;
    // Until their code is here no program can be on its way.
    must(await programs.programStorage(instance));
    const opening = programs.openProgram(instance);
    await afterEnding(alice, programs.endPrograms());
    await opening;
    expect([programs.openPrograms.get(), alice.views.views.at(-1)?.state.get()]).toEqual([[], 'closed']);
  });

  it('PRG-4 a program in a second tab is on the channel through the first, which has the links', async () => {
    const { alice, bob, instance } = await shared();
    const [here, there] = [await opened(alice, instance, await secondTab(alice)), await opened(bob, instance)];
    const [mine, theirs] = [here.page.joinRealtimeChannel(), there.page.joinRealtimeChannel()];
    const [heard, heardThere]: [number[], number[]] = [[], []];
    mine.setListener((data) => heard.push(data.length));
    theirs.setListener((data) => heardThere.push(data.length));
    await settled(alice, () => here.session.status.get().realtimePeers === 1);
    await settled(bob, () => there.session.status.get().realtimePeers === 1);
    mine.send(new Uint8Array(100_000));
    theirs.send(new Uint8Array(7));
    await settled(bob, () => heardThere.length === 1 && heard.length === 1);
    expect([heard, heardThere]).toEqual([[7], [100_000]]);
    here.session.close();
    await settled(bob, () => there.session.status.get().realtimePeers === 0);
  });

  it('PRG-20 opened in another tab a program ends where it was, and begins there only then', async () => {
    const { alice, instance } = await shared();
    const second = await secondTab(alice);
    const here = await opened(alice, instance);
    const opening = opened(alice, instance, second);
    await settled(alice, () => alice.views.views.length === 2);
    const there = await opening;
    expect([here.view.state.get(), there.view.state.get()]).toEqual(['closed', 'ready']);
    expect(there.view.mount.label).toBe(here.view.mount.label);
    expect([alice.workspace.programs.openPrograms.get(), second.programs.openPrograms.get()]).toEqual([
      [],
      [there.session],
    ]);
    const back = opened(alice, instance);
    await settled(alice, () => alice.views.views.length === 3);
    expect([(await back).view.state.get(), there.view.state.get()]).toEqual(['ready', 'closed']);
  });

  it('MPH-31 one that was put to sleep begins at its place, once; one that was closed at its first page', async () => {
    const { alice, instance } = await shared();
    const wordOf = (href: string) => ({ type: 'hidden', hasWorkers: false, place: { href, x: 0, y: 640 } });
    const told: unknown[] = [];
    const rest = async () => {
      const session = must(await alice.workspace.programs.openProgram(instance));
      const view = alice.views.views.at(-1);
      let say: (message: unknown) => void = () => undefined;
      view?.connect({
        post: (message) => told.push(message),
        onMessage: (listener) => {
          say = listener;
          return () => undefined;
        },
        close: () => undefined,
      });
      session.setSeen(false);
      say(wordOf('/list?of=7#end'));
      await settled(alice, () => session.activity.get() === 'resting');
      return { session, view };
    };
    const first = await rest();
    first.session.sleep();
    const second = await rest();
    expect([first.view?.begun, second.view?.begun]).toEqual([null, '/list?of=7#end']);
    expect(told.filter((message) => typeOf(message) === 'scroll')).toEqual([{ type: 'scroll', x: 0, y: 640 }]);
    second.session.close();
    expect((await rest()).view?.begun).toBeNull();
  });

  it('PRG-7 an update notifies whom it names, once, and never its sender', async () => {
    const { alice, bob, instance } = await shared();
    const [here, there] = [await opened(alice, instance), await opened(bob, instance)];
    const before = bob.notices.length;
    here.page.sendUpdate({ payload: 1, notify: { [there.page.selfAddr]: 'Your turn', '*': 'Look' } });
    await settled(bob, () => bob.notices.length === before + 1);
    expect(bob.notices.at(-1)).toMatchObject({ title: 'Alice', body: 'Your turn' });
    here.page.sendUpdate({ payload: 2, notify: { nobody: 'x' } });
    here.page.sendUpdate({ payload: 3 });
    await alice.world.pass(5000);
    expect(bob.notices).toHaveLength(before + 1);
    expect(alice.notices.filter(({ body }) => body === 'Your turn')).toEqual([]);
  });

  it('MPH-42 a group in which only some may write is no broadcast, for those who may and those who may not', async () => {
    const { alice, bob, id } = await shared();
    const about = { name: 'Club', description: '', picture: { kind: 'generated' } as const };
    const policy = { ...DEFAULT_POLICY, post: 'admins' } as const;
    const group = must(await alice.workspace.createGroup({ ...about, members: [await bob.account()], policy }));
    await alice.world.pass(5000);
    const { instance } = must(await alice.workspace.programs.sendProgram(group.space, id));
    await alice.world.pass(5000);
    const pages = [await opened(alice, instance), await opened(bob, instance)].map(({ page }) => page);
    expect(pages.map((page) => [page.isAppSender, page.isBroadcast])).toEqual([
      [true, false],
      [false, false],
    ]);
  });

  it('PRG-5 who may not write is not sent, and a view that cannot be shown says why', async () => {
    const { alice, bob, instance } = await shared();
    const there = await opened(bob, instance);
    const [contact] = await bob.read(bob.workspace.contacts());
    if (contact === undefined) throw new Error('no contact');
    must(await bob.workspace.setBlocked(contact.account, true));
    there.page.sendUpdate({ payload: 1 });
    await settled(bob, () => !there.session.status.get().mayWrite);
    alice.views.fault = 'program-views-unsafe';
    const refused = await alice.workspace.programs.openProgram(instance);
    expect(refused.ok ? 'ok' : refused.error.code).toBe('program-views-unsafe');
  });
});
