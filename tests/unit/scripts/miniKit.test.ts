/** The developer's kit, but for what needs a browser (tests/e2e/miniKit.spec.ts). */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { checkProgram } from '../../../scripts/mini/check/checkCommand.ts';
import { runKit } from '../../../scripts/mini/cli.ts';
import { newProgram, programName, templates } from '../../../scripts/mini/newProgram.ts';
import { zip } from '../../../scripts/mini/zip.mjs';
import { root } from '../../../scripts/setup/root.mjs';
import { openPackage } from '../../../src/main/services/packages/openPackage.ts';
import { temporaryDirectory } from '../../support/node/temporaryDirectory.ts';

beforeAll(() => vi.stubEnv('INIT_CWD', '/'));

function write(folder: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

function run(
  script: string,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, script), ...args], { cwd: root });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => said.push(String(data)));
    child.once('close', (code) => resolve({ code, said: said.join('') }));
  });
}

/** Runs a command in this process, and gives what it printed. */
async function kit(...args: string[]): Promise<{ readonly code: number; readonly said: string }> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const code = await runKit(args);
  const said = log.mock.calls.map((values) => values.join(' ')).join('\n');
  log.mockRestore();
  return { code, said };
}

async function contentsOf(path: string) {
  const opened = await openPackage(new Uint8Array(readFileSync(path)));
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value.contents;
}

const rulesOf = async (folder: string) => {
  const { findings } = await checkProgram(folder, { isRun: false });
  return findings.map(({ level, rule }) => `${level} ${rule}`).toSorted();
};
const PAGE = '<!doctype html><html lang="en"><title>x</title><script src="webxdc.js"></script>';
const icon = readFileSync(join(root, 'scripts/mini/templates/hello/icon.png'));
const GOOD = { 'index.html': PAGE, 'manifest.toml': 'name = "Tea"', 'icon.png': icon };

describe('new', () => {
  it.each(templates)('makes of %s a program whose types, tests and check are clean', async (template) => {
    const folder = join(temporaryDirectory(), 'my first-program');
    expect((await kit('new', folder, '--template', template)).code).toBe(0);
    expect(readFileSync(join(folder, 'manifest.toml'), 'utf8')).toContain('name = "My first program"');
    expect(await run('node_modules/typescript/bin/tsc', ['-p', folder])).toEqual({ code: 0, said: '' });
    const tested = await run('scripts/mini/run.mjs', ['test', folder]);
    expect(tested.said).toMatch(/Tests .*[1-9] passed/);
    expect(tested.code).toBe(0);
    // The name of an open order is of one device alone, and stays there.
    const hints = template === 'payments' ? ['hint local-state'] : [];
    expect([...new Set(await rulesOf(folder))]).toEqual(hints);
  });

  it('fails with a test that fails', async () => {
    const folder = join(temporaryDirectory(), 'wrong');
    await kit('new', folder);
    write(folder, { 'src/wrong.test.ts': "import { test } from 'vitest'; test('no', () => { throw new Error(); });" });
    expect((await run('scripts/mini/run.mjs', ['test', folder])).code).toBe(1);
  });

  it('touches nothing that is there, and knows its templates', async () => {
    const folder = write(temporaryDirectory(), { mine: 'kept' });
    await expect(newProgram({ path: folder, options: {} })).rejects.toThrow('not empty');
    await expect(newProgram({ path: join(folder, 'x'), options: { template: 'rich' } })).rejects.toThrow('hello');
  });

  it('makes a name of any folder that can stand in HTML and TOML', () => {
    expect(programName('"></title><b>')).toBe('Title b');
    expect(programName('café-menü_2')).toBe('Café menü 2');
    expect(programName('---')).toBe('Program');
  });
});

