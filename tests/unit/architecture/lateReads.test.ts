import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const SERVICES = 'src/renderer/services';
const LATE = /fetchCode\(\(\) => import\('\.\/([\w.]+)'\)/gu;

it('WSP-2 what rooms are read with is fetched before anybody needs it: a host that dies later takes none of it along', () => {
  const late = readdirSync(SERVICES, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => {
      const folder = join('@services', path, '..').replaceAll('\\', '/');
      const text = readFileSync(join(SERVICES, path), 'utf8');
      return [...text.matchAll(LATE)].map(([, module = '']) => `${folder}/${module}`);
    });
  const fetched = [...readFileSync('src/renderer/shell/roomReads.ts', 'utf8').matchAll(/import\('([^']+)'\)/gu)];
  expect(late.length).toBeGreaterThan(8);
  expect(new Set(fetched.map(([, module]) => module))).toEqual(new Set(late));
  expect(fetched).toHaveLength(late.length);
});
