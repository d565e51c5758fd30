/** The small script that every page of the app gets before anything else runs in it. */
import english from '@i18n/en/chats.json';
import type { Watch } from '../support/pageContract.ts';
import { bareChat, bareChatShown } from './bareChat.ts';
import * as bare from './bareConnection.ts';
import { network } from './network.ts';
import { nextFrame, painted } from './painted.ts';
import { diary } from './switchDiary.ts';
import { frames, scrollDown, scrollUp } from './scrollUp.ts';
import { typing } from './typing.ts';

const clock = () => performance.timeOrigin + performance.now();

/** Resolves at the first change of the document after which `find` finds something. */
function appears(find: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!find()) return false;
      observer.disconnect();
      resolve();
      return true;
    };
    const observer = new MutationObserver(look);
    if (!look()) observer.observe(document, { childList: true, subtree: true, characterData: true });
  });
}

function hasList(): boolean {
  const pane = document.querySelector('[data-pane="list"]');
  if (pane === null) return false;
  if (pane.querySelector('a[href^="#/chats/"]') !== null) return true;
  return [...pane.querySelectorAll('button')].some((button) => button.textContent === english['chats.list.invite']);
}

const listed = appears(hasList);
const list = listed.then(painted);
const frameOfList = listed.then(nextFrame);

const seen = new Map<string, number>();
const waiting = new Map<string, (at: number) => void>();

function notice(node: Node): void {
  const at = clock();
  if (node instanceof Text && node.parentElement?.closest('[data-message]')) sawText(node.data, at);
  if (!(node instanceof Element)) return;
  const scope = node.closest('[data-message]') === null ? '[data-message] [id$="text"]' : '[id$="text"]';
  for (const words of node.querySelectorAll(scope)) sawText(words.textContent, at);
}

function sawText(text: string, at: number): void {
  if (seen.has(text)) return;
  seen.set(text, at);
  waiting.get(text)?.(at);
  waiting.delete(text);
}

new MutationObserver((changes) => {
  for (const change of changes) change.addedNodes.forEach(notice);
}).observe(document, { childList: true, subtree: true });

let entered = 0;
let clicked = 0;
addEventListener(
  'keydown',
  (event) => {
    if (event.key === 'Enter') entered = performance.timeOrigin + event.timeStamp;
  },
  true,
);
addEventListener(
  'click',
  (event) => {
    clicked = event.timeStamp;
  },
  true,
);

let largest = 0;
// oxlint-disable-next-line typescript/unbound-method -- called with its `this` below
const plainSend = RTCDataChannel.prototype.send;
RTCDataChannel.prototype.send = function send(this: RTCDataChannel, data: Parameters<typeof plainSend>[0]) {
  if (typeof data !== 'string' && 'byteLength' in data) largest = Math.max(largest, data.byteLength);
  plainSend.call(this, data);
} as typeof plainSend;

/** Whether a message or a post that is shown has this text. Asked at every change: a long list beside them is not looked through. */
function rowsWith(text: string): boolean {
  const rows = document.querySelector('[data-pane="content"]')?.querySelectorAll('[data-message], [data-post]') ?? [];
  return [...rows].some((row) => row.textContent.includes(text));
}

const watch: Watch = {
  listPainted: () => list,
  listFrame: () => frameOfList,
  enterPressed: () => entered,
  textSeen: (text) => {
    const at = seen.get(text);
    if (at !== undefined) return Promise.resolve(at);
    return new Promise((resolve) => {
      waiting.set(text, resolve);
    });
  },
  clickToPaint: async (text) => {
    clicked = 0;
    const isShown = () => rowsWith(text);
    await appears(() => clicked > 0 && isShown());
    return (await painted()) - clicked;
  },
  frames,
  scrollUp,
  scrollDown,
  postShown: (text) => appears(() => rowsWith(text)),
  largestSent: () => {
    const bytes = largest;
    largest = 0;
    return bytes;
  },
  bareChat,
  bareChatShown,
  ...diary,
  ...typing,
  ...network,
  ...bare,
};
Object.assign(globalThis, { banyanWatch: watch });
