/** `app.heap`: what opening chats leaves behind, and what fifty linked people cost. */
import type { Benchmark } from './support/benchmark.ts';
import { browserMemory } from './support/processTimes.ts';
import { type Person, end, openApp, openTools, startNamed, tools } from './support/profiles.ts';
import { figureOf, rounded } from './support/statistics.ts';

const CHATS = {
  id: 'app.heap',
  title: 'Heap after opening 50 chats in turn; baseline before',
  unit: 'MB',
  goal: 'ratio ≤ 1.2',
  limits: [{ of: 'ratio', most: 1.2 }],
} as const;

const PEERS = {
  id: 'app.heap-peers',
  title: "Heap of the app's page with 50 people linked; baseline none",
  unit: 'MB',
  goal: '≤ 400 MB',
  limits: [{ of: 'value', most: 400 }],
} as const;

const CHAT_COUNT = 50;
const MESSAGES = 100;
const PEER_COUNT = 50;
const MEGABYTE = 1024 * 1024;
/** What was just done ends, and what can be let go of is. */
const SETTLING = 3000;

/** Heap over opening chats one after another; the first is opened before, so that its code does not count. */
export const appHeap: Benchmark = {
  id: CHATS.id,
  run: async (_world, { quick }) => {
    const person = await startNamed('Heap');
    await openTools(person);
    const names = Array.from({ length: CHAT_COUNT + 1 }, (_, number) => `Chat ${number}`);
    const plans = names.map((name) => ({ name, messages: quick ? 20 : MESSAGES, media: true as const }));
    const [first, ...chats] = await tools(person.page, 'seed', plans);
    if (first === undefined) throw new Error('nothing was seeded');
    await openApp(person, `/chats/${first.space}`);
    await shows(person, first.lastText);
    const before = await heapOf(person);
    for (const chat of chats) {
      await person.page.evaluate(`location.hash = '#/chats/${chat.space}'`);
      await shows(person, chat.lastText);
    }
    const after = await heapOf(person);
    await end(person);
    const details = { perOpenSpaceKiB: rounded(((after - before) / chats.length) * 1024), chats: chats.length };
    return figureOf(CHATS, { measured: [after], baseline: [before] }, details);
  },
};

/** The page's process and heap without anyone linked, and with fifty people. */
export const appHeapPeers: Benchmark = {
  id: PEERS.id,
  run: async (_world, { quick }) => {
    const count = quick ? 10 : PEER_COUNT;
    const [host, others] = [await startNamed('Heap'), await startNamed('Others')];
    await openTools(host);
    await openTools(others);
    const card = await tools(host.page, 'ownCard');
    await openApp(host);
    const alone = { heap: await heapOf(host), memory: await memoryOf(host) };
    await openTools(host);
    await tools(host.page, 'befriend', await tools(others.page, 'createPeers', count, [host.signaling]));
    await openApp(host);
    await tools(others.page, 'startPeers', card);
    await allLinked(others, count);
    const linked = { heap: await heapOf(host), memory: await memoryOf(host) };
    const lasted = await tools(others.page, 'linkedPeers');
    await end(others);
    await end(host);
    if (lasted < count) throw new Error(`only ${lasted} of ${count} links lasted`);
    const details = {
      links: lasted,
      processes: rounded(linked.memory),
      processesAlone: rounded(alone.memory),
      heapPerPeerKiB: rounded(((linked.heap - alone.heap) / count) * 1024),
      memoryPerPeerKiB: rounded(((linked.memory - alone.memory) / count) * 1024),
    };
    return figureOf(PEERS, { measured: [linked.heap], baseline: [alone.heap] }, details);
  },
};

async function shows({ page }: Person, text: string): Promise<void> {
  await page.locator('[data-pane="content"]').getByText(text, { exact: false }).last().waitFor();
}

/** MB of objects that are still held, buffers included. */
async function heapOf({ page }: Person): Promise<number> {
  await page.waitForTimeout(SETTLING);
  const session = await page.context().newCDPSession(page);
  for (let times = 0; times < 3; times += 1) await session.send('HeapProfiler.collectGarbage');
  const usage = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return (usage.usedSize + usage.backingStorageSize) / MEGABYTE;
}

/** MB resident in the browser's page processes; code that they share counts for each. */
async function memoryOf({ directory }: Person): Promise<number> {
  return ((await browserMemory(directory)).get('renderer') ?? 0) / MEGABYTE;
}

async function allLinked({ page }: Person, count: number): Promise<void> {
  const deadline = Date.now() + 120_000;
  while ((await tools(page, 'linkedPeers')) < count) {
    if (Date.now() > deadline) throw new Error(`${await tools(page, 'linkedPeers')} of ${count} links in time`);
    await page.waitForTimeout(500);
  }
}
