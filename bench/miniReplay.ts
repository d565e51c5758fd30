/**
 * `mini.replay-10k`: 10,000 updates that are here go into a program opened for the first time, from its call of `setUpdateListener` until the
 * promise resolves. Baseline: the same program in a frame of the same browser, with a `webxdc.js` that is a bare loop: the same updates,
 * in memory as JSON, parsed and handed to the same listener one after the other. A quick run hears as many, less often.
 */
import type { Benchmark } from './support/benchmark.ts';
import { bareApi, hearingProgram, packed } from './support/benchPrograms.ts';
import { reopenPlain } from './support/plainPeople.ts';
import { openTools, startNamed, tools } from './support/profiles.ts';
import { START, clickUntil, closeProgram, listen, rest, showChat } from './support/programOpener.ts';
import { startRawServer } from './support/rawServer.ts';
import { figureOf } from './support/statistics.ts';
import type { Tab } from '../tests/support/node/devTools.ts';

const QUESTION = {
  id: 'mini.replay-10k',
  title: '10,000 updates into a new instance',
  unit: 'ms',
  goal: 'ratio ≤ 3',
  limits: [{ of: 'ratio', most: 3 }],
} as const;

const UPDATES = 10_000;
/** Different things that the updates are about. */
const ITEMS = 1000;

export const miniReplay: Benchmark = {
  id: QUESTION.id,
  run: async (_world, { quick }) => {
    const payloads = Array.from({ length: UPDATES }, (_, index) =>
      JSON.stringify({
        id: `item-${index % ITEMS}`,
        text: `What was said about it the ${index}th time`,
        done: index % 3 === 0,
      }),
    );
    const maker = await startNamed('Hearer');
    await openTools(maker);
    const [seeded] = await tools(maker.page, 'seedPrograms', [
      { name: 'Speaker', packed: packed(hearingProgram()), space: null, updates: payloads },
    ]);
    if (seeded === undefined) throw new Error('nothing was seeded');
    const { page, browser } = await reopenPlain(maker);
    const updates = payloads.map((payload, index) =>
      JSON.stringify({ payload: JSON.parse(payload) as unknown, serial: index + 1, max_serial: UPDATES }),
    );
    const raw = await startRawServer({ hearing: [...hearingProgram(), bareApi(updates)] });
    await listen(page);
    const [app] = (await page.ask<string>('location.href')).split('#');
    const measured: number[] = [];
    const baseline: number[] = [];
    for (let round = 0; round < (quick ? 5 : 15); round += 1) {
      await page.goto(`${app}?round=${round}`);
      await showChat(page, seeded);
      measured.push(await heard(page, START));
      await closeProgram(page);
      await page.goto(raw.page('hearing', `h${round}`));
      await rest(page);
      baseline.push(await heard(page, '#open'));
    }
    await browser.close();
    return figureOf(QUESTION, { measured, baseline }, { updates: UPDATES });
  },
};

async function heard(page: Tab, selector: string): Promise<number> {
  const { told } = await clickUntil(page, selector, 'heard');
  await rest(page);
  if (typeof told['ms'] !== 'number' || told['items'] === 0) throw new Error('nothing was heard');
  return told['ms'];
}
