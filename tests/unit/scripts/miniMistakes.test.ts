/** Mistakes with the developer's kit, made with the real command: what Node and Vite load are two copies of one module. */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { zip } from '../../../scripts/mini/zip.mjs';
import { root } from '../../../scripts/setup/root.mjs';
import { listenOnLoopback } from '../../../src/main/services/web-host/listen.ts';
import { temporaryDirectory } from '../../support/node/temporaryDirectory.ts';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
}

function mini(folder: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, INIT_CWD: folder };
    const child = spawn(process.execPath, [join(root, 'scripts/mini/run.mjs'), ...args], { cwd: root, env });
    const [out, said]: [string[], string[]] = [[], []];
    child.stdout.on('data', (data) => out.push(String(data)));
    child.stderr.on('data', (data) => said.push(String(data)));
    child.once('close', (code) => resolve({ code, out: out.join(''), said: said.join('') }));
  });
}

function begun(): string {
  const folder = temporaryDirectory();
  mkdirSync(join(folder, 'full'));
  writeFileSync(join(folder, 'full/mine'), 'kept');
  writeFileSync(join(folder, 'key.pem'), 'a key');
  const page = { path: 'index.html', bytes: Buffer.from('<!doctype html>') };
  writeFileSync(join(folder, 'tea.xdc'), zip([page]));
  writeFileSync(join(folder, 'fake.xdc'), 'no package');
  return folder;
}

const MISTAKES: readonly (readonly [string, string])[] = [
  ['check gone.xdc', 'There is nothing at'],
  ['check fake.xdc', 'The host would refuse fake.xdc: it is no ZIP archive'],
  ['check fake.xdc --nope', "Unknown option '--nope'"],
  ['pack gone', 'There is nothing at'],
  ['new full', 'is not empty.'],
  ['new other --template nope', 'There is no such template.'],
  ['sign tea.xdc --key key.pem --new-key', 'cannot be made, or is there already.'],
  ['dev tea.xdc --peers many', 'many is no number from 1 to 8.'],
];

it.each(MISTAKES)('%s ends with a sentence and what to do, without a stack', async (command, sentence) => {
  const { code, said } = await mini(begun(), command.split(' '));
  expect(said).toMatch(/^\n✗ [^\n]+\n {2}What to do: [^\n]+\n$/);
  expect(said).toContain(sentence);
  expect(code).toBe(1);
});

it.each([
  ['fake.xdc', 'package-not-zip', 'The host would refuse fake.xdc'],
  ['gone.xdc', 'no-package', 'There is nothing at'],
])('check --json of %s prints its report, with why as a finding', async (file, rule, sentence) => {
  const { code, out } = await mini(begun(), ['check', file, '--json']);
  expect(JSON.parse(out)).toMatchObject({
    name: file,
    files: 0,
    findings: [{ level: 'error', rule, message: expect.stringContaining(sentence) as string }],
  });
  expect(code).toBe(1);
});

it('new says how to go on in words a shell takes, whatever the folder is called', async () => {
  const { code, out } = await mini(begun(), ['new', 'My Prögram 1']);
  expect(out).toContain('npm run mini -- dev "My Prögram 1"\n');
  expect(code).toBe(0);
});

it('dev on a port that is taken says so, and ends', async () => {
  const taken = await listenOnLoopback(0, () => undefined);
  try {
    const { code, said } = await mini(begun(), ['dev', 'tea.xdc', '--port', String(taken.port)]);
    expect(said).toBe(
      `\n✗ port ${taken.port} is taken by another program.\n  What to do: name another with \`--port\`, or none.\n`,
    );
    expect(code).toBe(1);
  } finally {
    await taken.close();
  }
});
