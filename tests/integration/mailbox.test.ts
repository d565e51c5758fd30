import { describe, expect, it } from 'vitest';
import { fail } from '@shared/result.ts';
import { OPEN_POLICY } from './support/groupStory.ts';
import { must } from './support/world.ts';
import { MAILBOX, type MailPerson, type MailScene, linkMailDevice, mailPair, mailScene } from './support/mailWorld.ts';

/** Long enough for words to be left, or looked for. */
const LEFT = 30_000;
const LOOKED = 10_000;

/** Opens somebody's app while nobody else is there, waits until it looked, and closes it. */
async function visit(
  { world }: Pick<MailScene, 'world'>,
  person: MailPerson,
  what: () => Promise<void>,
): Promise<void> {
  await person.open();
  await world.pass(LOOKED);
  await what();
  await world.pass(LEFT);
  await person.close();
}

/** The state of an own message. */
async function stateOf(person: MailPerson, other: string, text: string): Promise<string | undefined> {
  const all = await person.messages(other);
  return all.find(({ body }) => body.kind === 'text' && body.text === text)?.state;
}

describe('two people who are never there at the same time', () => {
  it('MBC-1 read what the other wrote, answer, and learn that it came', async () => {
    const scene = await mailPair();
    const { world, service, ann, bo } = scene;
    await bo.close();
    await ann.say('Bo', 'left for you');
    await ann.say('Bo', 'and this');
    await world.pass(LEFT);
    expect(await stateOf(ann, 'Bo', 'left for you')).toBe('sent');
    expect(service.kept.length).toBeGreaterThan(0);
    await ann.close();
    await visit(scene, bo, async () => {
      expect(await bo.texts('Ann')).toEqual(['left for you', 'and this']);
      await bo.say('Ann', 'found it');
    });
    await ann.open();
    await world.pass(LOOKED);
    expect(await ann.texts('Bo')).toEqual(['left for you', 'and this', 'found it']);
    expect(await stateOf(ann, 'Bo', 'left for you')).toBe('delivered');
    await world.pass(LEFT);
    await ann.close();
    await visit(scene, bo, async () => {
      expect(await stateOf(bo, 'Ann', 'found it')).toBe('delivered');
      expect(await bo.texts('Ann')).toHaveLength(3);
    });
    // Everything was fetched and said to be done with; what is left at most tells that the last word came.
    expect(service.kept.length).toBeLessThan(3);
  });

  it('MBC-4 leave nothing while they are linked, and nothing twice', async () => {
    const { world, service, ann, bo } = await mailPair();
    await ann.say('Bo', 'over the link');
    await world.pass(10 * 60_000);
    expect(service.kept).toEqual([]);
    await bo.close();
    await ann.say('Bo', 'one');
    await world.pass(LEFT);
    const puts = service.asked.filter((what) => what === 'put').length;
    await world.pass(20 * 60_000);
    expect(service.asked.filter((what) => what === 'put')).toHaveLength(puts);
  });

  it('MBC-5 agree by link about what came by mailbox as well, and show it once', async () => {
    const { world, ann, bo } = await mailPair();
    await bo.close();
    await ann.say('Bo', 'twice on its way');
    await world.pass(LEFT);
    await bo.open();
    await world.pass(60_000);
    expect(await bo.texts('Ann')).toEqual(['twice on its way']);
    expect(await stateOf(ann, 'Bo', 'twice on its way')).toBe('delivered');
    expect(ann.workspace.connection.get().upToDate).toContain(await bo.account());
  });

  it('MBC-2 use nothing when one does not want it, and again when one does', async () => {
    const { world, service, ann, bo } = await mailPair();
    await ann.set({ mailbox: false });
    await bo.close();
    await ann.say('Bo', 'not left');
    await world.pass(LEFT);
    expect(service.kept).toEqual([]);
    await ann.set({ mailbox: true });
    await world.pass(LEFT);
    expect(service.kept.length).toBeGreaterThan(0);
  });

  it('PRX-4 ask nothing while the chosen way to the network could not be set, and go on by themselves', async () => {
    const { world, service, ann, bo } = await mailPair();
    await bo.close();
    const call = ann.host.call.bind(ann.host);
    let isFailing = true;
    const failing: typeof call = (method, input) =>
      method === 'proxy.set' && isFailing ? Promise.resolve(fail('internal', 'no')) : call(method, input);
    Object.assign(ann.host, { call: failing });
    await ann.set({ proxy: { mode: 'none' } });
    await ann.say('Bo', 'waits');
    await world.pass(1000);
    expect(ann.workspace.connection.get()).toMatchObject({ proxyFailed: true, state: 'looking' });
    const asked = service.asked.length;
    await world.pass(10 * 60_000);
    expect(service.asked).toHaveLength(asked);
    isFailing = false;
    await world.pass(LEFT + 10_000);
    expect(ann.workspace.connection.get().proxyFailed).toBe(false);
    expect(service.kept.length).toBeGreaterThan(0);
  });

  it('MBC-3 nothing is left for who is blocked, and nothing of theirs is taken', async () => {
    const scene = await mailPair();
    const { world, service, ann, bo } = scene;
    const unwanted = await bo.account();
    await ann.close();
    await bo.say('Ann', 'unwanted');
    await world.pass(LEFT);
    await bo.close();
    await ann.open();
    must(await ann.workspace.setBlocked(unwanted, true));
    await world.pass(LOOKED);
    const before = service.kept.length;
    await ann.say('Bo', 'to nobody').catch(() => undefined);
    await world.pass(LEFT);
    expect(service.kept).toHaveLength(before);
  });

  it('MBC-6 a group that one was added to while away comes with its list and its words', async () => {
    const scene = await mailPair();
    const { world, ann, bo } = scene;
    const members = [await bo.account()];
    await bo.close();
    const policy = OPEN_POLICY;
    const picture = { kind: 'generated' as const };
    const made = await ann.workspace.createGroup({ name: 'Trip', description: '', picture, members, policy });
    const { space } = must(made);
    must(await ann.workspace.sendText(space, 'who comes?'));
    await world.pass(2 * LEFT);
    await ann.close();
    await visit(scene, bo, async () => {
      await world.pass(4 * 60_000);
      const group = await bo.read(bo.workspace.group(space));
      expect(group?.name).toBe('Trip');
      const window = bo.workspace.openMessages(space);
      await world.pass(100);
      const texts = window.state.get().messages.map(({ body }) => (body.kind === 'text' ? body.text : body.kind));
      expect(texts).toContain('who comes?');
      window.dispose();
    });
  });

  it('MBC-8 a new name reaches who is away, with the next words', async () => {
    const scene = await mailPair();
    const { world, ann, bo } = scene;
    await bo.close();
    must(await ann.workspace.updateProfile({ name: 'Anna', avatar: { kind: 'generated' } }));
    await ann.say('Bo', 'it is me');
    await world.pass(LEFT);
    await ann.close();
    await visit(scene, bo, async () => {
      const [contact] = await bo.read(bo.workspace.contacts());
      expect(contact?.ownName).toBe('Anna');
    });
  });
});

