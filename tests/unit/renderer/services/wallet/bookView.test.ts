/** What a screen is told of a book. */
import { describe, expect, it } from 'vitest';
import { unitBookView } from '@services/wallet/books/bookView.ts';
import type { BookReader } from '@services/wallet/books/bookView.ts';
import type { UnitBookView } from '@services/workspace/walletBooks.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import { deviceOf } from '../../domain/wallet/support/people.ts';
import { DAY, HOUR, START } from '../../domain/wallet/support/records.ts';
import { Scene } from '../../domain/wallet/support/scene.ts';

const readerOf = (scene: Scene, change: Partial<BookReader> = {}): BookReader => ({
  account: scene.ana.account,
  device: deviceOf(scene.ana).key,
  now: START,
  owners: new Map(),
  ...change,
});

function view(scene: Scene, change: Partial<BookReader> = {}): UnitBookView {
  const book = unitBookView(scene.ledger, scene.unit.id, readerOf(scene, change));
  if (book === null) throw new Error('no book');
  return book;
}

async function headAt(scene: Scene, { seq, link }: { readonly seq: number; readonly link: Uint8Array }) {
  const { issued, redeemed, held, lapsed } = scene.book;
  const body = { unit: scene.unit.id, epoch: 1, seq, link, issued, redeemed, held, lapsed, at: START + HOUR };
  await scene.say('head', body, deviceOf(scene.ana));
}

describe('WSV-146 how a book is', () => {
  it('WSV-146 tells who keeps it, whose its witness is, and how far that one is', async () => {
    const witness = deviceOf((await Scene.begin()).dan);
    const scene = await Scene.begin({}, [witness]);
    expect(view(scene)).toMatchObject({
      health: 'sound',
      isOwn: true,
      clerk: { isHere: true, account: scene.ana.account },
    });
    const first = await scene.clerk(await scene.pay([scene.ben, scene.ana], 10n));
    await scene.clerk(await scene.pay([scene.ben, scene.ana], 20n));
    expect(first).toBe('clear');
    expect(view(scene)).toMatchObject({ health: 'witness-behind', unseen: 2, entries: 2 });
    const [newest, oldest] = view(scene).recent;
    expect([newest?.seq, oldest?.seq, newest?.amount, newest?.isReleased]).toEqual([2, 1, 20n, false]);
    if (oldest === undefined) throw new Error('no line');
    await scene.say('seen', { entry: oldest.id }, witness);
    expect(view(scene)).toMatchObject({ unseen: 1, witnesses: [{ behind: 1, account: scene.dan.account }] });
  });

  it('WSV-146 a frozen clerk, a single copy, a stranger who looks, and a unit nobody knows', async () => {
    const scene = await Scene.begin();
    expect(view(scene).health).toBe('single-copy');
    expect(view(scene, { account: scene.ben.account, device: deviceOf(scene.ben).key })).toMatchObject({
      isOwn: false,
      clerk: { isHere: false },
    });
    await scene.say('freeze', { account: scene.ana.account, key: deviceOf(scene.ana).key }, deviceOf(scene.ana, 2));
    expect(view(scene)).toMatchObject({ health: 'clerk-frozen', clerk: { isFrozen: true } });
    const strange = (await scene.pay([scene.ben, scene.cleo], 1n)).id;
    expect(unitBookView(scene.ledger, strange, readerOf(scene))).toBeNull();
  });

  it('WSV-146 what the clerk last said agrees, differs, or is ahead of what is here', async () => {
    const scene = await Scene.begin();
    expect(view(scene).head).toBeNull();
    await headAt(scene, { seq: 5, link: new Uint8Array(32) });
    expect(view(scene).head).toEqual({ at: START + HOUR, seq: 5, agrees: null });
    const agreeing = await Scene.begin();
    await agreeing.clerk(await agreeing.pay([agreeing.ben, agreeing.ana], 10n));
    const tail = agreeing.book.tailOf(1);
    if (tail === null) throw new Error('no tail');
    await headAt(agreeing, tail);
    expect(view(agreeing).head?.agrees).toBe(true);
    await headAt(agreeing, { seq: 1, link: new Uint8Array(32) });
    expect(view(agreeing)).toMatchObject({ head: { agrees: false }, health: 'contradicted' });
  });

  it('WSV-146 WAL-46 how many points would lapse within thirty days', async () => {
    const scene = await Scene.begin({ kind: 'points', transferable: false, expiresDays: 40 });
    expect(view(scene).lapsing).toBe(0n);
    expect(view(scene, { now: START + 11 * DAY }).lapsing).toBe(2000n);
  });

  it('WSV-144 WSV-145 what was cut off, what is contested, and who may owe', async () => {
    const scene = await Scene.begin();
    const holder = holderOf(scene.ben.account);
    await scene.say('overdraft', { unit: scene.unit.id, holder, max: 300n, serial: 1 }, deviceOf(scene.ana));
    const paid = await scene.pay([scene.ben, scene.ana], 10n);
    await scene.clerk(paid);
    expect(view(scene).overdrafts).toEqual([{ holder, max: 300n, balance: 990n }]);
    const cut = { unit: scene.unit.id, epoch: 1, seq: 0 };
    await scene.say('freeze', { account: scene.ana.account, key: deviceOf(scene.ana).key, cut }, scene.ana.root);
    const after = view(scene);
    expect(after.contested).toEqual([paid.id]);
    expect(after.cutPromises.map(({ amount }) => amount)).toEqual([1000n, 1000n]);
    expect(after.recent[0]).toMatchObject({ isCut: true, op: 'clear' });
    await scene.say('overdraft', { unit: scene.unit.id, holder, max: 0n, serial: 2 }, deviceOf(scene.ana, 2));
    expect(view(scene).overdrafts).toEqual([]);
  });
});
