/** Lets probes loose in the cage and outside of it, and says what the observers saw. */
import type { ProbeReport } from '../../../support/shared/cage.ts';
import { type BareServer, type Files, startBareServer } from './bareServer.ts';
import { type CageBuilds, probeFiles } from './builds.ts';
import { Cage } from './cage.ts';
import type { Tab } from '../../../support/node/devTools.ts';
import { Chromium } from './chromium.ts';
import type { NetLog } from './netLog.ts';
import { type Hit, type Sinks, openSinks, ownAddress } from './sinks.ts';

/** What came of some probes. */
export interface Probed {
  /** What each probe said of itself last. */
  readonly reports: Readonly<Record<string, string>>;
  /** What reached its port, and `dns` where its name was looked up. */
  readonly seen: Readonly<Record<string, readonly (Hit | 'dns' | 'socket')[]>>;
  readonly log: NetLog;
}

/** What to try: `together` in one page, `alone` each in a page of its own, `first` (the control only) in a page that nothing frames. */
export interface Trial {
  readonly together: readonly string[];
  readonly alone: readonly string[];
  readonly first: readonly string[];
  /** Probes that reach nothing anywhere: nobody waits for them. */
  readonly silent: readonly string[];
}

/** Asked for by a page outside while the cage is watched: if it is not seen, neither would a leak be. */
export const CONTROL = 'control';

/** How long the observers are watched after the last probe went off, ms: most ways out take a tenth of that. */
const WATCHED = 3500;
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const named = (probes: readonly string[]): string[] => (probes.length === 0 ? [] : [probes.join(',')]);

async function prepare(trial: Trial, built: Files): Promise<{ readonly sinks: Sinks; readonly files: Files }> {
  const sinks = await openSinks([...trial.together, ...trial.alone, ...trial.first, CONTROL]);
  return { sinks, files: probeFiles(built, { own: ownAddress(), ports: sinks.ports }) };
}

function finish(reports: readonly ProbeReport[], { sinks, log }: Observed): Probed {
  const hits = sinks.hits();
  sinks.close();
  const seen = Object.entries(sinks.ports).flatMap(([probe, port]) => {
    const asked = log.names.includes(`x-${probe}.localhost`) ? (['dns'] as const) : [];
    // A socket that went to the port and was not heard there counts all the same.
    const went = log.addresses.some((address) => address.endsWith(`:${port}`)) ? (['socket'] as const) : [];
    const all = [...(hits[probe] ?? went), ...asked];
    return all.length === 0 ? [] : [[probe, all] as const];
  });
  return {
    reports: Object.fromEntries(reports.map(({ probe, outcome }) => [probe, outcome])),
    seen: Object.fromEntries(seen),
    log,
  };
}

interface Observed {
  readonly sinks: Sinks;
  readonly log: NetLog;
}

/** A frame that was just drawn may miss a click. @throws when nothing comes of it. */
async function clickUntil(tab: Tab, isOff: () => Promise<boolean>, group: string): Promise<void> {
  for (let turn = 0; turn < 600; turn += 1) {
    if (turn % 10 === 0) await tab.click();
    await sleep(50);
    if (await isOff()) return;
  }
  throw new Error(`the probes never went off: ${group}`);
}

/** Inside: programs as the app shows them. */
export async function probeCaged(trial: Omit<Trial, 'first'>, builds: CageBuilds): Promise<Probed> {
  const { sinks, files } = await prepare({ ...trial, first: [] }, builds.probes);
  const cage = await Cage.open(builds.harness);
  const groups = [...trial.alone, ...named(trial.together)];
  for (const group of groups) {
    await cage.show(group, { files, href: `index.html#${group}` });
    await clickUntil(cage.tab, async () => (await cage.facts(group)).said.length > 0, group);
  }
  await sleep(WATCHED);
  const outside = await cage.browser.open('about:blank');
  const address = `http://x-${CONTROL}.localhost:${sinks.ports[CONTROL]}/`;
  await outside.ask(`fetch('${address}', { mode: 'no-cors' }).then(() => null)`);
  const reports: ProbeReport[] = [];
  for (const group of groups) reports.push(...((await cage.facts(group)).said as ProbeReport[][]).flat());
  return finish(reports, { sinks, log: await cage.close() });
}

