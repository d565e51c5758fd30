/** Plays many cases against one victim and keeps the books. */
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { strategies } from './strategies.ts';
import { Victim } from './victim.ts';

/** One case: which strategy, and the seed of all it chooses. Plain data, so that a failure can be played again. */
export interface Case {
  readonly strategy: string;
  readonly seed: number;
}

/** The frame that took longest. */
export interface Longest {
  readonly milliseconds: number;
  readonly case: Case | null;
  readonly frame: Uint8Array;
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

/** A frame that takes longer than this is a hang, if it does so again and again, ms. */
export const SLOW = 100;
const names = Object.keys(strategies);

export function emptyBooks(): Books {
  return {
    cases: 0,
    frames: 0,
    refused: 0,
    cutOffs: 0,
    thirdPeerChecks: 0,
    longest: { milliseconds: 0, case: null, frame: new Uint8Array() },
    slow: [],
    byStrategy: new Map(),
    refusals: new Map(),
  };
}

/** The case of a number: strategies take turns, seeds differ. */
export function caseOf(number: number, seed: number): Case {
  return { strategy: names[number % names.length] ?? '', seed: (seed * 1_000_003 + number) >>> 0 };
}

/** Plays cases one after another, and compares all that is kept. `name` is what a violation is reported with. */
export async function play(victim: Victim, cases: readonly Case[], books: Books): Promise<void> {
  for (const each of cases) {
    const strategy = strategies[each.strategy];
    if (strategy === undefined) throw new Error(`no strategy ${each.strategy}`);
    for (const frame of await strategy(victim, new SeededRandom(each.seed))) await say(victim, frame, each, books);
    books.cases += 1;
    books.byStrategy.set(each.strategy, (books.byStrategy.get(each.strategy) ?? 0) + 1);
  }
  const [first, last] = [cases[0], cases.at(-1)];
  await victim.check(`${cases.length} cases, ${JSON.stringify(first)} to ${JSON.stringify(last)}`);
}

async function say(victim: Victim, frame: Uint8Array, from: Case, books: Books): Promise<void> {
  const cutOffs = victim.cutOffs;
  const heard = await victim.tell(frame);
  books.frames += 1;
  books.cutOffs += victim.cutOffs - cutOffs;
  if (heard.refused !== null) {
    books.refused += 1;
    books.refusals.set(heard.refused, (books.refusals.get(heard.refused) ?? 0) + 1);
  }
  const taken = { milliseconds: heard.milliseconds, case: from, frame };
  if (taken.milliseconds > books.longest.milliseconds) books.longest = taken;
  if (taken.milliseconds > SLOW) books.slow.push(taken);
}

/** Whether a frame takes too long every time it is said to a fresh session: three times of three. */
export async function isHang(victim: Victim, { frame }: Longest): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await victim.part();
    const { milliseconds } = await victim.tell(frame);
    if (milliseconds <= SLOW) return false;
  }
  return true;
}
