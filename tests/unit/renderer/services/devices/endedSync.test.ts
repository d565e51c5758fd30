/** What a device that was taken out had said beyond its end, of words to be said later and of pens. */
import { expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { editorRequest } from '@domain/channel/editing.ts';
import { MessageKeep, type ScheduleRecord, keptBytes } from '@domain/chat/kept.ts';
import type { Choice } from '@domain/device/choices.ts';
import { deviceOfKey } from '@domain/identity/account.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import type { OwnLog } from '@services/devices/ownLog.ts';
import { PenSync, type PenSyncParts } from '@services/devices/penSync.ts';
import { ScheduleSync } from '@services/devices/scheduleSync.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { bytesOf, makeDevice } from '../../domain/support/devices.ts';

const space = toBase64url(bytesOf(32, 5)) as SpaceId;

/** A log of own devices in which nothing stands. */
function emptyLog(everSaid: readonly unknown[], said: string[] = []): OwnLog {
  const log: Partial<OwnLog> = {
    on: () => undefined,
    choices: new Map<string, Choice>(),
    stands: () => false,
    say: async (key, valueNow) => {
      if (valueNow() !== undefined) said.push(key);
    },
    everSaid: async () => everSaid,
  };
  return log as OwnLog;
}

it('DEV-62 words that another device told of beyond its end are told by nobody else', async () => {
  const [mine, gone] = [(await makeDevice(1)).certificate.device, (await makeDevice(2, 1)).certificate.device];
  const record: ScheduleRecord = { space, text: 'x', extras: {}, dueAt: 9, error: null, saying: null, at: 1 };
  const rows = [
    { kind: MessageKeep.schedule, id: 'mine', bytes: keptBytes({ ...record, by: mine }), at: 1 },
    { kind: MessageKeep.schedule, id: 'theirs', bytes: keptBytes({ ...record, by: gone }), at: 1 },
  ];
  const said: string[] = [];
  const schedules = { hear: async () => true, stands: (_id: string) => true };
  const watchAll = () => ({ subscribe: () => () => undefined });
  const keeps = { all: async () => ok(rows), watchAll };
  const sync = new ScheduleSync({ log: emptyLog([], said), device: mine, keeps, schedules });
  await sync.tellAll(() => true);
  expect(said).toEqual(['later/mine']);
  expect(schedules.stands('theirs')).toBe(false);
});

it('CHN-38 each pen that a device that was taken out ever asked for ends, also one asked for beyond its end', async () => {
  const mine = await makeDevice(1);
  const gone = await makeDevice(2, 1);
  const codes: string[] = [];
  const pens = new Map<DeviceId, { readonly role: string }>();
  for (const pen of [mine, await makeDevice(3), await makeDevice(4)]) {
    const { signing } = pen.keys.public;
    pens.set(deviceOfKey(signing), { role: pen === mine ? 'owner' : 'editor' });
    const asked = { pen: signing, agree: bytesOf(32, 9), name: '' };
    if (pen !== mine) codes.push(await editorRequest(space, asked, (bytes) => pen.keys.sign(bytes)));
  }
  const channel = { space, charter: { pens, ends: new Map() }, record: { pen: mine.keys.public.signing } };
  const ended: DeviceId[] = [];
  const editing = {
    remove: async (_space: SpaceId, pen: DeviceId) => {
      pens.delete(pen);
      ended.push(pen);
      return ok();
    },
  };
  const family = {
    devices: new Map([mine, gone].map(({ certificate }) => [certificate.device, certificate])),
    revoked: new Set([gone.certificate.device]),
  };
  const identity = writableSnapshot({ device: mine.certificate.device });
  const sync = new PenSync({
    log: emptyLog(codes),
    own: { family, identity },
    book: { channels: writableSnapshot(new Map([[space, channel]])), get: () => channel },
    editing,
    verify: verifySignature,
    lines: new RingLog(new FakeClock(), createMemoryHost({ signaling: [] })),
  } as unknown as PenSyncParts);
  sync.start();
  await expect.poll(() => ended.length).toBe(2);
  expect([...pens.keys()]).toEqual([deviceOfKey(mine.keys.public.signing)]);
  sync.dispose();
});
