/** Plays many cases against one victim and keeps the books. */
import fc from 'fast-check';
import type { LinkChannel } from '@ports/peerTransport.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { type Frames, strategies } from './strategies.ts';
import { Victim } from './victim.ts';

/** One case: which strategy, and the seed of all it chooses. Plain data, so that a failure can be played again. */
export interface Case {
  readonly strategy: string;
  readonly seed: number;
}

/** The frame that held the thread longest. */
export interface Longest {
  /** How long the thread was not let go. */
  readonly stall: number;
  readonly case: Case | null;
  readonly frame: Uint8Array;
  readonly channel: LinkChannel;
}

/** What a campaign saw. */
export interface Books {
  cases: number;
  frames: number;
  refused: number;
  cutOffs: number;
  thirdPeerChecks: number;
  longest: Longest;
  /** The longest frames above {@link SLOW}, for trying again. */
  readonly slow: Longest[];
  readonly byStrategy: Map<string, number>;
  readonly refusals: Map<string, number>;
}

/** A thread held longer than this hangs, if the same frame does it again and again, ms. */
export const SLOW = 100;
const names = Object.keys(strategies);

export function emptyBooks(): Books {
  return {
    cases: 0,
    frames: 0,
    refused: 0,
    cutOffs: 0,
    thirdPeerChecks: 0,
    longest: { stall: 0, case: null, frame: new Uint8Array(), channel: 'sync' },
    slow: [],
    byStrategy: new Map(),
    refusals: new Map(),
  };
}

const oneCase: fc.Arbitrary<Case> = fc.record({ strategy: fc.constantFrom(...names), seed: fc.nat() });
/** About this many cases between two looks at all that is kept. */
const BATCH = 50;
/** How long one victim may take, ms: minutes when the machine is busy, seconds when it is not. */
const PATIENCE = 100_000;
/** Logs Alice may have open: her chats with Bob and Carol, the group's two, and what each of the three posts to all contacts. */
const SHARED = 7;
/** Batches of one victim; then another is lied to, so that none grows old. */
const BATCHES_OF_A_VICTIM = 100;

/**
 * Plays at least `cases` cases against one victim after another. Throws what fast-check says of the first batch after which
 * something was wrong: its seed, its path, and the fewest cases that still do it.
 */
export async function runCampaign(cases: number, seed: number, books: Books): Promise<void> {
  for (let round = 0; books.cases < cases; round += 1)
    await runVictim(Math.min(cases - books.cases, 1e9), seed + round, books);
}

async function runVictim(cases: number, seed: number, books: Books): Promise<void> {
  let victim: Victim | null = await Victim.open(seed);
  const before = await victim.retained();
  const batch = fc.array(oneCase, { minLength: 1, maxLength: 2 * BATCH, size: 'max' });
  const property = fc.asyncProperty(batch, async (played) => {
    // What broke is not played on: fast-check looks for less that breaks a fresh one.
    const current = victim ?? (await Victim.open(seed));
    victim = null;
    await play(current, played, books);
    await current.talkWithCarol();
    books.thirdPeerChecks += 1;
    if (current.violations.length > 0) throw new Error(current.violations.join('\n'));
    victim = current;
  });
  const numRuns = Math.min(BATCHES_OF_A_VICTIM, Math.ceil(cases / BATCH));
  // Bounded, looking for fewer cases included.
  await fc.assert(property, { seed, numRuns, interruptAfterTimeLimit: PATIENCE, markInterruptAsFailure: true });
  const after = await victim.retained();
  // A log of something that is shared may have been opened meanwhile; nothing opens one for what was refused.
  const isMore = after.openLogs > SHARED;
  if (after.links !== before.links || after.spaces !== before.spaces || isMore)
    throw new Error(`what is held grew: ${JSON.stringify({ before, after })}`);
}

/** Plays cases one after another, and compares all that is kept. `name` is what a violation is reported with. */
export async function play(victim: Victim, cases: readonly Case[], books: Books): Promise<void> {
  for (const each of cases) {
    const strategy = strategies[each.strategy];
    if (strategy === undefined) throw new Error(`no strategy ${each.strategy}`);
    const random = new SeededRandom(each.seed);
    victim.turnTo(random.integer(victim.attackers.length));
    for (const frame of await strategy(victim, random)) await say(victim, frame, each, books);
    // What was signed before would be a second truth for the place an act has taken.
    if (each.strategy.startsWith('group')) await victim.prepareHere();
    books.cases += 1;
    books.byStrategy.set(each.strategy, (books.byStrategy.get(each.strategy) ?? 0) + 1);
  }
  const [first, last] = [cases[0], cases.at(-1)];
  await victim.check(`${cases.length} cases, ${JSON.stringify(first)} to ${JSON.stringify(last)}`);
}

async function say(victim: Victim, said: Frames[number], from: Case, books: Books): Promise<void> {
  const [frame, channel] = said instanceof Uint8Array ? [said, 'sync' as const] : [said.bulk, 'bulk' as const];
  const cutOffs = victim.cutOffs;
  const heard = await victim.tell(frame, channel);
  books.frames += 1;
  books.cutOffs += victim.cutOffs - cutOffs;
  if (heard.refused !== null) {
    books.refused += 1;
    books.refusals.set(heard.refused, (books.refusals.get(heard.refused) ?? 0) + 1);
  }
  const taken = { stall: heard.stall, case: from, frame, channel };
  if (taken.stall > books.longest.stall) books.longest = taken;
  if (taken.stall > SLOW) books.slow.push(taken);
}

/** Whether a frame takes too long every time it is said to a fresh session: three times of three. */
export async function isHang(victim: Victim, frame: Uint8Array, channel: LinkChannel = 'sync'): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await victim.part();
    const { stall } = await victim.tell(frame, channel);
    if (stall <= SLOW) return false;
  }
  return true;
}
