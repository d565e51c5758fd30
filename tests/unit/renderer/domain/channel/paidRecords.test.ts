import { expect, it } from 'vitest';
import { type ClaimRecord, claimAfter, paidRecordBytes } from '@domain/channel/paidRecords.ts';
import { fakeEventId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';

const claim: ClaimRecord = {
  ...{ v: 1, channel: fakeSpaceId('channel'), post: fakeEventId('post'), at: 5, until: 9 },
  ...{ salt: new Uint8Array(16).fill(1), thread: new Uint8Array(32).fill(2), envelope: Uint8Array.of(3) },
};
const bytes = paidRecordBytes(claim);

it('CHN-40 a claim that is here changes no more, whatever an own device says of it, but that its letter came', () => {
  const spoiled = { ...claim, thread: new Uint8Array(32).fill(7), until: 99 };
  expect(claimAfter(bytes, paidRecordBytes(spoiled))).toEqual(bytes);
  const received = paidRecordBytes({ ...claim, envelope: null });
  expect(claimAfter(bytes, paidRecordBytes({ ...spoiled, envelope: null }))).toEqual(received);
  // That it came is not taken back.
  expect(claimAfter(received, bytes)).toEqual(received);
  expect(claimAfter(bytes, Uint8Array.of(1, 2))).toEqual(bytes);
  expect(claimAfter(Uint8Array.of(1, 2), bytes)).toEqual(bytes);
});
