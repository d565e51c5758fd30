/** The developer's kit in a real browser: what `npm run mini -- dev` shows, and what `check` sees. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Frame, type Page, chromium, expect, test } from '@playwright/test';
import { root } from '../../scripts/setup/root.mjs';
import { BLANK_ADDRESS } from '../../src/shared/mini/hostPages.ts';
import { testBrowserArguments, browserPath } from '../support/node/browserPath.ts';
import { PATIENCE } from '../support/shared/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'banyan-kit-'));
let browser: Browser;
const running: ChildProcess[] = [];

test.beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await browserPath(), args: [...testBrowserArguments] });
});
test.afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGTERM');
});
test.afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(...args: string[]): ChildProcess & { readonly said: () => string } {
  const child = spawn(process.execPath, [join(root, 'scripts/mini/run.mjs'), ...args], { cwd: root });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += String(data)));
  return Object.assign(child, { said: () => said });
}

async function kit(...args: string[]): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = start(...args);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said: child.said() };
}

async function newProgram(template: string): Promise<string> {
  const path = mkdtempSync(join(folder, `${template} `));
  expect((await kit('new', path, '--template', template)).code).toBe(0);
  return path;
}

/** Opens the page of `dev`; `prepare` has it before anything is in it. */
async function develop(
  path: string,
  peers = 2,
  prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<Page> {
  const child = start('dev', path, '--peers', String(peers));
  running.push(child);
  await expect.poll(child.said).toContain('/?peers=');
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  await prepare(page);
  await page.goto(/http:\S+/.exec(child.said())?.[0] ?? '');
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  await expect.poll(() => programs(page).length).toBe(peers);
  return page;
}

/** The programs' own pages; the blank one that keeps an origin's process until a program's page is there is none of them. */
const programs = (page: Page): Frame[] =>
  page
    .frames()
    .filter((frame) => /\/\/[a-z2-7]{26}\.localhost/.test(frame.url()) && !frame.url().endsWith(BLANK_ADDRESS));
const person = (page: Page, name: string) => page.getByRole('article', { name, exact: true });

/** The program of the person with this place; frames come anew with each opening. */
function program(page: Page, place: number): Frame {
  const frame = programs(page)[place];
  if (frame === undefined) throw new Error(`nobody is at ${place}`);
  return frame;
}

test('two people share a program; one goes offline, another joins late', async () => {
  const page = await develop(await newProgram('shared-state'));
  expect(new Set(programs(page).map((frame) => new URL(frame.url()).host)).size).toBe(2);
  const add = async (place: number, text: string) => {
    await program(page, place).getByLabel('Something to bring').fill(text);
    await program(page, place).getByRole('button', { name: 'Add' }).click();
  };
  const items = (place: number) => program(page, place).getByRole('listitem');
  await add(0, 'Cake');
  await expect(items(1)).toHaveText([' Cake']);
  await person(page, 'Ben').getByLabel('offline').check();
  await add(0, 'Tea');
  await add(1, 'Plates');
  await expect(items(0)).toHaveCount(2);
  await expect(items(1)).toHaveCount(2);
  await person(page, 'Ben').getByLabel('offline').uncheck();
  await expect(items(0)).toHaveCount(3);
  await page.getByRole('button', { name: 'Someone joins' }).click();
  await expect.poll(() => programs(page).length).toBe(3);
  await expect(items(2)).toHaveText(await items(0).allTextContents());
  const rows = page.locator('#log tbody tr');
  await expect(rows).toHaveCount(3);
  await expect(rows.filter({ hasText: 'Cake' })).toContainText('Ann 1, Ben 1, Cem');
  await expect(rows.filter({ hasText: 'Tea' })).toContainText('Ann added Tea');
  await page.getByRole('button', { name: 'Begin anew' }).click();
  await expect(rows).toHaveCount(0);
  await expect.poll(() => programs(page).length).toBe(2);
});

test('what is changed shows at once, with what was said kept; what does not build is explained', async () => {
  const path = await newProgram('hello');
  const page = await develop(path, 1);
  await program(page, 0).getByRole('button', { name: 'Wave' }).click();
  await expect(program(page, 0).getByText('Ann waves')).toBeVisible();
  const source = join(path, 'src/main.ts');
  writeFileSync(source, readFileSync(source, 'utf8').replace('${name} waves', '${name} says hello'));
  await expect(async () => {
    await expect(program(page, 0).getByText('Ann says hello')).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: PATIENCE });
  writeFileSync(source, "import './gone.ts';");
  await expect(page.getByRole('alert')).toContainText('gone.ts');
});

test('LOA-4 MPH-44 what the kit’s page and the program are made of fails once, and both are there all the same', async () => {
  const failed = new Set<string>();
  const page = await develop(await newProgram('hello'), 1, (made) =>
    made.route(/(?<!again)\.js$|\/kit\/(?:call|state)$/, (route) => {
      const address = route.request().url();
      if (failed.has(address)) return route.fallback();
      failed.add(address);
      return route.abort('failed');
    }),
  );
  // The frame of the page that lacks its script goes, and another comes.
  await expect(async () => {
    await program(page, 0).getByRole('button', { name: 'Wave' }).click({ timeout: 1000 });
    await expect(program(page, 0).getByText('Ann waves').first()).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: PATIENCE });
  for (const ending of [/\/assets\/.*\.js$/, /\/kit\/call$/, /\/webxdc\.js$/])
    expect([...failed].filter((address) => ending.test(address)).length, String(ending)).toBe(1);
});

test('look, direction, language and width are switched', async () => {
  const page = await develop(await newProgram('hello'), 1);
  await page.getByLabel('Look').selectOption('dark');
  await page.getByLabel('Language').selectOption('ar');
  await page.getByLabel('right to left').check();
  await page.getByLabel('Width').selectOption('320');
  const question = `[matchMedia('(prefers-color-scheme: dark)').matches, getComputedStyle(document.documentElement).colorScheme, document.dir, navigator.language, innerWidth === 320].join()`;
  // Frames come anew with each switch.
  await expect(async () => {
    expect(await program(page, 0).evaluate<string>(question)).toBe('true,dark,rtl,ar,true');
  }).toPass({ timeout: PATIENCE });
});

test('a payment is asked for outside the program, and paid once', async () => {
  const page = await develop(await newProgram('payments'));
  const buy = () => program(page, 1).getByRole('button', { name: 'Buy' }).click();
  await expect(program(page, 0).getByText('You sell.')).toBeVisible();
  await buy();
  const ben = person(page, 'Ben');
  await ben.getByRole('dialog', { name: 'permission' }).getByRole('button', { name: 'Allow' }).click();
  const payment = ben.getByRole('dialog', { name: 'payment' });
  await expect(payment).toContainText('Pay €2.50 to Ann?');
  await payment.getByRole('button', { name: 'Decline' }).click();
  await expect(page.locator('#log tbody tr')).toHaveCount(1);
  await buy();
  await payment.getByRole('button', { name: 'Pay' }).click();
  await expect(program(page, 0).getByRole('listitem')).toHaveText(['Ben']);
});

test('choosers, people and the realtime channel are played; what a manifest asks anew is there at once', async () => {
  const path = join(folder, 'asking');
  mkdirSync(path);
  const manifest = (permissions: string) => `name = "Asking"\n[banyan]\npermissions = [${permissions}]\n`;
  const act = (name: string, code: string) =>
    `<button type="button" onclick="(async () => { ${code} })()">${name}</button>`;
  const page = `<!doctype html><html lang="en"><title>x</title><script src="webxdc.js"></script><body>
    ${act('send', "await webxdc.sendToChat({ text: 'hi', file: { name: 'a.txt', plainText: 'abc' } }); say('sent')")}
    ${act('import', 'const [file] = await webxdc.importFiles({}); say(file.name + (await file.text()))')}
    ${act('pick', "try { say((await banyan.contacts.pick())[0].name) } catch (error) { say(error.code ?? 'absent') }")}
    ${act('ring', 'channel.send(Uint8Array.of(7))')}
    <p id="said"></p><script>
    const say = (text) => { document.getElementById('said').textContent = text; };
    const channel = webxdc.joinRealtimeChannel();
    channel.setListener((data) => say('heard ' + data[0]));
    webxdc.setUpdateListener(() => {}).then(() => say('here'));
    </script>`;
  writeFileSync(join(path, 'index.html'), page);
  writeFileSync(join(path, 'manifest.toml'), manifest('"scan"'));
  const shown = await develop(path);
  const ann = person(shown, 'Ann');
  // A dialog over a frame may have gone from the page and not yet from the picture the browser leads a pointer by.
  const press = (name: string) => program(shown, 0).getByRole('button', { name }).dispatchEvent('click');
  const said = (place: number) => program(shown, place).locator('#said');
  // The channel reaches who is on it and keeps nothing for who comes later. A page joins before it asks for updates, and the
  // host hears both in that order: who has an answer is on the channel.
  for (const place of [0, 1]) await expect(said(place)).toHaveText('here');

  await press('send');
  await ann.getByRole('textbox').fill('hello');
  await ann.getByRole('button', { name: 'Send' }).click();
  await expect(said(0)).toHaveText('sent');
  await expect(shown.locator('#reports')).toContainText('sent to a chat: hello [a.txt, 3 bytes]');

  await press('import');
  await ann
    .getByLabel('Files', { exact: true })
    .setInputFiles({ name: 'b.txt', mimeType: 'text/plain', buffer: Buffer.from('!') });
  await ann.getByRole('button', { name: 'Give' }).click();
  await expect(said(0)).toHaveText('b.txt!');

  await press('ring');
  await expect(said(1)).toHaveText('heard 7');
  await person(shown, 'Ben').getByLabel('offline').check();
  await program(shown, 1).evaluate(`say('')`);
  await press('ring');
  await press('pick');
  await expect(said(0)).toHaveText('absent');
  await expect(said(1)).toHaveText('');

  // Frames come anew with each packing, one after the other.
  writeFileSync(join(path, 'manifest.toml'), manifest('"contacts.pick"'));
  await expect(async () => {
    for (const place of [0, 1]) await expect(said(place)).toHaveText('here', { timeout: 1000 });
  }).toPass({ timeout: PATIENCE });
  await press('pick');
  await ann.getByRole('button', { name: 'Allow' }).click();
  await ann.getByLabel('Ben').check();
  await ann.getByRole('button', { name: 'Choose' }).click();
  await expect(said(0)).toHaveText('Ben');
});

test('what goes wrong in a program is told, and `check` finds it', async () => {
  const path = join(folder, 'wrong');
  mkdirSync(path);
  const script = `
    document.body.append(Object.assign(new Image(), { src: 'https://nowhere.example/x.png' }));
    window.open('about:blank');
    console.error('so it goes');
    webxdc.setUpdateListener(() => {});
    try { webxdc.sendUpdate({ payload: 'x'.repeat(200000) }); } catch (error) { console.error(error.name); }
    setTimeout(() => { throw new Error('late'); });`;
  const page = `<!doctype html><html><title>x</title><script src="webxdc.js"></script><script src="gone.js"></script>
    <body><input><p style="color: #eee; background: #fff">pale</p><script>${script}</script>`;
  writeFileSync(join(path, 'index.html'), page);
  const shown = await develop(path, 1);
  for (const words of [
    'stopped by the policy: img-src',
    'not in programs: window.open',
    'so it goes',
    'RangeError',
    'late',
  ])
    await expect(shown.locator('#reports')).toContainText(words);
  const { code, said } = await kit('check', path, '--json');
  expect(code).toBe(1);
  const { findings, notRun } = JSON.parse(said) as {
    findings: { level: string; rule: string; message: string }[];
    notRun: null;
  };
  expect(notRun).toBe(null);
  const told = findings.map(({ level, rule, message }) => `${level} ${rule} ${message}`).join('\n');
  for (const expected of [
    /^error policy img-src stopped https:\/\/nowhere\.example/m,
    /^error missing-file \/gone\.js is answered with 404/m,
    /^error page-error so it goes/m,
    /^error page-error RangeError/m,
    /^error page-error Error: late/m,
    /^error dialog window\.open/m,
    /^warning accessibility\/html-has-lang/m,
    /^warning accessibility\/label/m,
    /^warning accessibility\/color-contrast/m,
  ])
    expect(told).toMatch(expected);
});

test('what the templates make is found to be clean in a browser', async () => {
  for (const template of ['hello', 'shared-state', 'payments']) {
    const { code, said } = await kit('check', await newProgram(template));
    // A payment under way is this device's own: that it is kept here alone is what the hint says, and what is meant.
    const hints = template === 'payments' ? 3 : 0;
    expect(said.match(/\(local-state\)/g) ?? []).toHaveLength(hints);
    expect(said).toContain(`0 errors, 0 warnings, ${hints} hints`);
    expect(said).not.toContain('not run');
    expect(code).toBe(0);
  }
});
