/** The page's end of the bridge alone: the handshake, and a program that meddles. */
import { afterAll, describe, expect, it } from 'vitest';
import { PORT_MESSAGE, READY_MESSAGE, readyMarkOf } from '@shared/mini/bridgeLimits.ts';
import { installApi } from '../../../src/mini/client/installApi.ts';
import type { Page, PageMessage } from '../../../src/mini/client/page.ts';
import { portMessage } from '../../support/shared/portMessage.ts';
import { PROGRAM_SELF } from '../../support/shared/programSelf.ts';
import { settle } from '../../support/shared/settle.ts';

/** An open port would keep the process. */
const opened: MessagePort[] = [];
afterAll(() => {
  for (const port of opened) port.close();
});

/** What comes out of a port. */
function heardOf(port: MessagePort): unknown[] {
  const heard: unknown[] = [];
  port.addEventListener('message', ({ data }) => heard.push(data));
  port.start();
  opened.push(port);
  return heard;
}

class FakePage implements Page {
  readonly said: [message: string, origin: string][] = [];
  readonly parent: Page['parent'];
  /** Ports that the page brought, by what came out of them. */
  readonly brought: unknown[][] = [];
  readonly listeners = new Set<(event: PageMessage) => void>();
  stopped = 0;
  webxdc?: { sendUpdate(update: unknown): void };

  constructor(where: 'frame' | 'view') {
    const around = {
      postMessage: (message: string, origin: string, ports: readonly Transferable[] = []) => {
        this.said.push([message, origin]);
        for (const port of ports) if (port instanceof MessagePort) this.brought.push(heardOf(port));
      },
    };
    this.parent = where === 'view' ? this : around;
    this.postMessage = around.postMessage;
  }

  /** A page in a view of its own speaks to its own window. */
  readonly postMessage: Page['parent']['postMessage'];

  addEventListener(_type: 'message', listener: (event: PageMessage) => void): void {
    this.listeners.add(listener);
  }

  removeEventListener(_type: 'message', listener: (event: PageMessage) => void): void {
    this.listeners.delete(listener);
  }

  /** What the page takes a port with. */
  get expected(): string {
    return portMessage(this.said[0]?.[0] ?? '');
  }

  /** Brings a port; what comes out at its other end is in the list. */
  bring(source: unknown, data: unknown = this.expected, before: () => void = () => undefined): unknown[] {
    const { port1, port2 } = new MessageChannel();
    const heard = heardOf(port1);
    before();
    const event = { source, data, ports: [port2], stopImmediatePropagation: () => (this.stopped += 1) };
    for (const listener of [...this.listeners]) listener(event);
    return heard;
  }
}

function installed(where: 'frame' | 'view' = 'view'): FakePage {
  const page = new FakePage(where);
  installApi(page, PROGRAM_SELF, () => Promise.reject(new Error('no Yjs here')));
  return page;
}

describe('the one port of a page in a frame', () => {
  it('MPH-15 is brought by the page with the word that it is there, and what it says into it waits for nobody', async () => {
    const page = installed('frame');
    page.webxdc?.sendUpdate({ payload: 1 });
    await settle();
    expect(page.said).toEqual([[expect.stringMatching(`^${READY_MESSAGE} `), '*']]);
    expect(page.brought).toEqual([[{ type: 'update', update: { payload: '1' } }]]);
  });

  it('MPH-15 is the only one: the page takes none from anybody', async () => {
    const page = installed('frame');
    const others = [page.bring(page.parent), page.bring(page), page.bring({})];
    page.webxdc?.sendUpdate({ payload: 1 });
    await settle();
    expect([page.brought.map(({ length }) => length), others]).toEqual([[1], [[], [], []]]);
  });

  it('MPH-15 run a second time the script brings nothing', () => {
    const page = installed('frame');
    installApi(page, PROGRAM_SELF, () => Promise.reject(new Error('no Yjs here')));
    expect(page.brought).toHaveLength(1);
  });
});

