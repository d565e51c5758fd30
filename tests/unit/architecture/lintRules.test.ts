import { afterAll, beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { type PlantedProject, lendPackages, plantProject, runToolIn } from '../../support/node/plantedProject.ts';

const reportSchema = v.object({ diagnostics: v.array(v.object({ code: v.string(), filename: v.string() })) });

const lines = (count: number, line: string) =>
  Array.from({ length: count }, (_, index) => line.replaceAll('#', String(index))).join('\n');

/** A function of so many lines. */
const long = (count: number) =>
  `export function long(): number {\n  let sum = 0;\n${lines(count, '  sum += #;')}\n  return sum;\n}\n`;

const branches = lines(11, `  if (x === #) return '#';`);

/** What each planted file holds, and the one rule it must set off. */
const planted: Readonly<Record<string, readonly [rule: string, text: string]>> = {
  'src/shared/floating.ts': [
    'typescript(no-floating-promises)',
    `export function go(): void {\n  Promise.resolve(1);\n}\n`,
  ],
  'src/shared/misused.ts': [
    'typescript(no-misused-promises)',
    `export const all = [1, 2].filter(async (x) => Promise.resolve(x > 1));\n`,
  ],
  'src/shared/exhaustive.ts': [
    'typescript(switch-exhaustiveness-check)',
    `export function f(x: 'a' | 'b'): void {\n  switch (x) {\n    case 'a':\n      f('b');\n      break;\n  }\n}\n`,
  ],
  'src/shared/unsafeAssign.ts': [
    'typescript(no-unsafe-assignment)',
    `export const read = (text: string) => {\n  const value = JSON.parse(text);\n  return String(value);\n};\n`,
  ],
  'src/shared/unsafeMember.ts': [
    'typescript(no-unsafe-member-access)',
    `export const read = (text: string) => String(JSON.parse(text).name);\n`,
  ],
  'src/shared/unsafeReturn.ts': [
    'typescript(no-unsafe-return)',
    `export const read = (text: string): number => JSON.parse(text);\n`,
  ],
  'src/shared/unsafeCall.ts': [
    'typescript(no-unsafe-call)',
    `export const read = (text: string) => {\n  JSON.parse(text)();\n};\n`,
  ],
  'src/shared/unsafeArgument.ts': [
    'typescript(no-unsafe-argument)',
    `export const read = (text: string) => Math.abs(JSON.parse(text));\n`,
  ],
  'src/shared/any.ts': ['typescript(no-explicit-any)', `export const f = (x: any): string => String(x);\n`],
  'src/shared/nonNull.ts': [
    'typescript(no-non-null-assertion)',
    `export const f = (x: number | undefined): number => x!;\n`,
  ],
  'src/shared/throwString.ts': ['typescript(only-throw-error)', `export function f(): never {\n  throw 'no';\n}\n`],
  'src/shared/unnecessary.ts': [
    'typescript(no-unnecessary-condition)',
    `export const f = (x: { a: number }): number => x?.a;\n`,
  ],
  'src/shared/typeImport.ts': [
    'typescript(consistent-type-imports)',
    `import { PlainThing } from './plainThing.ts';\nexport type Other = PlainThing;\n`,
  ],
  'src/shared/defaultExport.ts': ['import(no-default-export)', `const x = 1;\nexport default x;\n`],
  'src/shared/cycleOne.ts': [
    'import(no-cycle)',
    `import { two } from './cycleTwo.ts';\nexport const one = (): number => two();\n`,
  ],
  'src/shared/console.ts': ['eslint(no-console)', `export const f = (): void => console.log('x');\n`],
  'src/shared/kebab-case.ts': ['unicorn(filename-case)', `export const x = 1;\n`],
  'src/shared/tooLong.ts': ['eslint(max-lines)', `${lines(301, 'export const a# = #;')}\n`],
  'src/shared/longFunction.ts': ['eslint(max-lines-per-function)', long(50)],
  'src/renderer/ui/longComponent.tsx': ['eslint(max-lines-per-function)', long(80)],
  'src/shared/parameters.ts': [
    'eslint(max-params)',
    `export const f = (a: number, b: number, c: number, d: number): number => a + b + c + d;\n`,
  ],
  'src/shared/complex.ts': [
    'eslint(complexity)',
    `export function f(x: number): string {\n${branches}\n  return '';\n}\n`,
  ],
  'src/renderer/services/bridge.ts': [
    'eslint(no-restricted-properties)',
    `export const f = (): unknown => window.banyanHost;\n`,
  ],
  'src/renderer/ui/hooks.tsx': [
    'react-hooks(rules-of-hooks)',
    `import { useState } from 'react';\nexport function Mark(p: { on: boolean }) {\n  if (p.on) useState(1);\n  return <b />;\n}\n`,
  ],
  'src/renderer/ui/deps.tsx': [
    'react-hooks(exhaustive-deps)',
    `import { useEffect } from 'react';\nexport function Mark(p: { on: () => void }) {\n  useEffect(() => {\n    p.on();\n  }, []);\n  return <b />;\n}\n`,
  ],
  'src/renderer/ui/literal.tsx': ['react(jsx-no-literals)', `export const Mark = () => <b>Hello</b>;\n`],
  'src/renderer/ui/alt.tsx': ['jsx-a11y(alt-text)', `export const Mark = () => <img src="a.png" />;\n`],
  'src/renderer/ui/clickable.tsx': [
    'jsx-a11y(click-events-have-key-events)',
    `export const Mark = (p: { go: () => void }) => <div onClick={p.go} />;\n`,
  ],
  'tests/unit/tooLong.test.ts': ['eslint(max-lines)', `${lines(501, 'export const a# = #;')}\n`],
};

/** Files that must pass: the edges of the same rules. */
const fine: Readonly<Record<string, string>> = {
  'src/shared/plainThing.ts': `export interface PlainThing {\n  readonly x: number;\n}\n`,
  'src/shared/notSoLong.ts': long(40),
  'src/renderer/ui/useLong.ts': long(70),
  'src/renderer/ui/longEnough.tsx': long(70),
  'src/renderer/adapters/bridge.ts': `export const f = (): unknown => window.banyanHost;\n`,
  'tests/unit/long.test.ts': `${lines(400, 'export const a# = #;')}\n${long(90)}`,
  'scripts/talk.mjs': `console.log('hello');\n`,
  'thing.config.ts': `export default { x: 1 };\n`,
};

const support = {
  'src/shared/cycleTwo.ts': `import { one } from './cycleOne.ts';\nexport const two = (): number => one();\n`,
  'src/renderer/window.d.ts': `interface Window {\n  readonly banyanHost: unknown;\n}\n`,
};

let project: PlantedProject;
let found: ReadonlyMap<string, ReadonlySet<string>>;

beforeAll(async () => {
  const texts = Object.fromEntries(Object.entries(planted).map(([path, [, text]]) => [path, text]));
  project = plantProject({ ...texts, ...fine, ...support }, [
    '.oxlintrc.json',
    ...['', '.base', '.library', '.node', '.web', '.soak', '.peer'].map((part) => `tsconfig${part}.json`),
  ]);
  lendPackages(project);
  const { diagnostics } = v.parse(
    reportSchema,
    JSON.parse(await runToolIn(project.folder, 'oxlint/bin/oxlint', ['--format', 'json', '.'])),
  );
  const codes = new Map<string, Set<string>>();
  for (const { filename, code } of diagnostics) {
    const path = filename.replaceAll('\\', '/');
    codes.set(path, (codes.get(path) ?? new Set()).add(code));
  }
  found = codes;
});

afterAll(() => project.dispose());

test.each(Object.entries(planted))('%s sets off its rule', (path, [rule]) => {
  expect([...(found.get(path) ?? [])]).toContain(rule);
});

test.each(Object.keys(fine))('%s passes', (path) => {
  expect([...(found.get(path) ?? [])]).toEqual([]);
});
