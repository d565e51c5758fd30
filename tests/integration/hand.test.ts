import { describe, expect, it } from 'vitest';
import type { HandAnswer, HandState } from '@services/workspace/handWorkspace.ts';
import type { Result } from '@shared/result.ts';
import { type Person, World, must } from './support/world.ts';

/** What an act came to, which must have had no problem. */
function come<T>(result: Result<HandAnswer<T>, { code: string; message: string }>): T {
  const answer = must(result);
  if (answer.problem !== null) throw new Error(answer.problem);
  return answer.value;
}
const problemOf = async (answer: Promise<Result<HandAnswer<unknown>, { code: string; message: string }>>) =>
  must(await answer).problem;
const codeIn = (state: HandState) => ('code' in state ? state.code : '');
const statusOf = async (person: Person) => must(await person.workspace.lookHand());
const contactsOf = (person: Person) => person.read(person.workspace.contacts());

/** Two people where no signaling service answers. */
async function strangers(): Promise<{ world: World; alice: Person; bob: Person }> {
  const world = new World();
  world.network.setSignaling(false);
  return { world, alice: await world.person('Alice'), bob: await world.person('Bob') };
}

/** Both codes, and a yes on both sides. */
async function connect(world: World, first: Person, second: Person): Promise<void> {
  const offer = codeIn(come(await first.workspace.beginHand()));
  const answer = codeIn(come(await second.workspace.acceptHand(offer)));
  come(await first.workspace.acceptHand(answer));
  await world.pass(3000);
}

describe('connecting by hand', () => {
  it('HND-6 makes contacts of two people with two codes and no service, and they talk', async () => {
    const { world, alice, bob } = await strangers();
    await connect(world, alice, bob);
    expect(await statusOf(alice)).toMatchObject({ status: 'linked', name: 'Bob', account: await bob.account() });
    expect(await statusOf(bob)).toMatchObject({ status: 'linked', name: 'Alice' });
    expect((await contactsOf(alice))[0]).toMatchObject({ name: 'Bob', state: 'accepted' });
    expect((await contactsOf(bob))[0]).toMatchObject({ name: 'Alice', state: 'accepted' });
    await alice.say('Bob', 'no service at all');
    await world.pass(2000);
    expect(await bob.texts('Alice')).toContain('no service at all');
    await bob.say('Alice', 'heard');
    await world.pass(2000);
    expect(await alice.texts('Bob')).toContain('heard');
  });

  it('HND-7 links contacts whose services are gone, and asks nothing else', async () => {
    const { world, alice, bob } = await strangers();
    world.network.setSignaling(true);
    await world.befriend(alice, bob);
    world.network.setSignaling(false);
    await alice.close();
    await alice.open();
    await alice.say('Bob', 'while apart');
    await world.pass(5000);
    expect(await bob.texts('Alice')).not.toContain('while apart');
    const offer = codeIn(come(await bob.workspace.beginHand()));
    expect(come(await alice.workspace.readHand(offer))).toMatchObject({ name: 'Bob', isContact: true });
    const answer = codeIn(come(await alice.workspace.acceptHand(offer)));
    come(await bob.workspace.acceptHand(answer));
    await world.pass(5000);
    expect(await bob.texts('Alice')).toContain('while apart');
    expect(await contactsOf(bob)).toHaveLength(1);
  });

  it('HND-5 shows both the same safety number before either says yes, and nothing is kept before', async () => {
    const { alice, bob } = await strangers();
    const offer = codeIn(come(await alice.workspace.beginHand()));
    const seen = come(await bob.workspace.readHand(offer));
    expect(seen).toMatchObject({ name: 'Alice', isContact: false });
    const answer = codeIn(come(await bob.workspace.acceptHand(offer)));
    expect(come(await alice.workspace.readHand(answer)).safetyNumber).toBe(seen.safetyNumber);
    expect(await contactsOf(alice)).toEqual([]);
    expect(await contactsOf(bob)).toEqual([]);
  });

  it('HND-3 says plainly what is wrong with a code, and whose turn it is', async () => {
    const { world, alice, bob } = await strangers();
    const offer = codeIn(come(await alice.workspace.beginHand()));
    const { readHand } = alice.workspace;
    expect(await problemOf(readHand(offer))).toBe('hand-own');
    expect(await problemOf(readHand('WIFI:S:cafe;T:WPA;P:secret;;'))).toBe('hand-foreign');
    const invite = must(await bob.workspace.createInvite());
    expect(await problemOf(readHand(invite.link))).toBe('hand-invite');
    const theirs = codeIn(come(await bob.workspace.beginHand()));
    expect(await problemOf(readHand(theirs))).toBe('hand-both-first');
    must(await bob.workspace.endHand());
    const carol = await world.person('Carol');
    const others = codeIn(come(await carol.workspace.beginHand()));
    const answer = codeIn(come(await bob.workspace.acceptHand(others)));
    expect(await problemOf(readHand(answer))).toBe('hand-other-code');
    must(await alice.workspace.endHand());
    expect(await problemOf(readHand(answer))).toBe('hand-second-first');
    await world.pass(16 * 60_000);
    expect(await problemOf(readHand(others))).toBe('hand-expired');
    expect(await statusOf(bob)).toEqual({ status: 'failed', reason: 'expired' });
  });

  it('HND-8 tells nothing to who is blocked, and ends with the code', async () => {
    const { world, alice, bob } = await strangers();
    await connect(world, alice, bob);
    must(await alice.workspace.setBlocked(await bob.account(), true));
    const offer = codeIn(come(await bob.workspace.beginHand()));
    expect(await problemOf(alice.workspace.acceptHand(offer))).toBe('hand-blocked');
    must(await bob.workspace.endHand());
    expect(await statusOf(bob)).toEqual({ status: 'none' });
  });
});
