import { describe, expect, it } from 'vitest';
import { mailboxName } from '@domain/mailbox/names.ts';
import type { FetchedBundle, Mailbox } from '@ports/mailbox.ts';

/** A way to mailboxes, and the address of one that is empty. */
export interface MailboxUnderTest {
  readonly mailbox: Mailbox;
  readonly address: string;
  /** Where no mailbox is. */
  readonly nothing: string;
  /** Lets the service answer nobody any more. */
  readonly close: () => void | Promise<void>;
}

const DAY = 24 * 3_600_000;

function key(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(32));
}

function bundle(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(2048));
}

/** Everything in the mailboxes of some keys, page by page. */
async function readAll({ mailbox, address }: MailboxUnderTest, keys: readonly Uint8Array[]) {
  const all: FetchedBundle[] = [];
  for (let page = 0; page < 50; page += 1) {
    const found = await mailbox.fetch(address, keys, all.at(-1)?.id ?? 0);
    if (!found.ok) throw new Error(found.error.code);
    all.push(...found.value.bundles);
    if (!found.value.more) break;
  }
  return all;
}

/** What every way to mailboxes does. */
export function describeMailboxContract(name: string, open: () => Promise<MailboxUnderTest>): void {
  describe(`mailboxes, ${name}`, () => {
    it('MBA-1 gives to who has the key what was left under its name, in its order, until it is done with', async () => {
      const scene = await open();
      const { mailbox, address } = scene;
      const [mine, yours] = [key(), key()];
      const left = Array.from({ length: 6 }, bundle);
      for (const bytes of left) {
        const put = await mailbox.put(address, { box: mailboxName(mine), days: 28, bytes });
        expect(put.ok && put.value).toBeGreaterThan(27 * DAY);
      }
      const found = await readAll(scene, [yours, mine]);
      expect(found.map(({ bytes }) => new Uint8Array(bytes))).toEqual(left);
      expect(new Set(found.map(({ box }) => box))).toEqual(new Set([mailboxName(mine)]));
      expect(await readAll(scene, [yours])).toEqual([]);
      const ids = found.map(({ id }) => id);
      expect((await mailbox.done(address, yours, ids)).ok).toBe(true);
      expect(await readAll(scene, [mine])).toHaveLength(6);
      expect((await mailbox.done(address, mine, ids.slice(1))).ok).toBe(true);
      expect((await readAll(scene, [mine])).map(({ id }) => id)).toEqual(ids.slice(0, 1));
    });

    it('MBA-1 keeps the same bundle once', async () => {
      const scene = await open();
      const [mine, bytes] = [key(), bundle()];
      const put = () => scene.mailbox.put(scene.address, { box: mailboxName(mine), days: 1, bytes });
      expect([(await put()).ok, (await put()).ok]).toEqual([true, true]);
      expect(await readAll(scene, [mine])).toHaveLength(1);
    });

    it('MBA-2 answers many questions at once, each with its own answer', async () => {
      const scene = await open();
      const keys = Array.from({ length: 20 }, key);
      const put = (one: Uint8Array, bytes: Uint8Array) =>
        scene.mailbox.put(scene.address, { box: mailboxName(one), days: 1, bytes });
      const left = keys.map(() => bundle());
      const puts = await Promise.all(keys.map((one, place) => put(one, left[place] ?? bundle())));
      expect(puts.every(({ ok }) => ok)).toBe(true);
      const found = await Promise.all(keys.map((one) => readAll(scene, [one])));
      expect(found.map((all) => new Uint8Array(all[0]?.bytes ?? []))).toEqual(left);
    });

    it('MBA-3 says that there is no mailbox, and that one does not answer, and never throws', async () => {
      const scene = await open();
      const none = await scene.mailbox.fetch(scene.nothing, [key()], 0);
      expect(!none.ok && none.error.code).toBe('mailbox-none');
      await scene.close();
      const put = await scene.mailbox.put(scene.address, { box: mailboxName(key()), days: 1, bytes: bundle() });
      const fetched = await scene.mailbox.fetch(scene.address, [key()], 0);
      const done = await scene.mailbox.done(scene.address, key(), [1]);
      expect([put, fetched, done].map((one) => !one.ok && one.error.code)).toEqual(
        Array.from({ length: 3 }, () => 'mailbox-away'),
      );
      scene.mailbox.dispose();
      scene.mailbox.dispose();
    });

    it('MBA-4 hands on what a service refuses', async () => {
      const scene = await open();
      const bytes = new Uint8Array(2047);
      const put = await scene.mailbox.put(scene.address, { box: mailboxName(key()), days: 1, bytes });
      expect(put.ok).toBe(false);
    });
  });
}
