/** webxdc 1.3, member by member: the script of a page and the host, joined by a real `MessageChannel`. Rules: HST in services/mini/SPEC.md. */
import { describe, expect, it } from 'vitest';
import { FEED_BATCH } from '@services/mini/logFeed.ts';
import type { UpdateSeen } from '../../../../../src/mini/client/updates.ts';
import { MemoryRealtime } from '../../../../support/web/memoryPrograms.ts';
import { OpenProgram, twoPeople } from '../../../../support/web/programWorld.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { until } from '../../../../support/shared/until.ts';

const stream = (program: OpenProgram) => ({ instance: program.instance, document: null, scope: 'instance' }) as const;
const bytesOf = (update: unknown) => new TextEncoder().encode(JSON.stringify(update));
const payloads = (updates: readonly UpdateSeen[]) => updates.map(({ payload }) => payload);

/** Listens from a serial on; what comes is in the list. */
function listening(page: ReturnType<OpenProgram['page']>, serial?: number) {
  const heard: UpdateSeen[] = [];
  const replayed = page.webxdc.setUpdateListener((update) => heard.push(update), serial);
  return { heard, replayed };
}

describe('members', () => {
  it('MPH-1 every member of the specification is there, of its type, and none can be replaced', () => {
    const program = new OpenProgram({ isAppSender: true });
    const { webxdc } = program.page();
    expect(webxdc.selfAddr).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(webxdc.selfName).toBe('Ann');
    expect(webxdc.sendUpdateInterval).toBe(1000);
    expect(webxdc.sendUpdateMaxSize).toBe(128_000);
    expect(webxdc.isAppSender).toBe(true);
    expect(webxdc.isBroadcast).toBe(false);
    expect(Object.isFrozen(webxdc)).toBe(true);
    const functions = [
      'sendUpdate',
      'setUpdateListener',
      'sendToChat',
      'importFiles',
      'joinRealtimeChannel',
      'getAllUpdates',
    ];
    for (const name of functions) expect(Reflect.get(webxdc, name)).toBeTypeOf('function');
    expect(Object.keys(webxdc)).toHaveLength(6 + functions.length);
  });

  it('MPH-1 an address is stable for a person in an instance, and unlike that of others and elsewhere', () => {
    const { ann, ben } = twoPeople();
    expect(ann.page().webxdc.selfAddr).toBe(new OpenProgram().page().webxdc.selfAddr);
    expect(ann.page().webxdc.selfAddr).not.toBe(ben.page().webxdc.selfAddr);
    expect(ann.page().webxdc.selfAddr).not.toBe(new OpenProgram({ instance: 'other' }).page().webxdc.selfAddr);
  });

  it('MPH-1 deprecated calls are tolerated', async () => {
    const { webxdc } = new OpenProgram().page();
    expect(await webxdc.getAllUpdates()).toEqual([]);
    expect(webxdc.sendUpdate({ payload: 1 }, 'a description')).toBeUndefined();
  });
});

