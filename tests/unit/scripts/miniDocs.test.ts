/** docs/mini-programs: what it tells people to type works, what it shows as code fits the types, and the reference is that of the types. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { referencePage } from '../../../scripts/mini/reference.ts';
import { root } from '../../../scripts/setup/root.mjs';
import { temporaryDirectory } from '../../support/node/temporaryDirectory.ts';

const docs = join(root, 'docs/mini-programs');
const pages = readdirSync(docs).filter((name) => name.endsWith('.md'));
const textOf = (page: string) => readFileSync(join(docs, page), 'utf8');

/** The blocks of a page in one language. */
function blocks(page: string, language: string): string[] {
  const found = textOf(page).matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'));
  return [...found].map(([, code = '']) => code);
}

const commands = (page: string) => blocks(page, 'sh').flatMap((block) => block.trim().split('\n'));
const withCommands = pages.filter((page) => commands(page).length > 0);

function start(args: readonly string[], here: string): ChildProcess & { readonly said: () => string } {
  const child = spawn(process.execPath, [join(root, 'scripts/mini/run.mjs'), ...args], {
    cwd: root,
    env: { ...process.env, INIT_CWD: here },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += String(data)));
  return Object.assign(child, { said: () => said });
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once('close', resolve));

/** `dev` ends when it is told to: until then its page is there. */
async function visit(child: ReturnType<typeof start>): Promise<void> {
  const end = ended(child);
  await expect.poll(child.said).toMatch(/http:\S+/);
  const page = await fetch(/http:\S+/.exec(child.said())?.[0] ?? '');
  expect(await page.text()).toContain('id="people"');
  child.kill('SIGTERM');
  expect(await end).toBe(0);
}

describe('commands', () => {
  it.each(withCommands)(
    'of %s do what the page says',
    async (page) => {
      const place = temporaryDirectory();
      const here = join(place, 'checkout');
      mkdirSync(here);
      for (const line of commands(page)) {
        const [npm, run, mini, dashes, ...args] = line.split(' ');
        expect([npm, run, mini, dashes]).toEqual(['npm', 'run', 'mini', '--']);
        const child = start(args, here);
        if (args[0] === 'dev') await visit(child);
        else expect([line, await ended(child), child.said()]).toEqual([line, 0, expect.any(String)]);
      }
      if (page === 'hello-world.md') expect(existsSync(join(place, 'hello.xdc'))).toBe(true);
    },
    360_000,
  );

  it('are run by the script that `npm run mini` names', () => {
    expect(withCommands).toContain('hello-world.md');
    expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).toMatchObject({
      scripts: { mini: 'node scripts/mini/run.mjs' },
    });
  });
});

describe('code', () => {
  it('of every page fits the types', async () => {
    const folder = temporaryDirectory();
    cpSync(join(root, 'packages/mini'), join(folder, 'types'), { recursive: true });
    cpSync(join(root, 'scripts/mini/templates/shared/tsconfig.json'), join(folder, 'tsconfig.json'));
    mkdirSync(join(folder, 'src'));
    let count = 0;
    for (const page of pages.filter((name) => name !== 'reference.md')) {
      for (const code of blocks(page, 'ts')) {
        writeFileSync(join(folder, 'src', `${page}.${(count += 1)}.ts`), `${code}\nexport {};\n`);
      }
    }
    expect(count).toBeGreaterThan(7);
    const child = spawn(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]);
    let said = '';
    child.stdout.on('data', (data) => (said += String(data)));
    expect([await ended(child), said]).toEqual([0, '']);
  });
});

describe('pages', () => {
  it('link to what is there, and to each of them one does', () => {
    for (const page of pages) {
      for (const [, link = ''] of textOf(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g))
        expect([page, link, existsSync(join(docs, link))]).toEqual([page, link, true]);
    }
    for (const page of pages.filter((name) => name !== 'README.md')) {
      const others = pages.filter((name) => name !== page);
      expect([page, others.some((name) => textOf(name).includes(`(${page})`))]).toEqual([page, true]);
    }
  });

  it('the reference is that of the types', () => {
    const made = referencePage(readFileSync(join(root, 'packages/mini/index.d.ts'), 'utf8'));
    if (process.env['WRITE_REFERENCE'] === '1') writeFileSync(join(docs, 'reference.md'), made);
    expect(textOf('reference.md')).toBe(made);
  });

  it('a type without a place on the reference is noticed', () => {
    const typings = readFileSync(join(root, 'packages/mini/index.d.ts'), 'utf8');
    const more = '\n/** New. */\nexport type Added = 1;\n';
    expect(() => referencePage(typings + more)).toThrow('no place on the page: Added');
    expect(() => referencePage(typings.replace('interface Banyan {', 'interface Other {'))).toThrow('no Banyan');
  });
});
