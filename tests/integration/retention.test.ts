/** What is let go of after a time, on one device and no other, and asked for again. */
import { describe, expect, it } from 'vitest';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import type { FileReference } from '@domain/chat/file.ts';
import '@services/workspace/retentionReads.ts';
import { linkDevice } from './support/linkedDevice.ts';
import { type Person, type World, must, two } from './support/world.ts';

const DAY = 24 * 3_600_000;

async function sendFile(from: Person, to: string, name: string): Promise<void> {
  const file = { file: new File([`inside ${name}`], name, { type: 'text/plain' }), asFile: false, caption: '' };
  must(await from.workspace.sendFiles(await from.spaceWith(to), [file]));
  await from.world.pass(5000);
}

async function filesOf(person: Person, other: string): Promise<readonly FileReference[]> {
  return (await person.messages(other)).flatMap(({ body }) => (body.kind === 'file' ? [body.file] : []));
}

/** How files of a chat stand for a person, by their names. */
async function states(person: Person, other: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const file of await filesOf(person, other)) {
    const state = person.workspace.fileState(file);
    const stop = state.subscribe(() => undefined);
    await person.world.pass(50);
    found[file.name] = state.get().isLetGo === true ? 'let go' : state.get().state;
    stop();
  }
  return found;
}

/** So many days later, with everybody asleep in between. */
async function sleep(world: World, days: number, ...people: readonly Person[]): Promise<void> {
  for (const person of people) await person.close();
  world.clock.jump(days * DAY);
  for (const person of people) await person.open();
  await world.pass(30_000);
}

/** So many days, on each of which they look in for a short time. */
async function live(world: World, days: number, ...people: readonly Person[]): Promise<void> {
  for (let day = 0; day < days; day += 1) await sleep(world, 1, ...people);
}

