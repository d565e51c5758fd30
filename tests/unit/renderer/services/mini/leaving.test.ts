/** What a program says at its end. Rules: MPH-16 in services/mini/SPEC.md. */
import { describe, expect, it } from 'vitest';
import * as Yjs from 'yjs';
import type { ToProgram } from '@shared/mini/bridge.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { LAST_QUIET, LEAVE_DEADLINE } from '@services/mini/leaveTaking.ts';
import { until } from '../../../../support/shared/until.ts';
import { OpenProgram, twoPeople } from '../../../../support/web/programWorld.ts';

const textOf = ({ bytes }: { readonly bytes: Uint8Array }) => new TextDecoder().decode(bytes);
const update = (payload: string) => ({ type: 'update', update: { payload } });
const hidden = { type: 'hidden', hasWorkers: false };

/** A program with a page that says what the test has it say. */
function spoken() {
  const clock = new FakeClock();
  const program = new OpenProgram({ clock, declared: { permissions: ['storage.sync'], net: [] } });
  const told: ToProgram[] = [];
  let say: (message: unknown) => void = () => undefined;
  const page = { isClosed: false };
  program.host.attach({
    post: (message) => told.push(message),
    onMessage: (listener) => {
      say = listener;
      return () => {
        say = () => undefined;
      };
    },
    close: () => {
      page.isClosed = true;
    },
  });
  const sent = () => program.log.all(program.stream).map(textOf);
  return { clock, program, told, page, sent, say: (message: unknown) => say(message) };
}

describe('the end', () => {
  it.each([
    ['at once', (send: () => void) => send()],
    ['after a promise', (send: () => void) => void Promise.resolve().then(send)],
    ['after what its own storage answers later', (send: () => void) => void setTimeout(() => setTimeout(send))],
  ])('MPH-16 what a program says %s when it goes out of sight is sent before it is closed', async (_, soon) => {
    // Of time that stands still nobody takes too long.
    const clock = new FakeClock();
    const { ann, ben } = twoPeople({ clock });
    const { webxdc, document } = ann.page();
    const say = () => webxdc.sendUpdate({ payload: document.visibilityState });
    document.addEventListener('visibilitychange', () => soon(say));
    const closing = ann.host.close();
    await until(() => ben.log.all(ben.stream).length === 1);
    await clock.advance(LEAVE_DEADLINE);
    await closing;
    await ann.host.close();
    expect(ben.log.all(ben.stream).map(textOf)).toEqual(['{"payload":"hidden"}']);
  });

  it('MPH-16 a page that said that it knows is heard until it was quiet for a while', async () => {
    const { clock, program, page, say, sent } = spoken();
    const closing = program.host.close();
    say(hidden);
    for (const payload of ['1', '2']) {
      await clock.advance(LAST_QUIET - 1);
      say(update(payload));
    }
    await clock.advance(LAST_QUIET - 1);
    expect(page.isClosed).toBe(false);
    await clock.advance(1);
    await closing;
    say(update('3'));
    expect([page.isClosed, sent()]).toEqual([true, ['{"payload":1}', '{"payload":2}']]);
  });

  it('PRG-25 what it kept for the person is not kept anew as it ends where it was uninstalled; what all see is said', async () => {
    const { clock, program, say } = spoken();
    const change = (scope: 'instance' | 'person') => ({
      type: 'document.change',
      name: 'd',
      scope,
      update: Uint8Array.of(0, 0),
    });
    const kept = (scope: 'instance' | 'person') =>
      program.log.all({ instance: program.instance, document: 'd', scope }).length;
    // More than goes at once: some wait.
    for (let count = 0; count < 30; count += 1) say(change('person'));
    await until(() => kept('person') === 20);
    program.host.uninstalled();
    const closing = program.host.close();
    for (const scope of ['person', 'instance'] as const) say(change(scope));
    say(hidden);
    await clock.advance(LEAVE_DEADLINE);
    await closing;
    expect([kept('person'), kept('instance')]).toEqual([20, 1]);
  });

  it('PRG-25 nor what the store did not take until it was uninstalled', async () => {
    const { clock, program, say } = spoken();
    const stream = { instance: program.instance, document: 'd', scope: 'person' } as const;
    program.log.refusal = { code: 'later', message: 'full' };
    say({ type: 'document.change', name: 'd', scope: 'person', update: Uint8Array.of(0, 0) });
    // While it is on its way.
    program.host.uninstalled();
    await clock.advance(0);
    program.log.refusal = null;
    await clock.advance(10_000);
    expect([program.log.all(stream), program.host.figures.get().waiting]).toEqual([[], 0]);
  });

  it('MPH-16 one that never is quiet is closed in time', async () => {
    const { clock, program, page, say } = spoken();
    const closing = program.host.close();
    await clock.advance(LAST_QUIET);
    say(hidden);
    for (let at = LAST_QUIET; at < LEAVE_DEADLINE; at += LAST_QUIET / 2) {
      expect(page.isClosed).toBe(false);
      say(update('1'));
      await clock.advance(LAST_QUIET / 2);
    }
    await closing;
    expect(page.isClosed).toBe(true);
  });

  it('MPH-16 what a program wrote into a shared document is sent before it is closed, also what waited for its turn', async () => {
    const declared = { permissions: ['storage.sync' as const], net: [] };
    const clock = new FakeClock();
    const { ann, ben } = twoPeople({ declared, clock });
    const { banyan, document } = ann.page();
    const open = banyan?.['document'] as (name: string) => Promise<Yjs.Doc>;
    const text = (await open('notes')).getText('t');
    document.addEventListener('visibilitychange', () => text.insert(text.length, ' last'));
    text.insert(0, 'at once');
    text.insert(text.length, ', then');
    const seen = () => {
      const doc = new Yjs.Doc();
      for (const { bytes } of ben.log.all({ ...ben.stream, document: 'notes' })) Yjs.applyUpdate(doc, bytes);
      return doc.getText('t').toJSON();
    };
    const closing = ann.host.close();
    await until(() => seen() === 'at once, then last');
    await clock.advance(LEAVE_DEADLINE);
    await closing;
    expect(seen()).toBe('at once, then last');
  });

  it('MPH-5 what a store that fails just then does not take goes out after the end, in order, and before what is said after it', async () => {
    const clock = new FakeClock();
    const { ann, ben } = twoPeople({ clock });
    const first = ann.page();
    ann.log.refusal = { code: 'later', message: 'this tab takes over' };
    for (const payload of [1, 2]) first.webxdc.sendUpdate({ payload });
    await until(() => ann.host.figures.get().waiting === 2);
    const closing = ann.host.close();
    await clock.advance(LEAVE_DEADLINE);
    await closing;
    const again = new OpenProgram({ clock, log: ann.log, earlier: ann.host.allSaid() });
    again.page().webxdc.sendUpdate({ payload: 3 });
    await until(() => again.host.figures.get().waiting === 1);
    ann.log.refusal = null;
    await clock.advance(60_000);
    await until(() => ben.log.all(ben.stream).length === 3);
    expect(ben.log.all(ben.stream).map(textOf)).toEqual(['{"payload":1}', '{"payload":2}', '{"payload":3}']);
  });

  it('MPH-16 a page that does not answer is closed all the same', async () => {
    const { clock, program, page, told } = spoken();
    const closing = program.host.close();
    await clock.advance(LEAVE_DEADLINE - 1);
    expect(page.isClosed).toBe(false);
    await clock.advance(1);
    await closing;
    expect(page.isClosed).toBe(true);
    expect(told).toEqual([{ type: 'visibility', isHidden: true }]);
  });
});
