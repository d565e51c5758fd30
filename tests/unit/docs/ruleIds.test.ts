import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Where rules are defined: the beginning of a list item or of a table's row in a SPEC.md. */
const DEFINITION = /^(?:- \*\*|\| )([A-Z][A-Z0-9]*(?:-[A-Z]+)*-\d+)(?=\*\*| )/gmu;

function specs(): readonly string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('SPEC.md'))
    .map((file) => `src/${file.replaceAll('\\', '/')}`)
    .toSorted();
}

function definitions(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const path of specs()) {
    for (const [, id = ''] of readFileSync(path, 'utf8').matchAll(DEFINITION)) {
      found.set(id, [...(found.get(id) ?? []), path]);
    }
  }
  return found;
}

describe('rules of the SPECs', () => {
  it('are found', () => {
    const rules = definitions();
    expect(rules.size).toBeGreaterThan(500);
    expect(rules.get('WAL-12')).toEqual(['src/renderer/domain/wallet/SPEC.md']);
  });

  it('have an id that no other rule has: a test that names it means one thing', () => {
    const repeated = [...definitions()].filter(([, paths]) => paths.length > 1);
    expect(repeated).toEqual([]);
  });
});
