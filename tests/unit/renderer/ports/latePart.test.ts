import { describe, expect, it } from 'vitest';
import type { LiveQuery, QueryState } from '@ports/query.ts';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import { type FetchCode, LatePart, LateParts, fetchOnce } from '@ports/latePart.ts';

/** Code that comes, or does not, when the test says so. */
class Code {
  asked = 0;
  private settle: { come(part: Part): void; fail(cause: Error): void } | null = null;
  readonly load = () => {
    this.asked += 1;
    return new Promise<Part>((come, fail) => {
      this.settle = { come, fail };
    });
  };
  async comes(part: Part): Promise<void> {
    this.settle?.come(part);
    await Promise.resolve();
    await Promise.resolve();
  }
  async fails(): Promise<void> {
    this.settle?.fail(new Error('not served'));
    await Promise.resolve();
    await Promise.resolve();
  }
}

class Part {
  readonly listeners = new Set<(state: QueryState<string>) => void>();
  readonly words: LiveQuery<string> = {
    subscribe: (listener) => {
      this.listeners.add(listener);
      listener({ status: 'ready', value: 'here' });
      return () => this.listeners.delete(listener);
    },
  };
  readonly opened: Door[] = [];
  open(): Door {
    const door = new Door();
    this.opened.push(door);
    return door;
  }
}

class Door {
  readonly written = writableSnapshot('open');
  readonly state: Snapshot<string> = this.written;
  knocks = 0;
  isClosed = false;
  close(): void {
    this.isClosed = true;
  }
}

function made() {
  const code = new Code();
  const late = new LatePart(() => fetchOnce(code.load));
  const states: QueryState<string>[] = [];
  const follow = () => late.follow(({ words }) => words).subscribe((state) => states.push(state));
  const open = () => late.open<string, Door>((part) => part.open(), { waiting: 'waiting', failed: 'failed' });
  return { code, late, states, follow, open, part: new Part() };
}

describe('a part that comes late', () => {
  it('WSP-2 is fetched when it is first asked for, once', async () => {
    const { code, states, follow, part } = made();
    expect(code.asked).toBe(0);
    follow();
    follow();
    expect(code.asked).toBe(1);
    expect(states).toEqual([{ status: 'loading' }, { status: 'loading' }]);
    await code.comes(part);
    expect(states.slice(2)).toEqual([
      { status: 'ready', value: 'here' },
      { status: 'ready', value: 'here' },
    ]);
    follow();
    expect(states.at(-1)).toEqual({ status: 'ready', value: 'here' });
    expect(states.length).toBe(5);
    expect(code.asked).toBe(1);
  });

  it('WSP-2 a query that was given up before the code came follows nothing, and one after it is let go of', async () => {
    const { code, states, follow, part } = made();
    follow()();
    const stop = follow();
    await code.comes(part);
    expect(part.listeners.size).toBe(1);
    stop();
    expect(part.listeners.size).toBe(0);
    expect(states.filter(({ status }) => status === 'ready')).toHaveLength(1);
  });

  it('WSP-2 code that did not come is said, and fetched again when it is asked for again', async () => {
    const { code, states, follow, open, part } = made();
    follow();
    const door = open();
    await code.fails();
    expect(states.at(-1)).toMatchObject({ status: 'failed', error: { code: 'host-unreachable' } });
    expect(door.state.get()).toBe('failed');
    follow();
    expect(code.asked).toBe(2);
    await code.comes(part);
    expect(states.at(-1)).toEqual({ status: 'ready', value: 'here' });
  });

  it('WSP-2 what is opened waits, then passes on the state of what it opened, and closes it', async () => {
    const { code, open, part } = made();
    const door = open();
    expect(door.state.get()).toBe('waiting');
    door.with((opened) => {
      opened.knocks += 1;
    });
    await code.comes(part);
    const [opened] = part.opened;
    expect(door.state.get()).toBe('open');
    opened?.written.set('ajar');
    expect(door.state.get()).toBe('ajar');
    door.with((one) => {
      one.knocks += 1;
    });
    expect(opened?.knocks).toBe(1);
    door.close();
    expect(opened?.isClosed).toBe(true);
  });

  it('WSP-2 what was closed before the code came is never opened', async () => {
    const { code, open, part } = made();
    open().close();
    await code.comes(part);
    expect(part.opened).toEqual([]);
  });

  it('WSP-2 all parts are fetched one after another where somebody asks for it, and what does not come keeps none back', async () => {
    const asked: string[] = [];
    const fetchCode: FetchCode = (load) => {
      asked.push('a fetch');
      return load();
    };
    const parts = new LateParts(fetchCode);
    const come = (name: string) => () => {
      asked.push(name);
      return Promise.resolve(name);
    };
    const first = parts.part(come('first'), (code) => code.toUpperCase());
    const lost = parts.part(
      () => Promise.reject<string>(new Error('not served')),
      (code) => code,
    );
    const last = parts.part(come('last'), (code) => code.length);
    expect(asked).toEqual([]);
    expect(await last.fetch()).toBe(4);
    await parts.fetchAll();
    expect([first.here, lost.here, last.here]).toEqual(['FIRST', null, 4]);
    expect(asked).toEqual(['a fetch', 'last', 'a fetch', 'first', 'a fetch']);
  });
});