describe('updates', () => {
  it('MPH-2 an update reaches everyone, its sender too, with serial and greatest serial', async () => {
    const { ann, ben } = twoPeople();
    const [atAnn, atBen] = [ann.page(), ben.page()];
    const [own, other] = [listening(atAnn), listening(atBen)];
    await Promise.all([own.replayed, other.replayed]);
    atAnn.webxdc.sendUpdate({
      payload: { vote: 'a', deep: [1, null, { x: true }] },
      info: 'Ann voted',
      href: '#results',
      document: 'Lunch',
      summary: '1 vote',
      notify: { '*': 'look' },
    });
    await until(() => own.heard.length === 1 && other.heard.length === 1);
    expect(other.heard[0]).toEqual({
      payload: { vote: 'a', deep: [1, null, { x: true }] },
      info: 'Ann voted',
      href: '/#results',
      document: 'Lunch',
      summary: '1 vote',
      serial: 3,
      max_serial: 3,
    });
    expect(own.heard).toEqual(other.heard);
  });

  it.each([[null], ['text'], [0], [false], [[]], [{}], [{ __proto__: null, toString: 1 }]])(
    'MPH-2 the payload %j arrives as it was',
    async (payload) => {
      const program = new OpenProgram();
      const page = program.page();
      const { heard } = listening(page);
      page.webxdc.sendUpdate({ payload });
      await until(() => heard.length === 1);
      expect(heard[0]?.payload).toEqual(payload);
    },
  );

  it('MPH-2 what is no update throws where it is said, and nothing is sent', async () => {
    const program = new OpenProgram();
    const { webxdc } = program.page();
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    for (const bad of [undefined, null, 'text', {}, { payload: undefined }, { payload: () => 1 }, { payload: circle }])
      expect(() => webxdc.sendUpdate(bad)).toThrow(TypeError);
    expect(() => webxdc.sendUpdate({ payload: 1n })).toThrow(TypeError);
    expect(() => webxdc.sendUpdate({ payload: 'x'.repeat(128_000) })).toThrow(RangeError);
    expect(() => webxdc.sendUpdate({ payload: 'ü'.repeat(64_000) })).toThrow(RangeError);
    webxdc.sendUpdate({ payload: 'x'.repeat(127_000) });
    await until(() => program.log.all(stream(program)).length === 1);
  });

  it('MPH-3 serials rise, are the same at every replay, and may have gaps', async () => {
    const program = new OpenProgram();
    for (let n = 1; n <= 5; n += 1) program.log.take(stream(program), program.account, bytesOf({ payload: n }));
    const first = listening(program.page());
    await first.replayed;
    const second = listening(program.page());
    await second.replayed;
    expect(first.heard.map(({ serial }) => serial)).toEqual([3, 6, 9, 12, 15]);
    expect(first.heard.map((update) => update.max_serial)).toEqual([15, 15, 15, 15, 15]);
    expect(second.heard).toEqual(first.heard);
  });

  it('MPH-17 a program of our own kind is told who said it, by address, and whatever the payload claims', async () => {
    const { ann, ben } = twoPeople({ declared: { permissions: ['profile'], net: [] } });
    const [atAnn, atBen] = [ann.page(), ben.page()];
    const { heard, replayed } = listening(atBen);
    await replayed;
    atAnn.webxdc.sendUpdate({ payload: 1, sender: atBen.webxdc.selfAddr });
    await until(() => heard.length === 1);
    expect(heard[0]?.sender).toBe(atAnn.webxdc.selfAddr);
  });

  it('MPH-4 replays from above the serial asked for', async () => {
    const program = new OpenProgram();
    for (let n = 1; n <= 5; n += 1) program.log.take(stream(program), program.account, bytesOf({ payload: n }));
    const { heard, replayed } = listening(program.page(), 9);
    await replayed;
    expect(payloads(heard)).toEqual([4, 5]);
    const none = listening(program.page(), 15);
    await none.replayed;
    expect(none.heard).toEqual([]);
    const odd = listening(program.page(), Number.NaN);
    await odd.replayed;
    expect(odd.heard).toHaveLength(5);
  });

  it('MPH-4 resolves after everything that was known, in order, however much it is', async () => {
    const program = new OpenProgram();
    const count = FEED_BATCH * 2 + 7;
    for (let n = 0; n < count; n += 1) program.log.take(stream(program), program.account, bytesOf({ payload: n }));
    const { heard, replayed } = listening(program.page());
    await replayed;
    expect(payloads(heard)).toEqual(Array.from({ length: count }, (_, n) => n));
  });

  it('MPH-4 resolves at once where nothing was said, and goes on with what comes', async () => {
    const program = new OpenProgram();
    const { heard, replayed } = listening(program.page());
    await replayed;
    expect(heard).toEqual([]);
    for (let n = 0; n < 3; n += 1) program.log.take(stream(program), program.account, bytesOf({ payload: n }));
    await until(() => heard.length === 3);
    expect(payloads(heard)).toEqual([0, 1, 2]);
  });

  it('MPH-4 a second listener takes the place of the first, whose promise ends too', async () => {
    const program = new OpenProgram();
    for (let n = 0; n < 3; n += 1) program.log.take(stream(program), program.account, bytesOf({ payload: n }));
    const page = program.page();
    const first = listening(page);
    const second = listening(page);
    await Promise.all([first.replayed, second.replayed]);
    expect(payloads(second.heard)).toEqual([0, 1, 2]);
    expect(first.heard).toEqual([]);
  });

  it('MPH-4 a listener that throws loses nothing for the next update', async () => {
    const program = new OpenProgram();
    const page = program.page();
    const thrown: unknown[] = [];
    const onThrown = (error: unknown) => thrown.push(error);
    process.prependOnceListener('uncaughtException', onThrown);
    const others = process.listeners('uncaughtException').filter((listener) => listener !== onThrown);
    for (const listener of others) process.off('uncaughtException', listener);
    const heard: unknown[] = [];
    await page.webxdc.setUpdateListener(({ payload }) => {
      heard.push(payload);
      if (payload === 'bad') throw new Error('of the program');
    });
    for (const payload of ['bad', 'good']) program.log.take(stream(program), program.account, bytesOf({ payload }));
    await until(() => heard.length === 2 && thrown.length === 1);
    for (const listener of others) process.on('uncaughtException', listener);
    expect(heard).toEqual(['bad', 'good']);
    expect(String(thrown[0])).toContain('of the program');
  });

  it('MPH-4 a page loaded anew listens anew; the page before it hears nothing more', async () => {
    const program = new OpenProgram();
    const before = listening(program.page());
    await before.replayed;
    const after = listening(program.page());
    await after.replayed;
    program.log.take(stream(program), program.account, bytesOf({ payload: 'now' }));
    await until(() => after.heard.length === 1);
    expect(before.heard).toEqual([]);
  });

  it('MPH-4 a store that fails for a while is read again', async () => {
    const program = new OpenProgram();
    program.log.take(stream(program), program.account, bytesOf({ payload: 1 }));
    program.log.isBroken = true;
    const { heard, replayed } = listening(program.page());
    await settle();
    program.log.isBroken = false;
    await replayed;
    expect(payloads(heard)).toEqual([1]);
  });

  it('MPH-2 what cannot be read in the log is left out, and the rest goes on', async () => {
    const program = new OpenProgram();
    for (const bytes of [Uint8Array.of(255), bytesOf({ info: 'no payload' }), bytesOf({ payload: 1 })])
      program.log.take(stream(program), program.account, bytes);
    const { heard, replayed } = listening(program.page());
    await replayed;
    expect(payloads(heard)).toEqual([1]);
  });

  it('MPH-5 who may not write is told nothing, hears nothing back, and the host knows', async () => {
    const program = new OpenProgram();
    program.log.refusal = { code: 'not-allowed', message: 'left the group' };
    const page = program.page();
    const { heard, replayed } = listening(page);
    await replayed;
    expect(page.webxdc.sendUpdate({ payload: 1 })).toBeUndefined();
    await until(() => !program.host.figures.get().mayWrite);
    expect(heard).toEqual([]);
    program.log.refusal = null;
    page.webxdc.sendUpdate({ payload: 2 });
    await until(() => program.host.figures.get().mayWrite);
  });
});

