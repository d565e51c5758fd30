/** What several devices of one reader pay for: whole engines, virtual time. */
import { describe, expect, it } from 'vitest';
import { ChannelKeep } from '@domain/channel/records.ts';
import { defaultSpendingRules } from '@domain/spending/rules.ts';
import { linkDevice } from './support/linkedDevice.ts';
import { articleText } from './support/channelStory.ts';
import { buy, keptOf, publishPaid, sellers, stateOf, subscribe } from './support/paidStory.ts';
import { type Person, must } from './support/world.ts';

const DAY = 24 * 3_600_000;
const SOLD = { isForSubscribers: false, amount: 250 };
const TEXT = 'Secret of Clouds.\nSeen from above';

const codeOf = (outcome: { ok: boolean; error?: { code: string } }) => (outcome.ok ? 'ok' : outcome.error?.code);
const balance = async (person: Person) => (await person.read(person.workspace.wallet.holdings()))[0]?.balance ?? 0n;

/** Maker sells a post for 2.50, in credit of theirs; Rita has 20.00 of it on two devices. Maker's device is off. */
async function shop() {
  const story = await sellers();
  const { world, maker, rita, sam } = story;
  must(await maker.workspace.setChannelTerms(story.id, { unit: story.unit, subscription: null }));
  const post = await publishPaid(maker, story.id, { title: 'Clouds', sale: SOLD });
  await world.pass(20_000);
  await sam.close();
  const laptop = await linkDevice(rita, 104_729);
  await world.pass(40_000);
  await maker.close();
  return { ...story, post, laptop };
}

describe('a post that is bought on two devices of one person', () => {
  it('CHN-40 is paid for once where they hear each other, though no key has come, and opens on both', async () => {
    const { world, maker, rita, laptop, post } = await shop();
    const { payment } = must(await buy(rita, post));
    await world.pass(20_000);
    expect(must(await buy(laptop, post)).payment).toBe(payment);
    await maker.open();
    await world.pass(60_000);
    for (const device of [rita, laptop]) {
      expect(await stateOf(device, post)).toBe('open');
      expect(await balance(device)).toBe(1750n);
    }
    const tablet = await linkDevice(rita, 15_485_863);
    await world.pass(60_000);
    expect(must(await buy(tablet, post)).payment).toBe(payment);
    expect(await balance(tablet)).toBe(1750n);
  });

  it('CHN-40 is paid for once by one that was away and comes later', async () => {
    const { world, maker, rita, laptop, post } = await shop();
    await laptop.close();
    const { payment } = must(await buy(rita, post));
    await world.pass(20_000);
    await laptop.open();
    await world.pass(60_000);
    expect(must(await buy(laptop, post)).payment).toBe(payment);
    await maker.open();
    await world.pass(60_000);
    expect(await stateOf(laptop, post)).toBe('open');
    expect(await balance(laptop)).toBe(1750n);
  });

  it('CHN-40 opens on the device that is left, though the one that paid never comes back', async () => {
    const { world, maker, rita, laptop, post } = await shop();
    const { payment } = must(await buy(laptop, post));
    await world.pass(20_000);
    await laptop.close();
    await maker.open();
    await world.pass(120_000);
    expect(await stateOf(rita, post)).toBe('open');
    expect(await articleText(rita, post)).toBe(TEXT);
    expect(must(await buy(rita, post)).payment).toBe(payment);
    expect(await balance(rita)).toBe(1750n);
  });

  it('CHN-40 is claimed by a device that was linked after it was paid, and whose friends are away', async () => {
    const { world, maker, rita, laptop, post } = await shop();
    const { payment } = must(await buy(rita, post));
    await world.pass(20_000);
    for (const device of [rita, laptop]) await device.close();
    await world.pass(DAY);
    await rita.open();
    const tablet = await linkDevice(rita, 15_485_863);
    await world.pass(60_000);
    await tablet.close();
    await tablet.open();
    await world.pass(20_000);
    expect(await keptOf(tablet, ChannelKeep.claim)).toHaveLength(1);
    expect(must(await buy(tablet, post)).payment).toBe(payment);
    await maker.open();
    await world.pass(120_000);
    expect(await stateOf(tablet, post)).toBe('open');
    expect(await balance(tablet)).toBe(1750n);
  });

  it('CHN-40 that one could not pay for, by its rules, is paid for by the other', async () => {
    const { world, rita, laptop, post } = await shop();
    must(await rita.workspace.wallet.setSpendingRules({ ...defaultSpendingRules, perDay: 1 }, null));
    expect(codeOf(await buy(rita, post))).toBe('payment-day-limit');
    await world.pass(20_000);
    expect(await keptOf(laptop, ChannelKeep.claim)).toEqual([]);
    const { payment } = must(await buy(laptop, post));
    await world.pass(20_000);
    expect(must(await buy(rita, post)).payment).toBe(payment);
  });
});

describe('a channel that is subscribed to on one device of a person', () => {
  it('CHN-40 is on the other as well: it runs there, no second one is begun, and it is stopped there', async () => {
    const { world, maker, rita, laptop, id, unit } = await shop();
    await maker.open();
    const subscription = { amount: 700n, period: 'month' as const };
    must(await maker.workspace.setChannelTerms(id, { unit, subscription }));
    await world.pass(20_000);
    const { mandate } = must(await subscribe(rita, id));
    await world.pass(40_000);
    expect(must(await subscribe(laptop, id)).mandate).toBe(mandate);
    expect(await balance(laptop)).toBe(1300n);
    must(await laptop.workspace.wallet.revokeMandate(mandate));
    await world.pass(20_000);
    for (const device of [rita, laptop]) {
      const mandates = await device.read(device.workspace.wallet.mandates());
      expect(mandates.map(({ stage }) => stage)).toEqual(['stopped']);
    }
  });
});
