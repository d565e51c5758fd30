/** A journal full of damaged events, and a database that has to be rebuilt from it. */
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { type Person, must, setup } from '../integration/support/world.ts';
import { type Ledger, ledgerOf } from './ledger.ts';
import { damage } from './mutators/bytes.ts';
import { changeForm, changeValues } from './mutators/values.ts';

/** Damages that many entries, a round of them at a time, and rebuilds after each round. The value is what was wrong. */
export async function rebuildFromDamage(entries: number, seed: number): Promise<readonly string[]> {
  const { world, people } = await setup('Alice', 'Bob');
  const [alice, bob] = people as [Person, Person];
  for (let word = 0; word < 10; word += 1) {
    await alice.say('Bob', `a${word}`);
    await bob.say('Alice', `b${word}`);
  }
  await world.pass(2000);
  const account = await alice.account();
  const before = await ledgerOf(alice);
  const honest = must(await alice.host.call('journal.read', { account, from: 0, limit: 1000 })).entries;
  const events = honest.filter((entry) => Buffer.from(entry).includes('payload'));
  const random = new SeededRandom(seed);
  const wrong: string[] = [];
  const ROUND = 500;
  for (let done = 0; done < entries; done += ROUND) {
    const damaged = Array.from({ length: Math.min(ROUND, entries - done) }, () => spoil(events, random));
    must(await alice.host.call('journal.append', { account, entries: damaged }));
    await alice.kill();
    alice.disk = new MemoryDisk();
    await alice.open();
    await world.pass(10_000);
    if (alice.startup.status !== 'ready') return [...wrong, `it does not start: ${alice.startup.status}`];
    const after = await ledgerOf(alice);
    if (!isSame(before.events, after.events))
      wrong.push(`${after.events.size} events of ${before.events.size} came back`);
  }
  return wrong;
}

function isSame(one: Ledger['events'], other: Ledger['events']): boolean {
  return one.size === other.size && [...one].every(([id, payload]) => other.get(id) === payload);
}

function spoil(events: readonly Uint8Array[], random: SeededRandom): Uint8Array {
  const [one, other] = [0, 1].map(() => events[random.integer(events.length)] ?? new Uint8Array(1));
  if (one === undefined || other === undefined) throw new Error('an empty journal');
  const ways = [() => damage(one, random, other), () => changeValues(one, random), () => changeForm(one, random)];
  const spoilt = ways[random.integer(3)]?.() ?? one;
  // The host gives an entry at most 1 MiB.
  return spoilt.length > 500_000 ? spoilt.slice(0, 500_000) : spoilt;
}