/**
 * Waits until every one of `probes` was seen, for thirty seconds at most; false when not. The page stays in front meanwhile: behind others, as a window
 * that another page opened late, it loads no media, prefetches nothing and prerenders nothing.
 */
async function untilSeen(sinks: Sinks, probes: readonly string[], tab: Tab | null = null): Promise<boolean> {
  for (let turn = 0; turn < 300; turn += 1) {
    const hits = sinks.hits();
    if (probes.every((probe) => hits[probe] !== undefined)) return true;
    // A page that was left may have no tab any more.
    if (turn % 10 === 0) await tab?.send('Page.bringToFront').catch(() => undefined);
    await sleep(100);
  }
  return false;
}

/** Waits until something was heard of every one of `probes`, their ends where `isOver`, for thirty seconds at most; false when not. */
async function untilTold({ told }: BareServer, probes: readonly string[], isOver = false): Promise<boolean> {
  const isThere = (probe: string) =>
    told.some((report) => report.probe === probe && (!isOver || report.outcome !== 'began'));
  for (let turn = 0; turn < 300; turn += 1) {
    if (probes.every(isThere)) return true;
    await sleep(100);
  }
  return false;
}

/** Nothing can be seen of what has not been tried yet. @throws when some of it never came back. */
async function untilTried(server: BareServer, probes: readonly string[]): Promise<void> {
  if (!(await untilTold(server, probes, true))) throw new Error('some probes never came back');
}

/**
 * Opens a page and clicks until its probes went off: all of them, where it is framed. What each says is heard by the server, since there is no
 * moment at which the page could be asked: earlier it has not heard all of them, later a probe may have ended it.
 */
async function letLoose(
  { browser, server }: { readonly browser: Chromium; readonly server: BareServer },
  { number, isFramed }: { readonly number: number; readonly isFramed: boolean },
  group: string,
): Promise<Tab> {
  const tab = await browser.open(server[isFramed ? 'framed' : 'alone'](number, group));
  await tab.until("told.includes('ready')");
  const probes = group.split(',');
  // Of a page by itself that is gone: it was left, that is what some probes are for.
  const hasTold = () => tab.ask<boolean>('told.length > 1').catch(() => true);
  const isOff = async () => (isFramed ? server.told.some(({ probe }) => probes.includes(probe)) : await hasTold());
  await clickUntil(tab, isOff, group);
  if (isFramed && !(await untilTold(server, probes))) throw new Error(`not all probes went off: ${group}`);
  return tab;
}

/** Outside: in frames of a page that knows of no cage. Watched until all were seen or, with `headers` on what is framed, for as long as inside. */
export async function probeBare(
  trial: Trial,
  { probes }: CageBuilds,
  headers: Readonly<Record<string, string>> | null = null,
): Promise<Probed> {
  const { sinks, files } = await prepare(trial, probes);
  const server = await startBareServer(files, headers ?? {});
  const browser = await Chromium.launch();
  const first = named(trial.first);
  const heard = (all: readonly string[]) => all.filter((probe) => !trial.silent.includes(probe));
  let pages = 0;
  const openGroup = (group: string): Promise<Tab> => {
    pages += 1;
    return letLoose({ browser, server }, { number: pages, isFramed: !first.includes(group) }, group);
  };
  const isWaitedFor = (group: string) => headers === null && !trial.alone.includes(group);
  const isSeen = (group: string, tab: Tab) => untilSeen(sinks, heard(group.split(',')), tab);
  for (const group of [...trial.alone, ...named(trial.together), ...first]) {
    const tab = await openGroup(group);
    const isMissing = isWaitedFor(group) && !(await isSeen(group, tab));
    // Hints of a page by itself are followed when the browser sees fit: another page gives them once more.
    if (isMissing && first.includes(group)) await isSeen(group, await openGroup(group));
  }
  if (headers === null) await untilSeen(sinks, heard(trial.alone));
  else await untilTried(server, trial.together);
  // The silent ones have their time, too.
  if (headers !== null || trial.silent.length > 0) await sleep(WATCHED);
  const log = await browser.close();
  server.close();
  return finish(server.told, { sinks, log });
}
