// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BLANK_ADDRESS } from '@shared/mini/hostPages.ts';
import { PING_MESSAGE, PONG_MESSAGE, READY_MESSAGE } from '@shared/mini/bridgeLimits.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { FRAME_SANDBOX } from '@adapters/programs/frameElement.ts';
import {
  FrameView,
  LOAD_DEADLINE,
  BLANK_LASTS,
  DEATH_DEADLINE,
  RETURN_DEADLINE,
  WORD_DEADLINE,
} from '@adapters/programs/frameView.ts';
import { ANSWER_DEADLINE, PING_INTERVAL } from '@adapters/programs/watchedPort.ts';
import type { ProgramPort } from '@ports/programViews.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { PROGRAM_SANDBOX } from '../../../../../src/main/services/mini/programHeaders.ts';
import { eventually } from '../../../../support/shared/eventually.ts';

const URL_OF_PROGRAM = 'http://aaaaaaaaaaaaaaaaaaaaaaaaaa.localhost:4000/';
const ORIGIN = URL_OF_PROGRAM.slice(0, -1);
const READY = `${READY_MESSAGE} 1`;
const BOUNDS = { x: 1, y: 2, width: 300, height: 400 };

let clock: FakeClock;
let view: FrameView;
let ports: ProgramPort[];
/** The page's ends of the ports it brought. */
let sent: { readonly port: MessagePort }[];
let closed: number;
/** What the host was asked to do with the page, in order. */
let held: boolean[];
/** Pages with the host's script. */
let speaking: readonly string[];

const shownFrame = () =>
  document
    .querySelector('[data-programs]')
    ?.shadowRoot?.querySelector<HTMLIFrameElement>('iframe:not([aria-hidden])') ?? null;

/** The frame that is in the document, with a page in it. */
function frame(): HTMLIFrameElement {
  const found = shownFrame();
  if (found === null) throw new Error('there is no frame');
  return found;
}

function pageOf(element: HTMLIFrameElement): void {
  Object.defineProperty(element, 'contentWindow', { value: {}, configurable: true });
}

function say(data: unknown, source: unknown = frame().contentWindow, origin = ORIGIN): void {
  const { port1, port2 } = new MessageChannel();
  if (data === READY) sent.push({ port: port1 });
  const event = new MessageEvent('message', { data });
  Object.defineProperty(event, 'ports', { value: data === READY ? [port2] : [] });
  Object.defineProperty(event, 'source', { value: source });
  Object.defineProperty(event, 'origin', { value: origin });
  window.dispatchEvent(event);
}

beforeEach(() => {
  clock = new FakeClock();
  ports = [];
  sent = [];
  closed = 0;
  held = [];
  speaking = ['/', '/list'];
  const onClose = () => Promise.resolve((closed += 1));
  const hold = (isFrozen: boolean) => Promise.resolve(held.push(isFrozen));
  const speaks = (path: string) => Promise.resolve(speaking.includes(path));
  view = new FrameView({ url: URL_OF_PROGRAM, title: 'Poll', clock, hold, speaks, onClose });
  view.begin(null);
  view.onPort((port) => ports.push(port));
  pageOf(frame());
});
afterEach(() => view.close());

