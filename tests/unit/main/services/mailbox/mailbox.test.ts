import { randomBytes, verify as verifyBytes, createPublicKey } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { receiptBytes } from '@shared/mailbox/receipt.ts';
import { mailboxAddress } from '@shared/mailbox/frames.ts';
import { FileStore } from '../../../../../src/main/services/mailbox/fileStore.ts';
import type { MailboxLimits } from '../../../../../src/main/services/mailbox/limits.ts';
import { type Mailbox, createMailbox } from '../../../../../src/main/services/mailbox/mailbox.ts';
import type { MailboxStore } from '../../../../../src/main/services/mailbox/mailboxStore.ts';
import { Quota } from '../../../../../src/main/services/mailbox/quota.ts';
import { boxOfKey, hashOf } from '../../../../../src/main/services/mailbox/receipts.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';
import { type Client, connect, startSignaling } from '../signaling/signalingSupport.ts';

interface Scene {
  readonly url: string;
  readonly http: string;
  readonly mailbox: Mailbox;
  readonly enter: () => Promise<Talk>;
}

/** A socket on which questions are asked one after another. */
interface Talk {
  readonly client: Client;
  readonly ask: (question: Record<string, unknown>) => Promise<Record<string, unknown>>;
}

async function openScene(
  limits: Partial<MailboxLimits> = {},
  options: { readonly store?: MailboxStore; readonly token?: string } = {},
): Promise<Scene> {
  const store = options.store ?? (await FileStore.open({ directory: temporaryDirectory() }));
  const shared = options.token === undefined ? {} : { token: options.token };
  const mailbox = createMailbox({ store, limits, ...shared });
  onTestFinished(async () => {
    mailbox.close();
    await store.close();
  });
  const server = await startSignaling({ mailbox, showsFigures: true, ...shared });
  const url = mailboxAddress(server.url) ?? '';
  return { url, http: server.url.replace('ws:', 'http:'), mailbox, enter: () => enter(url) };
}

async function enter(url: string): Promise<Talk> {
  const client = await connect({ url });
  await expect.poll(() => client.received[0]).toMatchObject({ type: 'mailbox', v: 1 });
  let n = 0;
  const ask: Talk['ask'] = async (question) => {
    n += 1;
    const mine = n;
    client.send({ n: mine, ...question });
    const answer = () =>
      client.received.find((one) => typeof one === 'object' && one !== null && 'n' in one && one.n === mine);
    await expect.poll(answer).toBeDefined();
    return answer() as Record<string, unknown>;
  };
  return { client, ask };
}

const bundleOf = (length = 2048) => randomBytes(length).toString('base64url');
const keyOf = () => randomBytes(32).toString('base64url');

