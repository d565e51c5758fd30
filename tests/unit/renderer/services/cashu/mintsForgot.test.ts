import { describe, expect, it } from 'vitest';
import { type Fault, type Holder, MINT, setup } from '../../../../support/web/mint/mintRig.ts';
import { TestMint, invoiceOf } from '../../../../support/shared/mint/testMint.ts';
import { codeOf, value } from '../../../../support/shared/storeScene.ts';

/** A payment whose answer never came, with a mint that knows nothing of it any more. */
async function forgotten(ana: Holder, amount: number, fault: Fault): Promise<string> {
  const { entry } = value(await ana.acts.quoteInvoice(MINT, 'sat', invoiceOf(amount)));
  ana.faults.set('melt/bolt11', fault);
  value(await ana.acts.payInvoice(entry));
  expect(await ana.entry(entry)).toMatchObject({ stage: 'prepared' });
  ana.faults.set('melt/quote/bolt11/pay-1', 'refused');
  value(await ana.acts.lookAfterMint(MINT));
  return entry;
}

describe('a payment the mint forgot', () => {
  it('CSH-45 it was never made: the notes are free again', async () => {
    const { ana } = await setup(64n);
    const entry = await forgotten(ana, 10, 'question-lost');
    expect(await ana.entry(entry)).toMatchObject({ stage: 'failed', problem: 'mint-refused' });
    expect(await ana.balance()).toBe(64n);
    expect((await ana.view()).balances[0]?.setAside).toBe(0n);
  });

  it('CSH-45 it was made: its change comes', async () => {
    const { ana } = await setup(64n);
    const entry = await forgotten(ana, 10, 'answer-lost');
    expect(await ana.entry(entry)).toMatchObject({ stage: 'done', fee: 1n });
    expect(await ana.balance()).toBe(53n);
    expect(await ana.spentHere()).toBe(0);
  });

  it('CSH-45 it may have been made, and nothing tells: nothing stays set aside, and the mint can go', async () => {
    const { ana } = await setup(64n, new TestMint({ without: ['9'] }));
    const entry = await forgotten(ana, 62, 'answer-lost');
    expect(await ana.entry(entry)).toMatchObject({ stage: 'failed', problem: 'payment-forgotten' });
    expect(await ana.balance()).toBe(0n);
    expect(codeOf(await ana.acts.forgetMint(MINT))).toBe('ok');
  });

  it('CSH-45 one that is under way yet is waited for', async () => {
    const { ana, mint } = await setup(64n);
    mint.lightning = 'slow';
    const entry = await forgotten(ana, 10, 'answer-lost');
    expect(await ana.entry(entry)).toMatchObject({ stage: 'prepared' });
    mint.finishPays();
    value(await ana.acts.lookAfterMint(MINT));
    expect(await ana.entry(entry)).toMatchObject({ stage: 'done' });
    expect(await ana.balance()).toBe(53n);
  });
});
