/** The short version of the fuzz suite; the long one is `npm run soak -- --only fuzz`. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_STRIKES } from '@services/replication/sessionLimits.ts';
import { Attacker } from '../fuzz/attacker.ts';
import { emptyBooks, runCampaign } from '../fuzz/campaign.ts';
import { tryForeignDeletes, tryHandMade, tryImpostures } from '../fuzz/goals.ts';
import { sayEndlessly } from '../fuzz/growth.ts';
import { handMadeFrames } from '../fuzz/handMade.ts';
import { answerBadly, askBadly } from '../fuzz/pairingDoors.ts';
import { strategies } from '../fuzz/strategies.ts';
import { Victim } from '../fuzz/victim.ts';
import { must } from './support/world.ts';

const faults: unknown[] = [];
const listen = (fault: unknown) => void faults.push(fault);
beforeAll(() => void process.on('unhandledRejection', listen));
afterAll(() => {
  process.off('unhandledRejection', listen);
  expect(faults).toEqual([]);
});

describe('a contact gone bad, on the link of two', () => {
  it('REP-9 5,000 damaged cases of a recorded session: nothing is taken that was not truly signed, and a third peer is unharmed', async () => {
    const books = emptyBooks();
    await runCampaign(5000, 20_261_121, books);
    expect(books.cases).toBeGreaterThanOrEqual(5000);
    expect(books.thirdPeerChecks).toBeGreaterThan(50);
    // Every way was tried, and much of it was looked at closely before it was refused.
    expect([...books.byStrategy.keys()].sort()).toEqual(Object.keys(strategies).sort());
    const closely = ['update-malformed', 'update-foreign-item', 'event-malformed', 'signature-invalid', 'chain-fork'];
    expect([...books.refusals.keys()]).toEqual(expect.arrayContaining(closely));
    expect(books.cutOffs).toBe(Math.floor(books.cutOffs));
    expect(books.refused).toBeGreaterThan(MAX_STRIKES * books.cutOffs - 1);
  });

  it('REP-9 hand-made frames: none is accepted', async () => {
    const figures = await tryHandMade(await Victim.open());
    expect(figures.accepted).toEqual([]);
    expect(figures.frames).toBeGreaterThanOrEqual(60);
  });

  it('ADM-7 forged, replayed, truncated and reordered events and those of no member: none is accepted', async () => {
    const victim = await Victim.open();
    const chat = { space: victim.attacker.space, victim: victim.attacker.victimDevice };
    const tally = await tryImpostures(victim, await Attacker.of(victim.carol, chat), 40);
    const none = { tried: 40, accepted: 0 };
    expect(tally).toEqual({ forged: none, replayed: none, truncated: none, reordered: none, 'wrong-member': none });
    expect(victim.violations).toEqual([]);
    // The same words, truly signed and in order, are taken: the door is not simply shut.
    const before = must(await victim.store.figures()).events;
    await victim.tell(victim.attacker.honest());
    expect(must(await victim.store.figures()).events).toBe(before + 6);
  });

  it('ADM-9 nobody deletes what another said: 100 tries, none effective', async () => {
    const victim = await Victim.open();
    expect(await tryForeignDeletes(victim, 100)).toEqual({ tried: 100, effective: 0 });
    expect(victim.violations).toEqual([]);
  });
});

describe('what is no offence', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heap = (): number => {
    collect();
    return process.memoryUsage().heapUsed;
  };

  it.each(['heads', 'acknowledgements', 'digests', 'buckets', 'questions for blobs'])(
    'REP-11 %s of thousands nobody knows, said on and on, are not remembered',
    async (name) => {
      const victim = await Victim.open();
      await sayEndlessly(victim, name, 5);
      const before = heap();
      // 80,000 rows: if each were kept, it would be tens of megabytes.
      await sayEndlessly(victim, name, 20);
      expect(heap() - before).toBeLessThan(8 * 1024 * 1024);
      await victim.part();
    },
    60_000,
  );
});

describe('who holds an invite link', () => {
  it('INV-9 INV-12 damaged knocks and requests make nobody wait for an answer', async () => {
    const figures = await askBadly(400, 7);
    expect(figures.violations).toEqual([]);
    expect(figures.frames).toBeGreaterThanOrEqual(400);
    expect(figures.cutOffs).toBeGreaterThan(50);
  });

  it('INV-8 who poses as the inviter learns nothing and is not believed', async () => {
    expect(await answerBadly(400, 7)).toMatchObject({ frames: 400, violations: [] });
  });
});

describe('the suite itself', () => {
  it('sees an event that nobody signed, a contact that changed, and a claim in the name of another', async () => {
    const victim = await Victim.open();
    const { attacker, store } = victim;
    const forged = await attacker.sign({ ...attacker.next, body: { text: 'never said' } });
    const account = attacker.identity.account;
    const admitted = { ...forged, author: account, bucket: attacker.bucket, sortAt: forged.content.at };
    must(await store.admit([admitted], 'relaxed'));
    must(await store.contacts.update(account, (record) => (record === null ? null : { ...record, remark: 'changed' })));
    const { space, victimDevice } = attacker;
    must(await store.acknowledge([{ space, chain: attacker.device, device: victimDevice, seq: 0 }]));
    await victim.check('planted');
    expect(victim.violations).toEqual([
      'planted: an event nobody signed so is there',
      'planted: 0 words made 1 messages',
      'planted: contacts, requests, invites, blocks or values changed',
      'planted: a group changed',
      'planted: the journal grew by 0',
      'planted: an acknowledgement of someone else changed',
    ]);
  });

  it('says every hand-made frame once, under a name of its own', async () => {
    const names = (await handMadeFrames(await Victim.open())).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
