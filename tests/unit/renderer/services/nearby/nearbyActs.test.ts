import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import type { Host } from '@ports/host.ts';
import { createNearbyActs } from '@services/nearby/nearbyActs.ts';
import type { HostMethod, HostOutput } from '@shared/ipc/contract.ts';
import type { AccountId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';

const ALICE = 'A'.repeat(43) as AccountId;
const ID = 'a'.repeat(24);
type Look = HostOutput<'nearby.look'>;

function setUp(look: Partial<Look> | null) {
  const calls: (readonly [HostMethod, unknown])[] = [];
  const call = (method: HostMethod, input: unknown) => {
    calls.push([method, input]);
    if (look === null) return Promise.resolve(fail('unsupported', 'no'));
    return Promise.resolve(
      ok(method === 'nearby.look' ? { state: 'on', hosts: 1, people: [], invites: [], ...look } : {}),
    );
  };
  // Of the host only what is asked here is there.
  const host = { call, on: () => () => undefined } as unknown as Host;
  const clock = new FakeClock();
  let made = 0;
  const acts = createNearbyActs({
    host,
    clock,
    person: () => ({ account: ALICE, name: 'Alice' }),
    invites: {
      create: () => {
        made += 1;
        if (made > 3) return Promise.resolve(fail('invite-limit', 'too many'));
        const record = { id: `${made}`, payload: `payload${made}`, state: 'open' as const };
        return Promise.resolve(ok({ ...record, createdAt: 0, expiresAt: 1, usedBy: null }));
      },
    },
  });
  return { acts, calls, clock };
}

describe('people nearby', () => {
  it('NBY-2 tells the host the own name only while one is to be seen', async () => {
    const { acts, calls } = setUp({});
    await acts.lookNearby(false);
    await acts.lookNearby(true);
    expect(calls).toEqual([
      ['nearby.look', { person: null }],
      ['nearby.look', { person: { account: ALICE, name: 'Alice' } }],
    ]);
  });

  it('NBY-4 cleans names, and leaves out who has none', async () => {
    const { acts } = setUp({
      people: [
        { id: ID, name: '  Bob\u202e ' },
        { id: 'b'.repeat(24), name: '\u200b' },
      ],
      invites: [{ from: ID, name: 'Bob\n', text: 'banyan://invite#x' }],
    });
    expect(await acts.lookNearby(true)).toEqual(
      ok({
        state: 'on',
        hosts: 1,
        people: [{ id: ID, name: 'Bob' }],
        invites: [{ id: ID, name: 'Bob', link: 'banyan://invite#x' }],
      }),
    );
  });

  it('NBY-4 says so where the host can not look, and fails nothing', async () => {
    const { acts } = setUp(null);
    expect(await acts.lookNearby(true)).toEqual(ok({ state: 'unable', hosts: 0, people: [], invites: [] }));
    expect(await acts.askNearby(ID)).toEqual(ok(false));
  });

  it('NBY-3 sends an invite, the same one again within five minutes', async () => {
    const { acts, calls, clock } = setUp({});
    expect(await acts.askNearby(ID)).toEqual(ok(true));
    expect(await acts.askNearby(ID)).toEqual(ok(true));
    await clock.advance(6 * 60_000);
    await acts.askNearby(ID);
    expect(calls.map(([, input]) => input)).toEqual(
      [1, 1, 2].map((number) => ({ to: ID, text: `banyan://invite#payload${number}` })),
    );
    await acts.askNearby('b'.repeat(24));
    expect(await acts.askNearby('c'.repeat(24))).toMatchObject({ error: { code: 'invite-limit' } });
  });
});
