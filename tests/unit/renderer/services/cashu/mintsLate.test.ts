import { describe, expect, it } from 'vitest';
import { LOOK_AGAIN } from '@services/cashu/mints.ts';
import { Holder, MINT } from '../../../../support/web/mint/mintRig.ts';
import { TestMint } from '../../../../support/shared/mint/testMint.ts';
import { codeOf, value } from '../../../../support/shared/storeScene.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A device, and an invoice that ends so long after it was made, by this device's clock. */
async function invoice(ends: number): Promise<{ readonly ana: Holder; readonly entry: string }> {
  const ana = await new Holder('ana', new TestMint()).open();
  const { answer } = ana.mint;
  const seconds = Math.floor((ana.clock.now() + ends) / 1000);
  ana.mint.answer = (place, body) => {
    const said = answer.call(ana.mint, place, body);
    return { ...said, body: said.body.replace('"expiry":null', `"expiry":${seconds}`) };
  };
  value(await ana.acts.addMint(MINT));
  const { entry } = value(await ana.acts.buyCoins(MINT, 'sat', 64n));
  expect(await ana.entry(entry)).toMatchObject({ stage: 'quoted', until: seconds * 1000 });
  return { ana, entry };
}

async function look(ana: Holder): Promise<void> {
  value(await ana.acts.lookAfterMint(MINT));
}

describe('invoices whose time is over', () => {
  it.each([
    ['this clock is an hour ahead', -HOUR],
    ['this clock is a year ahead', -365 * DAY],
    ['it is paid days late', HOUR],
  ])('CSH-44 %s: what is paid then comes', async (_why, ends) => {
    const { ana, entry } = await invoice(ends);
    ana.clock.jump(ends < 0 ? 0 : 13 * DAY);
    await look(ana);
    expect(await ana.entry(entry)).toMatchObject({ stage: 'quoted', problem: null });
    ana.mint.settle();
    await look(ana);
    expect(await ana.entry(entry)).toMatchObject({ stage: 'done' });
    expect(await ana.balance()).toBe(64n);
  });

  it('CSH-44 it comes by itself, too, while it is not old', async () => {
    const { ana, entry } = await invoice(-HOUR);
    await ana.open({ start: true });
    await look(ana);
    ana.mint.settle();
    await expect
      .poll(async () => {
        await ana.clock.advance(LOOK_AGAIN);
        return (await ana.entry(entry)).stage;
      })
      .toBe('done');
    ana.mints.dispose();
  });

  it.each(['unpaid', 'forgotten by the mint'])('CSH-44 it is given up after two weeks, %s', async (state) => {
    const { ana, entry } = await invoice(HOUR);
    ana.clock.jump(15 * DAY);
    if (state !== 'unpaid') ana.faults.set('mint/quote/bolt11/buy-1', 'refused');
    await look(ana);
    expect(await ana.entry(entry)).toMatchObject({ stage: 'failed', problem: 'invoice-expired' });
  });

  it('CSH-44 one the mint says nothing of is not given up', async () => {
    const { ana, entry } = await invoice(HOUR);
    ana.clock.jump(15 * DAY);
    ana.isOffline = true;
    expect(codeOf(await ana.acts.lookAfterMint(MINT))).toBe('mint-unreachable');
    ana.isOffline = false;
    ana.mint.settle();
    await look(ana);
    expect(await ana.entry(entry)).toMatchObject({ stage: 'done' });
  });

  it('CSH-44 one that was given up is found paid with what else is found again', async () => {
    const { ana, entry } = await invoice(HOUR);
    ana.clock.jump(15 * DAY);
    await look(ana);
    expect(value(await ana.acts.restoreMint(MINT))).toEqual({ restored: 0n });
    ana.mint.settle();
    expect(value(await ana.acts.restoreMint(MINT))).toEqual({ restored: 64n });
    expect(await ana.entry(entry)).toMatchObject({ stage: 'done', problem: null });
    expect(await ana.balance()).toBe(64n);
    expect(value(await ana.acts.restoreMint(MINT))).toEqual({ restored: 0n });
  });

  it('CSH-4 CSH-44 a mint is not let go of with one that was given up and is paid', async () => {
    const { ana, entry } = await invoice(HOUR);
    ana.clock.jump(15 * DAY);
    await look(ana);
    ana.mint.settle();
    expect(codeOf(await ana.acts.forgetMint(MINT))).toBe('mint-not-over');
    await look(ana);
    expect(await ana.entry(entry)).toMatchObject({ stage: 'done', problem: null });
    expect(await ana.balance()).toBe(64n);
  });

  it('CSH-4 CSH-44 one that was given up does not bind to a mint that is away', async () => {
    const { ana } = await invoice(HOUR);
    ana.clock.jump(15 * DAY);
    await look(ana);
    ana.isOffline = true;
    value(await ana.acts.forgetMint(MINT));
  });

  it('CSH-4 a mint is not let go of for a clock that is ahead', async () => {
    const { ana } = await invoice(-HOUR);
    expect(codeOf(await ana.acts.forgetMint(MINT))).toBe('mint-not-over');
    ana.clock.jump(2 * DAY);
    value(await ana.acts.forgetMint(MINT));
  });

  it('CSH-22 two that are paid at once are each of numbers of their own', async () => {
    const { ana } = await invoice(HOUR);
    value(await ana.acts.buyCoins(MINT, 'sat', 31n));
    ana.mint.settle();
    await look(ana);
    expect(await ana.balance()).toBe(95n);
    expect(ana.mint.asked.filter((place) => place === 'mint/bolt11')).toHaveLength(2);
  });

  it('CSH-28 two invoices the mint cannot cope with hold up no other', async () => {
    const { ana } = await invoice(HOUR);
    for (const amount of [1n, 2n, 4n, 8n]) value(await ana.acts.buyCoins(MINT, 'sat', amount));
    ana.mint.settle();
    for (const quote of ['buy-4', 'buy-5']) ana.faults.set(`mint/quote/bolt11/${quote}`, 'server-error');
    expect(codeOf(await ana.acts.lookAfterMint(MINT))).toBe('mint-unreachable');
    expect(await ana.balance()).toBe(64n + 1n + 2n);
    await look(ana);
    expect(await ana.balance()).toBe(79n);
  });
});