describe('realtime', () => {
  it('MPH-9 what is sent reaches who is on the channel, not its sender, as the bytes it was', async () => {
    const { ann, ben } = twoPeople();
    const [one, two] = [ann.page().webxdc.joinRealtimeChannel(), ben.page().webxdc.joinRealtimeChannel()];
    const heard: Uint8Array[] = [];
    const own: Uint8Array[] = [];
    one.setListener((data) => own.push(data));
    two.setListener(() => undefined);
    two.setListener((data) => heard.push(data));
    await until(() => ann.host.figures.get().realtimePeers === 1);
    const all = Uint8Array.of(9, 1, 2, 3, 9);
    one.send(all.subarray(1, 4));
    one.send(new Uint8Array(0));
    one.send(new Uint8Array(128_000).fill(7));
    await until(() => heard.length === 3);
    expect(heard.map(({ length }) => length)).toEqual([3, 0, 128_000]);
    expect(heard[0]).toEqual(Uint8Array.of(1, 2, 3));
    expect(own).toEqual([]);
  });

  it('MPH-9 joining twice throws until it was left; what was left is dead', async () => {
    const realtime = new MemoryRealtime();
    const { webxdc } = new OpenProgram({ realtime }).page();
    const channel = webxdc.joinRealtimeChannel();
    expect(() => webxdc.joinRealtimeChannel()).toThrow(/leave/);
    await until(() => realtime.size === 1);
    channel.leave();
    channel.leave();
    await until(() => realtime.size === 0);
    expect(() => channel.send(new Uint8Array(1))).toThrow(/left/);
    expect(() => channel.setListener(() => undefined)).toThrow(/left/);
    const next = webxdc.joinRealtimeChannel();
    expect(() => next.send(new Uint8Array(1))).not.toThrow();
  });

  it('MPH-9 only bytes within the limit are sent', () => {
    const channel = new OpenProgram().page().webxdc.joinRealtimeChannel();
    // Each is what no program should hand over.
    const wrong: unknown[] = ['text', [1, 2], new ArrayBuffer(2), new Uint16Array(2), null];
    for (const data of wrong) expect(() => channel.send(data as Uint8Array)).toThrow(TypeError);
    expect(() => channel.send(new Uint8Array(128_001))).toThrow(RangeError);
  });

  it('MPH-9 a page that is loaded anew may join again, and the seat of the page before is gone', async () => {
    const realtime = new MemoryRealtime();
    const program = new OpenProgram({ realtime });
    program.page().webxdc.joinRealtimeChannel();
    await until(() => realtime.size === 1);
    expect(() => program.page().webxdc.joinRealtimeChannel()).not.toThrow();
    await until(() => realtime.size === 1);
    await program.host.close();
    expect(realtime.size).toBe(0);
  });
});
