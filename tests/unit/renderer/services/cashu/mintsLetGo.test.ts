import { describe, expect, it } from 'vitest';
import { Holder, MINT, setup } from '../../../../support/web/mint/mintRig.ts';
import { TestMint } from '../../../../support/shared/mint/testMint.ts';
import { codeOf, value } from '../../../../support/shared/storeScene.ts';

const NOTHING = { mints: [], coins: [], tasks: [] };
const DAY = 24 * 3_600_000;

async function added(): Promise<Holder> {
  const ana = await new Holder('ana', new TestMint()).open();
  value(await ana.acts.addMint(MINT));
  return ana;
}

describe('letting go of a mint', () => {
  it('CSH-4 it stays while it keeps notes, and while what was sent is to be redeemed', async () => {
    const { mint, ana } = await setup(8n);
    expect(codeOf(await ana.acts.forgetMint(MINT))).toBe('mint-not-empty');
    const { entry } = value(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 8n }));
    expect(codeOf(await ana.acts.forgetMint(MINT))).toBe('mint-not-over');
    const { token } = await ana.entry(entry);
    const ben = await new Holder('ben', mint).open();
    value(await ben.acts.addMint(MINT));
    value(await ben.acts.receiveCoins(token ?? ''));
    value(await ana.acts.forgetMint(MINT));
    expect(value(await ana.store.mints.read())).toEqual(NOTHING);
  });

  it('CSH-4 a token can be taken back after it was refused to be forgotten', async () => {
    const { ana } = await setup(8n);
    const { entry } = value(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 8n }));
    ana.isOffline = true;
    expect(codeOf(await ana.acts.forgetMint(MINT))).toBe('mint-unreachable');
    ana.isOffline = false;
    expect(codeOf(await ana.acts.forgetMint(MINT))).toBe('mint-not-over');
    value(await ana.acts.takeBackCoins(entry));
    expect(await ana.balance()).toBe(8n);
  });

  it('CSH-4 an invoice that was paid a moment ago is not forgotten, however old it is', async () => {
    const ana = await added();
    value(await ana.acts.buyCoins(MINT, 'sat', 64n));
    expect(codeOf(await ana.acts.forgetMint(MINT))).toBe('mint-not-over');
    ana.mint.settle();
    expect(codeOf(await ana.acts.forgetMint(MINT))).toBe('mint-not-over');
    ana.clock.jump(2 * DAY);
    expect(codeOf(await ana.acts.forgetMint(MINT))).toBe('mint-not-over');
    value(await ana.acts.lookAfterMint(MINT));
    expect(await ana.balance()).toBe(64n);
  });

  it('CSH-4 an invoice that nobody paid and that is over holds nothing back', async () => {
    const ana = await added();
    value(await ana.acts.buyCoins(MINT, 'sat', 64n));
    ana.clock.jump(2 * DAY);
    ana.isOffline = true;
    expect(codeOf(await ana.acts.forgetMint(MINT))).toBe('mint-unreachable');
    ana.isOffline = false;
    value(await ana.acts.forgetMint(MINT));
    expect(value(await ana.store.mints.read())).toEqual(NOTHING);
  });

  it('CSH-4 an invoice the mint knows nothing of holds back until its time is over', async () => {
    const ana = await added();
    value(await ana.acts.buyCoins(MINT, 'sat', 64n));
    ana.faults.set('mint/quote/bolt11/buy-1', 'refused');
    expect(codeOf(await ana.acts.forgetMint(MINT))).toBe('mint-not-over');
    ana.clock.jump(2 * DAY);
    ana.faults.set('mint/quote/bolt11/buy-1', 'refused');
    value(await ana.acts.forgetMint(MINT));
  });
});