describe('how long things stay', () => {
  it('RET-2 a file goes after its time, its message says so, and it comes again when it is asked for', async () => {
    const { world, alice, bob } = await two();
    await sendFile(alice, 'Bob', 'old.txt');
    await sendFile(bob, 'Alice', 'mine.txt');
    must(await bob.workspace.updateSettings({ retention: 'files-30' }));
    await sleep(world, 29, alice, bob);
    expect(await states(bob, 'Alice')).toEqual({ 'old.txt': 'here', 'mine.txt': 'here' });
    await sleep(world, 2, alice, bob);
    expect(await states(bob, 'Alice')).toEqual({ 'old.txt': 'let go', 'mine.txt': 'here' });
    expect(await states(alice, 'Bob')).toEqual({ 'old.txt': 'here', 'mine.txt': 'here' });
    const [old] = await filesOf(bob, 'Alice');
    must(await bob.workspace.downloadFile(old?.blob as never));
    await world.pass(10_000);
    expect(await states(bob, 'Alice')).toEqual({ 'old.txt': 'here', 'mine.txt': 'here' });
    // Asked for again it stays as long again.
    await sleep(world, 20, alice, bob);
    expect(await states(bob, 'Alice')).toMatchObject({ 'old.txt': 'here' });
  });

  it('RET-1 a rule takes nothing from another own device, and another device has no such rule', async () => {
    const { world, alice, bob } = await two();
    const laptop = await linkDevice(bob, 104_729);
    await world.pass(10_000);
    await sendFile(alice, 'Bob', 'a.txt');
    await world.pass(10_000);
    const space = await bob.spaceWith('Alice');
    must(await bob.workspace.setRetention(space, 'files-30'));
    await sleep(world, 31, alice, bob, laptop);
    expect(await states(bob, 'Alice')).toEqual({ 'a.txt': 'let go' });
    expect(await states(laptop, 'Alice')).toEqual({ 'a.txt': 'here' });
    expect([...(await bob.read(bob.workspace.retention()))]).toEqual([[space, 'files-30']]);
    expect([...(await laptop.read(laptop.workspace.retention()))]).toEqual([]);
  });

  it('RET-6 what is chosen is done a little later, and not if it was taken back', async () => {
    const { world, alice, bob } = await two();
    await sendFile(alice, 'Bob', 'a.txt');
    await sleep(world, 100, alice, bob);
    const space = await bob.spaceWith('Alice');
    expect(must(await bob.workspace.previewRetention(space, 'files-90'))).toMatchObject({ files: 1, messages: 0 });
    must(await bob.workspace.setRetention(space, 'files-90'));
    await world.pass(6000);
    must(await bob.workspace.setRetention(space, null));
    await world.pass(60_000);
    expect(await states(bob, 'Alice')).toEqual({ 'a.txt': 'here' });
    must(await bob.workspace.setRetention(space, 'files-90'));
    await world.pass(19_000);
    expect(await states(bob, 'Alice')).toEqual({ 'a.txt': 'here' });
    await world.pass(10_000);
    expect(await states(bob, 'Alice')).toEqual({ 'a.txt': 'let go' });
  });

  it('RET-6 a rule chosen soon after another may be taken back as long, whatever else asks for a sweep', async () => {
    const { world, alice, bob } = await two();
    await sendFile(alice, 'Bob', 'a.txt');
    await sleep(world, 100, alice, bob);
    const space = await bob.spaceWith('Alice');
    must(await bob.workspace.setRetention(space, 'files-365'));
    await world.pass(16_000);
    must(await bob.workspace.setRetention(space, 'files-90'));
    await world.pass(2000);
    // Less room for what posts show is meant at once; it brings nothing of the other choice with it.
    must(await bob.workspace.updateSettings({ feedFileDays: 30 }));
    await world.pass(4000);
    must(await bob.workspace.setRetention(space, null));
    await world.pass(60_000);
    expect(await states(bob, 'Alice')).toEqual({ 'a.txt': 'here' });
    must(await bob.workspace.updateSettings({ retention: 'files-365' }));
    await world.pass(16_000);
    must(await bob.workspace.updateSettings({ retention: 'files-90' }));
    await world.pass(6000);
    must(await bob.workspace.updateSettings({ retention: 'all' }));
    await world.pass(60_000);
    expect(await states(bob, 'Alice')).toEqual({ 'a.txt': 'here' });
  });

  it('RET-7 messages go here and nowhere else, do not come again, and the chat goes on', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'long ago');
    await bob.say('Alice', 'me, too');
    await world.pass(2000);
    const space = await bob.spaceWith('Alice');
    must(await bob.workspace.markRead(space, world.clock.now()));
    must(await bob.workspace.updateSettings({ retention: 'messages-30' }));
    await live(world, 33, alice, bob);
    expect(await bob.texts('Alice')).toEqual([]);
    expect(await alice.texts('Bob')).toEqual(['long ago', 'me, too']);
    await alice.say('Bob', 'and now');
    await world.pass(20_000);
    expect(await bob.texts('Alice')).toEqual(['and now']);
    await bob.say('Alice', 'hello again');
    await world.pass(5000);
    expect(await alice.texts('Bob')).toEqual(['long ago', 'me, too', 'and now', 'hello again']);
  });

  it('RET-10 a message that came late stays though later ones were read', async () => {
    const { world, alice, bob } = await two();
    const laptop = await linkDevice(alice, 104_729);
    await world.pass(10_000);
    const space = await bob.spaceWith('Alice');
    must(await bob.workspace.updateSettings({ retention: 'messages-30' }));
    await bob.close();
    await laptop.close();
    await alice.say('Bob', 'never seen');
    await alice.close();
    world.clock.jump(35 * DAY);
    await laptop.open();
    await bob.open();
    await world.pass(20_000);
    await laptop.say('Bob', 'later');
    await world.pass(10_000);
    must(await bob.workspace.markRead(space, (await bob.messages('Alice')).at(-1)?.at ?? 0));
    await alice.open();
    await world.pass(15_000);
    await live(world, 5, bob);
    expect(await bob.texts('Alice')).toEqual(['never seen', 'later']);
  });

  it('RET-11 a clock that was ahead for one start takes no messages', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'lately');
    await world.pass(30_000);
    const space = await bob.spaceWith('Alice');
    must(await bob.workspace.markRead(space, world.clock.now()));
    must(await bob.workspace.updateSettings({ retention: 'messages-365' }));
    await bob.close();
    bob.clockOffset = () => 400 * DAY;
    await bob.open();
    await world.pass(60_000);
    await bob.close();
    bob.clockOffset = () => 0;
    await bob.open();
    await world.pass(60_000);
    expect(await bob.texts('Alice')).toEqual(['lately']);
  });

  it('RET-1 a chat that keeps everything does so also after its database was lost', async () => {
    const { world, alice, bob } = await two();
    await sendFile(alice, 'Bob', 'a.txt');
    const space = await bob.spaceWith('Alice');
    must(await bob.workspace.setRetention(space, 'all'));
    must(await bob.workspace.updateSettings({ retention: 'files-30' }));
    await world.pass(2000);
    await bob.close();
    bob.disk = new MemoryDisk();
    await bob.open();
    await sleep(world, 60, alice, bob);
    expect([...(await bob.read(bob.workspace.retention()))]).toEqual([[space, 'all']]);
    expect(await states(bob, 'Alice')).toEqual({ 'a.txt': 'here' });
  });
});
