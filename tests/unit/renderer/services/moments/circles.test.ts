import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { remarkSpace, whisperSpace } from '@domain/feed/spaces.ts';
import { type PassFields, makePass } from '@domain/moments/pass.ts';
import { HELD_STEP, type MomentWord, encodeMomentWord, readMomentWord } from '@domain/moments/words.ts';
import type { SpaceId } from '@shared/ids.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { makeDevice, must } from '../../domain/support/devices.ts';
import { LinkTalk } from '@services/moments/linkTalk.ts';
import { Friend, friendOf, link } from './support.ts';

const DAY = 24 * 3_600_000;
let clock: FakeClock;
let anna: Friend;
let bela: Friend;
let cleo: Friend;

async function befriend(one: Friend, other: Friend): Promise<void> {
  one.know(other);
  other.know(one);
  await one.recount();
  await other.recount();
}

const wordsTo = (person: Friend, from: Friend, kind: string) =>
  person.heard.flatMap(({ from: speaker, word }) => {
    const read = readMomentWord(word.word);
    return speaker === from.account && typeof read === 'object' && read?.t === kind ? [read] : [];
  });

beforeEach(async () => {
  clock = new FakeClock({ settle });
  await clock.advance(1_000_000);
  const devices = await Promise.all([makeDevice(1), makeDevice(2), makeDevice(3)]);
  const [one, two, three] = await Promise.all(devices.map((device) => friendOf(device, clock)));
  if (one === undefined || two === undefined || three === undefined) throw new Error('three');
  [anna, bela, cleo] = [one, two, three];
  for (const person of [anna, bela, cleo]) await person.open();
  await befriend(anna, bela);
  await befriend(anna, cleo);
  await befriend(bela, cleo);
});

async function linkAll(): Promise<void> {
  await link(anna, bela);
  await link(anna, cleo);
  await link(bela, cleo);
  await clock.advance(1000);
}

/** A pass of somebody's circle of all contacts, as their device, or another key, would sign it. */
async function passOf(owner: Friend, reader: Friend, change: Partial<PassFields>, signer = owner.device) {
  const nonce = owner.book.circles.get(await circleOf(owner))?.nonce ?? new Uint8Array(16);
  const { account, device } = owner.device.certificate;
  const fields = {
    kind: 'base' as const,
    nonce,
    owner: account,
    reader: reader.account,
    device,
    epoch: 0,
    secret: nonce,
  };
  return makePass({ ...fields, at: clock.now(), ...change }, (bytes) => signer.keys.sign(bytes));
}

/** Says a word to somebody as a friend's device; the value is whether it is no offence. */
function hear(person: Friend, from: Friend, said: MomentWord): Promise<boolean> {
  const { account, device } = from.device.certificate;
  return person.desk.hear({ account, device }, { t: 'feed.word', lane: 'moments', word: encodeMomentWord(said) });
}

const circleOf = async (person: Friend): Promise<SpaceId> => must(await person.book.circleFor({ kind: 'contacts' }));

