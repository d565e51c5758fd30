/** Checklist 20 to 26: other programs, the host, and who is who. */
import { expect } from '@playwright/test';
import { startBareServer } from './support/bareServer.ts';
import { Cage, SELF, newLabel } from './support/cage.ts';
import { test } from './support/fixtures.ts';
import { begin, ending, scripted, tellBare, tellCaged } from './support/tell.ts';

let cage: Cage;
test.beforeAll(async ({ builds }) => {
  cage = await Cage.open(builds.harness);
});
test.afterAll(() => cage.close());

/**
 * Looks at what is kept at its origin, then keeps something of its own there, and answers whoever calls over the channel. It waits for an answer
 * for so long, ms.
 */
const keeper = (patience: number) => `
  const files = await navigator.storage.getDirectory();
  const found = { local: localStorage.getItem('kept'), session: sessionStorage.getItem('kept'),
    databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length, files: 0, cookie: document.cookie, heard: false };
  for await (const name of files.keys()) found.files += 1;
  const channel = new BroadcastChannel('all');
  const heard = new Promise((done) => { channel.onmessage = ({ data }) => { if (data === 'here') done(true); else channel.postMessage('here'); }; });
  channel.postMessage('anyone?');
  found.heard = await Promise.race([heard, new Promise((done) => setTimeout(() => done(false), ${patience}))]);
  localStorage.setItem('kept', 'yes');
  sessionStorage.setItem('kept', 'yes');
  await new Promise((done) => { indexedDB.open('kept').onsuccess = ({ target }) => { target.result.close(); done(); }; });
  await caches.open('kept');
  await files.getFileHandle('kept', { create: true });
  document.cookie = 'kept=yes; Path=/; SameSite=None; Secure; Partitioned';
  return found;`;

interface Kept {
  readonly local: string | null;
  readonly session: string | null;
  readonly databases: number;
  readonly caches: number;
  readonly files: number;
  readonly heard: boolean;
}
const NOTHING = { local: null, session: null, databases: 0, caches: 0, files: 0, cookie: '', heard: false };

test('CAGE-20 CAGE-26 a program finds nothing of another, nor of the same package in another chat', async () => {
  const files = scripted(keeper(1000), { 'secret.txt': 'secret' });
  const label = newLabel();
  expect(await tellCaged<Kept>(cage, 'keeper', { files, label })).toEqual(NOTHING);
  expect(await tellCaged<Kept>(cage, 'same package, other chat', { files })).toEqual(NOTHING);
  // The control: at its own origin all of it is found, and the channel answers.
  const again = await tellCaged<Kept>(cage, 'keeper again', { files: scripted(keeper(10_000)), label });
  expect(again).toMatchObject({ local: 'yes', databases: 1, caches: 1, files: 1, heard: true });

  const address = `http://${label}.localhost:${cage.port}/secret.txt`;
  const spy = scripted(
    `
    const framed = () => new Promise((done, no) => {
      const frame = document.createElement('iframe');
      frame.onload = () => { try { done(frame.contentDocument.body.textContent); } catch (error) { no(error); } };
      frame.src = '${address}';
      document.body.append(frame);
    });
    return { own: await (await fetch('secret.txt')).text(), ...(await every({
      fetch: () => fetch('${address}').then((answer) => answer.text()),
      blind: () => fetch('${address}', { mode: 'no-cors' }).then(() => 'reached'),
      frame: framed,
    })) };`,
    { 'secret.txt': 'own' },
  );
  const found = await tellCaged<Record<string, string>>(cage, 'spy', { files: spy });
  expect(found['own']).toBe('own');
  expect(Object.values(found).join(' ')).not.toMatch(/secret|reached|done/);
});

/** The browser's page processes. */
async function renderers(): Promise<number> {
  const { processInfo } = (await cage.browser.send('SystemInfo.getProcessInfo')) as {
    readonly processInfo: readonly { readonly type: string }[];
  };
  return processInfo.filter(({ type }) => type === 'renderer').length;
}

