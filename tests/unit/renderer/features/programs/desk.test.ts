import { beforeEach, describe, expect, test } from 'vitest';
import { fail, ok } from '@shared/result.ts';
import type { EventId } from '@shared/ids.ts';
import type { ProgramView, ProgramViewState } from '@ports/programViews.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { ProgramSession, ProgramStatus } from '@services/workspace/programWorkspace.ts';
import type { Outcome } from '@services/workspace/workspace.ts';
import { MOST_AWAKE, ProgramDesk } from '../../../../../src/renderer/features/programs/desk/desk.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

interface Running {
  readonly session: ProgramSession;
  readonly state: WritableSnapshot<ProgramViewState>;
}

const instance = (name: string) => idOf<EventId>(name);
let made: Running[];
let asked: string[];
let answer: (session: ProgramSession) => Outcome<ProgramSession>;
let desk: ProgramDesk;

function makeSession(id: EventId): ProgramSession {
  const state = writableSnapshot<ProgramViewState>('ready');
  const nothing = () => undefined;
  const view: ProgramView = {
    state,
    onPort: () => nothing,
    place: nothing,
    focus: nothing,
    reload: nothing,
    goTo: nothing,
    figures: () => Promise.resolve(null),
    close: () => state.set('closed'),
  };
  const status: ProgramStatus = {
    name: 'Poll',
    document: null,
    summary: null,
    waiting: 0,
    dropped: 0,
    mayWrite: true,
    realtimePeers: null,
  };
  const session: ProgramSession = {
    instance: id,
    view,
    status: writableSnapshot(status),
    prompt: writableSnapshot(null),
    close: () => view.close(),
  };
  made.push({ session, state });
  return session;
}

const running = () => desk.state.get().running;
const awake = () => running().filter(({ session }) => session !== null);

beforeEach(() => {
  made = [];
  asked = [];
  answer = (session) => Promise.resolve(ok(session));
  desk = new ProgramDesk({
    openProgram: (id, href) => {
      asked.push(`${id} ${href ?? ''}`);
      return answer(makeSession(id));
    },
  });
});

describe('the programs that run in a window', () => {
  test('what is opened is shown; another takes its place, and the first goes on', async () => {
    await desk.open(instance('a'));
    await desk.open(instance('b'));
    expect(desk.state.get().shown).toBe(instance('b'));
    expect(running().map((one) => one.instance)).toEqual([instance('b'), instance('a')]);
    expect(made.map(({ state }) => state.get())).toEqual(['ready', 'ready']);
    await desk.open(instance('a'));
    expect(asked).toHaveLength(2);
  });

  test('a place in a program is gone to, also where it runs already', async () => {
    await desk.open(instance('a'));
    await desk.open(instance('a'), '/score?of=7');
    expect(asked).toEqual([`${instance('a')} `, `${instance('a')} /score?of=7`]);
  });

  test('beyond the most that keep a page, the one unseen longest is put to sleep, and wakes when it is shown', async () => {
    const names = Array.from({ length: MOST_AWAKE + 1 }, (_, index) => instance(`n${index}`));
    for (const name of names) await desk.open(name);
    expect(running()).toHaveLength(MOST_AWAKE + 1);
    expect(awake()).toHaveLength(MOST_AWAKE);
    expect(running().find((one) => one.session === null)?.instance).toBe(names[0]);
    expect(made[0]?.state.get()).toBe('closed');
    await desk.open(instance('n0'));
    expect(awake()).toHaveLength(MOST_AWAKE);
    expect(running().find((one) => one.session === null)?.instance).toBe(names[1]);
    expect(desk.state.get().shown).toBe(instance('n0'));
  });

  test('what is closed is gone, from here or from outside', async () => {
    await desk.open(instance('a'));
    await desk.open(instance('b'));
    desk.close(instance('b'));
    expect(desk.state.get().shown).toBeNull();
    expect(made[1]?.state.get()).toBe('closed');
    made[0]?.state.set('closed');
    expect(running()).toEqual([]);
  });

  test('what is closed while it is being opened does not come up', async () => {
    let finish: () => void = () => undefined;
    answer = (session) =>
      new Promise((resolve) => {
        finish = () => resolve(ok(session));
      });
    const opening = desk.open(instance('a'));
    desk.close(instance('a'));
    finish();
    await opening;
    expect(running()).toEqual([]);
    expect(made[0]?.state.get()).toBe('closed');
  });

  test('why one did not open is told, and trying again clears it', async () => {
    answer = () => Promise.resolve(fail('file-missing', 'on its way'));
    await desk.open(instance('a'));
    expect(desk.state.get().failure).toBe('file-missing');
    answer = (session) => Promise.resolve(ok(session));
    desk.retry();
    await Promise.resolve();
    await Promise.resolve();
    expect(desk.state.get().failure).toBeNull();
    expect(awake()).toHaveLength(1);
  });

  test('a window that is done ends all', async () => {
    await desk.open(instance('a'));
    await desk.open(instance('b'));
    desk.dispose();
    expect(made.map(({ state }) => state.get())).toEqual(['closed', 'closed']);
  });
});
