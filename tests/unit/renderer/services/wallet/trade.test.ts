/** What two devices of one payer do, who hear of each other late or never. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import { type RecordId, holderOf } from '@domain/wallet/ids.ts';
import { reduce } from '@domain/wallet/ledger.ts';
import { isTaken } from '@domain/wallet/readings/lineOf.ts';
import type { BodyOf, Draft, RecordType, VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import { Deeds } from '@services/wallet/trade/deeds.ts';
import { MandateActs } from '@services/wallet/trade/mandateActs.ts';
import { StandingOrders } from '@services/wallet/trade/standingOrders.ts';
import { ok } from '@shared/result.ts';
import { deviceOf } from '../../domain/wallet/support/people.ts';
import { DAY, START } from '../../domain/wallet/support/records.ts';
import { Scene } from '../../domain/wallet/support/scene.ts';

/** One device of Ben's: what it knows, and what it signed. */
function deviceOfBen(scene: Scene, number: number, known: readonly VerifiedRecord[]) {
  const ledger = reduce(known, scene.ledger.people.all());
  const key = deviceOf(scene.ben, number);
  const signed: VerifiedRecord[] = [];
  const learn = (record: VerifiedRecord) => void ledger.add(record);
  const keep = (records: readonly VerifiedRecord[]) => {
    for (const record of records) learn(record);
    signed.push(...records);
    return Promise.resolve(ok());
  };
  const signer = {
    self: { account: scene.ben.account, device: key.key },
    seal: <Type extends RecordType>(draft: Draft<Type>) => sealRecord(draft, key),
    keep,
    sign: async <Type extends RecordType>(draft: Draft<Type>) => {
      const record: VerifiedOf<Type> = await sealRecord(draft, key);
      // A record of one type is a record.
      await keep([record as unknown as VerifiedRecord]);
      return ok(record);
    },
  };
  const clock = new FakeClock();
  const time = {
    now: () => scene.now,
    after: (delay: number, task: () => void) => clock.after(delay, task),
    monotonic: () => clock.monotonic(),
  };
  const book = { view: ledger };
  const parts = { book, signer, clock: time, random: new SeededRandom(number), ready: () => Promise.resolve(ok()) };
  return {
    signed,
    learn,
    acts: new MandateActs(new Deeds(parts)),
    standing: new StandingOrders({ book, signer, clock: time }),
  };
}

const BOUNDS: Omit<BodyOf<'mandate'>, 'payer' | 'payee' | 'unit' | 'scope'> = {
  perPayment: 60n,
  perPeriod: 150n,
  period: 'day',
  perPeriodCount: 4,
  start: START,
};

async function agreed(scope: BodyOf<'mandate'>['scope'], bounds: Partial<typeof BOUNDS> = {}) {
  const scene = await Scene.begin();
  const { ben, ana } = scene;
  const parties = { payer: holderOf(ben.account), payee: holderOf(ana.account), unit: scene.unit.id, scope };
  const mandate = await scene.say('mandate', { ...BOUNDS, ...bounds, ...parties }, deviceOf(ben));
  const known = [...scene.ledger.records()];
  const devices = [deviceOfBen(scene, 1, known), deviceOfBen(scene, 2, known)] as const;
  return { scene, mandate, devices };
}

/** The clerk takes orders in the order they come, each perhaps more than once. */
async function clear(scene: Scene, orders: readonly VerifiedRecord[]): Promise<readonly RecordId[]> {
  for (const order of orders) {
    scene.ledger.add(order);
    await scene.clerk(order);
  }
  const ids = new Set(orders.map(({ id }) => id));
  return [...ids].filter((id) => isTaken(scene.ledger, id));
}