test('CAGE-20 each program has a process of its own, and cannot make itself one site with others', async () => {
  const files = scripted("return [originAgentCluster, await tried(() => { document.domain = 'localhost'; })];");
  const alone = [true, 'refused: SecurityError'];
  expect(await tellCaged(cage, 'first process', { files })).toEqual(alone);
  const before = await renderers();
  expect(await tellCaged(cage, 'second process', { files })).toEqual(alone);
  expect(await tellCaged(cage, 'third process', { files })).toEqual(alone);
  // One that the browser keeps in reserve, or that of a page that went, may be there or not at either moment.
  await expect.poll(renderers).toBeGreaterThanOrEqual(before + 2);
});

test('CAGE-21 the host, this machine and the browser itself are out of reach', async () => {
  const bare = await startBareServer({});
  const places = {
    host: `http://localhost:${cage.port}/`,
    api: `http://localhost:${cage.port}/__api`,
    loopback: `http://127.0.0.1:${bare.port}/`,
    target: `http://canary-target.localhost:${cage.port}/`,
  };
  const inner = [
    'file:///etc/passwd',
    'chrome://version',
    'devtools://devtools/bundled/inspector.html',
    'view-source:about:blank',
  ];
  const ask = (name: string, url: string) =>
    `${name}: () => fetch('${url}', { mode: 'no-cors' }).then(() => 'reached')`;
  const lines = `return every({ ${Object.entries(places)
    .map(([name, url]) => ask(name, url))
    .join(', ')} });`;
  const goes = inner.map(
    (url) => `${JSON.stringify(url)}: () => new Promise((done) => {
    const frame = document.createElement('iframe');
    frame.onload = () => { try { done(frame.contentDocument === null ? 'blocked' : frame.contentDocument.body.textContent.slice(0, 40)); } catch { done('blocked'); } };
    frame.src = ${JSON.stringify(url)};
    document.body.append(frame);
  })`,
  );
  const inside = await tellCaged<Record<string, string>>(cage, 'caller', { files: scripted(lines) });
  expect(Object.values(inside)).toEqual(Array(4).fill('refused: TypeError'));
  const shown = await tellCaged<Record<string, string>>(cage, 'opener', {
    files: scripted(`return every({ ${goes.join(', ')} });`),
  });
  for (const text of Object.values(shown)) expect(['blocked', 'late', '']).toContain(text);
  // The control: a page outside reaches what answers everyone, and the app's own page its host.
  const outside = await cage.browser.open(bare.alone(0, ''));
  await outside.until("document.readyState === 'complete'");
  expect(await tellBare(outside, lines)).toMatchObject({ loopback: 'reached', target: 'reached' });
  expect(await tellBare(cage.tab, lines)).toMatchObject({ host: 'reached', api: 'reached' });
  bare.close();
});

test('CAGE-22 the pages around a program cannot be looked into or steered', async () => {
  const lines = `return every({
    parent: () => parent.document.title, cage: () => parent.cage, top: () => top.location.href, frame: () => String(window.frameElement),
    opener: () => String(window.opener), name: () => { top.name = 'x'; }, close: () => { top.close(); return 'quiet'; },
    move: () => { top.location = 'about:blank'; },
  });`;
  const inside = await tellCaged<Record<string, string>>(cage, 'child', { files: scripted(lines) });
  expect(inside).toMatchObject({ frame: 'null', opener: 'null', close: 'quiet' });
  for (const act of ['parent', 'cage', 'top', 'name', 'move'])
    expect([act, inside[act]]).toEqual([act, 'refused: SecurityError']);
  expect(await cage.tab.ask('location.origin')).toBe(cage.host.origin);
  // The control: within one origin it works.
  const own = `const frame = document.createElement('iframe'); document.body.append(frame);
    return tried(() => frame.contentWindow.parent.document.title);`;
  expect(await tellCaged(cage, 'own child', { files: scripted(own) })).toBe('program');
});

test('CAGE-22 programs that are open together can neither count nor reach one another', async () => {
  const look = 'return [parent.length, await tried(() => typeof parent[0]), top.frames.length];';
  expect(await tellCaged(cage, 'counter', { files: scripted(look) })).toEqual([0, 'refused: SecurityError', 0]);
  // The control: frames of its own are counted.
  const own = "document.body.append(document.createElement('iframe')); return [length, typeof window[0]];";
  expect(await tellCaged(cage, 'own frames', { files: scripted(own) })).toEqual([1, 'object']);
});

