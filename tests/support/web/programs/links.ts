/** People's realtime buses, linked each with each in memory: frames and budgets are the real ones. */
import type { AccountId } from '@shared/ids.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { LinkedRealtime, type RealtimeLink } from '@services/mini/linkedRealtime.ts';

type Hear = Parameters<RealtimeLink['link']['onMessage']>[0];

/** One end of a link; `far` hears what is sent. */
function endOf(account: AccountId, near: Set<Hear>, far: Set<Hear>): RealtimeLink {
  return {
    peer: { account },
    link: {
      send: async (channel, bytes) => {
        await Promise.resolve();
        for (const hear of far) hear(channel, bytes.slice());
        return { ok: true, value: undefined };
      },
      onMessage: (hear) => {
        near.add(hear);
        return () => near.delete(hear);
      },
      onClose: () => () => undefined,
    },
  };
}

/** A bus for each of `accounts`, all members of one chat. */
export function linkedBuses(accounts: readonly AccountId[]): ReadonlyMap<AccountId, LinkedRealtime> {
  const ears = new Map<string, Set<Hear>>();
  const earsOf = (near: AccountId, far: AccountId) => {
    const key = `${near}/${far}`;
    const known = ears.get(key) ?? new Set<Hear>();
    ears.set(key, known);
    return known;
  };
  return new Map(
    accounts.map((near) => {
      const others = accounts.filter((account) => account !== near);
      const links = others.map((far) => endOf(far, earsOf(near, far), earsOf(far, near)));
      const bus = new LinkedRealtime({
        clock: systemClock,
        links: writableSnapshot<readonly RealtimeLink[]>(links),
        readersOf: () => accounts,
      });
      return [near, bus];
    }),
  );
}
