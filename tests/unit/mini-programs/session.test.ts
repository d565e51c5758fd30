import { describe, expect, test } from 'vitest';
import type { HeardUpdate, UpdateHost } from '../../../resources/mini-programs/shared/host.ts';
import type { Rules } from '../../../resources/mini-programs/shared/log.ts';
import { asLine } from '../../../resources/mini-programs/shared/reading.ts';
import { openSession } from '../../../resources/mini-programs/shared/session.ts';
import { updatesOf } from '../../support/web/programLogs.ts';

interface Sent {
  readonly payload: unknown;
  readonly summary?: string;
  readonly info?: string;
}

/** A host that replays what it has, and echoes what is sent when it is asked to. */
function fakeHost(replayed: readonly HeardUpdate[]) {
  const sent: Sent[] = [];
  let listener: (update: HeardUpdate) => void = () => undefined;
  const host: UpdateHost = {
    selfAddr: 'me',
    selfName: 'Me',
    sendUpdate: (update) => void sent.push(update),
    setUpdateListener: async (next) => {
      listener = (update) => next({ serial: 1, max_serial: 1, ...update });
      for (const update of replayed) listener(update);
      await Promise.resolve();
    },
  };
  return { host, sent, hear: (update: HeardUpdate) => listener(update) };
}

function words() {
  let applied = 0;
  const rules: Rules<readonly string[], string> = {
    start: [],
    read: (value) => asLine(value, 20),
    apply: (state, { op }) => {
      applied += 1;
      return [...state, op];
    },
  };
  return { rules, applied: () => applied };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('a session', () => {
  test('takes a replay as a whole, in whatever order it comes, and tells once', async () => {
    const acts = updatesOf(Array.from({ length: 500 }, (_, at) => ({ by: 'ann', op: `w${at}` })));
    const { rules, applied } = words();
    const { host } = fakeHost(acts.toReversed());
    let changes = 0;
    const session = openSession({ rules, host, onChange: () => (changes += 1) });
    expect(session.isReady).toBe(false);
    await settled();
    expect([session.state.length, session.state[0], applied(), changes]).toEqual([500, 'w0', 500, 1]);
    expect(session.isReady).toBe(true);
  });

  test('shows an act at once, and its echo is the same act', async () => {
    const { host, sent, hear } = fakeHost([]);
    const session = openSession({ rules: words().rules, host, onChange: () => undefined });
    await settled();
    session.act('hello');
    expect(session.state).toEqual(['hello']);
    hear({ payload: sent[0]?.payload, sender: 'me' });
    await settled();
    expect(session.state).toEqual(['hello']);
  });

  test('acts after everything it has heard, even what it has not shown yet', async () => {
    const { host, hear } = fakeHost([]);
    const session = openSession({ rules: words().rules, host, onChange: () => undefined, now: () => 0 });
    await settled();
    const [theirs] = updatesOf([{ by: 'zoe', op: 'theirs', clock: 7 }]);
    if (theirs !== undefined) hear(theirs);
    session.act('mine');
    expect(session.state).toEqual(['theirs', 'mine']);
  });

  test('says what the chat shows only when it changed', async () => {
    const { host, sent } = fakeHost([]);
    const describeState = (state: readonly string[]) => ({ summary: state.length > 1 ? 'some' : 'one' });
    const session = openSession({ rules: words().rules, host, onChange: () => undefined, describe: describeState });
    await settled();
    for (const word of ['a', 'b', 'c']) session.act(word, { info: word });
    expect(sent.map(({ summary, info }) => [summary, info])).toEqual([
      ['one', 'a'],
      ['some', 'b'],
      [undefined, 'c'],
    ]);
  });
});
