import { describe, expect, it } from 'vitest';
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { JoinedDirectory, type Realm } from '@services/feed/joinedDirectory.ts';
import { alice, bob, idOf } from '../../../../support/shared/storeFixtures.ts';

const chat = idOf<SpaceId>('chat');
const circle = idOf<SpaceId>('circle');
const device = idOf<DeviceId>('device');

function realm(of: SpaceId, author: AccountId, prefix: string): Realm {
  return {
    has: (space) => space === of,
    accountOf: () => author,
    devicesOf: () => [device],
    sharedWith: (account) => (account === bob ? [of] : []),
    readersOf: () => [bob],
    endOf: () => ({ seq: of === chat ? 1 : 2, id: null }),
    floorOf: () => (of === chat ? 3 : 4),
    isOpenEnded: () => of === circle,
    takes: (_, kind) => kind.startsWith(prefix),
  };
}

const joined = new JoinedDirectory({ ...realm(chat, alice, ''), notBefore: () => 7 }, [realm(circle, bob, 'moment.')]);

describe('a directory of chats and realms', () => {
  it('VIS-1 asks who has a space, and the chats about every other', () => {
    expect(joined.accountOf(circle, device)).toBe(bob);
    expect(joined.accountOf(chat, device)).toBe(alice);
    expect(joined.accountOf(idOf<SpaceId>('nobody knows'), device)).toBe(alice);
    expect([joined.endOf(circle, device)?.seq, joined.endOf(chat, device)?.seq]).toEqual([2, 1]);
    expect([joined.floorOf(circle, bob, device), joined.floorOf(chat, bob, device)]).toEqual([4, 3]);
    expect([joined.isOpenEnded(circle), joined.isOpenEnded(chat)]).toEqual([true, false]);
    expect([joined.notBefore(circle), joined.notBefore(chat)]).toEqual([0, 7]);
    expect([joined.devicesOf(circle), joined.readersOf(chat)]).toEqual([[device], [bob]]);
  });

  it('VIS-1 shares with an account what any of them shares with it', () => {
    expect(joined.sharedWith(bob)).toEqual([chat, circle]);
    expect(joined.sharedWith(alice)).toEqual([]);
  });

  it('ADM-13 holds nothing of a feed in chats, and nothing of chats in a circle', () => {
    expect(joined.takes(chat, 'chat.message')).toBe(true);
    expect(joined.takes(chat, 'moment.posted')).toBe(false);
    expect(joined.takes(chat, 'channel.face')).toBe(false);
    expect(joined.takes(circle, 'moment.posted')).toBe(true);
    expect(joined.takes(circle, 'chat.message')).toBe(false);
  });
});
