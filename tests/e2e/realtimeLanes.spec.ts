/** What programs say to each other in realtime goes past the app's page where both ends can (MPH-47). */
import { makePackage } from '../support/node/zipBuilder.ts';
import { meet, openChat } from './support/acts.ts';
import { programFrame, sendAsProgram, startProgram } from './support/programActs.ts';
import { type Page, expect, test } from './support/people.ts';

/** Says small or large things on a press, and shows how much it heard. */
const TALKING = Buffer.from(
  makePackage({
    'index.html': `<!doctype html><meta charset="utf-8"><script src="webxdc.js"></script>
<button>Small</button><button>Large</button><output></output><script>
const channel = webxdc.joinRealtimeChannel();
const output = document.querySelector('output');
channel.setListener((bytes) => { output.textContent += ' heard ' + bytes.length; });
const [small, large] = document.querySelectorAll('button');
small.onclick = () => channel.send(new Uint8Array(300));
large.onclick = () => channel.send(new Uint8Array(100000));
</script>`,
    'manifest.toml': 'name = "Talk"\n',
  }),
);

/** Counts, from now on, what the worker with the lanes hands to their channels. */
async function countLanes(page: Page): Promise<() => Promise<number>> {
  const isLanes = (address: string) => /lane/i.test(address);
  await expect.poll(() => page.workers().filter((worker) => isLanes(worker.url())).length).toBe(1);
  const worker = page.workers().find((one) => isLanes(one.url()));
  if (worker === undefined) throw new Error('no worker has the lanes');
  await worker.evaluate(`{
    const plain = RTCDataChannel.prototype.send;
    globalThis.laneSends = 0;
    RTCDataChannel.prototype.send = function send(data) {
      // Greetings are one byte.
      if (data.byteLength > 100) globalThis.laneSends += 1;
      plain.call(this, data);
    };
  }`);
  return () => worker.evaluate<number>('globalThis.laneSends');
}

test('MPH-47 small messages go past the page, large ones through it, and both arrive', async ({ people }) => {
  const [alice, bob] = [await people.start('Alice'), await people.start('Bob')];
  await meet(alice, bob);
  await openChat(alice, 'Bob');
  await sendAsProgram(alice, TALKING);
  await startProgram(alice.page, 'Talk');
  await openChat(bob, 'Alice');
  await startProgram(bob.page, 'Talk');
  const [here, there] = [programFrame(alice.page, 'Talk'), programFrame(bob.page, 'Talk')];
  const counts = await Promise.all([countLanes(alice.page), countLanes(bob.page)]);
  for (const [from, to, sends] of [
    [here, there, counts[0]],
    [there, here, counts[1]],
  ] as const) {
    // Until both ends of the lane have spoken it goes through the pages.
    await expect(async () => {
      const before = await sends();
      await from.getByRole('button', { name: 'Small' }).click();
      await expect.poll(sends, { timeout: 2000 }).toBeGreaterThan(before);
    }).toPass();
    await expect(to.getByText('heard 300').first()).toBeVisible();
    const before = await sends();
    await expect(async () => {
      await from.getByRole('button', { name: 'Large' }).click();
      await expect(to.getByText('heard 100000').first()).toBeVisible({ timeout: 2000 });
    }).toPass();
    expect(await sends()).toBe(before);
  }
});
