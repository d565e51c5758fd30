import { expect, it } from 'vitest';
import { deliveryState } from '@domain/chat/delivery.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const message: MessageRecord = {
  id: idOf('event'),
  space: idOf('space'),
  at: 100,
  author: idOf('me'),
  device: idOf('device'),
  seq: 3,
  own: true,
  body: { kind: 'text', text: 'x' },
};
const held = (seq: number) => new Map([[String(message.device), seq]]);

it.each([
  ['sent', new Map<string, number>(), 0],
  ['sent', held(2), 0],
  ['delivered', held(3), 0],
  ['delivered', held(9), 99],
  ['read', held(3), 100],
  ['read', held(3), 1000],
] as const)('CHT-7 is %s when the others hold %o and read up to %i', (state, heldBy, peerReadAt) => {
  expect(deliveryState(message, { heldBy, peerReadAt })).toBe(state);
  expect(deliveryState({ ...message, own: false }, { heldBy, peerReadAt })).toBe('received');
});

it('CHT-7 a read mark without the message is not believed', () => {
  const marks = { heldBy: held(2), peerReadAt: Number.MAX_SAFE_INTEGER };
  expect(deliveryState(message, marks)).toBe('sent');
  expect(deliveryState(message, { ...marks, heldBy: new Map([['another device', 9]]) })).toBe('sent');
});
