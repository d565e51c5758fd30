/**
 * Every vector in docs/PROTOCOL.md is what the code gives. After a change of the protocol that is meant,
 * `WRITE_VECTORS=1 npx vitest run tests/unit/docs` writes the new ones into the document.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makers } from './vectorMakers.ts';

interface Vector {
  readonly name: string;
  readonly given: never;
  readonly gives: unknown;
}

const PATH = 'docs/PROTOCOL.md';
const BLOCK = /```json vector=([a-z0-9-]+)\n([\s\S]*?)\n```/g;
const text = readFileSync(PATH, 'utf8');
const vectors = [...text.matchAll(BLOCK)].map(([, name = '', json = '']): Vector => ({
  name,
  ...(JSON.parse(json) as Omit<Vector, 'name'>),
}));

async function made({ name, given }: Vector): Promise<unknown> {
  const make = makers[name];
  if (make === undefined) throw new Error(`nothing makes ${name}`);
  return JSON.parse(JSON.stringify(await make(given))) as unknown;
}

function writeThem(): void {
  it('COD-1 puts what the code gives into the document', async () => {
    const blocks: string[] = [];
    for (const vector of vectors) {
      const whole = { given: vector.given, gives: await made(vector) };
      blocks.push(`\`\`\`json vector=${vector.name}\n${JSON.stringify(whole, null, 2)}\n\`\`\``);
    }
    const next = blocks[Symbol.iterator]();
    writeFileSync(
      PATH,
      text.replaceAll(BLOCK, () => String(next.next().value)),
    );
    expect(blocks.length).toBeGreaterThan(0);
  });
}

function checkThem(): void {
  it.each(vectors.map((vector, place) => [`${vector.name} (${place + 1})`, vector] as const))(
    'COD-1 the vector %s is what the code gives',
    async (_, vector) => {
      expect(vector.gives).toEqual(await made(vector));
    },
  );

  it('COD-1 has a vector for every format', () => {
    expect([...new Set(vectors.map(({ name }) => name))].sort()).toEqual(Object.keys(makers).sort());
  });
}

describe('docs/PROTOCOL.md', process.env['WRITE_VECTORS'] === '1' ? writeThem : checkThem);
