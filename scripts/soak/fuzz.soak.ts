/**
 * The admission fuzz suite, long: damaged traffic of real sessions against whole engines, hand-made frames, impostures,
 * deletions, the rooms of invites, and every other door. Prints goals 5 and 6 of the security design as one line each.
 */
import { queryObjects, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Attacker } from '../../tests/fuzz/attacker.ts';
import { type Books, SLOW, emptyBooks, isHang, runCampaign } from '../../tests/fuzz/campaign.ts';
import { type DoorFigures, isStuck, knock } from '../../tests/fuzz/doorCampaign.ts';
import { doorsOf } from '../../tests/fuzz/doors.ts';
import { tryForeignDeletes, tryHandMade, tryImpostures } from '../../tests/fuzz/goals.ts';
import { endless, sayEndlessly } from '../../tests/fuzz/growth.ts';
import { rebuildFromDamage } from '../../tests/fuzz/journalDoor.ts';
import { answerBadly, askBadly } from '../../tests/fuzz/pairingDoors.ts';
import { Victim } from '../../tests/fuzz/victim.ts';
import { MAX_STRIKES } from '@services/replication/sessionLimits.ts';
import { PeerSession } from '@services/replication/peerSession.ts';
import { failedSeed, figure, readExtent } from './support/soak.ts';

const { quick, seed } = readExtent();
const CASES = quick ? 3000 : 100_000;
const DOOR_CASES = quick ? 200 : 5000;
const PAIRING_CASES = quick ? 200 : 5000;
const JOURNAL_ENTRIES = quick ? 300 : 5000;
const EVENTS_OF_A_KIND = quick ? 20 : 200;
const DELETES = 100;
/** Times that each harmless thing is said: at 4,096 rows each, what were kept of them would be tens of megabytes. */
const ENDLESS = quick ? 60 : 300;
/** More than this of it is kept, MiB, and something has no bound. */
const MOST_KEPT = 8;
/** What a heap may have grown by after the campaign, MiB: noise of a collector, not of what was refused. */
const MOST_GROWTH = 32;