describe('a mailbox service that lies or fails', () => {
  const faults = ['reverses', 'mixes', 'forgets-done'] as const;
  it.each(faults)('MBC-9 harms nothing when it %s', async (fault) => {
    const scene = await mailPair();
    const { world, service, ann, bo } = scene;
    await bo.close();
    const wanted = Array.from({ length: 6 }, (_, place) => `word ${place}`);
    for (const text of wanted) {
      await ann.say('Bo', text);
      await world.pass(LEFT);
    }
    await ann.close();
    service.fault = fault;
    for (let time = 0; time < 2; time += 1)
      await visit(scene, bo, async () => {
        expect(await bo.texts('Ann')).toEqual(wanted);
      });
    service.fault = 'none';
    await ann.open();
    await bo.open();
    await world.pass(60_000);
    expect(await bo.texts('Ann')).toEqual(wanted);
    expect(await ann.texts('Bo')).toEqual(wanted);
    expect(ann.workspace.connection.get().upToDate).toContain(await bo.account());
  });

  it('MBC-9 a bundle that is given again after it was taken is taken once', async () => {
    const scene = await mailPair();
    const { world, service, ann, bo } = scene;
    await bo.close();
    await ann.say('Bo', 'only once');
    await world.pass(LEFT);
    await ann.close();
    const recorded = [...service.kept];
    await visit(scene, bo, async () => {
      expect(await bo.texts('Ann')).toEqual(['only once']);
    });
    service.kept.push(...recorded.map((one) => ({ ...one, id: one.id + 1000 })));
    await visit(scene, bo, async () => {
      expect(await bo.texts('Ann')).toEqual(['only once']);
    });
    // What it knows it lets go of again.
    expect(service.kept.filter(({ id }) => id > 1000)).toEqual([]);
  });

  it('MBC-9 what it lost in between is left once more, when the other side says how far it came', async () => {
    const scene = await mailPair();
    const { world, service, ann, bo } = scene;
    await bo.close();
    await ann.say('Bo', 'lost');
    await world.pass(LEFT);
    service.kept = [];
    await ann.say('Bo', 'not lost');
    await world.pass(LEFT);
    await ann.close();
    await visit(scene, bo, async () => {
      expect(await bo.texts('Ann')).toEqual([]);
    });
    await visit(scene, ann, async () => undefined);
    await visit(scene, bo, async () => {
      expect(await bo.texts('Ann')).toEqual(['lost', 'not lost']);
    });
  });

  it('MBC-9 one that keeps nothing of what it signed for costs time, and no word', async () => {
    const { world, service, ann, bo } = await mailPair();
    service.fault = 'drops';
    await bo.close();
    await ann.say('Bo', 'dropped');
    await world.pass(LEFT);
    expect(await stateOf(ann, 'Bo', 'dropped')).toBe('sent');
    await bo.open();
    await world.pass(60_000);
    expect(await bo.texts('Ann')).toEqual(['dropped']);
  });

  it('MBC-10 with a second one a bundle is left in both, so that one alone can lose nothing', async () => {
    const scene = await mailPair();
    const { world, mail, service, ann, bo } = scene;
    const second = mail.open('wss://second.test/mailbox');
    for (const person of [ann, bo]) await person.set({ mailboxes: ['wss://second.test/mailbox'] });
    await world.pass(LEFT);
    service.fault = 'drops';
    await bo.close();
    await ann.say('Bo', 'in two places');
    await world.pass(LEFT);
    expect(second.kept.length).toBeGreaterThan(0);
    await ann.close();
    await visit(scene, bo, async () => {
      expect(await bo.texts('Ann')).toEqual(['in two places']);
    });
  });

  it('MBC-12 is said plainly when it is full, or away, and works again by itself', async () => {
    const { world, service, ann, bo } = await mailPair();
    const said = async () =>
      (await ann.read(ann.workspace.mailboxServices())).map(({ address, outcome }) => [address, outcome]);
    await bo.close();
    service.fault = 'full';
    await ann.say('Bo', 'no room');
    await world.pass(LEFT);
    expect(await said()).toEqual([[MAILBOX, 'full']]);
    service.fault = 'away';
    await world.pass(5 * 60_000);
    expect(await said()).toEqual([[MAILBOX, 'away']]);
    service.fault = 'none';
    await world.pass(10 * 60_000);
    expect(await said()).toEqual([[MAILBOX, 'working']]);
    expect(service.kept.length).toBeGreaterThan(0);
  });

  it('MBC-12 leaves a mailbox alone that is full, which is no fault of its service, and tries it again later', async () => {
    const { world, service, ann, bo } = await mailPair();
    await bo.close();
    service.fault = 'box-full';
    await ann.say('Bo', 'one too many');
    await world.pass(LEFT);
    const puts = () => service.asked.filter((what) => what === 'put').length;
    const before = puts();
    expect(before).toBeGreaterThan(0);
    await world.pass(30 * 60_000);
    expect(puts()).toBe(before);
    expect((await ann.read(ann.workspace.mailboxServices()))[0]?.outcome).toBe('working');
    service.fault = 'none';
    await world.pass(2 * 60 * 60_000);
    expect(service.kept.length).toBeGreaterThan(0);
  });

  it('MBC-16 says to who writes that a mailbox is full and the words wait here, and when there is room again', async () => {
    const { world, service, ann, bo } = await mailPair();
    await bo.close();
    service.fault = 'box-full';
    const space = await ann.spaceWith('Bo');
    const { id } = must(await ann.workspace.sendText(space, 'one too many'));
    await world.pass(LEFT);
    const said = async () => {
      const crowded = await ann.read(ann.workspace.crowdedMail());
      const [message] = (await ann.messages('Bo')).filter((one) => one.id === id);
      const details = await ann.read(ann.workspace.messageDetails(space, { id, at: message?.at ?? 0 }));
      const [recipient] = details?.recipients ?? [];
      return [crowded.map(({ name, way }) => [name, way]), recipient?.isCrowdedOut, recipient?.isLeft];
    };
    expect(await said()).toEqual([[['Bo', 'to']], true, false]);
    service.fault = 'none';
    await world.pass(2 * 60 * 60_000);
    expect(await said()).toEqual([[], false, true]);
    await bo.open();
    await world.pass(60_000);
    expect(await bo.texts('Ann')).toContain('one too many');
  });

  it('MBC-7 says of a message that it waits in a mailbox, as long as that is so', async () => {
    const { world, ann, bo } = await mailPair();
    await bo.close();
    const space = await ann.spaceWith('Bo');
    const { id } = must(await ann.workspace.sendText(space, 'waiting'));
    const detail = async () => {
      const [message] = (await ann.messages('Bo')).filter((one) => one.id === id);
      const details = await ann.read(ann.workspace.messageDetails(space, { id, at: message?.at ?? 0 }));
      return details?.recipients.map(({ state, isLeft }) => ({ state, isLeft }));
    };
    expect(await detail()).toEqual([{ state: 'sent', isLeft: false }]);
    await world.pass(LEFT);
    expect(await detail()).toEqual([{ state: 'sent', isLeft: true }]);
    await bo.open();
    await world.pass(60_000);
    expect(await detail()).toEqual([{ state: 'delivered', isLeft: false }]);
  });
});

