import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AccountId } from '@shared/ids.ts';
import { BLANK_ADDRESS } from '@shared/mini/hostPages.ts';
import { createBlobs } from '../../../../../src/main/services/blobs/blobs.ts';
import { MOST_HELD } from '../../../../../src/main/services/mini/holds.ts';
import { createPrograms } from '../../../../../src/main/services/mini/programs.ts';
import { createPackages } from '../../../../../src/main/services/packages/packages.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';
import { makePackage } from '../../../../support/node/zipBuilder.ts';
import { makeBlob } from '../../../../support/shared/blobFixtures.ts';
import { PROGRAM_SELF as SELF } from '../../../../support/shared/programSelf.ts';

const account = 'A'.repeat(43) as AccountId;
const [ONE, TWO] = ['a'.repeat(26), 'b'.repeat(26)] as const;
const FILES = {
  'index.html': '<!doctype html>',
  'a b/ünï.js': 'let a;',
  ['café.txt'.normalize('NFD')]: 'nfd',
  'sound.mp3': Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7) >>> 3),
  'long.txt': Array.from({ length: 120_000 }, (_, index) => `${index}`.padStart(10)).join(''),
  'text.txt': Array.from({ length: 20_000 }, (_, index) => `${index}`.padStart(10)).join(''),
  'doc.pdf': '%PDF-1.7',
  noending: '<script>alert(1)</script>',
  'webxdc.js': 'evil()',
  'banyan.js': 'evil()',
  'sub/index.html': 'sub',
  'sub/webxdc.js': 'own',
  '100%.css': 'a{}',
};

async function setup(files: Readonly<Record<string, string | Uint8Array>> = FILES) {
  const directory = temporaryDirectory();
  const blobs = createBlobs({ directory: join(directory, 'blobs') });
  onTestFinished(() => blobs.close());
  const clientDirectory = join(directory, 'clients');
  mkdirSync(clientDirectory, { recursive: true });
  for (const name of ['webxdc', 'banyan']) writeFileSync(join(clientDirectory, `${name}.cjs`), `run('${name}', SELF);`);
  const keep = async (bytes: Uint8Array<ArrayBuffer>) => {
    const blob = makeBlob(bytes);
    const shelf = await blobs.open(account);
    if (!shelf.ok) throw new Error(shelf.error.message);
    await shelf.value.begin(blob.id, blob.outline);
    for (const [index, chunk] of blob.chunks.entries()) {
      const found = await shelf.value.find(blob.id);
      if (found.ok) await found.value?.write(index, chunk);
    }
    return { account, package: blob.id };
  };
  const programs = createPrograms({
    packages: createPackages(blobs),
    clientDirectory,
    ancestors: () => ['http://localhost:4780'],
  });
  const place = await keep(makePackage(files));
  const mount = (label: string, self = SELF, where = place) => programs.mount({ ...where, label, self });
  const ask = (path: string, init: RequestInit = {}, label: string = ONE) =>
    programs.serve(label, new Request(`http://${label}.localhost:4780${path}`, init));
  const text = async (path: string, label: string = ONE) => (await ask(path, {}, label)).text();
  return { programs, place, keep, mount, ask, text, blobs };
}

async function mounted() {
  const scene = await setup();
  expect(await scene.mount(ONE)).toMatchObject({ ok: true });
  return scene;
}