describe('pack and sign', () => {
  it('PKG-15 a signed package is its author’s, one that was changed after is not', async () => {
    const folder = temporaryDirectory();
    const [file, key] = [join(folder, 'tea.xdc'), join(folder, 'key.pem')];
    await kit('pack', write(join(folder, 'tea'), GOOD));
    expect((await contentsOf(file)).signature).toBe(null);
    const { said } = await kit('sign', file, '--key', key, '--new-key');
    expect(statSync(key).mode & 0o077).toBe(0);
    const { signature, manifest } = await contentsOf(file);
    expect(signature).toEqual({ key: /signed by (\S+)/.exec(said)?.[1], isValid: true, account: null });
    expect(manifest.name).toBe('Tea');
    const line = (await zipEntries(file)).get('banyan.signature') ?? new Uint8Array();
    const other = write(join(folder, 'other'), { ...GOOD, 'more.txt': 'x', 'banyan.signature': line });
    expect(await rulesOf(other)).toEqual(['error bad-signature']);
  });

  it('PKG-15 signing again takes the place of the signature; a key is never overwritten', async () => {
    const folder = temporaryDirectory();
    const [file, key] = [join(folder, 'tea.xdc'), join(folder, 'key.pem')];
    writeFileSync(file, zip(Object.entries(GOOD).map(([path, text]) => ({ path, bytes: Buffer.from(text) }))));
    await kit('sign', file, '--key', key, '--new-key');
    const [first, bytes] = [readFileSync(key), readFileSync(file)];
    await expect(runKit(['sign', file, '--key', key, '--new-key'])).rejects.toThrow('there already');
    expect(readFileSync(key).equals(first)).toBe(true);
    await kit('sign', file, '--key', key);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    await expect(runKit(['sign', file, '--key', file])).rejects.toThrow('no Ed25519 key');
  });

  it('says why a folder is no program, and what the host would refuse', async () => {
    const folder = write(temporaryDirectory(), { 'a.txt': '' });
    await expect(runKit(['pack', folder])).rejects.toThrow('no index.html');
    await expect(runKit(['check', join(folder, 'gone')])).rejects.toThrow('nothing at');
    await expect(runKit(['check', join(folder, 'a.txt')])).rejects.toThrow('no ZIP');
  });
});

async function zipEntries(file: string): Promise<Map<string, Uint8Array>> {
  const { readZipIndex } = await import('../../../src/main/services/packages/zipIndex.ts');
  const { readWholeEntry } = await import('../../../src/main/services/packages/entryContent.ts');
  const index = readZipIndex(new Uint8Array(readFileSync(file)));
  const entries = new Map<string, Uint8Array>();
  for (const entry of index.ok ? index.value : [])
    entries.set(entry.path, (await readWholeEntry(entry, 1 << 20)) ?? new Uint8Array());
  return entries;
}

