import { expect, test } from 'vitest';
import { systemClock } from '@adapters/system/systemClock.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { createRoomCipher } from '@adapters/webrtc/roomCipher.ts';
import { RoomSignaling } from '@adapters/webrtc/roomSignaling.ts';
import type { SignalMessage } from '@adapters/webrtc/signalMessage.ts';
import { SignalingPool } from '@adapters/webrtc/signalingPool.ts';
import { settle } from '../../../../support/shared/settle.ts';

const room = { name: 'room', password: 'password', signaling: [], capacity: 1 };

/** A room's signaling, and what of it reaches a service. */
function openRoom() {
  const said: string[] = [];
  const pool = new SignalingPool({
    clock: systemClock,
    random: systemRandom,
    isNeeded: () => false,
    changed: () => undefined,
    openSocket: (_, events) => {
      queueMicrotask(events.opened);
      return {
        send: (text) => {
          const message = JSON.parse(text) as { readonly type: string; readonly data?: string };
          if (message.type === 'publish') said.push(message.data ?? '');
        },
        close: () => undefined,
      };
    },
  });
  pool.configure(['ws://localhost:1']);
  const signaling = new RoomSignaling(room, pool, { received: () => undefined, online: () => undefined });
  return { signaling, pool, said };
}

test('SUP-18 what is prepared goes out in the instant it is sent, once, and nothing else in its place', async () => {
  const { signaling, pool, said } = openRoom();
  const first: SignalMessage = { type: 'announce', from: 'somebody', count: 1 };
  signaling.prepare(first);
  await settle();
  expect(said).toEqual([]);
  signaling.send(first);
  // No task in between: nothing is left to be sealed.
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  expect(said).toHaveLength(1);
  signaling.prepare({ ...first, count: 2 });
  signaling.send({ ...first, count: 3 });
  signaling.send(first);
  await expect.poll(() => said.length).toBe(3);
  const { open } = await createRoomCipher(room.name, room.password);
  expect(await Promise.all(said.map(open))).toMatchObject([{ count: 1 }, { count: 3 }, { count: 1 }]);
  // Sealed anew, not the same bytes again.
  expect(new Set(said).size).toBe(3);
  signaling.leave();
  pool.dispose();
});
