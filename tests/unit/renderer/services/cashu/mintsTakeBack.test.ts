import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { mintTaskSchema } from '@domain/cashu/records.ts';
import { Holder, MINT, crashEverywhere, setup } from '../../../../support/web/mint/mintRig.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const TAKEN_BACK = { stage: 'failed', problem: 'taken-back', isTaken: false };

/** A token of everything there is, which takes one note. */
async function sent(ana: Holder): Promise<{ readonly entry: string; readonly token: string }> {
  const { entry } = value(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 8n }));
  return { entry, token: (await ana.entry(entry)).token ?? '' };
}

describe('what others redeemed', () => {
  it('CSH-18 of many tokens the oldest is looked at, too, in its turn', async () => {
    const { ana, mint } = await setup(64n);
    const entries: string[] = [];
    for (let count = 0; count < 43; count += 1) {
      ana.clock.jump(1000);
      entries.push(value(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 1n })).entry);
    }
    const [oldest = ''] = entries;
    const ben = await new Holder('ben', mint).open();
    value(await ben.acts.addMint(MINT));
    value(await ben.acts.receiveCoins((await ana.entry(oldest)).token ?? ''));
    value(await ana.acts.lookAfterMint(MINT));
    expect(await ana.entry(oldest)).toMatchObject({ isTaken: false });
    value(await ana.acts.lookAfterMint(MINT));
    expect(await ana.entry(oldest)).toMatchObject({ isTaken: true });
    expect((await ana.view()).entries.filter(({ isTaken }) => isTaken)).toHaveLength(1);
  });
});

describe('taking back', () => {
  it('CSH-17 the answer is lost: found out later, it is still told as taken back', async () => {
    const { ana } = await setup(8n);
    const { entry } = await sent(ana);
    ana.faults.set('swap', 'answer-lost');
    value(await ana.acts.takeBackCoins(entry));
    expect(await ana.entry(entry)).toMatchObject({ stage: 'done', isTaken: false });
    value(await ana.acts.lookAfterMint(MINT));
    expect(await ana.balance()).toBe(8n);
    expect(await ana.entry(entry)).toMatchObject(TAKEN_BACK);
    value(await ana.acts.lookAfterMint(MINT));
    expect(await ana.entry(entry)).toMatchObject(TAKEN_BACK);
  });

  it('CSH-17 the app ends at any step of taking back: whatever came back is told as taken back', async () => {
    const { ana: before } = await setup(8n);
    const { entry } = await sent(before);
    const ends = new Set<string>();
    await crashEverywhere(
      before,
      (ana) => ana.acts.takeBackCoins(entry),
      async (ana) => {
        const isBack = (await ana.balance()) === 8n;
        ends.add(isBack ? 'back' : 'not begun');
        expect(await ana.entry(entry)).toMatchObject(isBack ? TAKEN_BACK : { stage: 'done', isTaken: false });
      },
    );
    expect([...ends].sort()).toEqual(['back', 'not begun']);
  });

  it('CSH-17 a disk that is full for a moment does not make it the other side’s', async () => {
    const { ana } = await setup(8n);
    const { entry } = await sent(ana);
    ana.faults.set('swap', 'answer-lost');
    value(await ana.acts.takeBackCoins(entry));
    ana.disk.writeFault = 'storage-full';
    value(await ana.acts.lookAfterMint(MINT));
    ana.disk.writeFault = null;
    value(await ana.acts.lookAfterMint(MINT));
    expect(await ana.entry(entry)).toMatchObject(TAKEN_BACK);
  });

  it('CSH-17 one’s own token that is pasted is taken back', async () => {
    const { ana } = await setup(8n);
    const { entry, token } = await sent(ana);
    value(await ana.acts.receiveCoins(`Here: ${token}.`));
    expect(await ana.entry(entry)).toMatchObject(TAKEN_BACK);
  });

  it('CSH-17 what was kept before sends were remembered is read', async () => {
    const { ana } = await setup(8n);
    const [task] = value(await ana.store.mints.read()).tasks;
    if (task === undefined) throw new Error('a task was expected');
    const { takesBack: _takesBack, ...old } = task;
    expect(v.parse(mintTaskSchema, old)).toEqual({ ...old, takesBack: null });
  });
});