describe('check', () => {
  const rulesFor = (files: Readonly<Record<string, string | Uint8Array>>) => {
    return rulesOf(write(temporaryDirectory(), { ...GOOD, ...files }));
  };

  it('has nothing to say of a good package', async () => {
    expect(
      await rulesFor({ 'a.js': 'const open = (x) => x; open("a"); my.alert("no"); function confirm(x) {}' }),
    ).toEqual([]);
  });

  it.each([
    ['alert("x")', 'warning dialog'],
    ['if (window.confirm("x")) {}', 'warning dialog'],
    ['window.open("x")', 'error window-open'],
    ['document.cookie = "a"', 'error cookie'],
    ['addEventListener("beforeunload", f)', 'warning unload'],
    ['navigator.serviceWorker.register("a.js")', 'error service-worker'],
    ['new WebSocket("wss://a.example")', 'error connection'],
    ['new RTCPeerConnection()', 'error connection'],
    ['fetch("http://127.0.0.1/x")', 'error fetch-outside'],
    ['body.requestFullscreen()', 'warning full-screen'],
    ['localStorage.setItem("state", x)', 'hint local-state'],
    ['webxdc.getAllUpdates()', 'hint deprecated'],
    ['webxdc.sendUpdate({ payload: 1 }, "")', 'error no-listener'],
    ['x = "https://a.example/b"', 'hint address-in-script'],
    ['x = "http://www.w3.org/2000/svg"', null],
    ['window.banyan.pay({})', 'error undeclared-permission'],
  ])('finds %s', async (text, rule) => {
    const found = await rulesFor({ 'a.js': text });
    if (rule === null) expect(found).toEqual([]);
    else expect(found).toContain(rule);
  });

  it('finds what pages and styles would load from elsewhere, and where', async () => {
    const folder = write(temporaryDirectory(), {
      ...GOOD,
      'index.html': `${PAGE}\n<img\n src="https://a.example/x.png"><a href="https://a.example/">link</a>`,
      'a.css': '@import "//b.example/x.css"; p { background: url(https://c.example/y) }',
    });
    const { findings } = await checkProgram(folder, { isRun: false });
    const told = findings.map(({ place, message }) => `${place ?? ''} ${message.split(':').slice(0, 2).join(':')}`);
    expect(told.toSorted()).toEqual([
      'a.css:1 //b.example/x.css: is not loaded',
      'a.css:1 https://c.example/y',
      'index.html:2 https://a.example/x.png',
    ]);
  });

  it('reads sources, where names and lines are, and of bundles what sources do not show', async () => {
    const folder = write(temporaryDirectory(), {
      ...GOOD,
      'index.html': `${PAGE}<script type="module" src="./src/main.ts"></script>`,
      'src/main.ts': "import './deep/b.ts';\nconst { banyan } = window as any;\ndocument.cookie = banyan?.pay?.({});",
      'src/deep/b.ts': 'localStorage.setItem("a", "b");',
      'src/main.test.ts': 'window.open("x")',
      'public/lib.js': 'navigator.serviceWorker.register("x")',
    });
    const { findings } = await checkProgram(folder, { isRun: false });
    expect(findings.map(({ rule, place }) => `${rule} ${place ?? ''}`).toSorted()).toEqual([
      'cookie src/main.ts:3',
      'local-state src/deep/b.ts:1',
      'service-worker lib.js:1',
      'undeclared-permission ',
    ]);
  });

  it('finds a page without the host’s script', async () => {
    const bare = '<!doctype html><title>x</title>';
    expect(await rulesFor({ 'index.html': bare })).toEqual(['warning no-host-script']);
    expect(await rulesFor({ 'index.html': `${bare}<script>webxdc.selfName</script>` })).toEqual([
      'error no-host-script',
    ]);
  });

  it('finds manifests and icons that the host passes over', async () => {
    expect(await rulesFor({ 'manifest.toml': 'name = ' })).toEqual(['error bad-manifest']);
    expect(await rulesFor({ 'manifest.toml': `#${'x'.repeat(17_000)}` })).toEqual(['error bad-manifest']);
    expect(await rulesFor({ 'manifest.toml': 'version = "1"' })).toEqual(['warning no-name']);
    const wishes = 'name = "x"\n[banyan]\npermissions = ["pay", "world"]\nnet = ["a.example"]';
    expect(await rulesFor({ 'manifest.toml': wishes })).toEqual([
      'error bad-host',
      'error unknown-permission',
      'warning unused-permission',
    ]);
    expect(await rulesFor({ 'icon.png': 'text' })).toEqual(['error bad-icon']);
    expect(await rulesFor({ 'icon.png': Buffer.concat([icon, Buffer.alloc(20_000)]) })).toEqual(['hint icon-heavy']);
    expect(await rulesFor({ 'icon.png': Buffer.concat([icon, Buffer.alloc(600_000)]) })).toEqual(['error bad-icon']);
    expect(await rulesOf(write(temporaryDirectory(), { 'index.html': PAGE }))).toEqual([
      'warning no-icon',
      'warning no-manifest',
    ]);
  });

  it('ends with 1 for an error and 0 for less, and says the same as JSON', async () => {
    const folder = write(temporaryDirectory(), { ...GOOD, 'a.js': 'localStorage.a' });
    const hinted = await kit('check', folder, '--no-browser');
    expect(hinted.code).toBe(0);
    expect(hinted.said).toContain('a.js:1');
    write(folder, { 'b.js': 'document.cookie' });
    const { code, said } = await kit('check', folder, '--no-browser', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(said)).toMatchObject({
      name: 'Tea',
      files: 5,
      notRun: '--no-browser was given',
      findings: [{ level: 'error', rule: 'cookie', place: 'b.js:1' }, { level: 'hint' }],
    });
  });
});

describe('the command line', () => {
  it('explains itself', async () => {
    expect((await kit('--help')).said).toContain('npm run mini -- <command>');
    expect((await kit('toString')).code).toBe(2);
    await expect(runKit(['new'])).rejects.toThrow('one folder');
    await expect(runKit(['dev', '.', '--peers', '99'])).rejects.toThrow('from 1 to 8');
    await expect(runKit(['check', '.', '--wrong'])).rejects.toThrow('--wrong');
  });
});
