/** The figures that goals 5 and 6 of the security design ask for. */
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { damage } from './mutators/bytes.ts';
import { forgers, frameOf } from './mutators/events.ts';
import { roughUpdate } from './mutators/updates.ts';
import { handMadeFrames } from './handMade.ts';
import type { Attacker } from './attacker.ts';
import { SLOW, isHang } from './campaign.ts';
import type { Victim } from './victim.ts';
import { clientOf } from '@domain/log/client.ts';
import { must } from '../integration/support/world.ts';

/** What trying all hand-made frames led to. */
export interface HandMadeFigures {
  readonly frames: number;
  /** Names of those after which something was not as before. */
  readonly accepted: readonly string[];
  readonly longestStall: number;
  readonly slowest: string;
  /** Those that held the thread for more than 100 ms, each time. */
  readonly hangs: readonly string[];
}

/** Says every hand-made frame to a fresh session, and looks after each what it changed. */
export async function tryHandMade(victim: Victim): Promise<HandMadeFigures> {
  const accepted: string[] = [];
  let longestStall = 0;
  const hangs: string[] = [];
  let slowest = '';
  const frames = await handMadeFrames(victim);
  for (const { name, frame } of frames) {
    const [events, violations] = [await countOf(victim), victim.violations.length];
    await victim.part();
    const { stall } = await victim.tell(frame);
    await victim.check(name);
    if ((await countOf(victim)) !== events || victim.violations.length !== violations) accepted.push(name);
    if (stall > longestStall) [longestStall, slowest] = [stall, name];
    if (stall > SLOW && (await isHang(victim, frame))) hangs.push(name);
  }
  return { frames: frames.length, accepted, longestStall, slowest, hangs };
}

/** Ways to speak as somebody else, or to say again what was said, by the words of goal 6. */
type Imposture = 'forged' | 'replayed' | 'truncated' | 'reordered' | 'wrong-member';

/** How many were tried and how many taken, by kind. */
export type Tally = Readonly<Record<string, { readonly tried: number; readonly accepted: number }>>;

/** Tries `each` events of every kind; none may be there afterwards. */
export async function tryImpostures(victim: Victim, outsider: Attacker, each: number): Promise<Tally> {
  const tally: Record<string, { tried: number; accepted: number }> = {};
  for (const [name, make] of Object.entries(impostures(victim, outsider))) {
    const count = { tried: 0, accepted: 0 };
    const random = new SeededRandom(name.length);
    for (; count.tried < each; count.tried += 1) {
      const before = await countOf(victim);
      await victim.tell(await make(random));
      count.accepted += (await countOf(victim)) - before;
    }
    await victim.check(name);
    tally[name] = count;
  }
  return tally;
}

function impostures(
  { attacker, corpus, store }: Victim,
  outsider: Attacker,
): Record<Imposture, (random: SeededRandom) => Promise<Uint8Array> | Uint8Array> {
  const payloads = () => attacker.pending.map(({ payload }) => payload);
  const forge = ['a flipped signature', 'flipped words', 'another forerunner', 'a signature for another kind'] as const;
  return {
    forged: async (random) => {
      const name = forge[random.integer(forge.length)] ?? 'flipped words';
      return frameOf(attacker, await forgers[name](attacker, random));
    },
    replayed: async (random) => {
      // What Bob, Alice and Carol truly said once, again: as it was, or at the next place.
      const said = must(await store.scan(null, 2000));
      const old = said[random.integer(said.length)]?.payload ?? new Uint8Array(65);
      const recorded = [...corpus.fromBob, ...corpus.elsewhere].filter(({ kind }) => kind.startsWith('sync'));
      const frame = recorded[random.integer(recorded.length)]?.bytes ?? old;
      return random.chance(0.5) ? frame : frameOf(attacker, old);
    },
    truncated: (random) => {
      const [whole] = payloads();
      const cut = (whole ?? new Uint8Array(65)).slice(0, -1 - random.integer(150));
      return random.chance(0.5)
        ? frameOf(attacker, cut)
        : attacker.frame(damage(attacker.update(payloads()).slice(0, -1 - random.integer(100)), random, cut));
    },
    reordered: (random) => {
      const shuffled = payloads();
      do {
        shuffled.sort(() => random.fraction() - 0.5);
      } while (shuffled[0] === payloads()[0]);
      return attacker.frame(attacker.update(shuffled));
    },
    'wrong-member': async (random) => {
      // A stranger's words: in the member's place, in the victim's, in a place of their own.
      const device = [attacker.device, attacker.victimDevice, outsider.device][random.integer(3)] ?? attacker.device;
      const event = await outsider.sign(attacker.next, random.chance(0.5) ? outsider.device : device);
      const start = device === attacker.victimDevice ? attacker.victimPlace : attacker.place;
      return attacker.frame(
        attacker.update([event.payload], { device, start: device === outsider.device ? 0 : start }),
      );
    },
  };
}

/** Tries to take back what others said: deletions in every form an update has for them. How many had an effect. */
export async function tryForeignDeletes(
  victim: Victim,
  count: number,
): Promise<{ readonly tried: number; readonly effective: number }> {
  const { attacker } = victim;
  const random = new SeededRandom(100);
  const before = await heldByAsking(victim);
  let tried = 0;
  for (; tried < count; tried += 1) {
    const owner = [attacker.victimDevice, attacker.device][tried % 2] ?? attacker.device;
    const bucket = attacker.bucket - random.integer(3);
    const range = [random.integer(3), 1 + random.integer(tried % 3 === 0 ? 2 ** 31 : 20)] as const;
    const deletions = [[clientOf(attacker.space, bucket, owner), [range]]] as const;
    const client = clientOf(attacker.space, bucket, attacker.device);
    const update = roughUpdate({ client, start: attacker.place, items: [], deletions });
    // The first four bytes say "one client, no items"; without them it is deletions alone.
    const alone = roughUpdate({ client: 0, start: 0, items: [], deletions }).subarray(4);
    const bytes = random.chance(0.5) ? update : Uint8Array.of(0, ...alone);
    await victim.tell(attacker.frame(bytes, { bucket, kind: random.chance(0.5) ? 'step2' : 'update' }));
  }
  await victim.check('foreign deletions');
  const after = await heldByAsking(victim);
  return { tried, effective: before.filter((payload) => !after.includes(payload)).length };
}

/** All payloads of the chat, as the victim's store gives them. */
async function heldByAsking({ store }: Victim): Promise<readonly string[]> {
  return must(await store.scan(null, 100_000)).map(({ payload }) => payload.toString());
}

async function countOf({ store }: Victim): Promise<number> {
  return must(await store.figures()).events;
}
