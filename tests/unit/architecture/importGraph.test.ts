import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { type PlantedProject, plantProject, projectRoot, runToolIn } from '../../support/node/plantedProject.ts';

const cruiser = 'dependency-cruiser/bin/dependency-cruise.mjs';
const args = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'src', 'scripts'];

const graphSchema = v.object({
  modules: v.array(v.object({ source: v.string(), dependencies: v.array(v.object({ resolved: v.string() })) })),
  summary: v.object({
    violations: v.array(v.object({ from: v.string(), to: v.string(), rule: v.object({ name: v.string() }) })),
  }),
});

async function graphOf(folder: string) {
  return v.parse(graphSchema, JSON.parse(await runToolIn(folder, cruiser, args)));
}

const isSource = (path: string) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts');

const sourcesOnDisk = () =>
  readdirSync(`${projectRoot}src`, { recursive: true, encoding: 'utf8' })
    .map((path) => `src/${path.replaceAll('\\', '/')}`)
    .filter(isSource);

describe('the real sources', () => {
  test('every source file is read, so that "no violations" means something', async () => {
    const before = sourcesOnDisk();
    const { modules } = await graphOf(projectRoot);
    const seen = new Set(modules.map(({ source }) => source));

    expect(before.length).toBeGreaterThan(15);
    expect(before.filter((path) => !seen.has(path))).toEqual([]);
    const imports = modules.filter(({ source }) => isSource(source)).flatMap(({ dependencies }) => dependencies);
    expect(imports.length).toBeGreaterThan(before.length / 2);
  });
});

const empty = 'export const nothing = 0;\nexport type Nothing = 0;\n';
const r = 'src/renderer';

/** What each planted file imports, and the rules it must break by that. */
const planted: Readonly<Record<string, { readonly text: string; readonly breaks: readonly string[] }>> = {
  'src/shared/domain.ts': { text: `import '@domain/a/rule.ts';`, breaks: ['layer-shared'] },
  'src/shared/node.ts': { text: `import 'node:fs';`, breaks: ['layer-shared'] },
  'src/shared/fine.ts': { text: `import 'valibot'; import './empty.ts';`, breaks: [] },
  'src/main/services/electron.ts': {
    text: `import type { App } from 'electron'; export type A = App;`,
    breaks: ['layer-main-services'],
  },
  'src/main/services/renderer.ts': { text: `import '@services/a/use.ts';`, breaks: ['layer-main-services'] },
  'src/main/services/fine.ts': { text: `import 'node:fs'; import 'ws'; import '@shared/empty.ts';`, breaks: [] },
  'src/main/electron.ts': { text: `import 'electron'; import './services/fine.ts'; import 'node:path';`, breaks: [] },
  'src/main/yjs.ts': { text: `import 'yjs';`, breaks: ['layer-main'] },
  'src/peer/box.ts': {
    text: `import 'node:fs'; import '@services/a/use.ts'; import '@adapters/memory/fine.ts'; import '../main/services/fine.ts';`,
    breaks: [],
  },
  'src/peer/screen.ts': { text: `import '@ui/empty.ts';`, breaks: ['layer-peer'] },
  'src/preload/index.ts': { text: `import 'node:fs';`, breaks: ['layer-preload'] },
  'src/mini/client/webxdc.ts': { text: `import '@domain/a/fine.ts';`, breaks: ['layer-mini'] },
  [`${r}/domain/a/port.ts`]: { text: `export type { Nothing } from '@ports/port.ts';`, breaks: ['layer-domain'] },
  [`${r}/domain/a/dexie.ts`]: { text: `export const open = () => import('dexie');`, breaks: ['layer-domain'] },
  [`${r}/domain/a/fine.ts`]: {
    text: `import 'yjs'; import 'cborg'; import '@noble/hashes/sha2.js'; import '@shared/empty.ts';`,
    breaks: [],
  },
  [`${r}/ports/service.ts`]: { text: `import '@services/a/use.ts';`, breaks: ['layer-ports'] },
  [`${r}/services/a/adapter.ts`]: { text: `import '@adapters/dexie/open.ts';`, breaks: ['layer-services'] },
  [`${r}/services/a/react.tsx`]: { text: `import 'react';`, breaks: ['layer-services'] },
  [`${r}/services/a/context.tsx`]: { text: `import 'react'; import './use.ts';`, breaks: [] },
  [`${r}/services/b/context.tsx`]: { text: `import '@ui/empty.ts';`, breaks: ['layer-contexts'] },
  [`${r}/services/a/typed.ts`]: {
    text: `export type T = import('@adapters/dexie/open.ts').Nothing;`,
    breaks: ['layer-services'],
  },
  [`${r}/adapters/dexie/webrtc.ts`]: { text: `import 'y-webrtc';`, breaks: ['layer-adapter-dexie'] },
  [`${r}/adapters/dexie/other.ts`]: { text: `import '@adapters/memory/fine.ts';`, breaks: ['layer-adapter-dexie'] },
  [`${r}/adapters/memory/dexie.ts`]: { text: `import 'dexie';`, breaks: ['layer-adapters'] },
  [`${r}/adapters/memory/node.ts`]: { text: `import 'node:fs';`, breaks: ['layer-adapters', 'renderer-without-node'] },
  [`${r}/adapters/memory/fine.ts`]: { text: `import '@ports/port.ts'; import '@domain/a/rule.ts';`, breaks: [] },
  [`${r}/ui/shared.tsx`]: {
    text: `import type { Nothing } from '@shared/empty.ts'; export const Mark = (_: { n: Nothing }) => <b />;`,
    breaks: ['layer-ui'],
  },
  [`${r}/i18n/service.ts`]: { text: `import '@services/a/use.ts';`, breaks: ['layer-i18n'] },
  [`${r}/features/one/adapter.tsx`]: {
    text: `export const Panel = () => <i onClick={() => void import('@adapters/dexie/open.ts')} />;`,
    breaks: ['layer-features'],
  },
  [`${r}/features/one/two.tsx`]: {
    text: `import '../two/panel.tsx'; export const pick = <T,>(x: T) => <b>{String(x)}</b>;`,
    breaks: ['features-stay-apart'],
  },
  [`${r}/features/two/panel.tsx`]: {
    text: `import 'react'; import '@ui/empty.ts'; export const Panel = () => <b />;`,
    breaks: [],
  },
  [`${r}/shell/main.tsx`]: {
    text: `import '@adapters/dexie/open.ts'; import '../features/two/panel.tsx'; import 'react-dom';`,
    breaks: [],
  },
  [`${r}/shell/dexie.ts`]: { text: `import 'dexie';`, breaks: ['layer-shell'] },
  [`${r}/shell/main-process.ts`]: { text: `import '../../main/services/empty.ts';`, breaks: ['layer-shell'] },
  [`${r}/shell/tests.ts`]: { text: `import '../../../tests/support/empty.ts';`, breaks: ['source-stays-in-source'] },
  'scripts/wallet/reducer.ts': { text: `import '@domain/a/rule.ts';`, breaks: ['wallet-verifier-alone'] },
  'scripts/wallet/codec.ts': { text: `import '@domain/codec/read.ts'; import '@shared/empty.ts';`, breaks: [] },
  [`${r}/shell/nowhere.ts`]: { text: `import './not-there.ts';`, breaks: ['no-unresolved'] },
  [`${r}/shell/circleOne.ts`]: {
    text: `import type { Two } from './circleTwo.ts'; export type One = Two;`,
    breaks: ['no-cycle'],
  },
  // A circle is reported once, at the first of its files.
  [`${r}/shell/circleTwo.ts`]: {
    text: `import type { One } from './circleOne.ts'; export type Two = One;`,
    breaks: [],
  },
};

