/** Two devices of one reader: what one claims keeps the other from paying, for as long as its payment can count. */
import { describe, expect, it, vi } from 'vitest';
import { toBase64url } from '@shared/base64url.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import { deviceOf } from '../../domain/wallet/support/people.ts';
import { DAY, make } from '../../domain/wallet/support/records.ts';
import { Shop, TERM } from './support/twoBuyers.ts';

const HOUR = DAY / 24;

async function shop() {
  const story = await Shop.open();
  const [one, other] = story.buyers;
  return { scene: story.scene, space: story.channel.space, one, other };
}

describe('a post that another own device claims', () => {
  it('CHN-40 is paid nothing for while that payment is not here and can count, and is claimed by it once it is', async () => {
    const { scene, one, other, space } = await shop();
    const payment = await one.press();
    await one.tellClaims(other);
    expect(await other.press()).toBe('post-paid-elsewhere');
    scene.now += TERM;
    expect(await other.press()).toBe('post-paid-elsewhere');
    expect([other.count('transfer'), other.sent]).toEqual([0, []]);
    // Neither does it matter that it starts again.
    await other.restart();
    expect(await other.press()).toBe('post-paid-elsewhere');
    one.tellRecords(other);
    await other.claims.send();
    expect(await other.press()).toBe(payment);
    expect([other.count('transfer'), other.sent]).toEqual([1, [space]]);
    // What is given for it is found, and opened, on both.
    const [first, second] = [await one.claims.awaited(space), await other.claims.awaited(space)];
    expect([...second.keys()]).toEqual([...first.keys()]);
    expect([...second.values()]).toEqual([...first.values()]);
    expect(first.size).toBe(1);
  });

  it('CHN-40 can be paid for again once that payment would be taken by nobody', async () => {
    const { scene, one, other } = await shop();
    await one.pressAndEnd();
    await one.tellClaims(other);
    expect(await other.press()).toBe('post-paid-elsewhere');
    scene.now += TERM + 2 * HOUR;
    const payment = await other.press();
    expect(payment).not.toBe('post-paid-elsewhere');
    expect(other.count('transfer')).toBe(1);
    // The device that came to nothing hears of it, and pays nothing either.
    other.tellRecords(one);
    await other.tellClaims(one);
    await one.restart();
    expect(await one.press()).toBe(payment);
    expect(one.count('transfer')).toBe(1);
  });

  it('CHN-40 is not paid for at once by a device that hears of an old claim: its payment may be on the way', async () => {
    const { scene, one, other } = await shop();
    const payment = await one.press();
    scene.now += 20 * DAY;
    await one.tellClaims(other);
    expect(await other.press()).toBe('post-paid-elsewhere');
    one.tellRecords(other);
    expect(await other.press()).toBe(payment);
    expect(other.count('transfer')).toBe(1);
  });

  it('CHN-40 is held by no time that cannot be, however far ahead a clock was', async () => {
    const { scene, one, other } = await shop();
    scene.now += 3650 * DAY;
    await one.pressAndEnd();
    scene.now -= 3650 * DAY;
    await one.tellClaims(other);
    expect(await other.press()).toBe('post-paid-elsewhere');
    scene.now += 5 * DAY;
    await other.press();
    expect(other.count('transfer')).toBe(1);
  });

  it('CHN-40 CHN-33 whose app ended before it was paid is paid for once by that device, at once', async () => {
    const { one, other } = await shop();
    await one.pressAndEnd();
    await one.tellClaims(other);
    await one.restart();
    const payment = await one.press();
    expect(one.count('transfer')).toBe(1);
    expect(await one.press()).toBe(payment);
    expect(await other.press()).toBe('post-paid-elsewhere');
    one.tellRecords(other);
    await one.tellClaims(other);
    expect(await other.press()).toBe(payment);
    expect([one.count('transfer'), other.count('transfer')]).toEqual([1, 1]);
  });

  it('CHN-40 of which that device signed nothing, as it was refused, can be paid for here', async () => {
    const { one, other } = await shop();
    one.signing = 'refused';
    expect(await one.press()).toBe('payment-day-limit');
    await one.tellClaims(other);
    expect(await other.press()).not.toBe('post-paid-elsewhere');
    expect([one.count('transfer'), other.count('transfer')]).toEqual([0, 1]);
  });
});

