import { expect, it } from 'vitest';
import type { DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { type MessageRecord, emptyGroupConversation } from '@domain/chat/message.ts';
import type { GroupRecord } from '@domain/group/groupRecord.ts';
import { defaultPreferences } from '@domain/preference/preferences.ts';
import { conversationView } from '@services/workspace/views.ts';
import { alice, idOf } from '../../../../support/shared/storeFixtures.ts';

const space = idOf<SpaceId>('group');
const device = idOf<DeviceId>('laptop');

it('CHT-25 the list, too, says that the last message was not sent', () => {
  const last: MessageRecord = {
    ...{ id: idOf<EventId>('event'), space, at: 100, author: alice, device, seq: 3, own: true },
    body: { kind: 'text', text: 'too late' },
  };
  const group: GroupRecord = {
    ...{ space, roster: idOf<SpaceId>('roster'), founder: alice, nonce: new Uint8Array(16), name: 'Hikers' },
    ...{ picture: { kind: 'generated' }, state: 'active', welcomedBy: null, joinedAt: 1 },
  };
  const sources = {
    contacts: new Map(),
    group,
    names: {},
    heldBy: new Map(),
    preferences: defaultPreferences,
    showsReads: true,
  };
  const row = { ...emptyGroupConversation(space, alice, 1), last };
  expect(conversationView(row, { ...sources, unsent: [] })?.last?.state).toBe('sent');
  const unsent = [{ device, after: 2, before: null }];
  expect(conversationView(row, { ...sources, unsent })?.last).toMatchObject({ state: 'failed' });
});