const ground = [
  'src/shared/empty.ts',
  'src/main/services/empty.ts',
  `${r}/domain/a/rule.ts`,
  `${r}/domain/codec/read.ts`,
  `${r}/ports/port.ts`,
  `${r}/services/a/use.ts`,
  `${r}/adapters/dexie/open.ts`,
  `${r}/ui/empty.ts`,
  'tests/support/empty.ts',
];

const packages = [
  'valibot',
  'electron',
  'ws',
  'yjs',
  'dexie',
  'cborg',
  'y-webrtc',
  'react',
  'react-dom',
  '@noble/hashes',
];

const packageFiles = Object.fromEntries(
  packages.flatMap((name) => [
    [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
    [`node_modules/${name}/index.js`, ''],
    [`node_modules/${name}/sha2.js`, ''],
  ]),
);

describe('planted violations', () => {
  let project: PlantedProject;
  let broken: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    const config = `export { default } from ${JSON.stringify(new URL('../../../.dependency-cruiser.mjs', import.meta.url).href)};`;
    project = plantProject(
      {
        ...packageFiles,
        ...Object.fromEntries(ground.map((path) => [path, empty])),
        ...Object.fromEntries(Object.entries(planted).map(([path, { text }]) => [path, text])),
        'package.json': JSON.stringify({
          devDependencies: Object.fromEntries(packages.map((name) => [name, '1.0.0'])),
        }),
        '.dependency-cruiser.mjs': config,
      },
      ['tsconfig.base.json', 'scripts/graph/resolve.cjs'],
    );
    const { summary } = await graphOf(project.folder);
    const rules = new Map<string, readonly string[]>();
    for (const { from, rule } of summary.violations) {
      rules.set(from, [...new Set([...(rules.get(from) ?? []), rule.name])].toSorted());
    }
    broken = rules;
  });

  afterAll(() => project.dispose());

  test.each(Object.entries(planted))('%s breaks what it should', (path, { breaks }) => {
    expect(broken.get(path) ?? []).toEqual(breaks);
  });

  test('nothing else is reported', () => {
    expect([...broken.keys()].filter((path) => !(path in planted))).toEqual([]);
  });
});
