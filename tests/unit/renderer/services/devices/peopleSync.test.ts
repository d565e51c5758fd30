import { expect, it } from 'vitest';
import type { ContactRecord } from '@domain/contact/contact.ts';
import type { Choice } from '@domain/device/choices.ts';
import { PeopleSync, type PeopleSyncParts } from '@services/devices/peopleSync.ts';
import type { AccountId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const bob = idOf<AccountId>('bob');
const NOTE = { remark: 'Bobby', tags: ['work'], verifiedAt: null, blocked: false };

/** What other devices noted of a contact who is known here. */
function makeScene(known: Partial<ContactRecord> | null) {
  const changes: Partial<ContactRecord>[] = [];
  const left: AccountId[] = [];
  const doers = new Map<string, (choice: Choice) => Promise<void>>();
  const record = known === null ? null : { ...NOTE, account: bob, ...known };
  const parts = {
    log: {
      on: (kind: string, doer: (choice: Choice) => Promise<void>) => void doers.set(kind, doer),
      onTogether: () => undefined,
    },
    people: {
      contacts: {
        get: () => (record === null ? null : { record }),
        change: async (_: AccountId, change: Partial<ContactRecord>) => {
          changes.push(change);
          return ok(true);
        },
      },
      replicator: { disconnect: (account: AccountId) => void left.push(account) },
    },
  } as unknown as PeopleSyncParts;
  void new PeopleSync(parts);
  const note = (value: unknown) => doers.get('note')?.({ key: `note/${bob}`, value } as Choice);
  return { note, changes, left };
}

it('DEV-73 who was added with what was noted of them is not written a second time', async () => {
  const { note, changes, left } = makeScene({});
  await note(NOTE);
  expect([changes, left]).toEqual([[], []]);
});

it('DEV-15 what was noted otherwise is written, and who is blocked is left also where that is known', async () => {
  const { note, changes } = makeScene({});
  for (const change of [{ remark: null }, { tags: ['work', 'tennis'] }, { verifiedAt: 7 }]) {
    await note({ ...NOTE, ...change });
    expect(changes.at(-1)).toEqual({ ...NOTE, ...change });
  }
  const blocked = makeScene({ blocked: true });
  await blocked.note({ ...NOTE, blocked: true });
  expect([changes.length, blocked.changes, blocked.left]).toEqual([3, [], [bob]]);
});