describe('WSV-123 a subscription', () => {
  it('WSV-123 WAL-115 is paid each period, though the clock of the clerk is two seconds behind', async () => {
    const { scene, devices } = await agreed({ kind: 'channel', id: 'x' }, { perPeriod: 60n, perPeriodCount: 1 });
    const [{ standing, signed, learn }] = devices;
    const day = async (number: number, hour: number) => {
      const time = START + number * DAY + hour;
      scene.now = time;
      await standing.run([]);
      scene.now = time - 2000;
      const paid = await clear(scene, signed);
      for (const record of scene.ledger.records()) learn(record);
      return paid.length;
    };
    for (const number of [0, 1, 2, 3]) {
      expect(await day(number, 0)).toBe(number);
      expect(await day(number, DAY / 2)).toBe(number + 1);
    }
    expect(signed).toHaveLength(4);
    expect(scene.balance(scene.ben)).toBe(1000n - 240n);
  });
});

describe('WSV-123 two devices of a payer', () => {
  it('WSV-123 pay a subscription once, though neither knows of the other', async () => {
    const { scene, devices } = await agreed({ kind: 'channel', id: 'x' }, { perPeriod: 60n, perPeriodCount: 1 });
    scene.now = START + DAY;
    for (const { standing } of devices) await standing.run([]);
    const orders = devices.map(({ signed }) => signed.map(({ id }) => id));
    expect(orders[0]).toHaveLength(2);
    expect(orders[1]).toEqual(orders[0]);
    const paid = await clear(
      scene,
      devices.flatMap(({ signed }) => signed),
    );
    expect(paid).toHaveLength(2);
    expect(scene.balance(scene.ben)).toBe(1000n - 120n);
    // Run again, with nothing new: nothing more is due.
    for (const { standing } of devices) await standing.run([]);
    expect(devices.map(({ signed }) => signed.length)).toEqual([2, 2]);
  });

  it('WSV-123 CHN-36 pay nothing of a subscription that is held, and at most two periods once it is not', async () => {
    const { scene, mandate, devices } = await agreed(
      { kind: 'channel', id: 'x' },
      { perPeriod: 60n, perPeriodCount: 1 },
    );
    const [{ standing, signed }] = devices;
    const asked: RecordId[] = [];
    let isHeld = true;
    standing.holdBack(async ({ id }) => {
      asked.push(id);
      return isHeld;
    });
    for (const day of [0, 1, 5]) {
      scene.now = START + day * DAY;
      await standing.run([]);
    }
    expect(signed).toEqual([]);
    expect(asked).toEqual([mandate.id, mandate.id, mandate.id]);
    isHeld = false;
    await standing.run([]);
    expect(signed).toHaveLength(2);
    // Nothing is due: nobody is asked.
    await standing.run([]);
    expect(asked).toHaveLength(4);
  });

  it('WSV-123 WAL-72 never spend more than was agreed on, whatever they do and hear of in whatever order', async () => {
    const step = fc.record({
      device: fc.constantFrom(0, 1),
      amount: fc.bigInt({ min: 1n, max: 60n }),
      hears: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 12 }),
        fc.array(fc.nat(99), { minLength: 24, maxLength: 24 }),
        async (steps, order) => {
          const { scene, mandate, devices } = await agreed({ kind: 'program', id: 'arcade' });
          const { perPeriod, perPeriodCount = 1 } = mandate.body;
          for (const { device, amount, hears } of steps) {
            const [own, other] = device === 0 ? devices : [devices[1], devices[0]];
            if (hears) for (const record of other.signed) own.learn(record);
            const outcome = await own.acts.payByMandate(mandate.id, amount);
            expect(outcome.ok || outcome.error.code === 'mandate-spent').toBe(true);
          }
          const all = devices.flatMap(({ signed }) => signed);
          const mixed = all
            .map((record, index) => ({ record, place: order[index] ?? 0 }))
            .sort((a, b) => a.place - b.place)
            .map(({ record }) => record);
          const paid = await clear(scene, [...mixed, ...mixed]);
          const spent = 1000n - scene.balance(scene.ben);
          expect(spent <= perPeriod && paid.length <= perPeriodCount).toBe(true);
          // Something is paid where something was tried: the bounds do not hold because nothing works.
          expect(paid.length > 0).toBe(steps.length > 0);
        },
      ),
      { numRuns: 150 },
    );
  });
});
