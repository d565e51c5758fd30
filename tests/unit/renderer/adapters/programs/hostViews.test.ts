// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HostEventPayload } from '@shared/ipc/contract.ts';
import type { AccountId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { HostProgramViews } from '@adapters/programs/hostProgramViews.ts';
import type { Host } from '@ports/host.ts';
import type { ProgramPort, ProgramView } from '@ports/programViews.ts';
import { makeBlob } from '../../../../support/shared/blobFixtures.ts';
import { PROGRAM_SELF } from '../../../../support/shared/programSelf.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const LABEL = 'a'.repeat(26);
const BOUNDS = { x: 1.4, y: 2.6, width: 300, height: 400 };
const WHOLE = { x: 1, y: 3, width: 300, height: 400 };

let calls: [string, unknown][];
let tell: (payload: HostEventPayload<'view.changed'>) => void;
let views: HostProgramViews;
let view: ProgramView;

/** Methods that fail. */
let refused: readonly string[];

/** A host that says yes to everything else and keeps what it was asked. */
const host = {
  call: (method: string, input: unknown) => {
    calls.push([method, input]);
    if (refused.includes(method)) return Promise.resolve(fail('internal', 'asked to fail'));
    const figures = { views: [{ label: LABEL, memoryKiB: 2048, cpuPercent: 3 }] };
    return Promise.resolve(ok(method === 'view.figures' ? figures : { url: 'banyan-mini://x/', mounting: 'this one' }));
  },
  on: (_: string, listener: typeof tell) => {
    tell = listener;
    return () => undefined;
  },
} as unknown as Host;

async function mount(href: string | null): Promise<ProgramView> {
  const mounted = await views.mount({
    account: idOf<AccountId>('me'),
    package: makeBlob(new Uint8Array(3)).id,
    label: LABEL,
    self: PROGRAM_SELF,
    title: 'Poll',
  });
  if (!mounted.ok) throw new Error(mounted.error.message);
  mounted.value.begin(href);
  return mounted.value;
}

const viewCalls = () => calls.filter(([method]) => method.startsWith('view.'));

beforeEach(async () => {
  calls = [];
  refused = [];
  views = new HostProgramViews(host);
  view = await mount(null);
});
afterEach(() => {
  views.dispose();
  document.body.replaceChildren();
});

describe('a program in a view of the host', () => {
  test('is opened when it is first placed, in whole pixels, then moved and hidden', () => {
    expect(viewCalls()).toEqual([]);
    view.place(BOUNDS);
    view.place({ ...BOUNDS, width: 200 });
    view.place(null);
    expect(viewCalls()).toEqual([
      ['view.open', { label: LABEL, bounds: WHOLE }],
      ['view.place', { label: LABEL, bounds: { ...WHOLE, width: 200 } }],
      ['view.place', { label: LABEL, bounds: null }],
    ]);
  });

  test('begins at a place in the program, and goes to another', async () => {
    await view.close();
    calls = [];
    view = await mount('/score');
    view.place(BOUNDS);
    view.goTo('/list');
    expect(viewCalls()).toEqual([
      ['view.open', { label: LABEL, bounds: WHOLE, path: '/score' }],
      ['view.open', { label: LABEL, bounds: WHOLE, path: '/list' }],
    ]);
  });

  test('is taken away while a dialog or a menu lies over it', async () => {
    view.place(BOUNDS);
    const dialog = document.createElement('div');
    dialog.setAttribute('role', 'dialog');
    document.body.append(dialog);
    await expect.poll(() => viewCalls().at(-1)).toEqual(['view.place', { label: LABEL, bounds: null }]);
    dialog.remove();
    await expect.poll(() => viewCalls().at(-1)).toEqual(['view.place', { label: LABEL, bounds: WHOLE }]);
  });

  test('MPH-45 is made when it is begun anew, after it could not be made or the host lost it', async () => {
    await view.close();
    view = await mount('/score');
    refused = ['view.open'];
    calls = [];
    view.place(BOUNDS);
    await expect.poll(() => view.state.get()).toBe('crashed');
    refused = ['view.reload'];
    view.reload();
    expect(view.state.get()).toBe('loading');
    const open = ['view.open', { label: LABEL, bounds: WHOLE, path: '/score' }];
    expect(viewCalls()).toEqual([open, open]);
    view.reload();
    await expect.poll(() => viewCalls().at(-1)).toEqual(['view.open', { label: LABEL, bounds: WHOLE }]);
    view.reload();
    expect(viewCalls().at(-1)?.[0]).toBe('view.reload');
  });

  test('is as the host says, until it is closed', async () => {
    tell({ label: 'b'.repeat(26), state: 'crashed' });
    expect(view.state.get()).toBe('loading');
    tell({ label: LABEL, state: 'ready' });
    expect(view.state.get()).toBe('ready');
    expect(await view.figures()).toEqual({ memoryKiB: 2048, cpuPercent: 3 });
    await view.close();
    tell({ label: LABEL, state: 'ready' });
    expect(view.state.get()).toBe('closed');
    expect(calls.slice(-2).map(([method]) => method)).toEqual(['view.close', 'mini.unmount']);
    expect(calls.at(-1)?.[1]).toEqual({ label: LABEL, mounting: 'this one' });
  });

  test('gets its port from this very window, by its label', () => {
    const ports: ProgramPort[] = [];
    view.onPort((port) => ports.push(port));
    const say = (label: string, source: unknown) => {
      const event = new MessageEvent('message', { data: { type: 'banyan:program-port', label } });
      Object.defineProperty(event, 'source', { value: source });
      Object.defineProperty(event, 'ports', { value: [new MessageChannel().port1] });
      window.dispatchEvent(event);
    };
    say(LABEL, {});
    say('b'.repeat(26), window);
    expect(ports).toEqual([]);
    say(LABEL, window);
    expect(ports).toHaveLength(1);
  });
});
