/** What several devices of one reader pay for: whole engines, virtual time. */
import { describe, expect, it } from 'vitest';
import { linkDevice } from './support/linkedDevice.ts';
import { articleText } from './support/channelStory.ts';
import { buy, publishPaid, sellers, stateOf, subscribe } from './support/paidStory.ts';
import { type Person, type World, must } from './support/world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Payments end with a term of this length (CHN-40), ms. */
const TERM = 2 * DAY;
const SOLD = { isForSubscribers: false, amount: 250 };
const TEXT = 'Secret of Clouds.\nSeen from above';

const balance = async (person: Person) => (await person.read(person.workspace.wallet.holdings()))[0]?.balance ?? 0n;

/** Maker sells a post for 2.50, in credit of theirs; Rita has 20.00 of it on two devices. */
async function shop() {
  const story = await sellers();
  must(await story.maker.workspace.setChannelTerms(story.id, { unit: story.unit, subscription: null }));
  const post = await publishPaid(story.maker, story.id, { title: 'Clouds', sale: SOLD });
  await story.world.pass(20_000);
  await story.sam.close();
  const laptop = await linkDevice(story.rita, 104_729);
  await story.world.pass(40_000);
  return { ...story, post, laptop };
}

/** Does something on one device while everybody else's is off. */
async function apart<T>(
  person: Person,
  { among, act }: { readonly among: readonly Person[]; readonly act: (person: Person) => Promise<T> },
): Promise<T> {
  for (const other of among) if (other !== person) await other.close();
  const done = await act(person);
  await person.world.pass(10_000);
  await person.close();
  return done;
}

async function together(world: World, ...people: readonly Person[]): Promise<void> {
  for (const person of people) await person.open();
  await world.pass(120_000);
}

describe('a post that is bought on two devices of one person', () => {
  it('CHN-40 is paid for once where they hear each other, though no key has come', async () => {
    const { world, maker, rita, laptop, post } = await shop();
    await maker.close();
    const { payment } = must(await buy(rita, post));
    await world.pass(20_000);
    expect(must(await buy(laptop, post)).payment).toBe(payment);
    await maker.open();
    await world.pass(60_000);
    for (const device of [rita, laptop]) {
      expect(await stateOf(device, post)).toBe('open');
      expect(await balance(device)).toBe(1750n);
    }
  });

  it('CHN-40 is one payment where both pay apart from each other, and opens on both', async () => {
    const { world, maker, rita, laptop, post } = await shop();
    await maker.close();
    const among = [rita, laptop];
    const one = must(await apart(rita, { among, act: (person) => buy(person, post) }));
    await laptop.open();
    const other = must(await apart(laptop, { among, act: (person) => buy(person, post) }));
    expect(other.payment).toBe(one.payment);
    await together(world, maker, rita, laptop);
    for (const device of [rita, laptop]) {
      expect(await stateOf(device, post)).toBe('open');
      expect(await balance(device)).toBe(1750n);
    }
  });

  it('CHN-40 opens on the device that is left, though the one that paid never comes back', async () => {
    const { world, maker, rita, laptop, post } = await shop();
    await maker.close();
    const { payment } = must(await buy(laptop, post));
    await world.pass(20_000);
    await laptop.close();
    await together(world, maker);
    expect(await stateOf(rita, post)).toBe('open');
    expect(await articleText(rita, post)).toBe(TEXT);
    expect(must(await buy(rita, post)).payment).toBe(payment);
    expect(await balance(rita)).toBe(1750n);
  });

  it('CHN-39 what was paid twice all the same, in two terms, comes back by itself; both read it, and nobody cheated', async () => {
    const { world, maker, rita, laptop, post } = await shop();
    await maker.close();
    const among = [rita, laptop];
    const one = must(await apart(rita, { among, act: (person) => buy(person, post) }));
    await world.pass(TERM);
    await laptop.open();
    const other = must(await apart(laptop, { among, act: (person) => buy(person, post) }));
    expect(other.payment).not.toBe(one.payment);
    await together(world, maker, rita, laptop);
    for (const device of [rita, laptop]) {
      expect(await stateOf(device, post)).toBe('open');
      expect(await balance(device)).toBe(1750n);
    }
    const [first, second] = [one.payment, other.payment].toSorted();
    const seen = await rita.read(rita.workspace.wallet.payment(first ?? one.payment));
    expect(seen).toMatchObject({ refunded: 0n, situation: { word: 'cleared' } });
    expect(await rita.read(rita.workspace.wallet.payment(second ?? one.payment))).toMatchObject({ refunded: 250n });
    // Started again nobody gives anything back once more.
    await maker.close();
    await together(world, maker);
    expect(await balance(rita)).toBe(1750n);
  });
});

describe('a channel that is subscribed to on two devices of one person', () => {
  it('CHN-39 is paid by one subscription once they meet: the other ends, and costs nothing', async () => {
    const story = await sellers();
    const { world, maker, rita, sam, id, unit } = story;
    const subscription = { amount: 700n, period: 'month' as const };
    must(await maker.workspace.setChannelTerms(id, { unit, subscription }));
    await world.pass(20_000);
    await sam.close();
    const laptop = await linkDevice(rita, 104_729);
    await world.pass(40_000);
    await maker.close();
    const among = [rita, laptop];
    must(await apart(rita, { among, act: (person) => subscribe(person, id) }));
    await laptop.open();
    must(await apart(laptop, { among, act: (person) => subscribe(person, id) }));
    await together(world, maker, rita, laptop);
    for (const device of [rita, laptop]) {
      expect(await balance(device)).toBe(1300n);
      const mandates = await device.read(device.workspace.wallet.mandates());
      expect(mandates.filter(({ stage }) => stage === 'running')).toHaveLength(1);
    }
  });
});
