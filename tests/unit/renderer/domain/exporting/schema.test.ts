import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { expect, it } from 'vitest';
import { ALL_FORMAT, dataKinds, manifestSchema } from '@domain/exporting/all/form.ts';
import { lineSchemas } from '@domain/exporting/all/lines.ts';

const place = fileURLToPath(new URL('../../../../../src/renderer/domain/exporting/all/schema.json', import.meta.url));
const doc = readFileSync(fileURLToPath(new URL('../../../../../docs/export.md', import.meta.url)), 'utf8');

/** Without its own mark of the form, which stands once above all. */
function told(schema: GenericSchema): object {
  const { $schema: _mark, ...rest } = toJsonSchema(schema, { errorMode: 'ignore' });
  return rest;
}

function made(): string {
  const kinds = dataKinds.map((kind) => [kind, told(lineSchemas[kind])] as const);
  const whole = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `An export of everything, version ${ALL_FORMAT.version}: its manifest, and a line of each file of data`,
    definitions: { manifest: told(manifestSchema), ...Object.fromEntries(kinds) },
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

it('EXA-3 schema.json is what lines are held to; WRITE_VECTORS=1 writes it anew', () => {
  if (process.env['WRITE_VECTORS'] === '1') writeFileSync(place, made());
  expect(JSON.parse(readFileSync(place, 'utf8'))).toEqual(JSON.parse(made()));
});

/** Names of members of a schema, however deep. */
function members(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap(members);
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) =>
    key === 'properties' && typeof value === 'object' && value !== null
      ? [...Object.keys(value), ...Object.values(value).flatMap(members)]
      : members(value),
  );
}

it('EXA-3 docs/export.md tells of every file of data and every member of its lines', () => {
  for (const kind of dataKinds) {
    expect(doc).toContain(`\`data/${kind}.jsonl\``);
    for (const member of members(told(lineSchemas[kind]))) expect(doc, `${kind}: ${member}`).toContain(`\`${member}\``);
  }
  for (const member of members(told(manifestSchema))) expect(doc, `manifest: ${member}`).toContain(`\`${member}\``);
});
