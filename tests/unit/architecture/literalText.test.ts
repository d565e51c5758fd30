import { readFileSync, readdirSync } from 'node:fs';
import { parseSync } from '@swc/core';
import { expect, test } from 'vitest';
import { projectRoot } from '../../support/node/plantedProject.ts';

// Lint forbids literal text between tags; this looks at the attributes whose text a person reads or hears.
const readAloud = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'alt',
  'title',
  'placeholder',
  'label',
  'description',
  'errorMessage',
]);

/** An address is the same in every language. */
const isWords = (text: string) => /\p{L}/u.test(text) && !/^[a-z]+:\/\//.test(text);

const isNode = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const fieldOf = (value: unknown, name: string): unknown => (isNode(value) ? value[name] : undefined);

/** The text of a string, or of a template without holes, in braces or not. */
function literalOf(value: unknown): string | undefined {
  const node = fieldOf(value, 'type') === 'JSXExpressionContainer' ? fieldOf(value, 'expression') : value;
  if (fieldOf(node, 'type') === 'StringLiteral') return String(fieldOf(node, 'value'));
  if (fieldOf(node, 'type') !== 'TemplateLiteral') return undefined;
  const quasis = fieldOf(node, 'quasis');
  return Array.isArray(quasis) ? quasis.map((part) => String(fieldOf(part, 'cooked'))).join('') : undefined;
}

function literalAttributes(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(literalAttributes);
  if (!isNode(node)) return [];
  const below = Object.values(node).flatMap(literalAttributes);
  if (node['type'] !== 'JSXAttribute') return below;
  const name = String(fieldOf(node['name'], 'value'));
  const text = literalOf(node['value']);
  return readAloud.has(name) && text !== undefined && isWords(text) ? [`${name}="${text}"`, ...below] : below;
}

const inSource = (text: string) => literalAttributes(parseSync(text, { syntax: 'typescript', tsx: true }).body);

const components = readdirSync(`${projectRoot}src/renderer`, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.tsx'),
);

test('literal text in an attribute is seen in each of its forms', () => {
  const found = inSource(`
    export const A = (p: { n: number }) => <><b title="One" /><i aria-label={'Two'} /><u alt={\`Three \${p.n}\`} /></>;
  `);
  expect(found).toEqual(['title="One"', 'aria-label="Two"', 'alt="Three "']);
});

test('text without a letter, and attributes nobody reads, are no finding', () => {
  expect(
    inSource(
      `export const A = () => <b title="…" alt="" placeholder="https://…" className="row" aria-label={words('a')} />;`,
    ),
  ).toEqual([]);
});

test('no component holds literal text in an attribute', () => {
  const found = components.flatMap((path) =>
    inSource(readFileSync(`${projectRoot}src/renderer/${path}`, 'utf8')).map((text) => `${path}: ${text}`),
  );
  expect(found).toEqual([]);
});
