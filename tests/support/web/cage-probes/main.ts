/** A program that tries ways out after a click, those named in the fragment of its address, and tells how each went. */
import type { ProbeGround, ProbeReport } from '../../shared/cage.ts';
import { escapes } from './escape.ts';
import { fetchLike } from './fetchLike.ts';
import { leaving } from './leaving.ts';
import { childPeers, peers } from './peers.ts';
import { type Probe, targetOf } from './target.ts';

declare global {
  /** Put there by a script of the package. */
  var ground: ProbeGround;
  /** What was told so far, for who opens this page by itself. */
  var told: (ProbeReport | 'ready')[];
  /** As much of the API as is used; not there in a page that no host serves. */
  var webxdc: { sendUpdate(update: { readonly payload: unknown }, description: string): void } | undefined;
}

const probes: Readonly<Record<string, Probe>> = { ...fetchLike, ...peers, ...childPeers, ...leaving, ...escapes };
const PATIENCE = 2500;
globalThis.told = [];

/** Over the host where there is one, else to the page around. */
function tell(report: ProbeReport | 'ready'): void {
  told.push(report);
  if (globalThis.webxdc === undefined) window.parent.postMessage(report, '*');
}

/** In one update: a host takes few at once. */
function tellHost(): void {
  globalThis.webxdc?.sendUpdate({ payload: told.filter((report) => report !== 'ready') }, '');
}

async function attempt(name: string, probe: Probe): Promise<void> {
  const late = new Promise((resolve) => setTimeout(() => resolve('late'), PATIENCE));
  const outcome = await Promise.race([(async () => probe(targetOf(name, ground)))(), late]).then(
    (value) => (value === 'late' ? 'late' : 'done'),
    (error: unknown) => (error instanceof Error ? error.name : 'failed'),
  );
  tell({ probe: name, outcome });
}

/** Until what was told has arrived. A page around says so; a host, to which it is on its way already, and a page by itself have a moment. */
function heard(): Promise<unknown> {
  if (globalThis.webxdc !== undefined || window.parent === window)
    return new Promise((resolve) => setTimeout(resolve, 150));
  const answered = new Promise((resolve) => addEventListener('message', resolve, { once: true }));
  window.parent.postMessage('heard?', '*');
  return answered;
}

/** Says first what it is about to try, and has that arrive: some of it ends the page, or its process, or the page around. */
async function attemptAll(): Promise<void> {
  const names = decodeURIComponent(location.hash.slice(1)).split(',');
  const found = names.flatMap((name) => {
    const probe = probes[name];
    return probe === undefined ? [] : [{ name, probe }];
  });
  for (const { name } of found) tell({ probe: name, outcome: 'began' });
  tellHost();
  await heard();
  await Promise.all(found.map(({ name, probe }) => attempt(name, probe)));
  tellHost();
}

document.querySelector('button')?.addEventListener('click', () => void attemptAll(), { once: true });
tell('ready');
