/** Offers damaged samples to a door and counts what became of them. */
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import type { Door } from './door.ts';
import { damage } from './mutators/bytes.ts';
import { changeForm, changeValues } from './mutators/values.ts';

/** What a door did. */
export interface DoorFigures {
  readonly name: string;
  readonly offered: number;
  readonly refused: number;
  /** Samples let through that should not have been, and faults, in base64 or words. */
  readonly wrong: readonly string[];
  readonly longestMilliseconds: number;
  readonly slowest: Uint8Array;
}

const MOST_WRONG = 5;

/** Offers `count` damaged samples. Every honest one is offered first: a door that is shut proves nothing. */
export async function knock(door: Door, count: number, seed: number): Promise<DoorFigures> {
  const random = new SeededRandom(seed);
  const wrong: string[] = [];
  let refused = 0;
  let longestMilliseconds = 0;
  let slowest: Uint8Array = new Uint8Array();
  for (const sample of door.samples) if ((await door.offer(sample)) !== 'passed') wrong.push('an honest sample');
  for (let offered = 0; offered < count && wrong.length < MOST_WRONG; offered += 1) {
    const bytes = spoil(door.samples, random);
    const began = performance.now();
    const verdict = await offerSafely(door, bytes);
    const milliseconds = performance.now() - began;
    if (milliseconds > longestMilliseconds) [longestMilliseconds, slowest] = [milliseconds, bytes];
    if (verdict === 'refused') refused += 1;
    else if (verdict !== 'passed') wrong.push(`${verdict}: ${Buffer.from(bytes).toString('base64')}`);
  }
  return { name: door.name, offered: count, refused, wrong, longestMilliseconds, slowest };
}

async function offerSafely(door: Door, bytes: Uint8Array): Promise<string> {
  try {
    return await door.offer(bytes);
  } catch (cause) {
    return cause instanceof Error ? `threw ${cause.message}` : 'threw';
  }
}

function spoil(samples: readonly Uint8Array[], random: SeededRandom): Uint8Array {
  const [sample, other] = [0, 1].map(() => samples[random.integer(samples.length)] ?? new Uint8Array(1));
  if (sample === undefined || other === undefined) throw new Error('a door without samples');
  const way = random.integer(5);
  const spoilt = way === 0 ? changeValues(sample, random) : changeForm(sample, random);
  // What came out as it went in is damaged otherwise.
  return way > 1 || Buffer.compare(spoilt, sample) === 0 ? damage(sample, random, other) : spoilt;
}

/** Whether a door takes too long over the same bytes every time: three times of three. */
export async function isStuck(door: Door, bytes: Uint8Array, limit: number): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const began = performance.now();
    await offerSafely(door, bytes);
    if (performance.now() - began <= limit) return false;
  }
  return true;
}
