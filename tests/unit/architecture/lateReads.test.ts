import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const SERVICES = 'src/renderer/services';

it('WSP-2 what rooms are read with is fetched before anybody needs it: every late part is one of those that are fetched together', () => {
  const texts = readdirSync(SERVICES, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => [path, readFileSync(join(SERVICES, path), 'utf8')] as const);
  const together = texts.filter(([, text]) => /\blateParts\s*\.part\(/u.test(text));
  const alone = texts.filter(([, text]) => /new LatePart\(|fetchCode\(/u.test(text));
  expect(together.length).toBeGreaterThan(8);
  expect(alone.map(([path]) => path)).toEqual([]);
});