describe('claims that another own device made', () => {
  it('CHN-40 are not forgotten where the wallet has not come yet, however old they are', async () => {
    const { scene, one, other } = await shop();
    await one.press();
    scene.now += 15 * DAY;
    await one.tellClaims(other);
    await other.restart();
    scene.now += 100 * DAY;
    await other.restart();
    expect([(await other.claims.own()).length, other.keeps.gone]).toEqual([1, []]);
    one.tellRecords(other);
    await other.claims.send();
    expect(other.sent).toHaveLength(1);
  });

  it('CHN-40 stand where it says that nothing was paid and the wallet knows better; those this one made are its own', async () => {
    const { one, other } = await shop();
    const payment = await one.press();
    one.tellRecords(other);
    await one.tellClaims(other);
    await other.claims.takenBack(payment);
    await one.claims.takenBack(payment);
    expect([(await one.claims.own()).length, (await other.claims.own()).length]).toEqual([1, 1]);
  });

  it('CHN-33 CHN-40 are forgotten by the one that made them and never paid, which alone says so', async () => {
    const { scene, one, other } = await shop();
    await one.pressAndEnd();
    await one.tellClaims(other);
    scene.now += 15 * DAY;
    await other.restart();
    expect(other.keeps.gone).toEqual([]);
    await one.restart();
    expect(one.keeps.gone).toHaveLength(1);
    expect(one.keeps.rows.size).toBe(0);
    await one.tellClaims(other);
    expect(await other.claims.own()).toEqual([]);
  });

  it('CHN-40 tell of no other: each has a key of its own, and none is the device’s in the channel', async () => {
    const { one } = await shop();
    one.signing = 'refused';
    await one.press();
    one.signing = 'signs';
    await one.press();
    await one.subscribe();
    const seeds = (await one.claims.own()).map(({ thread = new Uint8Array() }) => toBase64url(thread));
    expect(new Set([...seeds, toBase64url(await one.deviceThread())]).size).toBe(3);
    expect(seeds.every((seed) => seed.length > 40)).toBe(true);
  });
});

describe('a subscription that another own device began', () => {
  it('CHN-40 is one’s own: no second one is begun, whether its claim or its record comes sooner', async () => {
    const { one, other } = await shop();
    const mandate = await one.subscribe();
    await one.tellClaims(other);
    expect(await other.subscribe()).toBe('subscription-elsewhere');
    one.tellRecords(other);
    expect(await other.subscribe()).toBe(mandate);
    expect(other.count('mandate')).toBe(1);
    const late = await shop();
    const begun = await late.one.subscribe();
    late.one.tellRecords(late.other);
    expect(await late.other.subscribe()).toBe(begun);
    expect(late.other.count('mandate')).toBe(1);
  });

  it('CHN-40 and of which nothing came keeps nobody from subscribing for good', async () => {
    const { scene, one, other } = await shop();
    await one.pressAndEnd();
    one.signing = 'app ends';
    await one.subscribe().catch(() => undefined);
    await one.tellClaims(other);
    expect(await other.subscribe()).toBe('subscription-elsewhere');
    scene.now += TERM + 2 * HOUR;
    expect(await other.subscribe()).not.toBe('subscription-elsewhere');
    expect(other.count('mandate')).toBe(1);
  });
});

describe('a device that came back with a backup', () => {
  /** The other device is put back from a backup that was made between the claim and its payment. */
  async function restored() {
    const found = await shop();
    const { one, other } = found;
    const claimed = one.keeps.put;
    vi.spyOn(one.keeps, 'put').mockImplementation(async (rows) => {
      await other.keeps.put(rows);
      return claimed(rows);
    });
    return { ...found, payment: await one.press() };
  }

  it('CHN-40 pays nothing for what the lost one may have paid', async () => {
    const { scene, other } = await restored();
    scene.now += 5 * DAY;
    expect(await other.press()).toBe('post-paid-elsewhere');
    await other.restart();
    expect(await other.press()).toBe('post-paid-elsewhere');
    expect(other.count('transfer')).toBe(0);
    // It was heard with the restart, and not with the backup.
    scene.now += 2 * DAY;
    expect(await other.press()).not.toBe('post-paid-elsewhere');
  });

  it('CHN-40 keeps the claim, however late the payment comes', async () => {
    const { scene, one, other, payment } = await restored();
    scene.now += 15 * DAY;
    await other.restart();
    expect(other.keeps.gone).toEqual([]);
    one.tellRecords(other);
    expect(await other.press()).toBe(payment);
  });
});

it('CHN-40 what somebody else signed as a subscription of this person is none', async () => {
  const { scene, space, one } = await shop();
  const { ana, ben, cleo, unit } = scene;
  const body = {
    ...{ payer: holderOf(ben.account), payee: holderOf(ana.account), unit: unit.unit.id },
    ...({ perPayment: 1n, perPeriod: 1n, period: 'day', start: scene.now - 1 } as const),
    scope: { kind: 'channel', id: space },
  } as const;
  const forged = await make('mandate', body, deviceOf(cleo));
  one.ledger.add(forged);
  const begun = await one.subscribe();
  expect(begun).not.toBe(forged.id);
  expect([...one.ledger.records()].map(({ id }) => id)).toContain(begun);
});