describe('three people', () => {
  it('MBC-3 one of them is not told by a mailbox what two say to each other', async () => {
    const { world, service, people } = await mailScene('Ann', 'Bo', 'Cid');
    const [ann, bo, cid] = people as [MailPerson, MailPerson, MailPerson];
    await bo.close();
    await cid.close();
    await ann.say('Bo', 'for Bo alone');
    await world.pass(LEFT);
    const boxes = new Set(service.kept.map(({ box }) => box));
    expect(boxes.size).toBe(1);
    await ann.close();
    await visit({ world }, cid, async () => {
      expect(await cid.texts('Ann')).toEqual([]);
    });
    expect(new Set(service.kept.map(({ box }) => box))).toEqual(boxes);
  });
});

describe('a person alone', () => {
  it('MBC-12 sees whether a service is a mailbox before it is of any use', async () => {
    const { world, ann } = await mailPair();
    await ann.set({ mailboxes: ['wss://other.test/mailbox'] });
    await world.pass(LEFT);
    const said = await ann.read(ann.workspace.mailboxServices());
    expect(new Map(said.map(({ address, outcome }) => [address, outcome]))).toEqual(
      new Map([
        [MAILBOX, 'working'],
        ['wss://other.test/mailbox', 'none'],
      ]),
    );
  });
});

describe('own devices', () => {
  it('MBC-6 that are never there together read what the other one said, and what others said to it', async () => {
    const { world, mail, ann, bo } = await mailPair();
    const laptop = await linkMailDevice(ann, mail);
    await world.pass(LEFT);
    await laptop.close();
    await world.pass(LEFT);
    await ann.say('Bo', 'from the desktop');
    await bo.say('Ann', 'from Bo');
    await world.pass(2 * LEFT);
    await ann.close();
    await bo.close();
    await visit({ world }, laptop, async () => {
      expect([...(await laptop.texts('Bo'))].toSorted()).toEqual(['from Bo', 'from the desktop']);
    });
  });
});
