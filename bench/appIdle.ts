/** `app.idle`: the CPU that the app's page and its network process use while ten links have nothing to say. */
import type { Benchmark } from './support/benchmark.ts';
import { browserTimes, processTime } from './support/processTimes.ts';
import { type Person, end, openApp, openTools, startNamed, tools } from './support/profiles.ts';
import { figureOf, rounded } from './support/statistics.ts';

const QUESTION = {
  id: 'app.idle',
  title: 'CPU with ten links idle',
  unit: '% of a core',
  goal: '< 1 % of a core',
  limits: [{ of: 'value', below: 1 }],
} as const;

const LINKS = 10;
/** What a start leaves behind has to be done with first. */
const SETTLING = 8000;

export const appIdle: Benchmark = {
  id: QUESTION.id,
  run: async (_world, { quick }) => {
    const seconds = quick ? 10 : 60;
    const host = await startNamed('Idle');
    const others = await startNamed('Others');
    await openTools(host);
    await openTools(others);
    const card = await tools(host.page, 'ownCard');
    await openApp(host);
    const alone = await shareOf(host, seconds);
    await openTools(host);
    const cards = await tools(others.page, 'createPeers', LINKS, [host.signaling]);
    await tools(host.page, 'befriend', cards);
    await openApp(host);
    await tools(others.page, 'startPeers', card);
    await allLinked(others);
    const linked = await shareOf(host, seconds);
    const stillLinked = await tools(others.page, 'linkedPeers');
    await end(others);
    await end(host);
    if (stillLinked < LINKS) throw new Error(`only ${stillLinked} of ${LINKS} links lasted`);
    return figureOf(
      QUESTION,
      { measured: [linked.page], baseline: [alone.page] },
      {
        links: stillLinked,
        seconds,
        renderer: linked.renderer,
        utility: linked.utility,
        browser: linked.browser,
        gpu: linked.gpu,
        host: linked.host,
      },
    );
  },
};

async function allLinked({ page }: Person): Promise<void> {
  const deadline = Date.now() + 60_000;
  while ((await tools(page, 'linkedPeers')) < LINKS) {
    if (Date.now() > deadline) throw new Error(`${await tools(page, 'linkedPeers')} of ${LINKS} links after a minute`);
    await page.waitForTimeout(500);
  }
}

/** Per cent of a core, by kind of process. */
async function shareOf({ page, directory, host }: Person, seconds: number) {
  await page.waitForTimeout(SETTLING);
  const [before, hostBefore] = await Promise.all([browserTimes(directory), processTime(host.pid)]);
  const start = performance.now();
  // Not the page's own timer: asking it would wake it.
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const [after, hostAfter] = await Promise.all([browserTimes(directory), processTime(host.pid)]);
  const elapsed = (performance.now() - start) / 1000;
  const share = (time: number) => rounded((time / elapsed) * 100);
  const of = (kind: string) => share((after.get(kind) ?? 0) - (before.get(kind) ?? 0));
  const renderer = of('renderer');
  const utility = of('utility');
  return {
    page: renderer + utility,
    renderer,
    utility,
    browser: of('browser'),
    gpu: of('gpu-process'),
    host: share(hostAfter - hostBefore),
  };
}