describe('files', () => {
  it('SRV-1 finds names with spaces, of any script, in either form, and the index', async () => {
    const { text } = await mounted();
    expect(await text('/')).toBe('<!doctype html>');
    expect(await text('/index.html?x=1#y')).toBe('<!doctype html>');
    expect(await text('/a%20b/%C3%BCn%C3%AF.js')).toBe('let a;');
    expect(await text(`/${encodeURIComponent('café.txt'.normalize('NFC'))}`)).toBe('nfd');
    expect(await text(`/${encodeURIComponent('café.txt'.normalize('NFD'))}`)).toBe('nfd');
    expect(await text('/100%25.css')).toBe('a{}');
  });

  it.each([
    '/missing.js',
    '/sub/',
    '/sub',
    '/Index.html',
    '//index.html',
    '/./index.html/',
    '/%2e%2e%2findex.html',
    '/sub%2f..%2findex.html',
    '/sub/..%5cindex.html',
    '/index.html%00',
    '/index.html%00.png',
    '/%252e%252e/index.html',
    '/%ff',
    '/%',
    '/index.html%5c',
    '/%2findex.html',
  ])('SRV-1 gives nothing for %s', async (path) => {
    const { ask } = await mounted();
    expect((await ask(path)).status).toBe(404);
  });

  it('SRV-2 takes GET and HEAD alone, and no service worker', async () => {
    const { ask } = await mounted();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const answer = await ask('/', { method });
      expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'GET, HEAD']);
    }
    const head = await ask('/text.txt', { method: 'HEAD' });
    expect([head.status, head.headers.get('Content-Length'), await head.text()]).toEqual([200, '200000', '']);
    expect((await ask('/a%20b/%C3%BCn%C3%AF.js', { headers: { 'Service-Worker': 'script' } })).status).toBe(403);
  });

  it('SRV-3 says types by ending, and gives PDF and the unknown as bytes to be saved', async () => {
    const { ask } = await mounted();
    const type = async (path: string) => {
      const { headers } = await ask(path);
      return [headers.get('Content-Type'), headers.get('Content-Disposition'), headers.get('X-Content-Type-Options')];
    };
    expect(await type('/')).toEqual(['text/html; charset=utf-8', null, 'nosniff']);
    expect(await type('/sound.mp3')).toEqual(['audio/mpeg', null, 'nosniff']);
    for (const path of ['/doc.pdf', '/noending'])
      expect(await type(path)).toEqual(['application/octet-stream', 'attachment', 'nosniff']);
  });

  it('SRV-6 gives ranges of stored and of packed files', async () => {
    const { ask } = await mounted();
    const part = async (path: string, range: string) => {
      const answer = await ask(path, { headers: { Range: range } });
      return [answer.status, answer.headers.get('Content-Range'), Buffer.from(await answer.arrayBuffer())] as const;
    };
    const sound = Buffer.from(FILES['sound.mp3']);
    expect(await part('/sound.mp3', 'bytes=100000-200000')).toEqual([
      206,
      'bytes 100000-200000/300000',
      sound.subarray(100_000, 200_001),
    ]);
    expect(await part('/sound.mp3', 'bytes=-5')).toEqual([206, 'bytes 299995-299999/300000', sound.subarray(299_995)]);
    expect(await part('/text.txt', 'bytes=0-0')).toEqual([206, 'bytes 0-0/200000', Buffer.from(' ')]);
    expect((await part('/text.txt', 'bytes=200000-'))[0]).toBe(416);
    expect(await part('/text.txt', 'lines=1-2')).toEqual([200, null, Buffer.from(FILES['text.txt'])]);
  });

  it('SRV-6 unpacks no further than is taken where it is more than 1 MiB', async () => {
    const { ask } = await mounted();
    const reader = (await ask('/long.txt')).body?.getReader();
    const first: { readonly value?: Uint8Array } | undefined = await reader?.read();
    expect(first?.value?.length).toBeLessThanOrEqual(64 * 1024);
    await reader?.cancel();
  });
});