test('CAGE-23 forged messages, from child frames, for another or late, bring no port and no update', async () => {
  const forged = (
    target: string,
  ) => `for (const text of ['banyan:ready', 'banyan:ready 1', 'banyan:port', 'banyan:port 1', 'banyan:wiped', { type: 'banyan:canary', outcome: 'shut' },
    { type: 'update', instance: 'victim', update: { payload: '1' } }]) { const { port1, port2 } = new MessageChannel(); ${target}.postMessage(text, '*', [port2]); }`;
  await begin(cage, 'victim', { files: scripted("return 'own word';") });
  expect(await ending(cage, 'victim')).toBe('own word');
  const lines = `
    const child = document.createElement('iframe');
    child.srcdoc = '<script>${forged('parent.parent').replaceAll('\n', ' ').replaceAll("'", '&quot;')}<\\/script>';
    const loaded = new Promise((done) => { child.onload = done; });
    document.body.append(child);
    await loaded;
    for (const other of [0, 1].flatMap((place) => { try { return [parent[place]]; } catch { return []; } })) { ${forged('other')} }
    await new Promise((done) => setTimeout(done, 300));`;
  await tellCaged(cage, 'forger', { files: scripted(lines) });
  expect((await cage.facts('forger')).ports).toBe(1);
  expect(await cage.facts('victim')).toMatchObject({ ports: 1, said: ['began', { told: 'own word' }] });
  expect((await cage.call('strays')).length).toBeGreaterThan(0);
  // The control: of the program's own page it is taken, and the one before it ends.
  const twice = await cage.show('twice', {
    files: {
      'index.html':
        "<script src=\"webxdc.js\"></script><script>globalThis.own = new MessageChannel(); parent.postMessage('banyan:ready 1', '*', [own.port2]);</script>",
    },
  });
  expect(twice).toHaveLength(26);
  await cage.until('twice', ({ ports }) => ports === 2);
});

test('CAGE-23 after its end a program says nothing more', async () => {
  const lines = "setInterval(() => webxdc.sendUpdate({ payload: 'still here' }, ''), 100);";
  await begin(cage, 'talker', { files: scripted(lines) });
  await cage.until('talker', ({ said }) => said.includes('still here'));
  await cage.call('close', 'talker');
  await new Promise((resolve) => setTimeout(resolve, 500));
  const { said, state } = await cage.facts('talker');
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(state).toBe('closed');
  expect((await cage.facts('talker')).said).toHaveLength(said.length);
});

test('CAGE-24 two programs and two people at once are not mixed up', async () => {
  const lines = 'return [webxdc.selfAddr, webxdc.selfName, location.host];';
  const files = scripted(lines);
  const people = ['Ann', 'Ben'].map((name) => ({ ...SELF, selfName: name, selfAddr: `address of ${name}` }));
  const labels: string[] = [];
  for (const [place, self] of people.entries()) labels.push(await begin(cage, `person ${place}`, { files, self }));
  for (const [place, self] of people.entries())
    expect(await ending(cage, `person ${place}`)).toEqual([
      self.selfAddr,
      self.selfName,
      `${labels[place]}.localhost:${cage.port}`,
    ]);
});

test('CAGE-25 the interface holds against being set up twice, replaced, or robbed of built-ins', async () => {
  const robber = `<!doctype html><script src="webxdc.js"></script><script>
    const own = webxdc;
    for (const place of [MessagePort.prototype, Window.prototype, EventTarget.prototype]) place.postMessage = place.addEventListener = () => {};
    window.Promise = window.TextEncoder = class {}; JSON.stringify = JSON.parse = () => { throw 1; };
    Object.prototype.payload = 'stolen';
    try { webxdc.sendUpdate = null; } catch {}
    const again = document.createElement('script');
    again.src = 'webxdc.js';
    again.onload = () => webxdc.sendUpdate({ payload: window.webxdc === own && typeof webxdc.sendUpdate }, '');
    document.head.append(again);
  </script>`;
  await cage.show('robber', { files: { 'index.html': robber } });
  const { said } = await cage.until('robber', (facts) => facts.said.length > 0);
  expect(said).toEqual(['function']);
  expect((await cage.facts('robber')).ports).toBe(1);
});
