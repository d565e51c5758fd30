import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { packProgram } from '../../../scripts/mini/packProgram.mjs';
import { MAX_CARD_ICON } from '@domain/mini/card.ts';
import { openPackage } from '../../../src/main/services/packages/openPackage.ts';

const folder = fileURLToPath(new URL('../../../resources/mini-programs/', import.meta.url));
const programs = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .filter((name) => statSync(`${folder}${name}/manifest.toml`, { throwIfNoEntry: false }) !== undefined);

describe('our own programs', () => {
  test('are there', () => {
    expect(programs).toEqual(expect.arrayContaining(['2048', 'checklist', 'poll', 'split', 'whiteboard']));
  });

  test.each(programs)('%s is a small package that the host takes, with name, icon and id', async (name) => {
    const packed = await packProgram(folder + name);
    expect(packed.length).toBeLessThanOrEqual(60 * 1024);
    expect((await packProgram(folder + name)).equals(packed)).toBe(true);
    const opened = await openPackage(packed);
    if (!opened.ok) throw new Error(opened.error.code);
    const { manifest, icon } = opened.value.contents;
    expect(icon?.type).toBe('image/png');
    // A larger one does not fit on a card: a letter would stand there.
    expect(icon?.bytes.length).toBeLessThanOrEqual(MAX_CARD_ICON);
    expect([manifest.name, manifest.id, manifest.version, manifest.description].includes(null)).toBe(false);
    // With the table the host names the author of each update.
    expect(manifest.banyan).not.toBeNull();
  });
});
