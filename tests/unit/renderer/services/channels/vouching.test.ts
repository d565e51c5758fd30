import { beforeEach, describe, expect, it } from 'vitest';
import { decodeVouchWord, encodeWord } from '@domain/channel/words.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { Vouching, type VouchingParts } from '@services/channels/vouching.ts';
import type { FeedWord } from '@services/replication/session.ts';
import type { AccountId } from '@shared/ids.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const bob = idOf<AccountId>('bob');
const kept: AccountId[] = [];
const said: Uint8Array[] = [];
const contacts = writableSnapshot<ReadonlyMap<AccountId, unknown>>(new Map());
const sessions = writableSnapshot<readonly unknown[]>([]);
const session = { peer: { account: bob }, say: ({ word }: FeedWord) => void said.push(word) };
const word = encodeWord({ t: 'vouch', channels: [] });
let vouching: Vouching;

function accept(): void {
  contacts.set(new Map([[bob, { record: { state: 'accepted', blocked: false } }]]));
}

beforeEach(() => {
  kept.length = 0;
  said.length = 0;
  contacts.set(new Map());
  sessions.set([]);
  // Only what vouching uses of them.
  vouching = new Vouching({
    book: { channels: writableSnapshot(new Map()) },
    keeps: { put: async (rows: readonly { id: AccountId }[]) => kept.push(...rows.map(({ id }) => id)) },
    contacts: { contacts, get: (account: AccountId) => contacts.get().get(account) ?? null },
    replicator: { sessions },
  } as unknown as VouchingParts);
  vouching.start();
});

describe('vouching', () => {
  it('CHN-14 who came to be a contact over a link that was there is told, once', () => {
    sessions.set([session]);
    expect(said).toEqual([]);
    accept();
    expect(said.map((each) => decodeVouchWord(each)?.channels)).toEqual([[]]);
    contacts.set(new Map(contacts.get()));
    expect(said).toHaveLength(1);
  });

  it('CHN-14 what somebody said who knew a moment earlier that both said yes is kept once they are a contact', async () => {
    sessions.set([session]);
    expect(await vouching.hear(bob, word)).toBe(true);
    expect(kept).toEqual([]);
    accept();
    expect(kept).toEqual([bob]);
    contacts.set(new Map(contacts.get()));
    expect(kept).toEqual([bob]);
  });

  it('CHN-14 nothing is kept of who is no contact and went, or was never linked', async () => {
    expect(await vouching.hear(bob, word)).toBe(true);
    sessions.set([session]);
    accept();
    expect(kept).toEqual([]);
    contacts.set(new Map());
    expect(await vouching.hear(bob, word)).toBe(true);
    sessions.set([]);
    accept();
    expect(kept).toEqual([]);
  });
});
