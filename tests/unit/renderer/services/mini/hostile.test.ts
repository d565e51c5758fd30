/** What a page may try: each with what still works beside it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Yjs from 'yjs';
import type { ToProgram } from '@shared/mini/bridge.ts';
import type { ProgramPort } from '@ports/programViews.ts';
import { LEAVE_DEADLINE } from '@services/mini/leaveTaking.ts';
import { MOST_PROMPTS } from '@services/mini/promptDesk.ts';
import { MOST_WAITING } from '@services/mini/sendQueue.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { MemoryProgramLog } from '../../../../support/web/memoryPrograms.ts';
import { OpenProgram, twoPeople } from '../../../../support/web/programWorld.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { until } from '../../../../support/shared/until.ts';

/** A port a test holds the other end of, without the script of the page. */
class RawPort implements ProgramPort {
  readonly heard: ToProgram[] = [];
  isClosed = false;
  private listener: (message: unknown) => void = () => undefined;

  readonly post = (message: ToProgram) => void (this.isClosed || this.heard.push(message));
  readonly close = () => void (this.isClosed = true);
  readonly onMessage = (listener: (message: unknown) => void) => {
    this.listener = listener;
    return () => {
      this.listener = () => undefined;
    };
  };

  say(message: unknown): void {
    this.listener(message);
  }

  of<T extends ToProgram['type']>(type: T): Extract<ToProgram, { readonly type: T }>[] {
    return this.heard.filter((message): message is Extract<ToProgram, { readonly type: T }> => message.type === type);
  }
}

function raw(program: OpenProgram): RawPort {
  const port = new RawPort();
  program.host.attach(port);
  return port;
}

const updates = (program: OpenProgram) =>
  program.log.all({ instance: program.instance, document: null, scope: 'instance' });
const update = (payload: string) => ({ type: 'update', update: { payload } });

describe('what a page says', () => {
  it('MPH-14 anything that does not fit is dropped, and the page still works', async () => {
    const program = new OpenProgram();
    const port = raw(program);
    fc.assert(fc.property(fc.anything(), (message) => port.say(message)));
    for (const message of [
      { type: 'update' },
      { type: 'update', update: { payload: 5 } },
      update('no json'),
      update('x'.repeat(128_001)),
      { type: 'update', update: { payload: '1' }, instance: 'another' },
      { type: 'listen', serial: -1 },
      { type: 'listen', serial: '0' },
      { type: 'realtime.send', bytes: [1] },
      { type: 'realtime.send', bytes: new Uint8Array(128_001) },
      { type: 'call', id: 1, call: 'toString', input: {} },
      { type: 'document.open', name: '../x', scope: 'instance' },
    ])
      port.say(message);
    expect(updates(program)).toEqual([]);
    port.say(update('1'));
    await until(() => updates(program).length === 1);
    expect(port.of('warning').length).toBeGreaterThan(0);
    expect(port.of('warning').length).toBeLessThan(30);
  });

  it('MPH-14 a call with a wrong input is answered so, and nobody is asked', async () => {
    const program = new OpenProgram();
    const port = raw(program);
    const inputs: unknown[] = [undefined, null, {}, { text: null, file: { name: 'a', type: '', bytes: 'x' } }];
    for (const [id, input] of inputs.entries()) port.say({ type: 'call', id, call: 'sendToChat', input });
    port.say({ type: 'call', id: 9, call: 'banyan.pay', input: { to: 'x' } });
    await until(() => port.of('reply').length === inputs.length + 1);
    expect(port.of('reply').every((reply) => !reply.ok && reply.code === 'invalid-input')).toBe(true);
    expect(program.prompts.shown.get()).toBeNull();
  });

  it('MPH-12 what the manifest does not declare is refused, whatever the page calls', async () => {
    const program = new OpenProgram();
    const port = raw(program);
    port.say({ type: 'call', id: 1, call: 'banyan.profile', input: {} });
    await until(() => port.of('reply').length === 1);
    expect(port.of('reply')[0]).toMatchObject({ ok: false, code: 'not-declared' });
    port.say({ type: 'document.open', name: 'd', scope: 'instance' });
    port.say({ type: 'document.change', name: 'd', scope: 'instance', update: Uint8Array.of(0, 0) });
    await settle();
    expect(port.of('document')).toEqual([]);
    expect(program.log.all({ instance: program.instance, document: 'd', scope: 'instance' })).toEqual([]);
  });

  it('MPH-14 two instances hear nothing of each other', async () => {
    const log = new MemoryProgramLog(new OpenProgram().account);
    const [one, two] = [new OpenProgram({ log }), new OpenProgram({ log, instance: 'second' })];
    const heard: unknown[] = [];
    const other: unknown[] = [];
    await two.page().webxdc.setUpdateListener(({ payload }) => heard.push(payload));
    const page = one.page();
    await page.webxdc.setUpdateListener(({ payload }) => other.push(payload));
    page.webxdc.sendUpdate({ payload: 'mine' });
    await until(() => other.length === 1);
    expect(heard).toEqual([]);
    expect(updates(two)).toEqual([]);
  });

  it('MPH-14 a port that is over is heard no more', async () => {
    const program = new OpenProgram();
    const [old, next] = [raw(program), raw(program)];
    old.say(update('"old"'));
    next.say(update('"next"'));
    await until(() => updates(program).length === 1);
    expect(old.isClosed).toBe(true);
    await program.host.close();
    next.say(update('"after"'));
    await settle();
    expect(updates(program)).toHaveLength(1);
  });
});