describe('many at once', () => {
  it('SRV-6 wait for one another, are all answered, and hold up no other program', async () => {
    const { ask, mount } = await mounted();
    await mount(TWO);
    const readers = await Promise.all(
      Array.from({ length: 32 }, async () => {
        const reader = (await ask('/sound.mp3')).body?.getReader();
        await reader?.read();
        return reader;
      }),
    );
    let isAnswered = false;
    const late = (await ask('/text.txt')).text().then((text) => {
      isAnswered = true;
      return text;
    });
    expect((await (await ask('/text.txt', {}, TWO)).text()).length).toBe(200_000);
    expect(isAnswered).toBe(false);
    await readers[0]?.cancel();
    expect((await late).length).toBe(200_000);
    for (const reader of readers) await reader?.cancel();
    const texts = await Promise.all(Array.from({ length: 200 }, async () => (await ask('/text.txt')).text()));
    expect(new Set(texts.map((text) => text.length))).toEqual(new Set([200_000]));
  });
});

describe('headers', () => {
  /** Each of them by name: what the app itself comes to use must not open for programs with it. */
  const SHUT =
    `accelerometer browsing-topics camera clipboard-read clipboard-write display-capture encrypted-media fullscreen geolocation
  gyroscope hid idle-detection local-fonts magnetometer microphone midi otp-credentials payment picture-in-picture
  publickey-credentials-create publickey-credentials-get screen-wake-lock serial storage-access usb window-management
  xr-spatial-tracking`.split(/\s+/);
  const REQUIRED = {
    'Connection-Allowlist': '(response-origin);webrtc=block',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-DNS-Prefetch-Control': 'off',
    'Cache-Control': 'no-store',
  };

  it('SRV-4 SRV-7 are on every answer: files, scripts of ours, ranges, refusals, errors, labels nobody mounted', async () => {
    const { ask, programs, place, blobs } = await mounted();
    const answers = [
      await ask('/'),
      await ask('/', { method: 'HEAD' }),
      await ask('/doc.pdf'),
      await ask('/webxdc.js'),
      await ask('/banyan.js'),
      await ask('/missing'),
      await ask('/%2e%2e%2f'),
      await ask('/', { method: 'POST' }),
      await ask('/', { headers: { 'Service-Worker': 'script' } }),
      await ask('/sound.mp3', { headers: { Range: 'bytes=1-2' } }),
      await ask('/sound.mp3', { headers: { Range: 'bytes=900000-' } }),
      await ask('/', {}, TWO),
    ];
    const broken = createPrograms({
      packages: createPackages(blobs),
      clientDirectory: '/nowhere',
      ancestors: () => [],
    });
    await broken.mount({ ...place, label: ONE, self: SELF });
    const error = await broken.serve(ONE, new Request(`http://${ONE}.localhost/webxdc.js`));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 404, 404, 404, 405, 403, 206, 416, 404]);
    expect([error.status, programs.isServed(TWO)]).toEqual([500, false]);
    for (const { headers } of [...answers, error]) {
      for (const [name, value] of Object.entries(REQUIRED)) expect([name, headers.get(name)]).toEqual([name, value]);
      expect(headers.get('Content-Security-Policy')).toMatch(
        /^default-src 'self'; .*; sandbox allow-scripts allow-same-origin/,
      );
      expect(headers.get('Permissions-Policy')).toBe(SHUT.map((name) => `${name}=()`).join(', '));
      expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
    }
  });

  it('SRV-4 let in what programs are made of, and nothing from elsewhere', async () => {
    const { ask } = await mounted();
    const policy = new Map(
      ((await ask('/')).headers.get('Content-Security-Policy') ?? '').split('; ').map((line) => {
        const [name = '', ...sources] = line.split(' ');
        return [name, sources.join(' ')];
      }),
    );
    expect(policy.get('script-src')).toBe("'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:");
    expect(policy.get('connect-src')).toBe("'self' data: blob:");
    expect(policy.get('frame-ancestors')).toBe("'self' http://localhost:4780");
    expect([policy.get('object-src'), policy.get('form-action')]).toEqual(["'none'", "'none'"]);
    expect(policy.get('sandbox')).toBe('allow-scripts allow-same-origin allow-forms allow-pointer-lock');
    const sources = [...policy].filter(([name]) => name !== 'frame-ancestors').map(([, source]) => source);
    expect(sources.join(' ')).not.toMatch(/https?:|\*|wss?:/);
  });
});

