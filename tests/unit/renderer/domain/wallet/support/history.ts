/** Random histories: people who pay, ask, refund, share, freeze and move clerks, over links that lose nothing and order nothing. */
import fc from 'fast-check';
import { type Command, type CommandKind, WEIGHTS, run } from './commands.ts';
import { HOUR } from './records.ts';
import { World } from './world.ts';

const anyNumber = fc.nat(1000);
const kinds = Object.entries(WEIGHTS).flatMap(([kind, weight]) =>
  Array.from({ length: weight }, () => kind as CommandKind),
);

/** Histories of up to `most` steps. */
export const commandsUpTo = (most: number, least: number): fc.Arbitrary<readonly Command[]> =>
  fc.array(fc.record({ kind: fc.constantFrom(...kinds), a: anyNumber, b: anyNumber, c: anyNumber }), {
    minLength: least,
    maxLength: most,
    size: 'max',
  });

/** Runs commands from nothing; at the end everything is delivered and every clerk has done its work. */
export async function play(commands: readonly Command[]): Promise<World> {
  const world = await World.begin();
  for (const command of commands) await run(world, command);
  for (let round = 0; round < 3; round += 1) {
    for (const office of world.offices) {
      office.takeAll();
      await office.work(world.now);
    }
  }
  world.now += HOUR;
  return world;
}

const played = new Map<string, Promise<World>>();

/** As {@link play}, once for the same commands: several properties look at one history. */
export function playOnce(commands: readonly Command[]): Promise<World> {
  const key = JSON.stringify(commands);
  const known = played.get(key);
  if (known !== undefined) return known;
  const world = play(commands);
  played.set(key, world);
  return world;
}
