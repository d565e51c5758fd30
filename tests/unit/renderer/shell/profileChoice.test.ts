import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { WebcryptoKeyVault } from '@adapters/webcrypto/webcryptoKeyVault.ts';
import { createIdentity } from '@services/identity/createIdentity.ts';
import { openIdentity } from '@services/identity/identity.ts';
import { ProfileChoice, noteOpen } from '../../../../src/renderer/shell/profileChoice.ts';
import '../../../../src/renderer/shell/askWho.ts';
import { settle } from '../../../support/shared/settle.ts';
import { must } from '../../../integration/support/world.ts';

/** A host, and a browser that does not know its name. */
function makeScene() {
  const host = createMemoryHost();
  const clock = new FakeClock({ settle });
  const listeners = new Set<(name: string) => void>();
  const parts = {
    host,
    clock,
    verify: verifySignature,
    makeName: () => 'new-name',
    onNamed: (listener: (name: string) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const choice = new ProfileChoice();
  const partsOf = (profile: string) => {
    const vault = new WebcryptoKeyVault({ host, profile });
    return { vault, verify: verifySignature, clock, random: new SeededRandom(profile.length) };
  };
  const make = async (profile: string, name: string) =>
    must(await createIdentity(partsOf(profile), { name, avatar: { kind: 'generated' } }));
  const ask = () => {
    const asked: { name: string | null } = { name: null };
    void choice.ask(parts).then((name) => {
      asked.name = name;
    });
    return asked;
  };
  return { host, clock, listeners, choice, partsOf, make, ask };
}

describe('who one is where the browser does not know', () => {
  it('APP-6 is nobody anyone asks about where the host knows nobody', async () => {
    const { choice, ask } = makeScene();
    const asked = ask();
    await settle();
    expect(asked.name).toBe('new-name');
    expect(choice.open.get()).toBeNull();
  });

  it('APP-6 offers those whose keys the host keeps, by name, and goes on as the one who was chosen', async () => {
    const { choice, partsOf, make, ask } = makeScene();
    const alice = await make('alice-name', 'Alice');
    await make('bob-name', 'Bob');
    const asked = ask();
    await settle();
    const open = choice.open.get();
    expect(open?.people.map(({ name, self, isOpen }) => [name, self?.profile.name, isOpen])).toEqual([
      ['alice-name', 'Alice', false],
      ['bob-name', 'Bob', false],
    ]);
    expect(asked.name).toBeNull();
    open?.continueAs('alice-name');
    await settle();
    expect(asked.name).toBe('alice-name');
    expect(choice.open.get()).toBeNull();
    const again = await openIdentity(partsOf('alice-name'));
    expect(must(again)?.account).toBe(alice.account);
  });

  it('APP-6 leaves the old ones alone when somebody starts anew', async () => {
    const { choice, make, ask } = makeScene();
    await make('alice-name', 'Alice');
    const asked = ask();
    await settle();
    choice.open.get()?.startAnew();
    await settle();
    expect(asked.name).toBe('new-name');
  });

  it('APP-6 does not go on as somebody who is open elsewhere, until they are closed for a while', async () => {
    const { host, clock, choice, make, ask } = makeScene();
    await make('alice-name', 'Alice');
    const elsewhere = new FakeClock({ start: clock.now(), settle });
    noteOpen(host, 'alice-name', elsewhere);
    const asked = ask();
    await settle();
    expect(choice.open.get()?.people[0]?.isOpen).toBe(true);
    choice.open.get()?.continueAs('alice-name');
    for (let passed = 0; passed < 100; passed += 10) {
      await elsewhere.advance(10_000);
      await clock.advance(10_000);
    }
    expect(asked.name).toBeNull();
    expect(choice.open.get()?.people[0]?.isOpen).toBe(true);
    // Nobody notes it any more.
    await clock.advance(90_000);
    expect(choice.open.get()?.people[0]?.isOpen).toBe(false);
    choice.open.get()?.continueAs('alice-name');
    await settle();
    expect(asked.name).toBe('alice-name');
  });

  it('APP-6 goes by the name another tab has got meanwhile', async () => {
    const { choice, listeners, make, ask } = makeScene();
    await make('alice-name', 'Alice');
    const asked = ask();
    await settle();
    for (const listener of [...listeners]) listener('alice-name');
    await settle();
    expect(asked.name).toBe('alice-name');
    expect(choice.open.get()).toBeNull();
    expect(listeners.size).toBe(0);
  });

  it('APP-6 asks a host that does not answer again before it takes the person for a stranger', async () => {
    const { host, clock, choice, make, ask } = makeScene();
    await make('alice-name', 'Alice');
    host.setFailure('vault.list', 'storage-failed');
    const asked = ask();
    await clock.advance(2500);
    expect(asked.name).toBeNull();
    host.setFailure('vault.list', null);
    await clock.advance(1000);
    expect(choice.open.get()?.people).toHaveLength(1);
    expect(asked.name).toBeNull();
  });
});
