/** Own events that the journal has and the database refused: no chain parts over them. */
import { describe, expect, it } from 'vitest';
import type { Result } from '@shared/result.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { type Person, must, two } from './support/world.ts';

/** The agreement of journal and database is noted every minute. */
const SEVERAL_MARKS = 130_000;

const codeOf = (result: Result<unknown, { code: string }>) => (result.ok ? 'ok' : result.error.code);
const send = async (person: Person, to: string, text: string) =>
  person.workspace.sendText(await person.spaceWith(to), text);
const kindsAt = async (person: Person, of: string) =>
  (await person.messages(of)).map(({ body }) => (body.kind === 'text' ? body.text : body.kind));

/** The next words, a database made anew from the journal, and words after that: all of them are said. The value is what both sides read. */
async function goOn(alice: Person, bob: Person): Promise<readonly (readonly string[])[]> {
  const { world } = alice;
  await alice.open();
  await world.pass(30_000);
  must(await send(alice, 'Bob', 'next'));
  await world.pass(30_000);
  await alice.close();
  alice.disk = new MemoryDisk();
  await alice.open();
  await world.pass(60_000);
  expect(codeOf(await send(alice, 'Bob', 'after'))).toBe('ok');
  await world.pass(60_000);
  return [await kindsAt(alice, 'Bob'), await kindsAt(bob, 'Alice')];
}

describe('words the database refused', () => {
  it.each([1000, SEVERAL_MARKS])(
    'JNL-6 come back at the next start, though both were to be marked as agreed before (%d ms)',
    async (wait) => {
      const { world, alice, bob } = await two();
      await alice.say('Bob', 'before');
      await world.pass(70_000);
      alice.disk.writeFault = 'storage-full';
      expect(codeOf(await send(alice, 'Bob', 'late'))).toBe('storage-full');
      alice.disk.writeFault = null;
      await world.pass(wait);
      await alice.kill();
      const words = ['before', 'late', 'next', 'after'];
      expect(await goOn(alice, bob)).toEqual([words, words]);
    },
  );

  it('JNL-6 CHT-12 come back, and are taken away, when they were deleted while the disk took nothing', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'before');
    await world.pass(70_000);
    const store = alice.stores.at(-1);
    if (store === undefined) throw new Error('no store');
    const refused = { ok: false, error: { code: 'storage-full', message: 'asked to fail' } } as const;
    // The rest of the disk works, so that the mark can be written.
    Object.assign(store, { admit: () => Promise.resolve(refused) });
    expect(codeOf(await send(alice, 'Bob', 'not that'))).toBe('storage-full');
    const failed = (await alice.messages('Bob')).at(-1)?.id ?? '';
    must(await alice.workspace.deleteMessage(await alice.spaceWith('Bob'), failed));
    await world.pass(SEVERAL_MARKS);
    await alice.kill();
    const [own, theirs] = await goOn(alice, bob);
    expect(theirs).toEqual(['before', 'recalled', 'next', 'after']);
    expect(own?.filter((words) => words !== 'recalled')).toEqual(['before', 'next', 'after']);
  });
});
