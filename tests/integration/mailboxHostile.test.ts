import { describe, expect, it } from 'vitest';
import { fail } from '@shared/result.ts';
import { type MailPerson, mailPair, mailScene } from './support/mailWorld.ts';

const LEFT = 30_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('a clock that is wrong', () => {
  it.each([
    ['behind', -2 * DAY],
    ['ahead', 29.5 * DAY],
  ])('MBX-9 MBC-9 %s does away with nothing that waits', async (_what, ahead) => {
    const { world, service, ann, bo } = await mailPair();
    await bo.close();
    // In the middle of a term, so that clocks so far apart look into the same mailboxes.
    await ann.say('Bo', 'hello Bo');
    await world.pass(LEFT);
    await ann.close();
    const before = service.kept.length;
    bo.clockAhead = ahead;
    await bo.open();
    await world.pass(20_000);
    expect(await bo.texts('Ann')).toEqual([]);
    expect(service.kept.length).toBeGreaterThanOrEqual(before);
    await bo.close();
    bo.clockAhead = 0;
    await bo.open();
    await world.pass(20_000);
    expect(await bo.texts('Ann')).toEqual(['hello Bo']);
  });
});

describe('a service that dropped something', () => {
  it('MBC-11 is told of a gap once, however often the rest is looked at', async () => {
    const { world, service, ann, bo } = await mailPair();
    await bo.close();
    await ann.say('Bo', 'lost');
    await world.pass(LEFT);
    service.kept = [];
    await ann.say('Bo', 'not lost');
    await world.pass(LEFT);
    await ann.close();
    const before = service.kept.length;
    await bo.open();
    await world.pass(3 * HOUR);
    expect(service.kept.length - before).toBeLessThanOrEqual(2);
    await bo.say('Ann', 'are you there?');
    await world.pass(LEFT);
    await bo.close();
    await ann.open();
    await world.pass(20_000);
    expect(await ann.texts('Bo')).toContain('are you there?');
    await world.pass(LEFT);
    await ann.close();
    await bo.open();
    await world.pass(20_000);
    expect(await bo.texts('Ann')).toEqual(['lost', 'not lost', 'are you there?']);
  });
});

describe('a mailbox full of what does not fit', () => {
  /** Ann's mailbox from Bo is full of words with a gap before them. */
  async function crowded() {
    const { world, service, people } = await mailScene('Ann', 'Bo', 'Cleo');
    const [ann, bo, cleo] = people as [MailPerson, MailPerson, MailPerson];
    for (const person of [cleo, ann]) await person.close();
    await bo.say('Ann', 'lost');
    await world.pass(LEFT);
    const lost = service.kept;
    service.kept = [];
    await bo.say('Ann', 'not lost');
    await world.pass(LEFT);
    await bo.close();
    const [gap] = service.kept;
    if (gap === undefined) return fail('empty', 'nothing was left');
    service.kept = Array.from({ length: 256 }, (_, place) => ({ ...gap, id: 1000 + place }));
    return { ok: true, value: { world, service, ann, cleo, lost } } as const;
  }

  it('MBC-14 keeps back nothing of what others left behind it', async () => {
    const scene = await crowded();
    if (!scene.ok) throw new Error(scene.error.message);
    const { world, service, ann, cleo } = scene.value;
    await cleo.open();
    await cleo.say('Ann', 'from Cleo');
    await world.pass(LEFT);
    await cleo.close();
    service.kept = service.kept.map((one) => (one.id < 1000 ? { ...one, id: one.id + 5000 } : one));
    await ann.open();
    await world.pass(20_000);
    expect(await ann.texts('Cleo')).toEqual(['from Cleo']);
  });

  it('MBC-14 is gone through to its end, and emptied once what was missing comes', async () => {
    const scene = await crowded();
    if (!scene.ok) throw new Error(scene.error.message);
    const { world, service, ann, lost } = scene.value;
    await ann.open();
    await world.pass(20_000);
    service.kept.push(...lost.map((one) => ({ ...one, id: one.id + 8000 })));
    await world.pass(2 * HOUR);
    expect(await ann.texts('Bo')).toEqual(['lost', 'not lost']);
    expect(service.kept.filter(({ id }) => id >= 1000)).toEqual([]);
  });

  it('MBC-16 is said to whose it is, with the name of who left it, until there is room again', async () => {
    const scene = await crowded();
    if (!scene.ok) throw new Error(scene.error.message);
    const { world, service, ann, lost } = scene.value;
    const said = async () => (await ann.read(ann.workspace.crowdedMail())).map(({ name, way }) => [name, way]);
    await ann.open();
    await world.pass(HOUR);
    expect(await said()).toEqual([['Bo', 'from']]);
    service.kept.push(...lost.map((one) => ({ ...one, id: one.id + 8000 })));
    await world.pass(3 * HOUR);
    expect(service.kept.filter(({ id }) => id >= 1000)).toEqual([]);
    expect(await said()).toEqual([]);
  });
});
