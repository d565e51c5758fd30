/** Pages of the host's own at origins where programs live: they clear such an origin, and try whether this browser keeps programs in. */
import { createHash } from 'node:crypto';
import { WIPED_MESSAGE } from '@shared/mini/hostPages.ts';
import { scriptJson } from './hostScript.ts';
import { plainHeaders } from './programHeaders.ts';

/** A page of one script, and the headers that let it run. */
interface HostPage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

function pageOf(script: string): string {
  return `<!doctype html>\n<meta charset="utf-8">\n<title>Banyan</title>\n<script>${script}</script>\n`;
}

const WIPE_SCRIPT = `
const each = async (list, remove) => { for (const item of list) await remove(item); };
const tasks = [
  () => { localStorage.clear(); sessionStorage.clear(); },
  async () => each(await indexedDB.databases(), ({ name }) => new Promise((done) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onerror = done;
  })),
  async () => each(await caches.keys(), (name) => caches.delete(name)),
  async () => {
    const root = await navigator.storage.getDirectory();
    const names = [];
    for await (const name of root.keys()) names.push(name);
    await each(names, (name) => root.removeEntry(name, { recursive: true }));
  },
  async () => each(await navigator.serviceWorker.getRegistrations(), (worker) => worker.unregister()),
  () => {
    for (const pair of document.cookie.split(';'))
      document.cookie = pair.split('=')[0].trim() + '=; Max-Age=0; Path=/; SameSite=None; Secure; Partitioned';
  },
];
(async () => {
  for (const task of tasks) try { await task(); } catch {}
  parent.postMessage(${scriptJson(WIPED_MESSAGE)}, '*');
})();`;

const STORED_SCRIPT = `
(async () => {
  let bytes = 0;
  try { bytes = (await navigator.storage.estimate()).usage || 0; } catch {}
  try { for (let i = 0; i < localStorage.length; i++) {
    const key = localStorage.key(i);
    bytes += 2 * (key.length + localStorage.getItem(key).length);
  } } catch {}
  parent.postMessage({ type: 'banyan:stored', bytes: Math.round(bytes) }, '*');
})();`;

/** Tells its parent how much its origin keeps: a number, so whoever framed it may hear it. */
export function storedPage(ancestors: readonly string[]): HostPage {
  return closedPage(STORED_SCRIPT, ancestors);
}

/** Removes everything its origin keeps, then says so to its parent. It carries nothing, so whoever framed it may hear it. */
export function wipePage(ancestors: readonly string[]): HostPage {
  return closedPage(WIPE_SCRIPT, ancestors);
}

/** A page that runs this script and loads nothing. */
function closedPage(script: string, ancestors: readonly string[]): HostPage {
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors.join(' ')}`,
  ].join('; ');
  return { html: pageOf(script), headers: { ...pageHeaders(), 'Content-Security-Policy': policy } };
}

/**
 * The canary: under the header alone, without a policy, it asks `target`, another origin of ours that answers everyone. What it finds
 * goes to its parent (`canaryOutcomeSchema`). Its own origin is asked, too: a page that reaches nothing at all shows nothing.
 */
export function canaryPage(target: string, ancestors: readonly string[]): HostPage {
  const script = `
const reach = (address) => fetch(address, { mode: 'no-cors', cache: 'no-store' }).then(() => true, () => false);
(async () => {
  const isAlive = await reach('/');
  const isOut = await reach(${scriptJson(target)});
  const outcome = isOut ? 'open' : isAlive ? 'shut' : 'unknown';
  parent.postMessage({ type: 'banyan:canary', outcome }, '*');
})();`;
  const policy = `frame-ancestors ${ancestors.join(' ')}`;
  return { html: pageOf(script), headers: { ...pageHeaders(), 'Content-Security-Policy': policy } };
}

function pageHeaders(): Record<string, string> {
  return { ...plainHeaders(), 'Content-Type': 'text/html; charset=utf-8' };
}

/** The page as an answer. */
export function sendPage({ html, headers }: HostPage): Response {
  return new Response(html, { headers });
}
