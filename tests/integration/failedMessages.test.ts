/** Own words that were not kept, and what is done with them. */
import { describe, expect, it } from 'vitest';
import type { Result } from '@shared/result.ts';
import { type Person, must, two } from './support/world.ts';

const codeOf = (result: Result<unknown, { code: string }>) => (result.ok ? 'ok' : result.error.code);
const send = async (person: Person, to: string, text: string) =>
  person.workspace.sendText(await person.spaceWith(to), text);

/** Words, or what stands in place of them. */
const kindsAt = async (person: Person, of: string) =>
  (await person.messages(of)).map(({ body }) => (body.kind === 'text' ? body.text : body.kind));

/** What waits until it is opened. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

/** Words that the disk refused and that were deleted then; it works again. */
async function failAndDelete(alice: Person): Promise<void> {
  alice.disk.writeFault = 'storage-full';
  await send(alice, 'Bob', 'not that');
  const failed = (await alice.messages('Bob')).at(-1)?.id ?? '';
  must(await alice.workspace.deleteMessage(await alice.spaceWith('Bob'), failed));
  await alice.world.pass(1000);
  alice.disk.writeFault = null;
}

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

describe('taken away', () => {
  it.each(['close', 'kill'] as const)(
    'CHT-12 what the journal brings back is taken away again, though the app ended (%s) before the disk worked',
    async (end) => {
      const { world, alice, bob } = await two();
      await alice.say('Bob', 'before');
      alice.disk.writeFault = 'storage-full';
      await send(alice, 'Bob', 'not that');
      const failed = (await alice.messages('Bob')).at(-1)?.id ?? '';
      must(await alice.workspace.deleteMessage(await alice.spaceWith('Bob'), failed));
      await world.pass(1000);
      await alice[end]();
      alice.disk.writeFault = null;
      for (const start of ['first', 'second']) {
        await alice.open();
        await world.pass(20_000);
        expect([start, ...(await alice.texts('Bob'))]).toEqual([start, 'before']);
        const kept = await alice.stores.at(-1)?.feed.keeps.all('chat.unwanted');
        expect(kept).toEqual({ ok: true, value: [] });
        await alice.close();
      }
      expect(await kindsAt(bob, 'Alice')).toEqual(['before', 'recalled']);
    },
  );

  it('CHT-12 words that are said again are meant, also after another start', async () => {
    const { world, alice, bob } = await two();
    alice.disk.writeFault = 'storage-full';
    await send(alice, 'Bob', 'on second thought');
    const failed = (await alice.messages('Bob')).at(-1)?.id ?? '';
    must(await alice.workspace.deleteMessage(await alice.spaceWith('Bob'), failed));
    await world.pass(1000);
    alice.disk.writeFault = null;
    must(await send(alice, 'Bob', 'on second thought'));
    await world.pass(3000);
    await alice.close();
    await alice.open();
    await world.pass(20_000);
    expect(await alice.texts('Bob')).toEqual(['on second thought']);
    expect(await bob.texts('Alice')).toEqual(['on second thought']);
  });

  it('CHT-12 what was deleted while it waited stays away, though the disk then refused it and the app ended', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'before');
    const store = alice.stores.at(-1);
    if (store === undefined) throw new Error('no store');
    let refuse: () => void = () => undefined;
    const refused = { ok: false, error: { code: 'storage-full', message: 'asked to fail' } } as const;
    const admit = () => new Promise((resolve) => (refuse = () => resolve(refused)));
    Object.assign(store, { admit });
    const sending = send(alice, 'Bob', 'not that');
    await world.pass(500);
    const waiting = (await alice.messages('Bob')).at(-1);
    expect(waiting).toMatchObject({ state: 'queued', body: { text: 'not that' } });
    must(await alice.workspace.deleteMessage(await alice.spaceWith('Bob'), waiting?.id ?? ''));
    refuse();
    expect(codeOf(await sending)).toBe('storage-full');
    await world.pass(1000);
    await alice.kill();
    await alice.open();
    await world.pass(30_000);
    expect(await alice.texts('Bob')).toEqual(['before']);
    expect(await kindsAt(bob, 'Alice')).toEqual(['before', 'recalled']);
  });

  it('CHT-12 what was deleted while it was being kept is hidden, and everybody is asked to remove it', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'before');
    const store = alice.stores.at(-1);
    if (store === undefined) throw new Error('no store');
    const admit = store.admit.bind(store);
    const [write, tell] = [gate(), gate()];
    const late: typeof admit = async (...args) => {
      await write.opened;
      const admitted = await admit(...args);
      await tell.opened;
      return admitted;
    };
    Object.assign(store, { admit: late });
    const sending = send(alice, 'Bob', 'not that');
    await world.pass(500);
    const waiting = (await alice.messages('Bob')).at(-1);
    expect(waiting).toMatchObject({ state: 'queued', body: { text: 'not that' } });
    write.open();
    // Written, and not heard of yet: whoever asks the store finds it.
    await expect.poll(async () => (await alice.messages('Bob')).at(-1)?.id).not.toBe(waiting?.id);
    must(await alice.workspace.deleteMessage(await alice.spaceWith('Bob'), waiting?.id ?? ''));
    tell.open();
    must(await sending);
    Object.assign(store, { admit });
    await world.pass(30_000);
    expect(await alice.texts('Bob')).toEqual(['before']);
    expect(await kindsAt(bob, 'Alice')).toEqual(['before', 'recalled']);
  });

  it('CHT-12 what comes back while its reader is blocked is asked to be removed once they are not', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'before');
    await failAndDelete(alice);
    must(await alice.workspace.setBlocked(await bob.account(), true));
    await world.pass(1000);
    for (const start of ['first', 'second']) {
      await alice.kill();
      await alice.open();
      await world.pass(30_000);
      expect([start, ...(await alice.texts('Bob'))]).toEqual([start, 'before']);
    }
    must(await alice.workspace.setBlocked(await bob.account(), false));
    await world.pass(60_000);
    expect(await alice.texts('Bob')).toEqual(['before']);
    expect(await kindsAt(bob, 'Alice')).toEqual(['before', 'recalled']);
    expect(await alice.stores.at(-1)?.feed.keeps.all('chat.unwanted')).toEqual({ ok: true, value: [] });
  });

  it('CHT-12 what is kept in the same run while its reader is blocked is asked to be removed once they are not', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'before');
    const store = alice.stores.at(-1);
    if (store === undefined) throw new Error('no store');
    const admit = store.admit.bind(store);
    let take: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (take = resolve));
    Object.assign(store, { admit: async (...of: Parameters<typeof admit>) => (await held, admit(...of)) });
    const sending = send(alice, 'Bob', 'not that');
    await world.pass(500);
    must(await alice.workspace.setBlocked(await bob.account(), true));
    const waiting = (await alice.messages('Bob')).at(-1)?.id ?? '';
    must(await alice.workspace.deleteMessage(await alice.spaceWith('Bob'), waiting));
    take();
    must(await sending);
    await world.pass(1000);
    expect(await alice.texts('Bob')).toEqual(['before']);
    must(await alice.workspace.setBlocked(await bob.account(), false));
    await world.pass(60_000);
    expect(await kindsAt(bob, 'Alice')).toEqual(['before', 'recalled']);
  });

  it('CHT-12 what comes back and cannot be hidden, as the disk is full again, is taken away after the next start', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'before');
    await failAndDelete(alice);
    await alice.kill();
    // From the moment on in which it is looked for the disk takes nothing.
    const whole = alice.parts.bind(alice);
    const createStore = (...of: Parameters<ReturnType<typeof whole>['createStore']>) => {
      const store = whole().createStore(...of);
      const { keeps } = store.feed;
      const all = keeps.all.bind(keeps);
      const fillThen = async (kind: string) => {
        const kept = await all(kind);
        if (kind === 'chat.unwanted') alice.disk.writeFault = 'storage-full';
        return kept;
      };
      Object.assign(keeps, { all: fillThen });
      return store;
    };
    Object.assign(alice, { parts: () => ({ ...whole(), createStore }) });
    await alice.open();
    await world.pass(30_000);
    expect(alice.disk.writeFault).toBe('storage-full');
    await alice.kill();
    Object.assign(alice, { parts: whole });
    alice.disk.writeFault = null;
    await alice.open();
    await world.pass(30_000);
    expect(await alice.texts('Bob')).toEqual(['before']);
    expect(await kindsAt(bob, 'Alice')).toEqual(['before', 'recalled']);
  });
});
