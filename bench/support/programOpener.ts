/** Opens mini programs as a person does: by a click on a card in a chat. */
import type { Tab } from '../../tests/support/node/devTools.ts';
import type { SeededProgram } from './pageContract.ts';

/** Notes, in the page around frames, when it was clicked and what frames told. */
const EAR = `
globalThis.benchEar = { clicked: 0, told: [] };
addEventListener('click', (event) => { benchEar.clicked = performance.timeOrigin + event.timeStamp; }, true);
addEventListener('message', ({ data }) => { if (typeof data?.bench === 'string') benchEar.told.push(data); });`;

/** Has every page that the tab shows from now on note clicks, and what frames tell. */
export async function listen(tab: Tab): Promise<void> {
  await tab.send('Page.enable');
  await tab.send('Page.addScriptToEvaluateOnNewDocument', { source: EAR });
}

/** What a frame told. */
export type Told = Readonly<Record<string, unknown>>;

/** Clicks into the middle of an element and waits until a frame told `kind`; when the click was, ms since the epoch, and what was told. */
export async function clickUntil(
  tab: Tab,
  selector: string,
  kind: string,
): Promise<{ readonly clicked: number; readonly told: Told }> {
  await tab.ask('benchEar.told.length = 0');
  await clickOn(tab, selector);
  const found = `benchEar.told.find(({ bench }) => bench === '${kind}')`;
  await tab.until(`${found} !== undefined`);
  const clicked = await tab.ask<number>('benchEar.clicked');
  return { clicked, told: await tab.ask<Told>(found) };
}

/** ms from a click to the first paint inside the frame it opens. */
export async function clickToPaint(tab: Tab, selector: string): Promise<number> {
  const { clicked, told } = await clickUntil(tab, selector, 'painted');
  return Number(told['at']) - clicked;
}

/** How long a person's pointer is over a button before it is pressed, and how long it is down, ms: the lower end of what hands do. */
const HOVER = 100;
const DOWN = 50;

/** Clicks into the middle of an element that is there, as a hand does: the pointer comes, presses and lets go. */
export async function clickOn(tab: Tab, selector: string): Promise<void> {
  const rect = `document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect()`;
  const { x, y } = await tab.ask<{ x: number; y: number }>(
    `(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }))(${rect})`,
  );
  await tab.send('Page.bringToFront');
  // Not waited for: what is acknowledged late, or never, is of no interest here.
  const mouse = (type: string, more: object = {}) => {
    tab.send('Input.dispatchMouseEvent', { x, y, type, ...more }).catch(() => undefined);
  };
  const pressed = { button: 'left', clickCount: 1 } as const;
  mouse('mouseMoved', { x: 1, y: 1 });
  mouse('mouseMoved');
  await pause(HOVER);
  mouse('mousePressed', pressed);
  await pause(DOWN);
  mouse('mouseReleased', pressed);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The button that starts the program of the chat that is shown. */
export const START = '[data-message] button[class*="start"]';
const CLOSE = '[data-pane="program"] button[aria-label="Close"]';
const FRAMES = "(document.querySelector('[data-programs]')?.shadowRoot.childElementCount ?? 0)";

/** Shows the chat of a program, and waits until its card is there. */
export async function showChat(tab: Tab, { space }: Pick<SeededProgram, 'space'>): Promise<void> {
  await tab.ask(`location.hash = '#/chats/${space}'`);
  await tab.until(`location.hash.includes('${space}') && document.querySelector('${START}') !== null`);
  await rest(tab);
}

/** Closes the program that is shown, and waits until its frame is gone. */
export async function closeProgram(tab: Tab): Promise<void> {
  await clickOn(tab, CLOSE);
  await tab.until(`${FRAMES} === 0`);
}

/** As long as a person looks before the next click. */
export async function rest(tab: Tab): Promise<void> {
  await tab.send('Page.bringToFront');
  await pause(800);
}