describe('a program in a frame', () => {
  test('the frame is sandboxed as the host says, given nothing, and named', () => {
    expect(FRAME_SANDBOX).toBe(PROGRAM_SANDBOX);
    expect(frame().getAttribute('sandbox')).toBe(PROGRAM_SANDBOX);
    expect(frame().getAttribute('allow')).toBe('');
    expect(frame().title).toBe('Poll');
    expect(frame().src).toBe(URL_OF_PROGRAM);
  });

  test('PRG-13 nothing is loaded before it begins, and then once', () => {
    const options = {
      url: URL_OF_PROGRAM,
      title: 'Other',
      clock,
      hold: () => Promise.resolve(),
      speaks: () => Promise.resolve(true),
      onClose: () => Promise.resolve(),
    };
    const other = new FrameView(options);
    const others = () =>
      document.querySelector('[data-programs]')?.shadowRoot?.querySelectorAll('[title="Other"]') ?? [];
    other.place(BOUNDS);
    expect(others()).toHaveLength(0);
    other.begin('/list?of=7');
    other.begin(null);
    expect([...others()].map((one) => [one.getAttribute('src'), getComputedStyle(one).display])).toEqual([
      [`${URL_OF_PROGRAM}list?of=7`, 'block'],
    ]);
    void other.close();
    expect(others()).toHaveLength(0);
  });

  test('PRG-14 from when it is served, the browser has a process for its origin: a blank page holds it until its own is there', async () => {
    const blanks = () =>
      [...(document.querySelector('[data-programs]')?.shadowRoot?.querySelectorAll('[aria-hidden]') ?? [])].map((one) =>
        one.getAttribute('src'),
      );
    expect(blanks()).toEqual([`${ORIGIN}${BLANK_ADDRESS}`]);
    say(READY);
    // Not while the program is drawn for the first time.
    expect(blanks()).toHaveLength(1);
    await clock.advance(BLANK_LASTS);
    expect(blanks()).toEqual([]);
    const hold = () => Promise.resolve();
    const other = new FrameView({
      url: URL_OF_PROGRAM,
      title: 'Other',
      clock,
      hold,
      speaks: () => Promise.resolve(true),
      onClose: hold,
    });
    expect(blanks()).toHaveLength(1);
    await other.close();
    expect(blanks()).toEqual([]);
  });

  test('MPH-19 the frame is in a shadow tree, where other programs do not find it', () => {
    expect(document.querySelector('iframe')).toBeNull();
    expect(frame().getRootNode()).toBeInstanceOf(ShadowRoot);
  });

  test('MPH-40 it is in use while it is seen and the keyboard is in it, and not otherwise', () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(true);
    expect(view.isInUse()).toBe(false);
    view.place(BOUNDS);
    expect(view.isInUse()).toBe(false);
    view.focus();
    expect(view.isInUse()).toBe(true);
    view.place(null);
    expect(view.isInUse()).toBe(false);
    view.place(BOUNDS);
    view.focus();
    vi.spyOn(document, 'hasFocus').mockReturnValue(false);
    expect(view.isInUse()).toBe(false);
    vi.restoreAllMocks();
  });

  test('MPH-15 a port is taken of exactly that frame at that origin, and of nobody else', () => {
    say(READY, {}, ORIGIN);
    say(READY, frame().contentWindow, 'http://bbbbbbbbbbbbbbbbbbbbbbbbbb.localhost:4000');
    say('something else');
    say(`${READY_MESSAGE} without a port`);
    expect(ports).toEqual([]);
    expect(view.state.get()).toBe('loading');
    say(READY);
    expect(ports).toHaveLength(1);
    expect(view.state.get()).toBe('ready');
  });

  test('a page loaded anew has a port of its own, and the one before it hears nothing more', async () => {
    say(READY);
    say(READY);
    expect(ports).toHaveLength(2);
    const heard: unknown[] = [];
    ports[0]?.onMessage((message) => heard.push(message));
    ports[1]?.onMessage((message) => heard.push(message));
    sent[0]?.port.postMessage('old');
    sent[1]?.port.postMessage('new');
    await settle();
    expect(heard).toEqual(['new']);
  });

  test('what a page says before anyone listens is kept, and pongs go no further', async () => {
    say(READY);
    sent[0]?.port.postMessage(PONG_MESSAGE);
    sent[0]?.port.postMessage('first');
    await settle();
    const heard: unknown[] = [];
    ports[0]?.onMessage((message) => heard.push(message));
    expect(heard).toEqual(['first']);
  });

  test('a page in sight that does not answer is not answering, until it does', async () => {
    say(READY);
    const page = sent[0]?.port;
    const asked: unknown[] = [];
    page?.addEventListener('message', ({ data }) => asked.push(data));
    page?.start();
    view.place(BOUNDS);
    await settle();
    expect(asked).toEqual([PING_MESSAGE]);
    await clock.advance(ANSWER_DEADLINE + PING_INTERVAL);
    expect(view.state.get()).toBe('unresponsive');
    page?.postMessage(PONG_MESSAGE);
    await settle();
    expect(view.state.get()).toBe('ready');
  });

  /** The host's blank page at the origin, which is there besides the program's own while that does not answer. */
  const probe = () =>
    document.querySelector('[data-programs]')?.shadowRoot?.querySelector<HTMLIFrameElement>('[aria-hidden]') ?? null;

  async function silence(): Promise<void> {
    say(READY);
    view.place(BOUNDS);
    await settle();
    await clock.advance(BLANK_LASTS);
    expect(probe()).toBeNull();
    await clock.advance(ANSWER_DEADLINE + PING_INTERVAL);
    expect(view.state.get()).toBe('unresponsive');
  }

  test('MPH-45 a page that does not answer while another of its origin loads has stopped, and is said to have for good', async () => {
    await silence();
    expect(probe()?.getAttribute('src')).toBe(`${ORIGIN}${BLANK_ADDRESS}`);
    probe()?.dispatchEvent(new Event('load'));
    await clock.advance(DEATH_DEADLINE);
    expect(view.state.get()).toBe('crashed');
    await clock.advance(10 * ANSWER_DEADLINE);
    expect(view.state.get()).toBe('crashed');
    view.reload();
    expect(view.state.get()).toBe('loading');
    expect(probe()).toBeNull();
  });

  test('MPH-45 a page that is busy keeps the other waiting, and may come back', async () => {
    await silence();
    await clock.advance(10 * ANSWER_DEADLINE);
    expect(view.state.get()).toBe('unresponsive');
    // It was busy: both go on, in whichever order.
    probe()?.dispatchEvent(new Event('load'));
    sent[0]?.port.postMessage(PONG_MESSAGE);
    await settle();
    await clock.advance(DEATH_DEADLINE);
    expect(view.state.get()).toBe('ready');
    expect(probe()).toBeNull();
  });

  test('MPH-30 a page is told to stand still once the host would keep it waiting, and what is seen never is', async () => {
    say(READY);
    const told: unknown[] = [];
    sent[0]?.port.addEventListener('message', ({ data }) => data === PING_MESSAGE || told.push([...held, data]));
    sent[0]?.port.start();
    view.setFrozen(true);
    view.setFrozen(true);
    await eventually(() => expect(told).toEqual([[true, { type: 'freeze' }]]));
    view.place(BOUNDS);
    await eventually(() => expect(held).toEqual([true, false]));
    // Seen again before the host had answered: it is not told at all.
    view.setFrozen(true);
    view.setFrozen(false);
    await eventually(() => expect(held).toEqual([true, false, true, false]));
    await settle();
    expect(told).toHaveLength(1);
  });

  test('a page out of sight is not asked', async () => {
    say(READY);
    view.place(BOUNDS);
    view.place(null);
    await clock.advance(10 * ANSWER_DEADLINE);
    await settle();
    expect(view.state.get()).toBe('ready');
    expect(frame().style.display).toBe('none');
  });

  test('a page whose end of the port went and that does not come back has crashed; a reload makes a new frame', async () => {
    say(READY);
    const before = frame();
    sent[0]?.port.close();
    await settle();
    expect(view.state.get()).toBe('loading');
    await clock.advance(RETURN_DEADLINE);
    expect(view.state.get()).toBe('crashed');
    view.reload();
    expect(frame()).not.toBe(before);
    expect(view.state.get()).toBe('loading');
  });

  test('a page that went elsewhere in the program and is back is no crash', async () => {
    say(READY);
    sent[0]?.port.close();
    await settle();
    say(READY);
    await clock.advance(RETURN_DEADLINE * 2);
    expect(view.state.get()).toBe('ready');
  });

  test('a page that never loads is not answering', async () => {
    await clock.advance(LOAD_DEADLINE);
    expect(view.state.get()).toBe('unresponsive');
  });

  test('MPH-44 a page whose script did not come, or that is none of the program, is loaded anew once, and then said to be incomplete', async () => {
    const load = () => frame().dispatchEvent(new Event('load'));
    const before = frame();
    load();
    expect(view.state.get()).toBe('ready');
    await clock.advance(WORD_DEADLINE);
    await settle();
    const second = frame();
    expect(second).not.toBe(before);
    expect(second.src).toBe(before.src);
    load();
    await clock.advance(WORD_DEADLINE);
    await settle();
    expect(frame()).toBe(second);
    expect(view.state.get()).toBe('incomplete');
    // Begun anew by the person, it has another try.
    view.reload();
    load();
    await clock.advance(WORD_DEADLINE);
    await settle();
    pageOf(frame());
    say(READY);
    load();
    await clock.advance(WORD_DEADLINE);
    await settle();
    expect(view.state.get()).toBe('ready');
  });

  test('MPH-44 a page without the script says nothing, and neither may one that the program went to: both stay', async () => {
    speaking = [];
    const before = frame();
    before.dispatchEvent(new Event('load'));
    await clock.advance(WORD_DEADLINE);
    await settle();
    speaking = ['/', '/list'];
    before.dispatchEvent(new Event('load'));
    await clock.advance(WORD_DEADLINE);
    await settle();
    expect(frame()).toBe(before);
    expect(view.state.get()).toBe('ready');
    view.goTo('/list?of=7');
    before.dispatchEvent(new Event('load'));
    await clock.advance(WORD_DEADLINE);
    await settle();
    expect(frame().src).toBe(`${URL_OF_PROGRAM}list?of=7`);
    expect(frame()).not.toBe(before);
  });

  test('MPH-44 a page of which something is missing is loaded anew where it was, once', () => {
    view.goTo('/list');
    const before = frame();
    view.missesSomething();
    const second = frame();
    expect(second).not.toBe(before);
    expect(second.src).toBe(`${URL_OF_PROGRAM}list`);
    view.missesSomething();
    expect(frame()).toBe(second);
    expect(view.state.get()).toBe('incomplete');
  });

  test('a process that ended is said to have stopped, and goes on being said to', async () => {
    say(READY);
    view.place(BOUNDS);
    sent[0]?.port.close();
    await settle();
    await clock.advance(RETURN_DEADLINE + ANSWER_DEADLINE + PING_INTERVAL);
    expect(view.state.get()).toBe('crashed');
  });

  test('a place in the program stays in the program', () => {
    for (const href of ['/a?b#c', '//evil.example/x', '/\\evil.example']) {
      view.goTo(href);
      expect(new URL(frame().src).origin).toBe(ORIGIN);
    }
  });

  test('closing takes the frame away, once', async () => {
    await Promise.all([view.close(), view.close()]);
    expect(shownFrame()).toBeNull();
    expect(view.state.get()).toBe('closed');
    expect(closed).toBe(1);
  });
});
