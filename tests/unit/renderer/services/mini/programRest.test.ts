/** A program that nobody sees. Rules: MPH-16, MPH-30 in services/mini/SPEC.md. */
import { describe, expect, it } from 'vitest';
import type { ToProgram } from '@shared/mini/bridge.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { MemoryProgramView } from '@adapters/memory/views/memoryProgramViews.ts';
import { LAST_QUIET, LEAVE_DEADLINE } from '@services/mini/leaveTaking.ts';
import type { RealtimeBus } from '@services/mini/realtimeBus.ts';
import { ProgramRest, RESTLESS_AFTER } from '@services/mini/programRest.ts';
import type { AccountId } from '@shared/ids.ts';
import { makeBlob } from '../../../../support/shared/blobFixtures.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { until } from '../../../../support/shared/until.ts';
import { MemoryRealtime } from '../../../../support/web/memoryPrograms.ts';
import { type Opening, OpenProgram } from '../../../../support/web/programWorld.ts';

const HIDDEN = { type: 'visibility', isHidden: true };
const SEEN = { type: 'visibility', isHidden: false };
const PLACE = { href: '/score?of=7#top', x: 0, y: 640 };

function setup(opening: Opening = {}) {
  const clock = new FakeClock();
  const program = new OpenProgram({ ...opening, clock });
  const view = new MemoryProgramView({
    account: idOf<AccountId>('Ann'),
    package: makeBlob(Uint8Array.of(1)).id,
    label: 'label',
    self: program.self,
    title: 'Poll',
  });
  const rest = new ProgramRest({ host: program.host, view, prompt: program.prompts.shown, clock });
  const told: ToProgram[] = [];
  let say: (message: unknown) => void = () => undefined;
  const connect = () => {
    program.host.attach({
      post: (message) => told.push(message),
      onMessage: (listener) => {
        say = listener;
        return () => undefined;
      },
      close: () => undefined,
    });
    rest.pageCame();
  };
  connect();
  const answer = async (word: object = {}) => {
    say({ type: 'hidden', hasWorkers: false, ...word });
    await clock.advance(LAST_QUIET);
  };
  return { clock, program, view, rest, told, connect, answer, say: (message: unknown) => say(message) };
}

describe('a program that is not seen', () => {
  it('MPH-30 is told, says its last, then stands still, and goes on when it is seen again', async () => {
    const { rest, view, told, answer } = setup();
    rest.setSeen(false);
    expect([view.isFrozen, rest.activity.get(), told]).toEqual([false, 'busy', [HIDDEN]]);
    await answer();
    expect([view.isFrozen, rest.activity.get()]).toEqual([true, 'resting']);
    rest.setSeen(true);
    expect([view.isFrozen, rest.activity.get(), told]).toEqual([false, 'seen', [HIDDEN, SEEN]]);
  });

  it('MPH-30 seen again before it answered, it is not stopped by the answer', async () => {
    const { rest, view, answer } = setup();
    rest.setSeen(false);
    rest.setSeen(true);
    await answer();
    expect([view.isFrozen, rest.activity.get()]).toEqual([false, 'seen']);
  });

  it('MPH-30 standing still it is told nothing; what came meanwhile it hears after, in order and once', async () => {
    const { rest, program, told, answer, say, clock } = setup();
    const updates = () => told.flatMap((message) => (message.type === 'updates' ? message.updates : []));
    say({ type: 'listen', serial: 0 });
    rest.setSeen(false);
    await answer();
    for (const payload of [1, 2]) await program.log.say(program.stream, encode(`{"payload":${payload}}`));
    await clock.advance(5000);
    expect(updates()).toEqual([]);
    rest.setSeen(true);
    await until(() => updates().length === 2);
    expect(updates().map(({ payload }) => payload)).toEqual(['1', '2']);
  });

  it('MPH-30 goes on while a call of it is under way or its prompt is shown, and stops after', async () => {
    const { rest, program, view, answer, say, clock } = setup();
    say({ type: 'call', id: 1, call: 'sendToChat', input: { text: 'hello', file: null } });
    const prompt = await promptOf(program, clock);
    rest.setSeen(false);
    await answer();
    expect([view.isFrozen, rest.activity.get()]).toEqual([false, 'busy']);
    prompt.answer(null);
    await until(() => view.isFrozen && rest.activity.get() === 'resting');
  });

  it('MPH-30 is not kept going by what it asks while nobody sees it; that is asked when it is seen again', async () => {
    const { rest, program, view, answer, say } = setup();
    rest.setSeen(false);
    say({ type: 'call', id: 1, call: 'importFiles', input: { extensions: [], mimeTypes: [], multiple: false } });
    await until(() => program.prompts.shown.get() !== null);
    await answer();
    expect([view.isFrozen, rest.activity.get()]).toEqual([true, 'resting']);
    rest.setSeen(true);
    expect([view.isFrozen, rest.activity.get(), program.prompts.shown.get()?.kind]).toEqual([
      false,
      'seen',
      'import-files',
    ]);
  });

  it('MPH-30 goes on as long as others are on its realtime channel, alone there it stops, and one who comes finds it there', async () => {
    const realtime = new MemoryRealtime();
    const { rest, program, view, told, answer, say } = setup({ realtime });
    say({ type: 'realtime.join' });
    rest.setSeen(false);
    await answer();
    expect(view.isFrozen).toBe(true);
    const other = realtime.bus.join({ instance: program.instance, space: program.space }, () => undefined);
    expect([view.isFrozen, rest.activity.get()]).toEqual([false, 'busy']);
    other.send(Uint8Array.of(7));
    expect(told.at(-1)).toEqual({ type: 'realtime', bytes: Uint8Array.of(7) });
    other.leave();
    expect([view.isFrozen, rest.activity.get()]).toEqual([true, 'resting']);
  });

  it('MPH-30 standing still it is not told what a member says on its realtime channel, and hears what comes once it goes on', async () => {
    const bring: ((bytes: Uint8Array) => void)[] = [];
    // One who speaks, and never says that they are there.
    const seat = { peers: writableSnapshot(0), send: () => undefined, leave: () => undefined };
    const bus: RealtimeBus = { join: (_, hear) => (bring.push(hear), seat) };
    const { rest, view, told, answer, say } = setup({ realtime: { bus } });
    say({ type: 'realtime.join' });
    rest.setSeen(false);
    await answer();
    for (let n = 0; n < 500; n += 1) bring[0]?.(new Uint8Array(15_000));
    expect([view.isFrozen, told]).toEqual([true, [HIDDEN]]);
    rest.setSeen(true);
    bring[0]?.(Uint8Array.of(7));
    expect(told).toEqual([HIDDEN, SEEN, { type: 'realtime', bytes: Uint8Array.of(7) }]);
  });

  it('MPH-30 what it sends while it says its last goes out before it stands still', async () => {
    const { rest, program, view, say, clock } = setup();
    rest.setSeen(false);
    say({ type: 'hidden', hasWorkers: false });
    await clock.advance(LAST_QUIET - 1);
    expect(view.isFrozen).toBe(false);
    say({ type: 'update', update: { payload: '1' } });
    await clock.advance(LAST_QUIET);
    expect([view.isFrozen, program.log.all(program.stream)]).toMatchObject([true, [{ author: program.account }]]);
  });

  it('MPH-30 a page that comes meanwhile is told that it is not seen, and stopped as well', async () => {
    const { rest, view, told, connect, answer } = setup();
    rest.setSeen(false);
    await answer();
    connect();
    expect([view.isFrozen, told]).toEqual([false, [HIDDEN, HIDDEN]]);
    await answer();
    expect(view.isFrozen).toBe(true);
  });
});

