/** Own words that were not kept, and what is done with them. */
import { describe, expect, it } from 'vitest';
import type { Result } from '@shared/result.ts';
import { type Person, must, two } from './support/world.ts';

const codeOf = (result: Result<unknown, { code: string }>) => (result.ok ? 'ok' : result.error.code);
const send = async (person: Person, to: string, text: string) =>
  person.workspace.sendText(await person.spaceWith(to), text);

describe('tried again', () => {
  it('CHT-12 MSG-9 words that end and failed with their place taken are said once when they are tried again', async () => {
    const { world, alice, bob } = await two();
    const space = await alice.spaceWith('Bob');
    must(await alice.workspace.setTimer(space, 3_600_000));
    await world.pass(1000);
    const store = alice.stores.at(-1);
    if (store === undefined) throw new Error('no store');
    const admit = store.admit.bind(store);
    let isFull = true;
    const refused = { ok: false, error: { code: 'storage-full', message: 'asked to fail' } } as const;
    Object.assign(store, { admit: async (...of: Parameters<typeof admit>) => (isFull ? refused : admit(...of)) });
    expect(codeOf(await send(alice, 'Bob', 'hush'))).toBe('storage-full');
    const failed = (await alice.messages('Bob')).at(-1);
    expect(failed).toMatchObject({ state: 'failed', body: { text: 'hush' } });
    expect(codeOf(await alice.workspace.retryMessage(space, failed?.id ?? ''))).toBe('storage-full');
    expect((await alice.messages('Bob')).at(-1)).toMatchObject({ id: failed?.id, state: 'failed' });
    // What clears up meanwhile leaves the bytes of what is still to be kept.
    await world.pass(30_000);
    isFull = false;
    const press = () => alice.workspace.retryMessage(space, failed?.id ?? '');
    await Promise.all([press(), press(), send(alice, 'Bob', 'after')]);
    await world.pass(12_000);
    expect(await bob.texts('Alice')).toEqual(['hush', 'after']);
    expect(await alice.texts('Bob')).toEqual(['hush', 'after']);
  });

  it('CHT-12 a message that may not be said any more when it is tried again stays, with the reason', async () => {
    const { world, alice, bob } = await two();
    const space = await alice.spaceWith('Bob');
    alice.disk.writeFault = 'storage-full';
    await send(alice, 'Bob', 'one');
    await send(alice, 'Bob', 'two');
    alice.disk.writeFault = null;
    const ids = (await alice.messages('Bob')).map(({ id }) => id);
    must(await alice.workspace.setBlocked(await bob.account(), true));
    for (const id of ids) expect(codeOf(await alice.workspace.retryMessage(space, id))).toBe('contact-blocked');
    const reasons = (await alice.messages('Bob')).map(({ id, state, error, body }) => [id, state, error, body.kind]);
    expect(reasons).toEqual(ids.map((id) => [id, 'failed', 'contact-blocked', 'text']));
    must(await alice.workspace.setBlocked(await bob.account(), false));
    for (const id of ids.toReversed()) must(await alice.workspace.retryMessage(space, id));
    await world.pass(12_000);
    expect(await bob.texts('Alice')).toEqual(['one', 'two']);
    expect(await alice.texts('Bob')).toEqual(['one', 'two']);
  });
});
