/** Paying in a tab that does not have the engine, while that one is slow. */
import { describe, expect, it } from 'vitest';
import { openApplication } from '@services/application/application.ts';
import { readTabMessage } from '@services/tabs/tabMessages.ts';
import type { NewUnit } from '@services/workspace/walletWorkspace.ts';
import type { Workspace } from '@services/workspace/workspace.ts';
import { type Person, must, two } from './support/world.ts';

const PROMISE: NewUnit = {
  code: 'LEAF',
  name: 'Leaf',
  decimals: 2,
  kind: 'iou',
  redeem: 'I owe you this much.',
  transferable: true,
  feeless: true,
};

/** Alice in two windows, the engine in the other one; its journal takes as long as one says. */
async function scene() {
  const { world, alice, bob } = await two();
  const { unit } = must(await alice.workspace.wallet.createUnit(PROMISE, []));
  const to = await bob.account();
  await alice.kill();
  let delay = 0;
  const parts = alice.parts();
  const { call } = parts.host;
  const host: typeof parts.host = {
    ...parts.host,
    call: async (method, input) => {
      if (method === 'journal.append' && delay > 0) await new Promise<void>((go) => void world.clock.after(delay, go));
      return call(method, input);
    },
  };
  const engine = openApplication({ ...parts, host });
  alice.application = engine;
  await world.pass(60_000);
  const tab = openApplication(alice.parts());
  await world.pass(500);
  const started = tab.startup.get();
  if (started.status !== 'ready') throw new Error(started.status);
  const { workspace }: { workspace: Workspace } = started;
  const owed = async (person: Person) => (await person.read(person.workspace.wallet.holdings())).map((h) => h.balance);
  return { world, alice, bob, workspace, what: { to, unit, amount: 300n }, owed, slow: (by: number) => (delay = by) };
}

describe('paying through another tab', () => {
  it('WSV-55 what is pressed again in one dialog after nobody answered is paid once', async () => {
    const { world, bob, workspace, what, owed, slow } = await scene();
    const pay = (intent: string) => workspace.wallet.promiseUnits({ ...what, intent });
    slow(16_000);
    const first = pay('dialog');
    await world.pass(15_500);
    expect(await first).toMatchObject({ error: { code: 'engine-unreachable' } });
    slow(0);
    const again = pay('dialog');
    await world.pass(5000);
    const { payment } = must(await again);
    expect(must(await pay('dialog'))).toEqual({ payment });
    await world.pass(5000);
    expect(await owed(bob)).toEqual([300n]);
    // Another dialog, and another amount in the same one, is another payment.
    must(await pay('another'));
    must(await workspace.wallet.promiseUnits({ ...what, amount: 5n, intent: 'dialog' }));
    must(await workspace.wallet.promiseUnits(what));
    await world.pass(5000);
    expect(await owed(bob)).toEqual([905n]);
  });

  it('WSV-55 units of others, too', async () => {
    const { world, alice, bob, workspace, what, owed } = await scene();
    must(await workspace.wallet.promiseUnits(what));
    await world.pass(5000);
    const back = { to: await alice.account(), unit: what.unit, amount: 100n, intent: 'dialog' };
    const { wallet } = bob.workspace;
    const paid = await Promise.all([wallet.payUnits(back), wallet.payUnits(back)]);
    await world.pass(5000);
    const [first, second] = paid.map((each) => must(each));
    expect(first).toEqual(second);
    expect(must(await wallet.payUnits(back))).toEqual(first);
    expect(await owed(bob)).toEqual([200n]);
  });

  it('TAB-9 an act that the engine’s tab gets too late is not begun', async () => {
    const { world, alice, bob, what, owed } = await scene();
    const channel = alice.tabs.channel();
    const results: unknown[] = [];
    channel.onMessage((message) => {
      if (readTabMessage(message)?.t === 'result') results.push(message);
    });
    const now = world.clock.now();
    const act = { t: 'act', name: 'promiseUnits', args: [what] };
    channel.post({ ...act, id: 'late', until: now });
    channel.post({ ...act, id: 'timely', until: now + 15_000 });
    await world.pass(5000);
    expect(await owed(bob)).toEqual([300n]);
    expect(results).toMatchObject([
      { id: 'late', result: { ok: false } },
      { id: 'timely', result: { ok: true } },
    ]);
  });
});