describe('a program that can not be stopped', () => {
  it('MPH-30 in a view of its own one that says nothing is stopped all the same', async () => {
    const { rest, view, clock } = setup();
    rest.setSeen(false);
    await clock.advance(LEAVE_DEADLINE);
    expect([view.isFrozen, rest.activity.get()]).toEqual([true, 'resting']);
  });

  it('MPH-30 in a frame one with workers, or one that says nothing, is restless after a time', async () => {
    for (const word of [{ hasWorkers: true }, null]) {
      const { rest, view, clock, answer } = setup();
      view.stops = 'page';
      rest.setSeen(false);
      if (word !== null) await answer(word);
      await clock.advance(RESTLESS_AFTER - clock.monotonic() - 1);
      expect([view.isFrozen, rest.activity.get()]).toEqual([word !== null, 'busy']);
      await clock.advance(1);
      expect([view.isFrozen, rest.activity.get()]).toEqual([true, 'restless']);
      rest.setSeen(true);
      await clock.advance(RESTLESS_AFTER * 2);
      expect([view.isFrozen, rest.activity.get()]).toEqual([false, 'seen']);
    }
  });
});

describe('its place', () => {
  it('MPH-31 is what it last said, as a place in itself and nowhere else', async () => {
    const { rest, answer } = setup();
    expect(rest.place).toBeNull();
    rest.setSeen(false);
    await answer({ place: PLACE });
    expect(rest.place).toEqual(PLACE);
    for (const href of ['//evil.example/x', 'javascript:alert(1)', '/../../x']) {
      rest.setSeen(true);
      rest.setSeen(false);
      await answer({ place: { ...PLACE, href } });
      expect(rest.place?.href).toMatch(/^\/(?![/\\])/);
    }
  });

  it('MPH-31 the first page that comes is told where to scroll, and no other', () => {
    const { program, told, connect } = setup();
    program.host.scrollTo(PLACE);
    connect();
    connect();
    expect(told).toEqual([{ type: 'scroll', x: 0, y: 640 }]);
  });
});

const encode = (text: string) => new TextEncoder().encode(text);

/** The prompt comes in a task of its own. */
async function promptOf(program: OpenProgram, clock: FakeClock) {
  await clock.advance(0);
  return program.prompt('send-to-chat');
}
