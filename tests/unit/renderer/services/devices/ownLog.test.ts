import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { CHOICE_KIND } from '@domain/device/ownWord.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { bucketOf } from '@domain/event/hybridClock.ts';
import { ownSpace } from '@domain/space/space.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import { OwnLog, type OwnLogParts } from '@services/devices/ownLog.ts';
import { fail, ok } from '@shared/result.ts';
import { type TestDevice, makeDevice, must, signEvent } from '../../domain/support/devices.ts';

const AT = 1_767_225_600_000;
let disk: MemoryDisk;
let store: MemoryDocumentStore;
let mine: TestDevice;
let other: TestDevice;
let chain: AdmittedEvent[];

beforeEach(async () => {
  mine = await makeDevice(1);
  other = await makeDevice(2, 1);
  disk = new MemoryDisk();
  chain = [];
  await reopen();
});

async function reopen(): Promise<void> {
  store = new MemoryDocumentStore({ disk });
  must(await store.open(mine.certificate.account));
}

async function said(key: string, value: unknown): Promise<AdmittedEvent> {
  const last = chain.at(-1);
  const at = AT + chain.length;
  const space = ownSpace(mine.certificate.account);
  const place = { space, seq: chain.length, prev: last?.id ?? null, at };
  const signed = await signEvent(other, { ...place, kind: CHOICE_KIND, body: { key, value } });
  const event = { ...signed, author: mine.certificate.account, bucket: bucketOf(at), sortAt: at };
  chain.push(event);
  must(await store.admit([event], 'strict'));
  return event;
}

async function open(more: Partial<OwnLogParts> = {}) {
  const clock = new FakeClock();
  const made: string[] = [];
  const writes: number[] = [];
  const log = new OwnLog({
    space: ownSpace(mine.certificate.account),
    device: mine.certificate.device,
    store,
    author: async (_space, _kind, bodies) => {
      writes.push(bodies.length);
      made.push(...bodies.map((body) => JSON.stringify(body)));
      return ok(bodies.map(() => ({}) as AdmittedEvent));
    },
    hasOthers: () => true,
    lastOf: () => null,
    now: () => AT + 1000,
    log: new RingLog(clock, createMemoryHost({ signaling: [] })),
    ...more,
  });
  must(await log.load());
  const done: string[] = [];
  log.on('settings', async ({ key, value }) => void done.push(`${key}=${String(value)}`));
  return { log, done, made, writes };
}