describe('scripts of the host', () => {
  it("SRV-5 are served in place of the package's, at the root alone", async () => {
    const { text } = await mounted();
    expect(await text('/webxdc.js')).toBe(
      `(() => {\nconst SELF = ${JSON.stringify(SELF)};\nrun('webxdc', SELF);\n})();\n`,
    );
    expect(await text('/sub/webxdc.js')).toBe('own');
  });

  it('SRV-5 `banyan.js` is there for who declared it', async () => {
    const { mount, ask, text } = await mounted();
    expect((await ask('/banyan.js')).status).toBe(404);
    await mount(ONE, { ...SELF, banyan: { permissions: ['pay'], net: [] } });
    expect(await text('/banyan.js')).toContain(`run('banyan', SELF)`);
  });

  it('SRV-5 a name breaks out of no script', async () => {
    const { mount, text } = await mounted();
    const selfName = `</script><!--\u2028\u2029"\\'\`\${x}`;
    await mount(ONE, { ...SELF, selfName });
    const script = await text('/webxdc.js');
    expect(script.split('\n')[1]).not.toMatch(/[<>\u2028\u2029]/);
    let told: unknown = null;
    runInNewContext(script, { run: (_name: string, self: unknown) => (told = structuredClone(self)) });
    expect(told).toEqual({ ...SELF, selfName });
  });
});

