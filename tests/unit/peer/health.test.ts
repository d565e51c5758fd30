import { request } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { type PeerFigures, figuresWithout } from '../../../src/peer/figures.ts';
import { serveHealth } from '../../../src/peer/health.ts';

async function page(figures: Partial<PeerFigures> = {}) {
  const all = { ...figuresWithout('starting', '1.2.3', Date.now()), ...figures };
  const health = await serveHealth(0, () => Promise.resolve(all));
  onTestFinished(() => health.close());
  return health;
}

/** Asks by a name of its own, as a page of the web would whose name leads here. */
function statusBy(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject).end();
  });
}

it('BOX-7 is well when it runs and keeps what comes', async () => {
  const { url } = await page({ state: 'running', isKeeping: true, devices: 3 });
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
  expect(await response.json()).toMatchObject({ state: 'running', version: '1.2.3', devices: 3 });
});

it.each([
  {},
  { state: 'running', isKeeping: false },
  { state: 'running', isMember: false },
  { state: 'failed' },
] as const)('BOX-7 is not well when it is %j', async (figures) => {
  const { url } = await page(figures);
  expect((await fetch(url)).status).toBe(503);
});

it('BOX-7 answers to its own name, and to nothing else that is asked', async () => {
  const { url } = await page();
  const { port } = new URL(url);
  expect(await statusBy(url, `attacker.example:${port}`)).toBe(421);
  expect(await statusBy(url, `localhost:${port}`)).toBe(503);
  expect((await fetch(new URL('/', url))).status).toBe(404);
  expect((await fetch(url, { method: 'POST' })).status).toBe(404);
});
