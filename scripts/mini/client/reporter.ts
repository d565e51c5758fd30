/**
 * Tells the kit's page what goes wrong in a program's: runs in the page before anything of the program's, and in the kit alone.
 */
import { type Look, pretendLook } from './pretendLook.ts';
import { REPORT_TYPE, type ReportKind } from './report.ts';

/** Written before this script by the kit. */
declare const KIT: { readonly language: string | null; readonly look: Look | null; readonly isMirrored: boolean };

const host = window.parent;
const post = host.postMessage.bind(host);
/** Most reports of one page: a page that fails in a loop must not stop the kit. */
let left = 200;

function report(kind: ReportKind, text: string): void {
  if (left === 0) return;
  left -= 1;
  post({ type: REPORT_TYPE, kind, text: text.slice(0, 1000) }, '*');
}

function wordsOf(value: unknown): string {
  if (value instanceof Error) return value.stack ?? value.message;
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value);
  } catch {
    return String(value);
  }
}

/** Tells that the program calls what most hosts do not have, and lets it. */
function watchCall(name: 'alert' | 'confirm' | 'prompt' | 'open'): void {
  const native: unknown = window[name];
  if (typeof native !== 'function') return;
  const watched = (...args: unknown[]): unknown => {
    report('misuse', `window.${name} does nothing in a program`);
    return Reflect.apply(native, window, args);
  };
  Object.defineProperty(window, name, { value: watched, writable: true, configurable: true });
}

function watchConsole(): void {
  for (const level of ['error', 'warn'] as const) {
    const write = console[level].bind(console);
    console[level] = (...values: unknown[]) => {
      write(...values);
      const words = values.map(wordsOf).join(' ');
      // What the host warns of is of the bridge; other warnings are the program's own.
      if (level === 'error' || words.startsWith('webxdc: ')) report('error', words);
    };
  }
}

function speak(language: string): void {
  Object.defineProperty(Navigator.prototype, 'language', { get: () => language, configurable: true });
  Object.defineProperty(Navigator.prototype, 'languages', { get: () => [language], configurable: true });
}

document.addEventListener('securitypolicyviolation', (event) => {
  const place = event.sourceFile === '' ? '' : ` (${event.sourceFile}:${event.lineNumber})`;
  report('policy', `${event.effectiveDirective} stopped ${event.blockedURI}${place}`);
});
window.addEventListener('error', (event) => report('error', wordsOf(event.error ?? event.message)));
window.addEventListener('unhandledrejection', ({ reason }) => report('error', `not caught: ${wordsOf(reason)}`));
for (const name of ['alert', 'confirm', 'prompt', 'open'] as const) watchCall(name);
watchConsole();
if (KIT.language !== null) speak(KIT.language);
if (KIT.look !== null) pretendLook(KIT.look);
if (KIT.isMirrored) document.documentElement.dir = 'rtl';