const uncaught: string[] = [];
const listen = (fault: unknown) =>
  void uncaught.push(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
process.on('uncaughtException', listen);
process.on('unhandledRejection', listen);

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
function heap(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

/** Plays the cases, a hundredth of them before the heap is looked at for the first time. */
async function campaign(): Promise<{ books: Books; grownBytes: number; broken: string | null }> {
  await runCampaign(Math.ceil(CASES / 100), seed + 1_000_000, emptyBooks());
  const before = heap();
  const books = emptyBooks();
  let broken: string | null = null;
  try {
    await runCampaign(CASES, seed, books);
  } catch (cause) {
    broken = cause instanceof Error ? cause.message : String(cause);
    failedSeed(seed, broken);
  }
  return { books, grownBytes: heap() - before, broken };
}

async function hangsOf(books: Books): Promise<number> {
  const victim = await Victim.open(seed);
  let hangs = 0;
  for (const { frame, channel, case: played, stall } of books.slow) {
    if (!(await isHang(victim, frame, channel))) continue;
    hangs += 1;
    console.log(`held the thread for ${stall.toFixed(0)} ms, three times again: ${JSON.stringify(played)}`);
  }
  return hangs;
}

async function offerDoors(): Promise<{ figures: readonly DoorFigures[]; stuck: readonly string[] }> {
  const figures: DoorFigures[] = [];
  const stuck: string[] = [];
  for (const door of await doorsOf(await Victim.open(seed))) {
    const one = await knock(door, DOOR_CASES, seed);
    figures.push(one);
    if (one.longestMilliseconds > SLOW && (await isStuck(door, one.slowest, SLOW))) stuck.push(door.name);
    for (const wrong of one.wrong) console.log(`${door.name}: ${wrong}`);
  }
  return { figures, stuck };
}

/** Sessions that are still in memory when the links of the attacker are gone: Carol's, and no more. */
async function heldSessions(): Promise<number> {
  const victim = await Victim.open(seed);
  for (let n = 0; n < 30 * MAX_STRIKES; n += 1) await victim.tell(Uint8Array.of(n));
  await victim.part();
  const before = queryObjects(PeerSession, { format: 'count' });
  for (let n = 0; n < 30 * MAX_STRIKES; n += 1) await victim.tell(Uint8Array.of(n));
  await victim.part();
  return queryObjects(PeerSession, { format: 'count' }) - before;
}

/** By how much the heap is larger after much of what is no offence, while the link still stands: the worst of all kinds. */
async function endlessGrowth(): Promise<{ name: string; megabytes: number }> {
  let worst = { name: 'nothing', megabytes: 0 };
  for (const name of Object.keys(endless)) {
    const victim = await Victim.open(seed);
    await sayEndlessly(victim, name, 20);
    const before = heap();
    await sayEndlessly(victim, name, ENDLESS);
    const megabytes = Math.round((heap() - before) / 1024 / 1024);
    if (megabytes > worst.megabytes) worst = { name, megabytes };
    await victim.part();
  }
  return worst;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Everything goal 5 is about, tried. */
async function tryAll() {
  const played = await campaign();
  const hangs = await hangsOf(played.books);
  const handMade = await tryHandMade(await Victim.open(seed));
  const doors = await offerDoors();
  const pairing = [await askBadly(PAIRING_CASES, seed), await answerBadly(PAIRING_CASES, seed)];
  const journal = await rebuildFromDamage(JOURNAL_ENTRIES, seed);
  const sessions = await heldSessions();
  const kept = await endlessGrowth();
  // What was thrown away by nobody is told a turn later.
  await new Promise((resolve) => setImmediate(resolve));
  return { ...played, hangs, handMade, doors, pairing, journal, sessions, kept };
}

type Tried = Awaited<ReturnType<typeof tryAll>>;

/** What goal 5 counts. */
function countAll({ books, broken, grownBytes, hangs, handMade, doors, pairing, journal, sessions }: Tried) {
  const wrong =
    sum(doors.figures.map((one) => one.wrong.length)) + sum(pairing.map(({ violations }) => violations.length));
  return {
    cases: books.cases,
    doorCases: sum(doors.figures.map(({ offered }) => offered)),
    pairingCases: sum(pairing.map(({ frames }) => frames)),
    handMade: handMade.frames,
    accepted: handMade.accepted.length + wrong + journal.length + (broken === null ? 0 : 1),
    uncaught: uncaught.length,
    stalls: hangs + handMade.hangs.length + doors.stuck.length,
    longest: Math.round(Math.max(books.longest.stall, handMade.longestStall)),
    sessions,
    grown: Math.round(grownBytes / 1024 / 1024),
  };
}

function explain({ books, handMade, doors, pairing, journal }: Tried): void {
  const refusals = Object.fromEntries([...books.refusals].sort(([, a], [, b]) => b - a));
  console.log(`refusals by code: ${JSON.stringify(refusals)}`);
  console.log(`longest case: ${JSON.stringify(books.longest.case)}; slowest by hand: ${handMade.slowest}`);
  const wrong = [
    handMade.accepted,
    handMade.hangs,
    doors.stuck,
    journal,
    uncaught,
    ...pairing.map((one) => one.violations),
  ];
  for (const what of wrong.flat()) console.log(`wrong: ${what}`);
}

async function goalFive(): Promise<void> {
  const began = performance.now();
  const tried = await tryAll();
  explain(tried);
  const { books } = tried;
  const { cases, doorCases, pairingCases, handMade, accepted, stalls, longest, sessions, grown } = countAll(tried);
  const none = (value: number) => ({ value, goal: '0', holds: value <= 0 });
  const least = (value: number, goal: number) => ({
    value,
    goal: `≥ ${goal.toLocaleString('en-US')}`,
    holds: value >= goal,
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  figure({ name: 'damaged cases of recorded sessions', ...least(cases, CASES), note: `${seconds} s with all below` });
  figure({ name: 'frames said to whole engines', value: books.frames });
  figure({ name: 'refused, and told so', value: books.refused });
  figure({ name: 'senders cut off after three strikes', value: books.cutOffs });
  figure({ name: 'hand-made frames', ...least(handMade, 60) });
  figure({ name: 'damaged samples at other doors', value: doorCases, note: `${tried.doors.figures.length} doors` });
  figure({ name: 'damaged messages in rooms of invites', value: pairingCases });
  figure({ name: 'damaged journal entries a database was rebuilt from', value: JOURNAL_ENTRIES });
  figure({ name: 'accepted, or changed anything', ...none(accepted) });
  figure({ name: 'uncaught errors', ...none(uncaught.length) });
  figure({ name: 'longest the thread was held', value: longest, unit: 'ms', note: 'once, with whatever else ran' });
  figure({ name: 'held for over 100 ms, and three times again', ...none(stalls) });
  figure({ name: 'a third peer asked after, unaffected', value: books.thirdPeerChecks });
  figure({ name: 'sessions left in memory', ...none(sessions) });
  figure({ name: 'heap grown by', value: grown, unit: 'MiB', goal: `< ${MOST_GROWTH}`, holds: grown < MOST_GROWTH });
  const { name: kind, megabytes } = tried.kept;
  const bound = { goal: `< ${MOST_KEPT}`, holds: megabytes < MOST_KEPT };
  figure({ name: 'kept of what is no offence, said on and on', value: megabytes, unit: 'MiB', ...bound, note: kind });
  const isBounded = sessions <= 0 && grown < MOST_GROWTH && megabytes < MOST_KEPT;
  const holds = accepted + uncaught.length + stalls === 0 && isBounded;
  const mutated = cases + doorCases + pairingCases + JOURNAL_ENTRIES;
  const figures = { mutated, handMade, accepted, uncaught: uncaught.length, longestMs: longest, over100Ms: stalls };
  const others = { cutOffs: books.cutOffs, strikes: MAX_STRIKES, thirdPeerChecks: books.thirdPeerChecks, seed };
  console.log(JSON.stringify({ goal: 5, figures: { ...figures, ...others }, holds }));
}

async function goalSix(): Promise<void> {
  const victim = await Victim.open(seed);
  const { space, victimDevice } = victim.attacker;
  const tally = await tryImpostures(
    victim,
    await Attacker.of(victim.carol, { space, victim: victimDevice }),
    EVENTS_OF_A_KIND,
  );
  const deletes = await tryForeignDeletes(victim, DELETES);
  const tried = sum(Object.values(tally).map((one) => one.tried));
  const accepted = sum(Object.values(tally).map((one) => one.accepted)) + victim.violations.length;
  const kinds = Object.entries(tally).map(([name, one]) => `${name} ${one.tried}`);
  figure({
    name: 'events of impostors',
    value: tried,
    goal: `≥ ${(5 * EVENTS_OF_A_KIND).toLocaleString('en-US')}`,
    holds: tried >= 5 * EVENTS_OF_A_KIND,
    note: kinds.join(', '),
  });
  figure({ name: 'of them accepted', value: accepted, goal: '0', holds: accepted === 0 });
  figure({
    name: 'foreign deletions with an effect',
    value: `${deletes.effective} of ${deletes.tried}`,
    goal: '0 of 100',
    holds: deletes.effective === 0,
  });
  const holds = accepted === 0 && deletes.effective === 0;
  console.log(JSON.stringify({ goal: 6, figures: { tried, accepted, byKind: tally, deletes }, holds }));
}

await goalFive();
await goalSix();
