import { beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { BlobRecord } from '@domain/blob/blobRecord.ts';
import { ChannelKeep, recordBytes } from '@domain/channel/records.ts';
import { MessageKeep, keptBytes } from '@domain/chat/kept.ts';
import { FILE_KIND, PIN_KIND } from '@domain/chat/project.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { channelSpace } from '@domain/feed/spaces.ts';
import { ARRIVALS_KEEP } from '@domain/retention/arrivals.ts';
import type { RetentionRule } from '@domain/retention/rule.ts';
import { RETENTION_KEEP } from '@domain/retention/rules.ts';
import { type Settings, defaultSettings } from '@domain/settings/settings.ts';
import type { QueryState } from '@ports/query.ts';
import { channelAuthor } from '@services/channels/knownChannel.ts';
import { FeedKeeper } from '@services/feed/feedKeeper.ts';
import { Retention, type RetentionRules } from '@services/files/retention.ts';
import { createRetentionActs } from '@services/files/retentionActs.ts';
import { blobOf, photo, photoPost, posted } from '../../../../support/shared/feedEvents.ts';
import { Chain, alice, bob, chat, idOf, otherChat } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const DAY = 24 * 3_600_000;
const laptop = idOf<DeviceId>('laptop');
let store = new MemoryDocumentStore();
let settings: Settings = defaultSettings;
let now = 0;
let readers: readonly AccountId[] = [bob];
let retention = make();

function make(): Retention {
  const clock = { now: () => now };
  const keeper = new FeedKeeper({ store, journal: { append: async () => undefined as never }, clock });
  const readersOf = () => readers;
  const mine = { self: alice, device: laptop };
  return new Retention({ ...mine, store, settings: { get: () => settings }, clock, keeper, readersOf });
}

beforeEach(async () => {
  store = new MemoryDocumentStore();
  value(await store.open(alice));
  [settings, now, readers] = [defaultSettings, 400 * DAY, [bob]];
  retention = make();
});

const chains = new Map<string, Chain>();
beforeEach(() => chains.clear());

/** A message with a file, and its bytes. */
async function sent(name: string, change: Partial<BlobRecord> & { author?: AccountId; space?: SpaceId } = {}) {
  const { author = bob, space = chat, ...row } = change;
  const key = `${author}/${space}`;
  const chain = chains.get(key) ?? new Chain(author, author === bob ? 'phone' : 'laptop', space);
  chains.set(key, chain);
  const file = { ...photo(name), blob: idBytes(blobOf(name)) };
  const event = chain.next({ at: DAY + chains.size, kind: FILE_KIND, body: { file, caption: name }, text: name });
  value(await store.admit([event], 'relaxed'));
  const whole = { size: 7, state: 'complete', origin: 'received', keep: false, createdAt: 0, usedAt: 0 } as const;
  value(await store.blobs.put({ id: blobOf(name), ...whole, ...row }));
  return event;
}

async function going(): Promise<readonly string[]> {
  return value(await retention.plan(value(await retention.rules())))
    .files.map(({ id }) => id)
    .toSorted();
}

/** Looks every day from the first on, as sweeps do. */
async function sweptUntil(day: number): Promise<void> {
  now = 2 * DAY;
  await sweptOn(day);
}

async function sweptOn(day: number): Promise<void> {
  for (; now < day * DAY; now += DAY) value(await retention.meet());
}

const named = (...names: readonly string[]) => names.map(blobOf).toSorted();

describe('files of chats', () => {
  it('RET-1 stay unless somebody chose otherwise, for all or for one chat', async () => {
    await sent('here');
    await sent('there', { space: otherChat });
    expect(await going()).toEqual([]);
    value(await retention.set(chat, 'files-90'));
    expect(await going()).toEqual(named('here'));
    settings = { ...settings, retention: 'files-30' };
    expect(await going()).toEqual(named('here', 'there'));
    value(await retention.set(otherChat, 'all'));
    value(await retention.set(chat, null));
    expect(await going()).toEqual(named('here'));
  });

  it('RET-3 stay where they may be nowhere else, or somebody wants them to', async () => {
    settings = { ...settings, retention: 'files-30' };
    await sent('old');
    await sent('mine', { author: alice });
    await sent('from my laptop', { author: alice, origin: 'received' });
    await sent('kept', { keep: true });
    await sent('lately', { usedAt: now - DAY });
    const favourite = await sent('favourite');
    const pinned = await sent('pinned');
    const bytes = keptBytes({ space: chat, place: favourite.sortAt, on: true, at: 5 });
    value(await store.feed.keeps.put([{ kind: MessageKeep.favourite, id: favourite.id, bytes, at: 5 }]));
    value(await store.admit([pin(pinned)], 'relaxed'));
    await sent('posted');
    value(await store.admit([posted(new Chain(bob, 'phone', otherChat), 5, { body: photoPost('posted') })], 'relaxed'));
    expect(await going()).toEqual(named('old'));
    readers = [alice];
    expect(await going()).toEqual([]);
  });

  it('RET-4 pictures of a channel go by its own rule, or by that of posts', async () => {
    const key = new Uint8Array(32).fill(3);
    const space = channelSpace(key);
    const about = { name: 'Channel', signaling: [], muted: false, vouched: false, pen: null };
    const bytes = recordBytes({ v: 1, key, followed: true, readAt: 0, since: 0, ...about });
    value(await store.feed.keeps.put([{ kind: ChannelKeep.channel, id: space, bytes, at: 0 }]));
    const post = posted(new Chain(channelAuthor(space), 'pen', space), 100 * DAY, {
      body: photoPost('post'),
      lane: 'channels',
    });
    value(await store.admit([post], 'relaxed'));
    const whole = { size: 7, state: 'complete', origin: 'received', keep: false, createdAt: 0, usedAt: 0 } as const;
    value(await store.blobs.put({ id: blobOf('post'), ...whole }));
    expect(await going()).toEqual([]);
    settings = { ...settings, feedFileDays: 91 };
    expect(await going()).toEqual(named('post'));
    value(await retention.set(space, 'all'));
    expect(await going()).toEqual([]);
    value(await retention.set(space, 'files-365'));
    expect(await going()).toEqual([]);
    now = 500 * DAY;
    expect(await going()).toEqual(named('post'));
  });

  it('RET-1 a rule ends with its chat, and not with a channel that is followed', async () => {
    await sent('here');
    value(await retention.set(chat, 'files-90'));
    value(await retention.set(otherChat, 'files-90'));
    await retention.forgetGone();
    expect(value(await store.feed.keeps.all(RETENTION_KEEP)).map(({ id }) => id)).toEqual([chat]);
  });
});

describe('messages', () => {
  const texts = async (rules: RetentionRules) => value(await retention.plan(rules)).messages.length;
  const rulesWith = (rule: RetentionRule): RetentionRules => ({ chats: rule, postDays: 365, own: new Map() });

  it('RET-7 go when they are older and read, with what was said about them, page after page', async () => {
    const theirs = new Chain(bob, 'phone', chat).many(1201, (place) => ({ at: DAY + place }));
    const late = new Chain(bob, 'tablet', chat).next({ at: 399 * DAY });
    value(await store.admit(theirs, 'relaxed'));
    await sweptUntil(399);
    value(await store.admit([late], 'relaxed'));
    await sweptUntil(400);
    expect(await texts(rulesWith('messages-30'))).toBe(0);
    value(await store.markRead(chat, 500 * DAY));
    expect(await texts(rulesWith('files-30'))).toBe(0);
    const plan = value(await retention.plan(rulesWith('messages-30')));
    expect(plan.messages).toHaveLength(1201);
    value(await retention.dropMessages(plan.messages));
    const left = value(await store.messages(chat, { kind: 'latest', limit: 10 }));
    expect(left.messages.map(({ id }) => id)).toEqual([late.id]);
    // What was signed stays, so that chains go on.
    expect(value(await store.figures()).events).toBe(1202);
  });

  it('RET-7 a message goes with its file, and stays with one that stays', async () => {
    await sent('old');
    await sent('mine', { author: alice, origin: 'own' });
    await sweptUntil(400);
    value(await store.markRead(chat, 500 * DAY));
    const plan = value(await retention.plan(rulesWith('messages-90')));
    expect(plan.files.map(({ id }) => id)).toEqual(named('old'));
    expect(plan.messages).toHaveLength(1);
    value(await retention.dropMessages(plan.messages));
    expect(value(await store.attachmentsOf(blobOf('old')))).toEqual([]);
    expect(value(await store.attachmentsOf(blobOf('mine')))).toHaveLength(1);
  });
});

describe('since when messages are here', () => {
  const rules: RetentionRules = { chats: 'messages-30', postDays: 365, own: new Map() };
  const plan = async () => value(await retention.plan(rules)).messages.map(({ message }) => message);

  it('RET-10 what comes late stays as long as what was just said, and what no sweep met yet stays', async () => {
    const [early, late] = new Chain(bob, 'phone', chat).many(2, (place) => ({ at: DAY + place }));
    value(await store.admit([early as AdmittedEvent], 'relaxed'));
    value(await store.markRead(chat, 500 * DAY));
    await sweptUntil(20);
    value(await store.admit([late as AdmittedEvent], 'relaxed'));
    await sweptOn(40);
    expect(await plan()).toEqual([early?.id]);
    await sweptOn(52);
    expect(await plan()).toEqual([early?.id, late?.id]);
  });

  it('RET-10 everything has just come where the records are lost', async () => {
    value(await store.admit([new Chain(bob, 'phone', chat).next({ at: DAY })], 'relaxed'));
    value(await store.markRead(chat, 500 * DAY));
    expect(await plan()).toEqual([]);
    value(await retention.meet());
    expect(await plan()).toEqual([]);
  });

  it('RET-10 records are of chats that are here', async () => {
    value(await store.admit([new Chain(bob, 'phone', chat).next({ at: DAY })], 'relaxed'));
    value(await retention.meet());
    expect(value(await store.feed.keeps.all(ARRIVALS_KEEP))).toHaveLength(1);
    value(await store.clearSpace(chat));
    value(await retention.meet());
    expect(value(await store.feed.keeps.all(ARRIVALS_KEEP))).toEqual([]);
  });

  it('RET-11 a clock that leaps makes nothing old, and one that stays makes it so over days', async () => {
    value(await store.admit([new Chain(bob, 'phone', chat).next({ at: DAY })], 'relaxed'));
    value(await store.markRead(chat, 500 * DAY));
    await sweptUntil(20);
    now = 420 * DAY;
    value(await retention.meet());
    expect(await plan()).toEqual([]);
    for (let day = 421; day < 425; day += 1) {
      now = day * DAY;
      value(await retention.meet());
    }
    expect(await plan()).toHaveLength(1);
    // Where the clock says less, that holds.
    now = 21 * DAY;
    expect(await plan()).toEqual([]);
  });
});

describe('what is not known', () => {
  it.each(['watchPins', 'watchAttachments', 'watchAllUses'] as const)(
    'RET-9 nothing goes where %s cannot be read, and it goes once it can',
    async (read) => {
      settings = { ...settings, retention: 'messages-30' };
      await sent('old');
      value(await store.markRead(chat, 500 * DAY));
      const failed = { code: 'storage-failed', message: 'no' } as const;
      const failing = {
        subscribe: (tell: (state: QueryState<never>) => void) => (
          tell({ status: 'failed', error: failed }),
          () => undefined
        ),
      };
      const spied = read === 'watchAllUses' ? vi.spyOn(store.feed, read) : vi.spyOn(store, read);
      spied.mockReturnValue(failing);
      expect(await retention.plan(value(await retention.rules()))).toMatchObject({ ok: false });
      spied.mockRestore();
      expect(await going()).toEqual(named('old'));
    },
  );

  it('RET-7 an own message stays until somebody else holds it', async () => {
    settings = { ...settings, retention: 'messages-30' };
    const mine = new Chain(alice, 'laptop', chat).many(3, (place) => ({ at: DAY + place }));
    const elsewhere = new Chain(alice, 'other', chat).next({ at: DAY + 9 });
    value(await store.admit([...mine, elsewhere], 'strict'));
    await sweptUntil(400);
    const messages = async () =>
      value(await retention.plan(value(await retention.rules()))).messages.map(({ message }) => message);
    expect(await messages()).toEqual([elsewhere.id]);
    value(await store.acknowledge([{ space: chat, device: idOf('phone'), chain: laptop, seq: 1 }]));
    expect(await messages()).toEqual([mine[0]?.id, mine[1]?.id, elsewhere.id]);
  });
});

describe('asking before', () => {
  it('RET-6 says what a rule would take beside what goes anyway, and takes nothing', async () => {
    await sent('here');
    await sent('there', { space: otherChat });
    const acts = createRetentionActs(retention, () => undefined);
    expect(await acts.previewRetention(null, 'files-30')).toEqual(ok({ files: 2, bytes: 14, messages: 0 }));
    expect(await acts.previewRetention(chat, 'files-30')).toEqual(ok({ files: 1, bytes: 7, messages: 0 }));
    value(await retention.set(chat, 'files-30'));
    expect(await acts.previewRetention(null, 'files-30')).toEqual(ok({ files: 1, bytes: 7, messages: 0 }));
    settings = { ...settings, retention: 'files-30' };
    value(await retention.set(chat, 'all'));
    expect(await acts.previewRetention(chat, null)).toEqual(ok({ files: 1, bytes: 7, messages: 0 }));
    expect(value(await store.blobs.all()).every(({ state }) => state === 'complete')).toBe(true);
  });

  it('RET-8 what is no rule and no chat is refused', async () => {
    let told = 0;
    const acts = createRetentionActs(retention, () => (told += 1));
    for (const [space, rule] of [
      [chat, 'files-7'],
      ['no chat', 'all'],
      [chat, undefined],
    ] as const) {
      expect(await acts.setRetention(space as SpaceId, rule as RetentionRule)).toMatchObject({ ok: false });
      expect(await acts.previewRetention(space as SpaceId, rule as RetentionRule)).toMatchObject({ ok: false });
    }
    expect(await acts.previewRetention(null, null)).toMatchObject({ ok: false, error: { code: 'setting-invalid' } });
    expect(told).toBe(0);
    expect(await acts.setRetention(chat, 'files-30')).toEqual(ok());
    expect(told).toBe(1);
  });
});

function pin(target: AdmittedEvent): AdmittedEvent {
  const body = { message: idBytes(target.id), pinned: true };
  return new Chain(bob, 'tablet', chat).next({ at: 2 * DAY, kind: PIN_KIND, body });
}