describe('a mailbox service', () => {
  it('MBS-2 MBS-4 MBS-5 keeps a bundle until who has the key says it was taken', async () => {
    const scene = await openScene();
    const [ann, bo] = [await scene.enter(), await scene.enter()];
    const [key, bundle] = [keyOf(), bundleOf()];
    expect(await ann.ask({ type: 'put', box: boxOfKey(key), days: 28, bundle })).toMatchObject({ type: 'kept' });
    const found = await bo.ask({ type: 'fetch', keys: [keyOf(), key], after: 0 });
    expect(found).toMatchObject({ type: 'bundles', bundles: [{ box: boxOfKey(key), bundle }], more: false });
    const [{ id }] = found['bundles'] as readonly [{ readonly id: number }];
    // Whoever knows the name alone can neither read nor remove.
    expect(await ann.ask({ type: 'fetch', keys: [boxOfKey(key)], after: 0 })).toMatchObject({ bundles: [] });
    expect(await ann.ask({ type: 'done', key: boxOfKey(key), ids: [id] })).toMatchObject({ type: 'gone' });
    expect(await bo.ask({ type: 'fetch', keys: [key], after: 0 })).toMatchObject({ bundles: [{ id }] });
    expect(await bo.ask({ type: 'fetch', keys: [key], after: id })).toMatchObject({ bundles: [] });
    expect(await bo.ask({ type: 'done', key, ids: [id] })).toMatchObject({ type: 'gone' });
    expect(await bo.ask({ type: 'fetch', keys: [key], after: 0 })).toMatchObject({ bundles: [] });
    expect(scene.mailbox.report()).toMatchObject({ kept: 1, given: 2, done: 2, sockets: 2, state: 'ok' });
  });

  it('MBS-3 signs where, what and until when, with a key that stays', async () => {
    const scene = await openScene();
    const { client, ask } = await scene.enter();
    const [box, bundle] = [boxOfKey(keyOf()), bundleOf()];
    const before = Date.now();
    const { receipt, until } = await ask({ type: 'put', box, days: 3, bundle });
    expect(Number(until)).toBeGreaterThanOrEqual(before + 3 * 24 * 3_600_000);
    const greeting = client.received[0] as { readonly key: string };
    const spki = Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.from(greeting.key, 'base64url'),
    ]);
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const isFor = (text: string) => {
      const hash = hashOf(new Uint8Array(Buffer.from(text, 'base64url')));
      const bytes = receiptBytes(Buffer.from(box, 'base64url'), hash, Number(until));
      return verifyBytes(null, bytes, key, Buffer.from(String(receipt), 'base64url'));
    };
    expect([isFor(bundle), isFor(bundleOf())]).toEqual([true, false]);
    const other = await scene.enter();
    expect(other.client.received[0]).toEqual(greeting);
  });

  it('MBS-9 answers of few bytes have one length, whether there is something or not', async () => {
    const scene = await openScene();
    const { client, ask } = await scene.enter();
    const sizes: number[] = [];
    client.socket.on('message', (data) => sizes.push((data as Buffer).length));
    const key = keyOf();
    await ask({ type: 'fetch', keys: [key], after: 0 });
    await ask({ type: 'put', box: boxOfKey(key), days: 1, bundle: bundleOf() });
    await ask({ type: 'fetch', keys: [key], after: 0 });
    await ask({ type: 'fetch', keys: Array.from({ length: 512 }, keyOf), after: 0 });
    expect([sizes[0], sizes[2], sizes[3]]).toEqual([4096, 4096, 4096]);
    for (let count = 0; count < 3; count += 1)
      await ask({ type: 'put', box: boxOfKey(key), days: 1, bundle: bundleOf(8192) });
    await ask({ type: 'fetch', keys: [key], after: 0 });
    expect(Math.log2(sizes.at(-1) ?? 0) % 1).toBe(0);
  });

  it('MBS-10 drops what is no frame, and closes on who goes on', async () => {
    const scene = await openScene({ strikes: 12 });
    const { client } = await scene.enter();
    const still = await scene.enter();
    const bundle = bundleOf();
    const bad: readonly unknown[] = [
      null,
      [],
      'put',
      { type: 'put', n: 1, box: 'short', days: 1, bundle },
      { type: 'put', n: 1, box: keyOf(), days: 31, bundle },
      { type: 'put', n: 1, box: keyOf(), days: 1, bundle: bundle.slice(4) },
      { type: 'put', n: -1, box: keyOf(), days: 1, bundle },
      { type: 'put', n: 1, box: `${keyOf().slice(1)}*`, days: 1, bundle },
      { type: 'fetch', n: 1, keys: [], after: 0 },
      { type: 'fetch', n: 1, keys: Array.from({ length: 513 }, keyOf), after: 0 },
      { type: 'done', n: 1, key: keyOf(), ids: [1.5] },
      { type: 'subscribe', topics: ['x'] },
    ];
    for (const frame of bad) client.send(frame);
    await expect.poll(() => client.closeCode()).toBe(1008);
    expect(scene.mailbox.report().refused.malformed).toBe(12);
    expect(await still.ask({ type: 'fetch', keys: [keyOf()], after: 0 })).toMatchObject({ type: 'bundles' });
    const flood = await scene.enter();
    flood.client.socket.send('x'.repeat(200 * 1024));
    await expect.poll(() => flood.client.closeCode()).toBe(1009);
  });

  it('MBS-7 MBS-10 says that it is too much to who asks, or leaves, more than one may', async () => {
    const slow = await openScene({ framesPerSecond: 0, frameBurst: 2 });
    const asking = await slow.enter();
    const question = { type: 'fetch', keys: [keyOf()], after: 0 };
    expect(await asking.ask(question)).toMatchObject({ type: 'bundles' });
    expect(await asking.ask(question)).toMatchObject({ type: 'bundles' });
    expect(await asking.ask(question)).toMatchObject({ type: 'refused', code: 'too-much' });
    const small = await openScene({ depositBytesPerSecond: 0, depositBurst: 5000 });
    const [one, two] = [await small.enter(), await small.enter()];
    const put = (talk: Talk) => talk.ask({ type: 'put', box: keyOf(), days: 1, bundle: bundleOf() });
    expect([await put(one), await put(two)]).toMatchObject([{ type: 'kept' }, { type: 'kept' }]);
    // By address, and coming again does not help.
    expect(await put(await small.enter())).toMatchObject({ type: 'refused', code: 'too-much' });
    const many = await openScene({ socketsPerAddress: 1 });
    await many.enter();
    await expect(connect({ url: many.url })).rejects.toThrow('429');
  });

  it('MBS-16 takes no more from an address that holds its share, until some of it was fetched', async () => {
    const scene = await openScene({ keptLeast: 2 * 2048, keptShare: 0 });
    const [ann, bo] = [await scene.enter(), await scene.enter()];
    const keys = [keyOf(), keyOf(), keyOf()];
    const put = (key = keyOf()) => ann.ask({ type: 'put', box: boxOfKey(key), days: 1, bundle: bundleOf() });
    expect([await put(keys[0]), await put(keys[1])]).toMatchObject([{ type: 'kept' }, { type: 'kept' }]);
    // In whichever mailbox, and over whichever socket.
    expect(await put(keys[2])).toMatchObject({ type: 'refused', code: 'too-much' });
    const again = await scene.enter();
    expect(await again.ask({ type: 'put', box: keyOf(), days: 1, bundle: bundleOf() })).toMatchObject({
      code: 'too-much',
    });
    const found = await bo.ask({ type: 'fetch', keys: [keys[0]], after: 0 });
    const [{ id }] = found['bundles'] as readonly [{ readonly id: number }];
    expect(await bo.ask({ type: 'done', key: keys[0], ids: [id] })).toMatchObject({ type: 'gone' });
    expect(await put(keys[2])).toMatchObject({ type: 'kept' });
    expect(await put()).toMatchObject({ type: 'refused', code: 'too-much' });
  });

  it('MBS-10 closes a socket that is silent for long', async () => {
    let time = 0;
    const store = await FileStore.open({ directory: temporaryDirectory() });
    const limits = { idleMs: 1000 };
    const mailbox = createMailbox({ store, limits, monotonic: () => time, lookMs: 10 });
    onTestFinished(async () => {
      mailbox.close();
      await store.close();
    });
    const server = await startSignaling({ mailbox });
    const { client, ask } = await enter(mailboxAddress(server.url) ?? '');
    time = 900;
    await ask({ type: 'fetch', keys: [keyOf()], after: 0 });
    time = 1800;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(client.closeCode()).toBeNull();
    time = 2000;
    await expect.poll(() => client.closeCode()).toBe(1000);
    await expect.poll(() => mailbox.report().sockets).toBe(0);
  });

  it('MBS-10 holds little for a socket that asks and does not take the answers, and cuts it', async () => {
    let time = 0;
    const store = await FileStore.open({ directory: temporaryDirectory() });
    const mailbox = createMailbox({ store, limits: { idleMs: 1000 }, monotonic: () => time, lookMs: 10 });
    onTestFinished(async () => {
      mailbox.close();
      await store.close();
    });
    const server = await startSignaling({ mailbox });
    const { client, ask } = await enter(mailboxAddress(server.url) ?? '');
    const key = keyOf();
    for (let count = 0; count < 4; count += 1)
      await ask({ type: 'put', box: boxOfKey(key), days: 1, bundle: bundleOf(131_072) });
    client.socket.pause();
    for (let n = 100; n < 160; n += 1) client.send({ type: 'fetch', n, keys: [key], after: 0 });
    await expect.poll(() => mailbox.report().given).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    // What the system takes for itself, and one answer: not sixty of a megabyte.
    expect(mailbox.report().givenBytes).toBeLessThan(24 * 1024 * 1024);
    expect(mailbox.report().sockets).toBe(1);
    time = 2000;
    await expect.poll(() => mailbox.report().sockets).toBe(0);
    expect(mailbox.report().cutSlow).toBe(1);
    client.socket.terminate();
  });

  it('MBS-15 says so while its store does not work, and so does its health', async () => {
    const failure = { ok: false as const, error: { code: 'storage-failed' as const, message: 'gone' } };
    const secret = { ok: true as const, value: new Uint8Array(32).fill(1) };
    const store: MailboxStore = {
      capacity: 1024,
      watchGone: () => undefined,
      put: () => Promise.resolve(failure),
      list: () => Promise.resolve(failure),
      remove: () => Promise.resolve(failure),
      secret: () => Promise.resolve(secret),
      figures: () => Promise.resolve({ bundles: 0, bytes: 0 }),
      close: () => Promise.resolve(),
    };
    const scene = await openScene({}, { store });
    const { ask } = await scene.enter();
    const health = async () => (await fetch(`${scene.http}/health`)).json();
    expect(await health()).toEqual({ status: 'ok', bus: 'alone', mailbox: 'ok' });
    for (const question of [
      { type: 'put', box: keyOf(), days: 1, bundle: bundleOf() },
      { type: 'fetch', keys: [keyOf()], after: 0 },
      { type: 'done', key: keyOf(), ids: [1] },
    ])
      expect(await ask(question)).toMatchObject({ type: 'refused', code: 'storage-failed' });
    expect(await health()).toEqual({ status: 'degraded', bus: 'alone', mailbox: 'away' });
  });

  it('MBS-11 stands beside the signaling service, behind the same token; where there is none that is said', async () => {
    const token = 'x'.repeat(20);
    const scene = await openScene({}, { token });
    await expect(connect({ url: scene.url })).rejects.toThrow('401');
    await enter(`${scene.url}?token=${token}`);
    const plain = await startSignaling();
    const { received, closeCode } = await connect({ url: mailboxAddress(plain.url) ?? '' });
    await expect.poll(closeCode).toBe(1000);
    expect(received).toEqual([{ type: 'none' }]);
    const metrics = async (auth: Record<string, string>) =>
      (await fetch(`${scene.http}/metrics`, { headers: auth })).text();
    expect(await metrics({ Authorization: `Bearer ${token}` })).toContain('banyan_mailbox_sockets_accepted_total 1\n');
  });

  it.each([
    ['ws://a:4444', 'ws://a:4444/mailbox'],
    ['wss://a.example/', 'wss://a.example/mailbox'],
    ['ws://localhost:4780/signal', 'ws://localhost:4780/mailbox'],
    ['wss://a.example/banyan/?token=abc', 'wss://a.example/banyan/mailbox?token=abc'],
    ['https://a.example', null],
    ['ws://a b', null],
  ])('MBS-11 the mailbox of %s is at %s', (address, wanted) => {
    expect(mailboxAddress(address)).toBe(wanted);
  });
});

describe('MBS-7 what an address may leave', () => {
  it('MBS-7 comes back with time, and who has all of it back is forgotten', () => {
    let time = 0;
    const quota = new Quota({ perSecond: 10, burst: 100 }, () => time);
    expect([quota.take('a', 100), quota.take('a', 1), quota.take('b', 100)]).toEqual([true, false, true]);
    time = 1000;
    expect([quota.take('a', 11), quota.take('a', 10)]).toEqual([false, true]);
    for (let index = 0; index < 12_000; index += 1) quota.take(`once ${index}`, 1);
    time = 60_000;
    for (let index = 0; index < 12_500; index += 1) quota.take(`later ${index}`, 1);
    expect(quota.size).toBeLessThan(13_000);
    expect(quota.take('b', 100)).toBe(true);
  });
});