describe('the one port of a page in a view of its own', () => {
  it('MPH-15 says that it is there, carrying nothing, and takes what was said before along', async () => {
    const page = installed();
    expect(page.said).toEqual([[expect.stringMatching(`^${READY_MESSAGE} `), '*']]);
    expect(page.brought).toEqual([]);
    page.webxdc?.sendUpdate({ payload: 1 });
    const heard = page.bring(page.parent);
    page.webxdc?.sendUpdate({ payload: 2 });
    await settle();
    expect(heard).toMatchObject([{ update: { payload: '1' } }, { update: { payload: '2' } }]);
    expect(page.stopped).toBe(1);
  });

  it('MPH-15 takes no port from anyone else, none under another name, and no second one', async () => {
    const page = installed();
    const [stranger, child, misnamed] = [page.bring({}), page.bring(null), page.bring(page.parent, 'other')];
    const first = page.bring(page.parent);
    const second = page.bring(page.parent);
    page.webxdc?.sendUpdate({ payload: 1 });
    await settle();
    expect([stranger.length, child.length, misnamed.length, first.length, second.length]).toEqual([0, 0, 0, 1, 0]);
  });

  it('MPH-15 takes no port that is meant for the page that was in its window before', async () => {
    const [before, page] = [installed(), installed()];
    expect(readyMarkOf(page.said[0]?.[0])).not.toBe(readyMarkOf(before.said[0]?.[0]));
    const late = page.bring(page.parent, before.expected);
    const own = page.bring(page.parent);
    const unmarked = installed();
    const none = unmarked.bring(unmarked.parent, PORT_MESSAGE);
    page.webxdc?.sendUpdate({ payload: 1 });
    unmarked.webxdc?.sendUpdate({ payload: 1 });
    await settle();
    expect([late.length, own.length, none.length]).toEqual([0, 1, 0]);
  });

  it('MPH-15 its own word does not reach listeners of the program (desktop edition)', () => {
    const page = installed();
    page.bring(page.parent, page.said[0]?.[0]);
    expect(page.stopped).toBe(1);
    page.bring(page.parent, 'a word of the program');
    expect(page.stopped).toBe(1);
  });

  it('MPH-15 run a second time it asks for nothing, and what was there goes on', async () => {
    const page = installed();
    const heard = page.bring(page.parent);
    const { webxdc } = page;
    installApi(page, PROGRAM_SELF, () => Promise.reject(new Error('no Yjs here')));
    expect(page.webxdc).toBe(webxdc);
    expect(page.said).toHaveLength(1);
    webxdc?.sendUpdate({ payload: 'mine' });
    await settle();
    expect(heard).toContainEqual({ type: 'update', update: { payload: '"mine"' } });
  });

  it('MPH-1 built-ins that a program puts in place change nothing', async () => {
    const page = installed();
    const { stringify } = JSON;
    const { encode } = TextEncoder.prototype;
    const { postMessage } = MessagePort.prototype;
    const { addEventListener, start } = MessagePort.prototype;
    let heard: unknown[] = [];
    try {
      JSON.stringify = () => '"spied"';
      TextEncoder.prototype.encode = () => new Uint8Array(1_000_000);
      // Before the port is there: it comes when the program has run.
      heard = page.bring(page.parent, page.expected, () => {
        MessagePort.prototype.postMessage = () => undefined;
        MessagePort.prototype.addEventListener = () => undefined;
        MessagePort.prototype.start = () => undefined;
      });
      page.webxdc?.sendUpdate({ payload: 'mine' });
    } finally {
      JSON.stringify = stringify;
      TextEncoder.prototype.encode = encode;
      MessagePort.prototype.postMessage = postMessage;
      MessagePort.prototype.addEventListener = addEventListener;
      MessagePort.prototype.start = start;
    }
    await settle();
    expect(heard).toEqual([{ type: 'update', update: { payload: '"mine"' } }]);
  });

  it('MPH-1 no member can be replaced, and the name is the program’s to declare', () => {
    const page = installed();
    expect(() => Object.assign(page.webxdc ?? {}, { sendUpdate: () => undefined })).toThrow(TypeError);
    // A script of a page may say `const webxdc` only where the global property can be configured.
    expect(Object.getOwnPropertyDescriptor(page, 'webxdc')).toMatchObject({ configurable: true, writable: true });
  });
});