describe('floods', () => {
  it('MPH-5 a flood waits, is bounded, and what is dropped is counted and said', async () => {
    const clock = new FakeClock();
    const program = new OpenProgram({ clock });
    const port = raw(program);
    const count = MOST_WAITING + 100;
    for (let n = 0; n < count; n += 1) port.say(update(String(n)));
    await clock.advance(0);
    expect(updates(program).length).toBeLessThanOrEqual(20);
    const { dropped } = program.host.figures.get();
    expect(dropped).toBe(100);
    expect(port.of('warning').map(({ code }) => code)).toContain('update-dropped');
    await clock.advance(10_000);
    expect(updates(program).length).toBeLessThanOrEqual(31);
    expect(program.host.figures.get().waiting).toBe(MOST_WAITING - updates(program).length);
    const closing = program.host.close();
    await clock.advance(LEAVE_DEADLINE);
    await closing;
    expect(updates(program)).toHaveLength(MOST_WAITING);
  });

  it('MPH-5 a store that takes nothing keeps what was said waiting, in order', async () => {
    const clock = new FakeClock();
    const program = new OpenProgram({ clock });
    const port = raw(program);
    program.log.refusal = { code: 'later', message: 'full' };
    for (let n = 0; n < 3; n += 1) port.say(update(String(n)));
    await clock.advance(6000);
    expect(updates(program)).toEqual([]);
    program.log.refusal = null;
    await clock.advance(6000);
    expect(updates(program).map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual(
      [0, 1, 2].map((n) => `{"payload":${n}}`),
    );
  });

  it('MPH-8 prompts in a loop are not shown, and closing answers with no', async () => {
    const program = new OpenProgram({ clock: new FakeClock() });
    const port = raw(program);
    for (let id = 0; id < 40; id += 1) {
      port.say({ type: 'call', id, call: 'sendToChat', input: { text: 'buy', file: null } });
      await settle();
      program.prompts.shown.get()?.answer(null as never);
    }
    await until(() => port.of('reply').length === 40);
    expect(port.of('reply').filter((reply) => reply.ok)).toHaveLength(MOST_PROMPTS);
    expect(program.sent).toEqual([]);
  });

  it('MPH-8 after a no, the person can have the same not asked again; other things are, and a yes starts anew', async () => {
    const program = new OpenProgram();
    const port = raw(program);
    let id = 0;
    const ask = (call: 'sendToChat' | 'importFiles') => {
      id += 1;
      const input =
        call === 'sendToChat' ? { text: 'buy', file: null } : { extensions: [], mimeTypes: [], multiple: false };
      port.say({ type: 'call', id, call, input });
    };
    ask('sendToChat');
    const first = await program.prompt('send-to-chat');
    expect(first.stop).toBeUndefined();
    first.answer(null);
    ask('importFiles');
    expect((await program.prompt('import-files')).stop).toBeUndefined();
    program.prompts.shown.get()?.answer([] as never);
    ask('sendToChat');
    const second = await program.prompt('send-to-chat');
    ask('sendToChat');
    second.stop?.();
    ask('sendToChat');
    await until(() => port.of('reply').length === 5);
    expect(program.prompts.shown.get()).toBeNull();
    expect(port.of('reply').every(({ ok }) => ok)).toBe(true);
    ask('importFiles');
    expect((await program.prompt('import-files')).stop).toBeDefined();
  });

  it('MPH-8 one prompt at a time, three behind it, and eight calls at once', async () => {
    const program = new OpenProgram();
    const port = raw(program);
    for (let id = 0; id < 12; id += 1)
      port.say({ type: 'call', id, call: 'sendToChat', input: { text: String(id), file: null } });
    await until(() => port.of('reply').length === 8);
    expect(port.of('reply').every((reply) => !reply.ok && reply.code === 'busy')).toBe(true);
    for (const text of ['0', '1', '2', '3']) {
      const shown = await program.prompt('send-to-chat');
      expect(shown.text).toBe(text);
      shown.answer(null);
      shown.answer({ space: program.account as never, text: 'again' });
    }
    expect(program.prompts.shown.get()).toBeNull();
    expect(program.sent).toEqual([]);
  });

  it('MPH-9 realtime messages beyond the rate are dropped', async () => {
    const { ann, ben } = twoPeople({ clock: new FakeClock() });
    const [port, other] = [raw(ann), raw(ben)];
    for (const each of [port, other]) each.say({ type: 'realtime.join' });
    for (let n = 0; n < 1000; n += 1) port.say({ type: 'realtime.send', bytes: Uint8Array.of(n) });
    await Promise.resolve();
    expect(other.of('realtime')).toHaveLength(200);
    expect(ann.host.figures.get().dropped).toBe(800);
  });
});

describe('shared documents', () => {
  const declared = { permissions: ['storage.sync'], net: [] } as const;
  type Open = (name: string, options?: { scope?: string }) => Promise<Yjs.Doc>;
  const openOf = (program: OpenProgram) => program.page().banyan?.['document'] as Open;

  it('MPH-13 two people see one document, a late one all of it, and the host reads none of it', async () => {
    const { ann, ben } = twoPeople({ declared });
    const [one, two] = await Promise.all([openOf(ann)('list'), openOf(ben)('list')]);
    one.getArray('items').push(['milk']);
    two.getArray('items').push(['bread']);
    await until(() => one.getArray('items').length === 2 && two.getArray('items').length === 2);
    expect(one.getArray('items').toJSON()).toEqual(two.getArray('items').toJSON());
    const late = await openOf(ann)('list');
    expect(late.getArray('items').toJSON()).toEqual(one.getArray('items').toJSON());
  });

  it('MPH-13 changes go out at once, then merged', async () => {
    const { ann } = twoPeople({ declared });
    const doc = await openOf(ann)('d');
    for (let n = 0; n < 50; n += 1) doc.getArray('a').push([n]);
    const rows = () => ann.log.all({ instance: ann.instance, document: 'd', scope: 'instance' });
    await until(() => rows().length === 2);
    const copy = new Yjs.Doc();
    for (const { bytes } of rows()) Yjs.applyUpdate(copy, bytes);
    expect(copy.getArray('a')).toHaveLength(50);
  });

  it('MPH-13 a poisoned change is left out in the page, and the rest goes on', async () => {
    const program = new OpenProgram({ declared });
    const stream = { instance: program.instance, document: 'd', scope: 'instance' } as const;
    const good = new Yjs.Doc();
    good.getMap('m').set('k', 'v');
    for (const bytes of [Uint8Array.of(255, 255, 255), new Uint8Array(0), Yjs.encodeStateAsUpdate(good)])
      program.log.take(stream, program.account, bytes);
    expect((await openOf(program)('d')).getMap('m').get('k')).toBe('v');
  });

  it('MPH-13 one’s own document is nobody else’s, and names are checked', async () => {
    const { ann, ben } = twoPeople({ declared });
    const doc = await openOf(ann)('notes', { scope: 'person' });
    doc.getMap('m').set('secret', 1);
    await until(() => ann.log.all({ instance: ann.instance, document: 'notes', scope: 'person' }).length === 1);
    expect((await openOf(ben)('notes', { scope: 'person' })).getMap('m').size).toBe(0);
    await expect(openOf(ann)('Bad Name')).rejects.toThrow(TypeError);
    await expect(openOf(ann)('a', { scope: 'world' })).rejects.toThrow(TypeError);
  });
});

describe('changes of documents that do not go out', () => {
  const sync = { permissions: ['storage.sync' as const], net: [] };
  const change = (bytes: Uint8Array) => ({ type: 'document.change', name: 'notes', scope: 'instance', update: bytes });
  const wordsIn = (program: OpenProgram) => {
    const doc = new Yjs.Doc();
    const stream = { instance: program.instance, document: 'notes', scope: 'instance' } as const;
    for (const { bytes } of program.log.all(stream)) Yjs.applyUpdate(doc, bytes);
    return doc.getText('words').toJSON();
  };
  const inserted = (doc: Yjs.Doc, word: string) => {
    const before = Yjs.encodeStateVector(doc);
    doc.getText('words').insert(doc.getText('words').length, word);
    return Yjs.encodeStateAsUpdate(doc, before);
  };

  it('MPH-48 come back to the page, where the person may not write, and where it may not keep more', async () => {
    const program = new OpenProgram({ clock: new FakeClock(), declared: sync });
    const port = raw(program);
    const doc = new Yjs.Doc();
    program.log.refusal = { code: 'not-allowed', message: 'muted' };
    const first = inserted(doc, 'one ');
    port.say(change(first));
    await until(() => port.of('document.back').length === 1);
    expect(program.givenBack).toBe(first.length);
    program.log.refusal = null;
    program.mayKeep = () => false;
    const second = inserted(doc, 'two ');
    port.say(change(second));
    expect(port.of('document.back')).toEqual([
      { type: 'document.back', name: 'notes', scope: 'instance', update: first },
      { type: 'document.back', name: 'notes', scope: 'instance', update: second },
    ]);
    program.mayKeep = () => true;
    for (const { update: back } of port.of('document.back')) port.say(change(back));
    port.say(change(inserted(doc, 'three')));
    await until(() => wordsIn(program) === 'one two three');
    expect(program.host.figures.get().dropped).toBe(0);
  });

  it('MPH-48 what finds no room comes back each time it is said, and does not count as kept', async () => {
    const clock = new FakeClock();
    const program = new OpenProgram({ clock, declared: sync });
    const port = raw(program);
    program.log.refusal = { code: 'later', message: 'full' };
    let counted = 0;
    program.mayKeep = () => {
      counted += 1;
      return true;
    };
    const doc = new Yjs.Doc();
    for (let n = 0; n < MOST_WAITING + 2; n += 1) port.say(change(inserted(doc, 'x')));
    const back = port.of('document.back');
    expect([back.length, counted]).toEqual([2, MOST_WAITING]);
    for (const { update: again } of back) port.say(change(again));
    expect([port.of('document.back').length, counted]).toEqual([4, MOST_WAITING]);
    program.log.refusal = null;
    for (let second = 0; second < MOST_WAITING; second += 1) await clock.advance(1000);
    for (const { update: again } of back) port.say(change(again));
    for (let second = 0; second < 30; second += 1) await clock.advance(1000);
    expect(wordsIn(program)).toBe('x'.repeat(MOST_WAITING + 2));
  });

  it('MPH-48 all that a page says as it ends finds room, and goes out', async () => {
    const clock = new FakeClock();
    const program = new OpenProgram({ clock, declared: sync });
    const port = raw(program);
    const doc = new Yjs.Doc();
    const closing = program.host.close();
    const word = 'x'.repeat(1_000_000);
    for (let n = 0; n < 12; n += 1) port.say(change(inserted(doc, word)));
    port.say({ type: 'hidden', hasWorkers: false });
    expect(port.of('document.back')).toEqual([]);
    await clock.advance(LEAVE_DEADLINE);
    await closing;
    expect(wordsIn(program)).toHaveLength(12_000_000);
  });

  it('MPH-48 a value too large to be said is counted as dropped', () => {
    const program = new OpenProgram({ declared: sync });
    raw(program).say({ type: 'document.lost' });
    expect(program.host.figures.get().dropped).toBe(1);
  });
});
