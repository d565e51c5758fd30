/** What documents and comments point to is there: rules, files, pages and decisions. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDERS = ['bench', 'deploy', 'docs', 'packages', 'resources', 'scripts', 'src', 'tests'];
const here = readdirSync('.', { withFileTypes: true }).filter((entry) => entry.isFile());
const files = [...here.map(({ name }) => name), ...FOLDERS.flatMap(within)];
const read = (path: string) => readFileSync(path, 'utf8');

function within(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map(({ parentPath, name }) => `${parentPath}/${name}`.replaceAll('\\', '/'));
}

const pages = files.filter((path) => path.endsWith('.md'));
const sources = files.filter((path) => path.startsWith('src/') && /\.(?:ts|tsx|css|html)$/u.test(path));
const tests = files.filter((path) => path.startsWith('tests/') && /\.tsx?$/u.test(path));

interface Line {
  readonly place: string;
  readonly text: string;
}

/** The lines of a file; of a page those outside its examples. */
function linesOf(path: string): readonly Line[] {
  let isExample = false;
  return read(path)
    .split('\n')
    .map((text, at) => {
      if (text.trimStart().startsWith('```')) isExample = !isExample;
      return { place: `${path}:${at + 1}`, text: isExample && path.endsWith('.md') ? '' : text };
    });
}

/** What the lines say that is not there, each with its place. */
function missing(lines: readonly Line[], said: (text: string) => readonly string[]): readonly string[] {
  return lines.flatMap(({ place, text }) => said(text).map((what) => `${place} ${what}`));
}

const ID = /(?<![\w-])[A-Z][A-Z0-9]*(?:-[A-Z]+)*-\d+(?![\w-])/gu;
/** What looks like the id of a rule and is something else. */
const NO_RULES = /^(?:AES|BIP|BSD|CAGE|CRC|EPC069|HKDF-SHA|HMAC-SHA|LUNCH|MPL|NUT|P|PBKDF2-HMAC-SHA|SHA|UTF)-/u;
const DEFINITION = /^(?:- \*\*|\| )([A-Z][A-Z0-9]*(?:-[A-Z]+)*-\d+)(?=\*\*| )/gmu;
/** Tests begin with the rules they are of; some are told by their tests alone. */
const TITLE = /['"`]((?:[A-Z][A-Z0-9]*(?:-[A-Z]+)*-\d+ )+)/gu;

const rules = new Set([
  ...pages.flatMap((path) => [...read(path).matchAll(DEFINITION)].map(([, id = '']) => id)),
  ...tests.flatMap((path) => [...read(path).matchAll(TITLE)].flatMap(([, ids = '']) => ids.trim().split(' '))),
]);

/** Paths as they are in the project, and each of their ends, with and without what says of which kind a file is. */
const ends = new Set(
  files.flatMap((path) => {
    const parts = path.split('/');
    const folders = parts.map((_, from) => parts.slice(from));
    return folders.flatMap((all) => all.map((__, count) => all.slice(0, count + 1).join('/'))).flatMap(withoutKind);
  }),
);

function withoutKind(path: string): readonly string[] {
  const bare = path.replace(/(?:\.d)?\.(?:ts|tsx|mjs|md)$/u, '');
  return bare === path ? [path] : [path, bare];
}

/** Whether it is a path of the project, or of one kind of its files: `{a,b}` and `*` stand for what they do in a shell. */
function isThere(path: string): boolean {
  const group = /\{([^{}]*)\}/u.exec(path);
  if (group !== null) {
    const each = (group[1] ?? '').split(',').map((part) => path.replace(group[0], part.trim()));
    return each.every(isThere);
  }
  const plain = path.replace(/\/$/u, '');
  if (!plain.includes('*')) return ends.has(plain);
  const shape = new RegExp(`(?:^|/)${plain.replaceAll('.', '\\.').replaceAll(/\*+/gu, '[^/]*')}(?:/|$)`, 'u');
  return files.some((file) => shape.test(file));
}

const OWN = new RegExp(`^(?:${FOLDERS.join('|')})/[\\w@.*{},/-]+$`, 'u');
const NAMED = /^[\w@{},*-]+(?:\/[\w@.{},*-]+)*\.(?:ts|tsx|mjs|css)$/u;

describe('documents and comments', () => {
  it('are found', () => {
    expect(pages.length).toBeGreaterThan(100);
    expect(sources.length).toBeGreaterThan(1000);
    expect(rules.has('WAL-12') && rules.has('CHAT-UI-88')).toBe(true);
    expect(['src/shared', 'shared/result.ts', 'result.ts', 'shared/result'].filter((path) => !isThere(path))).toEqual(
      [],
    );
    expect(['src/shared/nowhere', 'nowhere.ts', 'shared/{result,nowhere}.ts'].filter(isThere)).toEqual([]);
  });

  it.each([
    ['pages', pages],
    ['sources', sources],
  ])('name no rule that nothing says (%s)', (_, paths) => {
    const said = (text: string) => (text.match(ID) ?? []).filter((id) => !NO_RULES.test(id) && !rules.has(id));
    expect(missing(paths.flatMap(linesOf), said)).toEqual([]);
  });

  it('lead to pages and files that are there', () => {
    const said = (folder: string) => (text: string) =>
      [...text.replaceAll(/`[^`]*`/gu, '').matchAll(/\]\(([^)\s]+)\)/gu)]
        .map(([, to = '']) => to.replace(/#.*$/u, ''))
        .filter((to) => to !== '' && !/^[a-z]+:/u.test(to))
        .filter((to) => !existsSync(posix.join(folder, to)));
    const lost = pages.flatMap((path) => missing(linesOf(path), said(posix.dirname(path))));
    expect(lost).toEqual([]);
  });

  it('name files that are there', () => {
    const said = (text: string) =>
      [...text.matchAll(/`([^`]+)`/gu)]
        .map(([, name = '']) => name)
        .filter((name) => (OWN.test(name) || NAMED.test(name)) && !isThere(name));
    expect(missing(pages.flatMap(linesOf), said)).toEqual([]);
  });

  it('name decisions that were made', () => {
    const made = new Set(files.flatMap((path) => /^docs\/adr\/(\d{4})-/u.exec(path)?.[1] ?? []));
    const naming = [...pages, ...sources, ...tests].filter((path) => /ADR|adr\//u.test(read(path)));
    const said = (text: string) =>
      [...text.matchAll(/(?:\bADR |docs\/adr\/|\]\(adr\/)(\d{1,4})/gu)]
        .map(([, number = '']) => number.padStart(4, '0'))
        .filter((number) => !made.has(number));
    expect(naming.length).toBeGreaterThan(50);
    expect(missing(naming.flatMap(linesOf), said)).toEqual([]);
  });
});
