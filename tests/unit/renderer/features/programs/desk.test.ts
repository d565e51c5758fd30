import { until } from '../../../../support/shared/until.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { fail, ok } from '@shared/result.ts';
import type { EventId } from '@shared/ids.ts';
import type { ProgramView, ProgramViewState } from '@ports/programViews.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { ProgramActivity, ProgramSession, ProgramStatus } from '@services/workspace/programWorkspace.ts';
import type { Outcome } from '@services/workspace/workspace.ts';
import { MOST_HIDDEN, ProgramDesk } from '../../../../../src/renderer/features/programs/desk/desk.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

interface Running {
  readonly session: ProgramSession;
  readonly state: WritableSnapshot<ProgramViewState>;
  readonly activity: WritableSnapshot<ProgramActivity>;
  readonly status: WritableSnapshot<ProgramStatus>;
}

const instance = (name: string) => idOf<EventId>(name);
let made: Running[];
let asked: string[];
let slept: EventId[];
/** What becomes of a program when it is not seen. */
let restOf: (id: EventId) => ProgramActivity;
let answer: (session: ProgramSession) => Outcome<ProgramSession>;
/** What runs, as the workspace tells it. */
let begun: WritableSnapshot<readonly ProgramSession[]>;
let desk: ProgramDesk;

function makeSession(id: EventId): ProgramSession {
  const state = writableSnapshot<ProgramViewState>('ready');
  const nothing = () => undefined;
  const view: ProgramView = {
    state,
    stops: 'all',
    begin: nothing,
    setFrozen: nothing,
    onPort: () => nothing,
    place: nothing,
    isInUse: () => true,
    focus: nothing,
    missesSomething: nothing,
    reload: nothing,
    goTo: nothing,
    figures: () => Promise.resolve(null),
    close: () => Promise.resolve(state.set('closed')),
  };
  const status = writableSnapshot<ProgramStatus>({
    name: 'Poll',
    document: null,
    summary: null,
    waiting: 0,
    dropped: 0,
    mayWrite: true,
    realtimePeers: null,
    kept: null,
  });
  const activity = writableSnapshot<ProgramActivity>('seen');
  const session: ProgramSession = {
    instance: id,
    view,
    status,
    prompt: writableSnapshot(null),
    activity,
    // What a program's rest does at once where nothing keeps it going.
    allowKeeping: nothing,
    setSeen: (isSeen) => {
      if ((activity.get() === 'seen') !== isSeen) activity.set(isSeen ? 'seen' : restOf(id));
    },
    sleep: () => {
      slept.push(id);
      void view.close();
    },
    close: () => void view.close(),
  };
  made.push({ session, state, activity, status });
  return session;
}

const running = () => desk.state.get().running;
const awake = () => running().filter(({ session }) => session !== null);

beforeEach(() => {
  made = [];
  asked = [];
  slept = [];
  restOf = () => 'resting';
  answer = (session) => Promise.resolve(ok(session));
  begun = writableSnapshot<readonly ProgramSession[]>([]);
  desk = new ProgramDesk({
    openPrograms: begun,
    openProgram: (id, href, accepted) => {
      asked.push(`${id} ${href ?? ''}${accepted ?? ''}`);
      return answer(makeSession(id));
    },
  });
});

describe('the programs that run in a window', () => {
  test('PRG-13 what is opened is asked for before anything is drawn', async () => {
    const seen: number[] = [];
    desk.state.subscribe(() => seen.push(asked.length));
    await desk.open(instance('a'));
    expect(seen[0]).toBe(1);
  });

  test('DSK-5 what was ready is shown once, with its page, and followed from then on', async () => {
    answer = (session) => {
      begun.set([...begun.get(), session]);
      return Promise.resolve(ok(session));
    };
    const drawn: (readonly (ProgramSession | null)[])[] = [];
    desk.state.subscribe(() => drawn.push(running().map(({ session }) => session)));
    await desk.open(instance('a'));
    expect(drawn).toEqual([[made[0]?.session]]);
    expect(made[0]?.activity.get()).toBe('seen');
    made[0]?.state.set('closed');
    expect(running()).toEqual([]);
  });

  test('DSK-5 what has to be got first has its place shown until it is there', async () => {
    const drawn: (readonly (ProgramSession | null)[])[] = [];
    desk.state.subscribe(() => drawn.push(running().map(({ session }) => session)));
    await desk.open(instance('a'));
    expect(drawn).toEqual([[null], [made[0]?.session]]);
  });

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

  const openMany = async (count: number) => {
    const names = Array.from({ length: count }, (_, index) => instance(`n${index}`));
    for (const name of names) await desk.open(name);
    return names;
  };

  test('DSK-2 beyond the most that keep a page unseen, the one unseen longest is put to sleep, and wakes when it is shown', async () => {
    const names = await openMany(MOST_HIDDEN + 2);
    expect(running()).toHaveLength(MOST_HIDDEN + 2);
    expect(awake()).toHaveLength(MOST_HIDDEN + 1);
    expect([slept, made[0]?.state.get()]).toEqual([[names[0]], 'closed']);
    await desk.open(instance('n0'));
    expect(awake()).toHaveLength(MOST_HIDDEN + 1);
    expect(slept).toEqual([names[0], names[1]]);
    expect(desk.state.get().shown).toBe(instance('n0'));
    desk.hide();
    expect(slept).toEqual(names.slice(0, 3));
  });

  test('DSK-1 each is told whether it is seen, also what was hidden while it was being opened', async () => {
    await desk.open(instance('a'));
    const opening = desk.open(instance('b'));
    expect(made[0]?.activity.get()).toBe('resting');
    desk.hide();
    await opening;
    expect(made[1]?.activity.get()).toBe('resting');
    await desk.open(instance('a'));
    expect(made.map(({ activity }) => activity.get())).toEqual(['seen', 'resting']);
  });

  test('DSK-3 what has to go on, or has something to send, is not put to sleep until it has done', async () => {
    restOf = () => 'busy';
    const names = await openMany(MOST_HIDDEN + 3);
    expect(slept).toEqual([]);
    const [first, second] = made;
    if (first === undefined || second === undefined) throw new Error('two were made');
    second.status.set({ ...second.status.get(), waiting: 2 });
    second.activity.set('resting');
    expect(slept).toEqual([]);
    second.status.set({ ...second.status.get(), waiting: 0 });
    expect(slept).toEqual([names[1]]);
    first.activity.set('resting');
    expect(slept).toEqual([names[1], names[0]]);
  });

  test('DSK-3 what can not be stopped is put to sleep, however few there are', async () => {
    await openMany(2);
    made[0]?.activity.set('restless');
    expect(slept).toEqual([instance('n0')]);
    expect(running().map(({ session }) => session === null)).toEqual([false, true]);
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

  test('PRG-10 what the person was warned of is opened when they say so, and warned of again the next time', async () => {
    answer = () => Promise.resolve(fail('package-changed', 'changed'));
    await desk.open(instance('a'));
    expect(desk.state.get().failure).toBe('package-changed');
    answer = (session) => Promise.resolve(ok(session));
    desk.retry('package-changed');
    await until(() => awake().length === 1);
    desk.close(instance('a'));
    await desk.open(instance('a'));
    expect(asked).toEqual([`${instance('a')} `, `${instance('a')} package-changed`, `${instance('a')} `]);
  });

  test('a window that is done ends all', async () => {
    await desk.open(instance('a'));
    await desk.open(instance('b'));
    desk.dispose();
    expect(made.map(({ state }) => state.get())).toEqual(['closed', 'closed']);
  });
});
