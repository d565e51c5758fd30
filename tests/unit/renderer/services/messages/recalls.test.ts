import { beforeEach, describe, expect, it } from 'vitest';
import type { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { FILE_KIND } from '@domain/chat/project.ts';
import { idBytes } from '@domain/event/codec.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { type GroupRules, NO_RULES } from '@services/groups/groupRules.ts';
import { Recalls, type RuledGroups } from '@services/messages/recalls.ts';
import type { AccountId, BlobId, EventId } from '@shared/ids.ts';
import { noted, refOf } from '../../../../support/shared/noteEvents.ts';
import { Chain, alice, bob, chat, idOf } from '../../../../support/shared/storeFixtures.ts';
import { storeWithBob } from '../../../../support/web/storeWithBob.ts';
import { must } from '../../domain/support/devices.ts';

const admin = idOf<AccountId>('admin');
const RUN_BY_ADMIN: GroupRules = { policies: [], ranks: [{ account: admin, changes: [{ at: 1, isAbove: true }] }] };
const picture = idOf<EventId>('a picture') as unknown as BlobId;

type Listener = Parameters<RuledGroups['listen']>[0];

let store: MemoryDocumentStore;
let taken: number;
let rules: GroupRules;
let listeners: Listener[];
let theirs: Chain;
let adminsChain: Chain;

beforeEach(async () => {
  store = await storeWithBob();
  taken = 0;
  rules = RUN_BY_ADMIN;
  listeners = [];
  theirs = new Chain(bob, 'phone', chat);
  adminsChain = new Chain(admin, 'tablet', chat);
});

/** As the app begins: what was in memory is gone. */
function begin(): Recalls {
  const groups = writableSnapshot(new Map([[chat, { rules }]]));
  const listen = (listener: Listener) => {
    listeners.push(listener);
    return () => undefined;
  };
  return new Recalls({ self: alice, store, groups: { groups, listen }, onTaken: () => (taken += 1) });
}

async function hear(recalls: Recalls | null, ...events: readonly AdmittedEvent[]): Promise<void> {
  must(await store.admit(events, 'relaxed'));
  recalls?.onAdmitted(events);
  await recalls?.settled();
}

function spokenRudely(): { readonly message: AdmittedEvent; readonly recall: AdmittedEvent } {
  const file = { blob: idBytes(picture), size: 10, name: 'rude.webp', mime: 'image/webp', picture: null };
  const message = theirs.next({ at: 10, kind: FILE_KIND, body: { file, caption: 'rude' } });
  return { message, recall: noted(adminsChain, 20, { about: refOf(message), said: { act: 'recall' } }) };
}

async function expectTaken(): Promise<void> {
  const page = must(await store.messages(chat, { kind: 'latest', limit: 9 }));
  expect(page.messages.map(({ body }) => body)).toEqual([{ kind: 'recalled', by: admin }]);
  expect(must(await store.attachmentsOf(picture))).toEqual([]);
  expect(must(await store.conversations.get(chat))?.last?.body.kind).toBe('recalled');
  expect(taken).toBeGreaterThan(0);
}

describe('what who ran a group took away', () => {
  it('MSG-3 is taken out of the tables with its message, though that came after another start', async () => {
    const { message, recall } = spokenRudely();
    await hear(begin(), recall);
    await hear(begin(), message);
    await expectTaken();
  });

  it('MSG-3 is taken out after a start where the app ended between both and what they mean', async () => {
    const { message, recall } = spokenRudely();
    await hear(null, message, recall);
    const recalls = begin();
    recalls.start();
    await recalls.settled();
    await expectTaken();
  });

  it('MSG-3 is taken out when it shows that they ran the group, whatever came first', async () => {
    const { message, recall } = spokenRudely();
    rules = NO_RULES;
    await hear(begin(), recall);
    await hear(begin(), message);
    expect(taken).toBe(0);
    rules = RUN_BY_ADMIN;
    const recalls = begin();
    for (const tell of listeners) await tell({ rules: NO_RULES }, { rules, record: { space: chat } });
    await recalls.settled();
    await expectTaken();
  });

  it('MSG-3 stays where who asked did not run the group, also after a start', async () => {
    const { message } = spokenRudely();
    const stranger = new Chain(idOf<AccountId>('stranger'), 'desk', chat);
    const recall = noted(stranger, 20, { about: refOf(message), said: { act: 'recall' } });
    await hear(begin(), recall);
    const recalls = begin();
    await hear(recalls, message);
    recalls.start();
    await recalls.settled();
    expect(taken).toBe(0);
    expect(must(await store.attachmentsOf(picture))).toHaveLength(1);
  });
});