describe('circles and passes', () => {
  it('VIS-3 each reader is given a pass at the link, and may be given the circle; passes are kept', async () => {
    await link(anna, bela);
    const circle = await circleOf(anna);
    expect(bela.realm.has(circle)).toBe(true);
    expect(bela.realm.sharedWith(anna.account)).toContain(circle);
    expect(bela.realm.accountOf(circle, anna.device.certificate.device)).toBe(anna.account);
    expect(bela.realm.accountOf(circle, bela.device.certificate.device)).toBeNull();
    expect(cleo.realm.has(circle)).toBe(false);
    const again = new Friend(bela.device, { clock, store: bela.store });
    again.know(anna);
    must(await again.book.load());
    expect(again.realm.sharedWith(anna.account)).toContain(circle);
    expect([...bela.heard, ...anna.heard].every(({ isGood }) => isGood)).toBe(true);
  });

  it('VIS-5 shows passes only where both hold the circle, and not how many one holds', async () => {
    await link(anna, bela);
    await link(bela, cleo);
    await clock.advance(1000);
    const [hold] = wordsTo(cleo, bela, 'hold');
    expect(hold?.t === 'hold' && hold.ids.length).toBe(HELD_STEP * 8);
    expect(wordsTo(cleo, bela, 'show')).toEqual([]);
    const circle = await circleOf(anna);
    expect(bela.realm.readersOf(circle)).toEqual([anna.account]);
    // Once she holds it herself, each shows theirs to the other.
    await link(anna, cleo);
    await clock.advance(1000);
    expect(wordsTo(cleo, bela, 'show')).toHaveLength(1);
    expect(wordsTo(bela, cleo, 'show')).toHaveLength(1);
    expect(new Set(bela.realm.readersOf(circle))).toEqual(new Set([anna.account, cleo.account]));
  });

  it('VIS-9 leave that is taken away is gone at once here, and with friends when they hear of the epoch', async () => {
    await linkAll();
    const circle = await circleOf(anna);
    expect(bela.realm.readersOf(circle)).toContain(cleo.account);
    must(await anna.book.readers.close(cleo.account, true));
    const done = anna.recount();
    // Before anything of it is kept.
    expect(anna.realm.readersOf(circle)).toEqual([bela.account]);
    await done;
    // Bela was given a new pass, which says the epoch.
    expect(bela.book.facts.held.get(circle)).toMatchObject({ heard: 1, pass: { epoch: 1 } });
    expect(bela.realm.readersOf(circle)).toEqual([anna.account]);
    expect(cleo.book.facts.held.get(circle)).toMatchObject({ heard: 0 });
    // What is told between who still reads it can not be made of what she was told: the new secret she does not know.
    const secretOf = (one: Friend) => one.book.facts.held.get(circle)?.pass.secret ?? new Uint8Array();
    expect(secretOf(bela)).toHaveLength(16);
    expect(secretOf(bela)).not.toEqual(secretOf(cleo));
    must(await anna.book.readers.close(cleo.account, false));
    await anna.recount();
    await clock.advance(1000);
    expect(cleo.book.facts.held.get(circle)).toMatchObject({ pass: { epoch: 1 } });
    expect(secretOf(cleo)).toEqual(secretOf(bela));
    expect(bela.realm.readersOf(circle)).toContain(cleo.account);
  });

  it('VIS-9 readers who went while nobody looked raise the epoch at the next start', async () => {
    await linkAll();
    const circle = await circleOf(anna);
    const again = new Friend(anna.device, { clock, store: anna.store });
    again.know(bela);
    again.know(cleo, { blocked: true });
    const moved = must(await again.book.load());
    expect(moved).toEqual([circle]);
    await again.book.raise(moved);
    expect(again.book.circles.get(circle)?.epoch).toBe(1);
    const unmoved = new Friend(anna.device, { clock, store: anna.store });
    unmoved.know(bela);
    unmoved.know(cleo, { blocked: true });
    expect(must(await unmoved.book.load())).toEqual([]);
  });

  it('VIS-3 who stays linked is given new passes in time; a pass that ends opens nothing', async () => {
    await linkAll();
    const circle = await circleOf(anna);
    const before = bela.book.facts.held.get(circle)?.pass.until ?? 0;
    await clock.advance(3 * DAY);
    expect(bela.book.facts.held.get(circle)?.pass.until).toBeGreaterThanOrEqual(before + 2 * DAY);
    for (const person of [anna, bela, cleo]) person.forget();
    expect(bela.realm.sharedWith(cleo.account)).toContain(circle);
    await clock.advance(31 * DAY);
    expect(bela.realm.sharedWith(cleo.account)).not.toContain(circle);
    // Its owner needs none.
    expect(bela.realm.sharedWith(anna.account)).toContain(circle);
  });

  it('VIS-6 VIS-7 what is said beside a circle is told to who may read it, and to nobody else', async () => {
    await linkAll();
    const circle = await circleOf(anna);
    for (const what of ['remarks', 'whispers'] as const) {
      bela.book.note({ circle, reader: bela.account, what });
      must(await bela.book.keepAside((what === 'remarks' ? remarkSpace : whisperSpace)(circle, bela.account)));
    }
    bela.desk.tellAsides();
    await settle();
    const [remarks, whispers] = [remarkSpace(circle, bela.account), whisperSpace(circle, bela.account)];
    expect([anna.realm.has(remarks), anna.realm.has(whispers)]).toEqual([true, true]);
    expect([cleo.realm.has(remarks), cleo.realm.has(whispers)]).toEqual([true, false]);
    expect(new Set(anna.realm.readersOf(remarks))).toEqual(new Set([bela.account, cleo.account]));
    expect(anna.realm.readersOf(whispers)).toEqual([bela.account]);
    // The owner answers where the remark is; in whispers the reader alone speaks.
    const [annas, belas] = [anna.device.certificate.device, bela.device.certificate.device];
    expect([remarks, whispers].map((space) => anna.realm.accountOf(space, annas))).toEqual([anna.account, null]);
    expect(cleo.realm.accountOf(remarks, belas)).toBe(bela.account);
    expect(anna.realm.takes(remarks, 'moment.remarked')).toBe(true);
    expect([anna.realm.takes(remarks, 'moment.posted'), anna.realm.takes(whispers, 'moment.seen')]).toEqual([
      false,
      true,
    ]);
    expect([anna.realm.takes(circle, 'moment.posted'), anna.realm.takes(circle, 'chat.message')]).toEqual([
      true,
      false,
    ]);
  });

  it('VIS-4 VIS-6 what friends say on a link while one still starts is not lost', async () => {
    await linkAll();
    const circle = await circleOf(anna);
    const remarks = remarkSpace(circle, bela.account);
    bela.book.note({ circle, reader: bela.account, what: 'remarks' });
    must(await bela.book.keepAside(remarks));
    // Both start anew: Bela is soon done, and says on the link, once, what he holds and what was remarked.
    for (const person of [anna, bela, cleo]) person.forget();
    const [belaAgain, cleoAgain] = [bela, cleo].map(({ device, store }) => new Friend(device, { clock, store }));
    if (belaAgain === undefined || cleoAgain === undefined) throw new Error('two');
    for (const [person, friend] of [
      [belaAgain, cleo],
      [cleoAgain, bela],
    ] as const) {
      person.know(anna);
      person.know(friend);
      must(await person.book.load());
    }
    belaAgain.desk.start();
    await link(belaAgain, cleoAgain);
    await clock.advance(1000);
    expect(wordsTo(cleoAgain, belaAgain, 'hold')).toHaveLength(1);
    expect(belaAgain.heard).toEqual([]);
    cleoAgain.desk.start();
    await settle();
    await clock.advance(1000);
    expect(belaAgain.realm.readersOf(circle)).toContain(cleo.account);
    expect(cleoAgain.realm.readersOf(circle)).toContain(bela.account);
    expect(cleoAgain.realm.has(remarks)).toBe(true);
    // Nothing of it is said twice.
    for (const kind of ['give', 'hold', 'show', 'aside'] as const) {
      expect(wordsTo(cleoAgain, belaAgain, kind).length, kind).toBeLessThanOrEqual(1);
      expect(wordsTo(belaAgain, cleoAgain, kind).length, kind).toBeLessThanOrEqual(1);
    }
  });

  it('VIS-4 who is no contact is told nothing, and what they say is kept until they are one', async () => {
    const dora = await (await friendOf(await makeDevice(4), clock)).open();
    dora.know(anna);
    await link(anna, dora);
    expect(dora.heard).toEqual([]);
    expect(anna.realm.has(await circleOf(dora))).toBe(false);
    // She was first to know that both had said yes.
    await dora.recount();
    anna.know(dora);
    await anna.recount();
    await clock.advance(1000);
    expect(anna.realm.has(await circleOf(dora))).toBe(true);
    expect(dora.realm.has(await circleOf(anna))).toBe(true);
  });

  it('VIS-2 one circle for each audience, the same when it is asked for again', async () => {
    const only = must(await anna.book.circleFor({ kind: 'only', accounts: [bela.account, cleo.account] }));
    const other = must(await anna.book.circleFor({ kind: 'only', accounts: [cleo.account, bela.account] }));
    expect(other).toBe(only);
    const cover = must(await anna.book.circleFor({ kind: 'contacts' }, 'cover'));
    expect(new Set([only, cover, await circleOf(anna)]).size).toBe(3);
    expect(new Set(anna.realm.readersOf(only))).toEqual(new Set([bela.account, cleo.account]));
    expect(anna.realm.readersOf(must(await anna.book.circleFor({ kind: 'me' })))).toEqual([]);
  });

  it('VIS-3 a flood of passes fills no disk, and one from the future is not kept', async () => {
    await link(anna, bela);
    const circle = await circleOf(anna);
    const own = anna.book.circles.get(circle);
    if (own === undefined) throw new Error('no circle');
    const { account, device } = anna.device.certificate;
    const fields = {
      kind: 'base' as const,
      nonce: own.nonce,
      owner: account,
      reader: bela.account,
      device,
      secret: own.secret,
    };
    const give = async (epochs: readonly number[], at: number) => {
      const made = await Promise.all(
        epochs.map((epoch) => makePass({ ...fields, epoch, at }, (bytes) => anna.device.keys.sign(bytes))),
      );
      const word = encodeMomentWord({ t: 'give', passes: made.map(({ packed }) => packed) });
      expect(await bela.desk.hear({ account, device }, { t: 'feed.word', lane: 'moments', word })).toBe(true);
    };
    await give([1], clock.now() + 2 * DAY);
    expect(bela.book.facts.held.get(circle)?.pass.epoch).toBe(0);
    for (const from of [1, 201, 401])
      await give(
        Array.from({ length: 200 }, (_, n) => from + n),
        clock.now(),
      );
    expect(bela.book.facts.held.get(circle)?.pass.epoch).toBeLessThan(260);
    await clock.advance(60_000);
    await give([900, 901], clock.now());
    expect(bela.book.facts.held.get(circle)?.pass.epoch).toBe(900);
  });

  it('VIS-3 a pass signed by a device of which the card has not come is worth nothing, and no offence', async () => {
    await linkAll();
    const circle = await circleOf(anna);
    const newer = await makeDevice(9);
    const pass = (reader: Friend) => passOf(anna, reader, { epoch: 5, device: newer.certificate.device }, newer);
    expect(await hear(bela, anna, { t: 'give', passes: [(await pass(bela)).packed] })).toBe(true);
    expect(await hear(bela, cleo, { t: 'show', passes: [(await pass(cleo)).packed] })).toBe(true);
    expect(bela.book.facts.held.get(circle)).toMatchObject({ heard: 0, pass: { epoch: 0 } });
    expect(bela.book.facts.shown.get(cleo.account)?.get(circle)).toMatchObject({ epoch: 0 });
    // Under the name of a device that is known it is one.
    const forged = await passOf(anna, bela, { epoch: 5 }, newer);
    expect(await hear(bela, anna, { t: 'give', passes: [forged.packed] })).toBe(false);
  });

  it('VIS-3 a pass signed by a device of which the card comes later counts once it has, without being said again', async () => {
    await linkAll();
    const circle = await circleOf(anna);
    const newer = await makeDevice(9, 1);
    const pass = (reader: Friend) => passOf(anna, reader, { epoch: 5, device: newer.certificate.device }, newer);
    expect(await hear(bela, anna, { t: 'give', passes: [(await pass(bela)).packed] })).toBe(true);
    expect(await hear(bela, cleo, { t: 'show', passes: [(await pass(cleo)).packed] })).toBe(true);
    // Something else changed: it still waits.
    await bela.recount();
    expect(bela.book.facts.held.get(circle)).toMatchObject({ heard: 0, pass: { epoch: 0 } });
    bela.know(anna, {}, [newer.certificate]);
    await bela.recount();
    expect(bela.book.facts.held.get(circle)).toMatchObject({ heard: 5, pass: { epoch: 5 } });
    expect(bela.book.facts.shown.get(cleo.account)?.get(circle)).toMatchObject({ epoch: 5 });
    expect(bela.realm.readersOf(circle)).toContain(cleo.account);
  });

  it('VIS-3 a pass under the name of a device whose card comes later, by another key, is worth nothing then, either', async () => {
    await linkAll();
    const circle = await circleOf(anna);
    const newer = await makeDevice(9, 1);
    const forged = (reader: Friend) =>
      passOf(anna, reader, { epoch: 9, device: newer.certificate.device }, cleo.device);
    expect(await hear(bela, cleo, { t: 'show', passes: [(await forged(cleo)).packed] })).toBe(true);
    expect(await hear(bela, anna, { t: 'give', passes: [(await forged(bela)).packed] })).toBe(true);
    bela.know(anna, {}, [newer.certificate]);
    await bela.recount();
    expect(bela.book.facts.held.get(circle)).toMatchObject({ heard: 0, pass: { epoch: 0 } });
    expect(bela.book.facts.shown.get(cleo.account)?.get(circle)).toMatchObject({ epoch: 0 });
    expect(await hear(bela, anna, { t: 'give', passes: [(await forged(bela)).packed] })).toBe(false);
  });

  it('VIS-3 of passes whose signer is not known 512 wait on a link, the last of each circle', async () => {
    const talk = new LinkTalk(
      { peer: { account: anna.account, device: anna.device.certificate.device }, say: () => undefined },
      bela.device.certificate.device,
    );
    const of = (n: number, epoch = 0) =>
      passOf(anna, bela, { nonce: new Uint8Array(16).fill(n % 256).fill(n >> 8, 8), epoch });
    for (let n = 0; n < 600; n += 1) talk.keepUnsigned('give', await of(n));
    const renewed = await of(599, 1);
    talk.keepUnsigned('give', renewed);
    const [given, ...more] = talk.takeUnsigned();
    expect(more).toEqual([]);
    expect(given?.passes).toHaveLength(512);
    expect(given?.passes.at(-1)).toEqual(renewed.packed);
    expect(talk.takeUnsigned()).toEqual([]);
  });

  it('VIS-3 a pass that begins in the future is worth nothing when it is shown, either', async () => {
    await link(anna, bela);
    await link(bela, cleo);
    const circle = await circleOf(anna);
    const show = async (at: number) => {
      const pass = await passOf(anna, cleo, { epoch: 1, at });
      expect(await hear(bela, cleo, { t: 'show', passes: [pass.packed] })).toBe(true);
      return bela.realm.readersOf(circle).includes(cleo.account);
    };
    expect(await show(clock.now() + DAY + 1)).toBe(false);
    // Nor is its epoch heard of.
    expect(bela.book.facts.held.get(circle)?.heard).toBe(0);
    expect(await show(clock.now() + DAY)).toBe(true);
  });
});