describe('the log of own devices', () => {
  it('DEV-13 does what another device chose once, also when it came just before the app ended', async () => {
    await said('settings/theme', 'dark');
    const first = await open();
    first.log.start();
    await first.log.settled();
    expect(first.done).toEqual(['settings/theme=dark']);
    store.close();
    await reopen();
    await said('settings/locale', 'ar');
    const second = await open();
    second.log.start();
    await second.log.settled();
    expect(second.done).toEqual(['settings/locale=ar']);
  });

  it('DEV-13 does not do what was replaced, and one that fails keeps nobody from being done', async () => {
    const { log, done } = await open();
    log.on('note', () => Promise.reject(new Error('a bug')));
    log.start();
    log.onAdmitted([
      await said('note/x', 1),
      await said('settings/theme', 'light'),
      await said('settings/theme', 'dark'),
    ]);
    await log.settled();
    expect(done).toEqual(['settings/theme=dark']);
  });

  it('DEV-73 what could not be kept is done again with what comes next, and at the next start', async () => {
    const open1 = async (isFull: { now: boolean }) => {
      const { log } = await open();
      const kept: string[] = [];
      log.onTogether('contact', async (choices) => {
        if (isFull.now) return false;
        kept.push(...choices.map(({ key }) => key));
        return true;
      });
      log.start();
      return { log, kept };
    };
    const isFull = { now: true };
    const first = await open1(isFull);
    first.log.onAdmitted([await said('contact/a', 1), await said('contact/b', 1)]);
    await first.log.settled();
    first.log.onAdmitted([await said('settings/theme', 'dark')]);
    await first.log.settled();
    const second = await open1(isFull);
    await second.log.settled();
    isFull.now = false;
    second.log.onAdmitted([await said('contact/c', 1)]);
    await second.log.settled();
    expect(second.kept.toSorted()).toEqual(['contact/a', 'contact/b', 'contact/c']);
    const third = await open1(isFull);
    await third.log.settled();
    expect(third.kept).toEqual([]);
  });

  it('DEV-13 passes over what it does not understand', async () => {
    const { log, done } = await open();
    log.start();
    const event = await said('settings/theme', 'dark');
    log.onAdmitted([{ ...event, content: { ...event.content, body: { key: 7 } } }]);
    log.onAdmitted([await said('later/thing', { of: 'another version' })]);
    await log.settled();
    expect(done).toEqual([]);
  });

  it('DEV-14 says nothing where nobody hears it, nor what was said last anyway', async () => {
    const alone = await open({ hasOthers: () => false });
    await alone.log.say('settings/theme', () => 'dark');
    expect(alone.made).toEqual([]);
    await said('settings/theme', 'dark');
    const { log, made } = await open();
    await log.say('settings/theme', () => 'dark');
    await log.say('settings/theme', () => undefined);
    expect(made).toEqual([]);
    await log.say('settings/theme', () => 'light');
    expect(made).toEqual(['{"key":"settings/theme","value":"light"}']);
  });

  it('DEV-11 what is chosen here after the words of a clock that is far ahead comes after them', async () => {
    const ahead = await said('settings/theme', 'dark');
    const { log, made } = await open({ now: () => AT - 3_600_000 });
    await log.say('settings/theme', () => 'light');
    expect(JSON.parse(made[0] ?? '')).toEqual({ key: 'settings/theme', value: 'light', after: ahead.content.at });
  });

  it('DEV-60 does every choice of a section that is put together, in whatever order, and says nothing twice', async () => {
    const { log, made } = await open();
    const each: unknown[] = [];
    log.on('read', async ({ value }) => void each.push(value), 'each');
    log.start();
    const [first, second] = [await said('read/x', 100), await said('read/x', 50)];
    log.onAdmitted([second, first]);
    await log.settled();
    expect(each).toEqual([50, 100]);
    await log.say('read/x', () => 50);
    expect(made).toEqual([]);
  });

  it('DEV-11 DEV-73 what is told in one breath is written at once, of one key one after the other', async () => {
    const { log, made, writes } = await open();
    let theme = 'dark';
    await Promise.all([
      log.say('settings/theme', () => theme),
      log.say('settings/locale', () => 'ar'),
      log.say('settings/theme', () => (theme = 'light')),
    ]);
    expect(made.map((text) => JSON.parse(text) as unknown)).toEqual([
      { key: 'settings/theme', value: 'dark' },
      { key: 'settings/locale', value: 'ar' },
      { key: 'settings/theme', value: 'light' },
    ]);
    expect(writes).toEqual([2, 1]);
  });

  it('DEV-11 one choice that is too large keeps no other from being told', async () => {
    const told: unknown[] = [];
    const author: OwnLogParts['author'] = async (_space, _kind, bodies) => {
      if (JSON.stringify(bodies).includes('large')) return fail('event-too-large', 'by far');
      told.push(...bodies);
      return ok([]);
    };
    const { log } = await open({ author });
    await Promise.all(['small', 'large', 'little'].map((value) => log.say(`settings/${value}`, () => value)));
    expect(told.map((body) => (body as { value: string }).value)).toEqual(['small', 'little']);
  });

  it('DEV-13 DEV-73 what comes while others are being done is done together, and nothing that is asked for after it comes before it', async () => {
    const { log } = await open();
    const done: string[] = [];
    let go: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    log.on('folder', async ({ key }) => {
      done.push(key);
      await held;
    });
    log.onTogether('contact', async (choices) => done.push(choices.map(({ key }) => key).join()) > 0);
    log.start();
    log.onAdmitted([await said('folder/x', 1)]);
    const events = [await said('contact/a', 1), await said('settings/theme', 'dark'), await said('contact/b', 1)];
    for (const event of events) log.onAdmitted([event]);
    const telling = log.say('settings/locale', () => void done.push('said'));
    log.onAdmitted([await said('contact/c', 1)]);
    go();
    await telling;
    await log.settled();
    expect(done).toEqual(['folder/x', 'contact/a,contact/b', 'said', 'contact/c']);
  });

  it('DEV-62 what was said beyond the end of a chain counts no more, and what stands is done again', async () => {
    let last: number | null = null;
    const { log, done } = await open({ lastOf: () => last });
    log.start();
    log.onAdmitted([
      await said('settings/theme', 'dark'),
      await said('settings/theme', 'light'),
      await said('settings/locale', 'ar'),
    ]);
    await log.settled();
    last = 0;
    expect(await log.onEnds()).toEqual(new Set(['settings/locale']));
    expect(done).toEqual(['settings/theme=light', 'settings/locale=ar', 'settings/theme=dark']);
    expect(log.choices.get('settings/theme')?.value).toBe('dark');
    expect(log.choices.has('settings/locale')).toBe(false);
  });

  it('DEV-13 does what is older than what was done, as the newest pieces come first', async () => {
    await said('settings/theme', 'dark');
    await said('settings/locale', 'ar');
    // As the app ended the newest piece was done, and the older one was here and not done.
    must(await store.values.put({ name: 'own-choices-done', value: { [other.certificate.device]: [1, 1] } }));
    const first = await open();
    expect([first.log.isDone('settings/theme'), first.log.isDone('settings/locale')]).toEqual([false, true]);
    first.log.start();
    await first.log.settled();
    expect(first.done).toEqual(['settings/theme=dark']);
    const second = await open();
    second.log.start();
    await second.log.settled();
    expect(second.done).toEqual([]);
  });

  it('DEV-14 tells what it began with as that, and nothing where somebody said something meanwhile', async () => {
    const { log, made } = await open();
    log.start();
    const isDue = log.fromTheStart(() => true);
    const keys = ['settings/theme', 'settings/locale', 'settings/typing'].filter(isDue);
    log.onAdmitted([await said('settings/locale', 'ar')]);
    for (const key of keys) await log.say(key, () => 'of old');
    expect(made).toEqual([
      '{"key":"settings/theme","value":"of old","began":true}',
      '{"key":"settings/typing","value":"of old","began":true}',
    ]);
    // What was due and not told is no longer told as that.
    expect(log.fromTheStart(() => true)('settings/recallHours')).toBe(true);
    log.afterTheStart();
    await log.say('settings/recallHours', () => 7);
    expect(made[2]).toBe('{"key":"settings/recallHours","value":7}');
    // What the person chooses afterwards is a choice like any other.
    await log.say('settings/theme', () => 'light');
    expect(JSON.parse(made[3] ?? '')).toEqual({ key: 'settings/theme', value: 'light' });
  });

  it('DEV-62 knows before anything is done again that a word counts no more, and what a removed device ever said', async () => {
    let last: number | null = null;
    const { log } = await open({ lastOf: () => last });
    log.start();
    log.onAdmitted([await said('later/x', 'before'), await said('later/x', 'beyond'), await said('later/y', 'beyond')]);
    await log.settled();
    expect([log.stands('later/x'), log.stands('later/y'), log.stands('later/z')]).toEqual([true, true, false]);
    last = 0;
    expect([log.stands('later/x'), log.stands('later/y')]).toEqual([false, false]);
    await log.onEnds();
    expect([log.stands('later/x'), log.stands('later/y')]).toEqual([true, false]);
    expect(await log.everSaid('later/x', other.certificate.device)).toEqual(['before', 'beyond']);
    expect(await log.everSaid('later/x', mine.certificate.device)).toEqual([]);
    // What this device never spoke of it does not look for among all there is.
    const reads = vi.spyOn(store, 'bucketHeads');
    expect(await log.everSaid('later/x', mine.certificate.device)).toEqual([]);
    expect(reads).not.toHaveBeenCalled();
  });
});