describe('mounts', () => {
  it('SRV-8 keep to themselves', async () => {
    const { mount, keep, text, programs } = await mounted();
    const other = await keep(makePackage({ 'index.html': 'other' }));
    await mount(TWO, { ...SELF, selfName: 'Bob' }, other);
    expect([await text('/'), await text('/', TWO)]).toEqual(['<!doctype html>', 'other']);
    expect(await text('/webxdc.js')).toContain('"Ann"');
    expect(await text('/webxdc.js', TWO)).toContain('"Bob"');
    programs.unmount(ONE);
    expect([await text('/'), await text('/', TWO)]).toEqual(['404\n', 'other']);
  });

  it('SRV-14 an empty page stands at the origin of what is served, with its headers, and nowhere else', async () => {
    const { ask, text, programs } = await mounted();
    const empty = await ask(BLANK_ADDRESS);
    const own = await ask('/index.html');
    expect([empty.status, await empty.text()]).toEqual([200, '']);
    for (const name of ['content-security-policy', 'connection-allowlist', 'x-content-type-options']) {
      expect([name, empty.headers.get(name)]).toEqual([name, own.headers.get(name)]);
    }
    programs.unmount(ONE);
    expect(await text(BLANK_ADDRESS)).toBe('404\n');
  });

  it('SRV-15 tell whether a page names the host’s script, far enough into it and no further', async () => {
    const { mount, keep, programs } = await mounted();
    // Text that packs badly: what packs too well is no package.
    const far = randomBytes(600_000).toString('hex');
    const files = {
      'index.html': '<!doctype html><script src="webxdc.js"></script>',
      'sub/page.html': `<p>${far.slice(0, 200_000)}</p><script type="module">import "../webxdc.js"</script>`,
      'quiet.html': '<!doctype html><p>nothing here</p>',
      'late.html': `${far}webxdc.js`,
      'app.js': 'fetch("webxdc.js")',
    };
    expect(await mount(ONE, SELF, await keep(makePackage(files)))).toMatchObject({ ok: true });
    const speaks = (path: string, label = ONE) => programs.speaks(label, path);
    expect(await Promise.all(['/', '/index.html', '/sub/page.html'].map((path) => speaks(path)))).toEqual([
      true,
      true,
      true,
    ]);
    for (const path of ['/quiet.html', '/late.html', '/app.js', '/gone.html', '/../x'])
      expect([path, await speaks(path)]).toEqual([path, false]);
    expect(await speaks('/', TWO)).toBe(false);
  });

  it('SRV-7 mounting anew replaces package and self', async () => {
    const { mount, keep, text } = await mounted();
    await mount(ONE, { ...SELF, selfName: 'New' }, await keep(makePackage({ 'index.html': 'v2' })));
    expect([await text('/'), (await text('/webxdc.js')).includes('"New"')]).toEqual(['v2', true]);
  });

  it('SRV-8 refuse what is no package, and leave what was served', async () => {
    const { mount, keep, text } = await mounted();
    const broken = await keep(new Uint8Array(30).fill(65));
    expect(await mount(ONE, SELF, broken)).toMatchObject({ ok: false, error: { code: 'package-not-zip' } });
    expect(await text('/')).toBe('<!doctype html>');
  });

  it('SRV-11 keep a page of a frozen program waiting until it may go on, and no other', async () => {
    const { programs, mount, ask } = await mounted();
    await mount(TWO);
    const order: string[] = [];
    const hold = async (name: string, label: string = ONE, method = 'HEAD') => {
      const { status } = await ask('/webxdc.js?hold', { method }, label);
      order.push(`${name} ${status}`);
    };
    await hold('not frozen');
    programs.freeze(ONE, true);
    programs.freeze(ONE, true);
    const [first, second] = [hold('first'), hold('second')];
    await Promise.all([hold('other program', TWO), hold('script itself', ONE, 'GET')]);
    order.sort();
    expect(order).toEqual(['not frozen 200', 'other program 200', 'script itself 200']);
    programs.freeze(ONE, false);
    await Promise.all([first, second]);
    expect(order.slice(3).toSorted()).toEqual(['first 200', 'second 200']);
    await hold('after');
    expect(order.at(-1)).toBe('after 200');
  });

  it('SRV-11 keep nobody waiting for what is over, nor more than a few', async () => {
    const { programs, ask } = await mounted();
    const hold = async () => (await ask('/webxdc.js?hold', { method: 'HEAD' })).status;
    programs.freeze(ONE, true);
    const held = Array.from({ length: MOST_HELD }, hold);
    expect(await hold()).toBe(200);
    programs.unmount(ONE);
    expect(await Promise.all(held)).toEqual(held.map(() => 404));
    programs.freeze(ONE, true);
    expect(await hold()).toBe(404);
  });

  it('SRV-11 give the place of a request that was given up to the next', async () => {
    const { programs, ask } = await mounted();
    const order: string[] = [];
    const hold = async (name: string, signal?: AbortSignal) => {
      await ask('/webxdc.js?hold', { method: 'HEAD', ...(signal === undefined ? {} : { signal }) });
      order.push(name);
    };
    programs.freeze(ONE, true);
    const givingUp = new AbortController();
    const given = Array.from({ length: MOST_HELD }, () => hold('given up', givingUp.signal));
    await hold('one too many');
    givingUp.abort();
    await Promise.all(given);
    order.length = 0;
    const waiting = Array.from({ length: MOST_HELD }, () => hold('waiting'));
    await hold('one too many');
    expect(order).toEqual(['one too many']);
    programs.freeze(ONE, false);
    await Promise.all(waiting);
  });

  it('SRV-9 after a wipe serve the page that clears the origin, and nothing of the program', async () => {
    const { programs, ask, text, mount } = await mounted();
    programs.wipe(ONE);
    const answer = await ask('/');
    expect(await answer.text()).toContain('"banyan:wiped"');
    expect(answer.headers.get('Content-Security-Policy')).toMatch(
      /^default-src 'none'; script-src 'sha256-[^']+'; .*frame-ancestors http:\/\/localhost:4780$/,
    );
    expect(answer.headers.get('Connection-Allowlist')).toBe('(response-origin);webrtc=block');
    expect(await text('/webxdc.js')).toContain('banyan:wiped');
    await mount(ONE);
    expect(await text('/')).toBe('<!doctype html>');
  });
});
