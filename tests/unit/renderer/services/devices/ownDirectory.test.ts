import { beforeAll, describe, expect, it } from 'vitest';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { familyOf } from '@domain/device/family.ts';
import type { Revocation } from '@domain/device/revocation.ts';
import { directSpace, ownSpace } from '@domain/space/space.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { CutIds } from '@services/devices/cutIds.ts';
import { OwnDirectory } from '@services/devices/ownDirectory.ts';
import type { Directory } from '@services/replication/context.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { type TestDevice, bytesOf } from '../../domain/support/devices.ts';
import { type Member, firstDevice, linkedBy, takeOut } from '../../domain/device/support.ts';

let first: TestDevice;
let laptop: Member;
let bob: AccountId;
let talk: ReturnType<typeof directSpace>;

beforeAll(async () => {
  first = await firstDevice();
  laptop = await linkedBy(first, 11);
  bob = (await firstDevice(77)).certificate.account;
  talk = directSpace(first.certificate.account, bob);
});

/** Everybody else's directory, to which every device is Bob's, and every chat shared with him. */
const others = (ended: DeviceId | null = null): Directory => ({
  accountOf: () => bob,
  devicesOf: () => [],
  sharedWith: () => [talk],
  readersOf: () => [bob],
  endOf: (_space, device) => (device === ended ? { seq: 2, id: null } : null),
  floorOf: () => -1,
  isOpenEnded: () => false,
});

function directory(revocations: readonly Revocation[] = [], over = others()) {
  const { account, device } = first.certificate;
  const family = familyOf({ certificates: [first.certificate, laptop.certificate], revocations });
  // Of a contact nothing but the space of their chat is looked at.
  const contacts = writableSnapshot(new Map([[bob, { record: { space: talk } }]])) as never;
  return new OwnDirectory({
    self: { account, device },
    family: () => family,
    space: ownSpace(account),
    contacts: { contacts },
    groups: { groups: writableSnapshot(new Map()) },
    over,
    cutIds: new CutIds(new MemoryDocumentStore({ disk: new MemoryDisk() })),
  });
}

describe('the directory of own devices', () => {
  it('DEV-12 of an own device one knows whose it is, whoever else claims it', async () => {
    const made = directory();
    expect(made.accountOf(talk, laptop.certificate.device)).toBe(first.certificate.account);
    expect(made.accountOf(talk, (await firstDevice(5)).certificate.device)).toBe(bob);
  });

  it('DEV-34 who we talk with ends no chain of a device that is ours', () => {
    const made = directory([], others(laptop.certificate.device));
    expect(made.endOf(talk, laptop.certificate.device)).toBeNull();
    // Of a group its roster says who is in.
    expect(made.endOf(toBase64url(bytesOf(32, 9)) as SpaceId, laptop.certificate.device)).toEqual({ seq: 2, id: null });
  });

  it('DEV-12 the own account reads every chat and the own space, and nobody else the latter', async () => {
    const made = directory();
    const { account } = first.certificate;
    const own = ownSpace(account);
    expect([...made.sharedWith(account)].toSorted()).toEqual([own, talk].toSorted());
    expect(made.readersOf(talk)).toEqual([bob, account]);
    expect(made.readersOf(own)).toEqual([account]);
    expect(made.sharedWith(bob)).toEqual([talk]);
    expect(made.accountOf(own, (await firstDevice(5)).certificate.device)).toBeNull();
  });

  it('DEV-10 words of own devices stand in the own space alone, and nothing else does', async () => {
    const made = directory();
    const own = ownSpace(first.certificate.account);
    expect(made.takes(own, 'own.chosen') && made.takes(talk, 'chat.message')).toBe(true);
    expect(made.takes(own, 'chat.message') || made.takes(talk, 'own.chosen')).toBe(false);
  });

  it('DEV-4 the chain of a device that was taken out ends, and one without others is its only reader', async () => {
    const made = directory([await takeOut(laptop, first, { cuts: [[talk, 3]] })]);
    expect(made.endOf(talk, laptop.certificate.device)).toEqual({ seq: 3, id: null });
    expect(made.endOf(talk, first.certificate.device)).toBeNull();
    expect(made.hasOthers).toBe(false);
    expect(made.readersOf(talk)).toEqual([bob]);
  });
});
