import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { appBundle } from './appBundle.ts';
import { appHeap, appHeapPeers } from './appHeap.ts';
import { appIdle } from './appIdle.ts';
import { appStart } from './appStart.ts';
import { backupRestore, backupWrite } from './backupRoundTrip.ts';
import { blobInterference } from './blobInterference.ts';
import { blobThroughput } from './blobThroughput.ts';
import { chatOpen } from './chatOpen.ts';
import { chatScroll } from './chatScroll.ts';
import { chatSwitch } from './chatSwitch.ts';
import { chatTyping } from './chatTyping.ts';
import { deviceLink, deviceLinkFirst } from './deviceLink.ts';
import { feedCatchup } from './feedCatchup.ts';
import { feedGossip } from './feedGossip.ts';
import { feedOpen } from './feedOpen.ts';
import { feedPage } from './feedPage.ts';
import { feedScroll } from './feedScroll.ts';
import { linkConnect } from './linkConnect.ts';
import { linkEventLatency } from './linkEventLatency.ts';
import { mailboxLatency, mailboxThroughput } from './mailbox.ts';
import { miniOpen } from './miniOpen.ts';
import { miniRealtime } from './miniRealtime.ts';
import { miniReplay } from './miniReplay.ts';
import { miniTwenty, miniTwentyProcessor } from './miniTwenty.ts';
import { peerLoad } from './peerLoad.ts';
import { searchBuild } from './searchBuild.ts';
import { searchQuery } from './searchQuery.ts';
import { simScale } from './simScale.ts';
import { storeAppend } from './storeAppend.ts';
import { storeIngest } from './storeIngest.ts';
import { storePacked } from './storePacked.ts';
import { syncCatchup10k, syncCatchup100k, syncLongtask, syncTraffic } from './syncCatchup.ts';
import { syncLinkupIdle } from './syncLinkup.ts';
import { walletPay } from './walletPay.ts';
import { walletReduce, walletReduceOne } from './walletReduce.ts';
import { walletStart } from './walletStart.ts';
import type { Benchmark } from './support/benchmark.ts';
import { endAll } from './support/hosts.ts';
import { describeMachine, tableOf, writeResults } from './support/report.ts';
import type { Figure } from './support/statistics.ts';
import { browserVersion } from './support/profiles.ts';
import { World } from './support/world.ts';

const BENCHMARKS: readonly Benchmark[] = [
  appBundle,
  linkEventLatency,
  linkConnect,
  appStart,
  storeAppend,
  storeIngest,
  storePacked,
  feedPage,
  feedOpen,
  feedScroll,
  searchBuild,
  searchQuery,
  feedGossip,
  feedCatchup,
  syncCatchup10k,
  syncCatchup100k,
  syncLongtask,
  syncTraffic,
  syncLinkupIdle,
  deviceLink,
  deviceLinkFirst,
  chatOpen,
  chatScroll,
  chatSwitch,
  chatTyping,
  blobThroughput,
  blobInterference,
  backupWrite,
  backupRestore,
  miniOpen,
  miniReplay,
  miniRealtime,
  miniTwenty,
  miniTwentyProcessor,
  walletReduce,
  walletReduceOne,
  walletPay,
  walletStart,
  mailboxLatency,
  mailboxThroughput,
  simScale,
  peerLoad,
  appIdle,
  appHeap,
  appHeapPeers,
];

/** Runs what the arguments ask for. The exit code says whether everything could be measured, not whether goals hold. */
export async function runBenchmarks(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { only: { type: 'string' }, quick: { type: 'boolean', default: false } },
  });
  const wanted = values.only?.split(',');
  const unknown = wanted?.filter((id) => BENCHMARKS.every((benchmark) => benchmark.id !== id)) ?? [];
  if (unknown.length > 0) {
    console.error(`No benchmark ${unknown.join(', ')}. There are: ${BENCHMARKS.map(({ id }) => id).join(', ')}`);
    return 2;
  }
  const chosen = BENCHMARKS.filter(({ id }) => wanted?.includes(id) ?? true);
  const extent = { quick: values.quick };
  const machine = { ...describeMachine(await browserVersion()), quick: values.quick };
  const world = new World(extent);
  const results: Figure[] = [];
  let failures = 0;
  try {
    for (const benchmark of chosen) {
      console.log(`${benchmark.id} …`);
      const figure = await benchmark.run(world, extent).catch((error: unknown) => {
        console.error(`  ${benchmark.id} could not be measured:`, error);
        failures += 1;
        return null;
      });
      if (figure !== null) results.push(figure);
    }
  } finally {
    await endAll();
  }
  const directory = join(process.cwd(), 'bench/results');
  const file = await writeResults(directory, { machine, results, known: BENCHMARKS.map(({ id }) => id) });
  console.log(`\n${tableOf(results)}\n\nWritten to ${file}`);
  return failures === 0 ? 0 : 1;
}
