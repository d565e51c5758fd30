import type { Level } from './finding.ts';
import type { TextFile } from './textFiles.ts';

/** Something in a program's text that does not do what its author hopes. */
export interface Misuse {
  readonly rule: string;
  readonly level: Level;
  /** Each place of it; group 1, where there is one, is shown. */
  readonly pattern: RegExp;
  readonly message: string;
  readonly kinds: readonly TextFile['kind'][];
}

const code = ['page', 'script'] as const;
/** Not a method of something else, nor a function of one's own. */
const GLOBAL = String.raw`(?:(?<![\w$.])|(?<=(?:window|globalThis|self)\.))(?<!function )`;

export const misuses: readonly Misuse[] = [
  {
    rule: 'dialog',
    level: 'warning',
    pattern: new RegExp(`${GLOBAL}(?:alert|confirm|prompt)\\((?!\\s*\\))`, 'g'),
    message: 'alert, confirm and prompt do nothing in a program: draw it in the page',
    kinds: code,
  },
  {
    rule: 'window-open',
    level: 'error',
    pattern: /\bwindow\.open\(/g,
    message: 'no window is opened',
    kinds: code,
  },
  {
    rule: 'cookie',
    level: 'error',
    pattern: /\bdocument\.cookie\b/g,
    message: 'there are no cookies',
    kinds: code,
  },
  {
    rule: 'unload',
    level: 'warning',
    pattern: /['"`](?:beforeunload|unload|pagehide)['"`]|\bonbeforeunload\b|\bonunload\b/g,
    message: 'a program may be ended without it: send what matters when it happens; `visibilitychange` works',
    kinds: code,
  },
  {
    rule: 'service-worker',
    level: 'error',
    pattern: /\bserviceWorker\.register\(/g,
    message: 'the host serves no service worker: it would outlive the version it came with',
    kinds: code,
  },
  {
    rule: 'connection',
    level: 'error',
    pattern: new RegExp(`new (?:window\\.)?(WebSocket|EventSource|RTCPeerConnection|WebTransport)\\(`, 'g'),
    message: 'reaches nothing: use updates or joinRealtimeChannel',
    kinds: code,
  },
  {
    rule: 'fetch-outside',
    level: 'error',
    pattern: new RegExp(`${GLOBAL}fetch\\(\\s*["'\`](https?:[^"'\`\\s]*)`, 'g'),
    message: 'a program reaches no network; the permission `net` and `banyan.net.fetch` do, in the desktop edition',
    kinds: code,
  },
  {
    rule: 'full-screen',
    level: 'warning',
    pattern: /\.requestFullscreen\(/g,
    message: 'full screen is refused: whose picture it is would not be seen',
    kinds: code,
  },
  {
    rule: 'local-state',
    level: 'hint',
    pattern: /\blocalStorage\b/g,
    message: 'is of this device alone, and may be cleared: what people share belongs into updates',
    kinds: code,
  },
  {
    rule: 'deprecated',
    level: 'hint',
    pattern: /\.getAllUpdates\(/g,
    message: 'is always empty: use setUpdateListener',
    kinds: code,
  },
  {
    rule: 'outside-address',
    level: 'error',
    pattern:
      /<(?:script|img|iframe|video|audio|source|embed|object|link|image)\b[^>]*?\s(?:src|href|data|poster|xlink:href)\s*=\s*["']?((?:https?:)?\/\/[^"'\s>]+)/gi,
    message: 'is not loaded: put the file into the package',
    kinds: ['page'],
  },
  {
    rule: 'outside-address',
    level: 'error',
    pattern: /(?:url\(\s*["']?|@import\s+["'])((?:https?:)?\/\/[^"')\s]+)/gi,
    message: 'is not loaded: put the file into the package',
    kinds: ['page', 'style'],
  },
  {
    rule: 'address-in-script',
    level: 'hint',
    // Names of XML are addresses that nobody loads.
    pattern: /["'`](https?:\/\/(?!www\.w3\.org\/|localhost\b)[\w.-]+\.[a-z]{2,}[^"'`\s]{0,80})/g,
    message: 'nothing is loaded from there, and a link out of a program does nothing',
    kinds: ['script'],
  },
];
