import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import type { KnownPackage, Program } from '@services/workspace/programWorkspace.ts';
import {
  isNothing,
  otherVersions,
  programSections,
} from '../../../../../src/renderer/features/programs/list/programSections.ts';
import { inOwnWords } from '../../../../../src/renderer/features/programs/shelfTexts.ts';
import { makeBlob } from '../../../../support/shared/blobFixtures.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { fakeAccountId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';

const ada = fakeAccountId('ada');

function program(name: string, rest: Partial<Program> = {}): Program {
  return {
    instance: idOf<EventId>(name),
    space: fakeSpaceId(ada),
    package: makeBlob(new Uint8Array(3)).id,
    name,
    version: null,
    icon: null,
    size: 10,
    author: ada,
    own: false,
    at: 1,
    document: null,
    summary: null,
    lastOpened: null,
    favourite: false,
    declared: [],
    net: [],
    permissions: [],
    ...rest,
  };
}

/** A package one added. */
function known(
  name: string,
  {
    id,
    version = null,
    bytes,
  }: { readonly id: string | null; readonly version?: string | null; readonly bytes: number },
): KnownPackage {
  const manifest = { name, description: null, version, sourceCodeUrl: null, id, banyan: null };
  const facts = { package: makeBlob(new Uint8Array(bytes)).id, size: 5, unpacked: 9, entries: 1, manifest };
  return { name, facts: { ...facts, icon: null, contents: 'A'.repeat(43), signature: null } };
}

const chess = makeBlob(new Uint8Array(3)).id;
const shelf = [{ id: 'banyan.chess', name: 'Chess', description: 'Two play.', icon: null, size: 5, package: chess }];
const nothing = { instances: [], own: [], people: [], shelf: [] };
const names = (programs: readonly { readonly name: string }[]) => programs.map(({ name }) => name);

describe('sections of the room', () => {
  test('each program of a chat stands in one: favourites, opened, or not opened yet', () => {
    const instances = [
      program('Poll', { favourite: true, lastOpened: 3 }),
      program('List', { lastOpened: 2 }),
      program('New'),
    ];
    const sections = programSections({ ...nothing, instances }, '');
    expect([names(sections.favourites), names(sections.recent), names(sections.fresh)]).toEqual([
      ['Poll'],
      ['List'],
      ['New'],
    ]);
  });

  test('what runs is listed once, and so is a package of which a chat or one’s own copy tells', () => {
    const poll = program('Poll', { lastOpened: 3, package: chess });
    const seen = { package: chess, name: 'Poll', icon: null, size: 5, people: [ada], instances: [poll.instance] };
    const sources = { ...nothing, instances: [poll], people: [seen], shelf };
    const running = programSections(sources, '', new Set([poll.instance]));
    expect([running.recent, running.people, names(running.shelf)]).toEqual([[], [], ['Chess']]);
    const resting = programSections(sources, '');
    expect([names(resting.recent), resting.people]).toEqual([['Poll'], []]);
    const removed = programSections({ ...sources, instances: [] }, '');
    expect([names(removed.people), removed.shelf]).toEqual([['Poll'], []]);
  });

  test('only the last few opened are shown, all of them when one searches', () => {
    const instances = Array.from({ length: 12 }, (_, index) => program(`Game ${index}`, { lastOpened: 100 - index }));
    expect(programSections({ ...nothing, instances }, '').recent).toHaveLength(8);
    expect(programSections({ ...nothing, instances }, 'game').recent).toHaveLength(12);
  });

  test('a search looks at name, document and state, whatever the case and accents, and for every word', () => {
    const instances = [program('Encuesta', { document: 'Comida', summary: '3 opiniónes', lastOpened: 1 })];
    for (const search of ['encu', 'COMIDA', 'opinion', 'comida encuesta'])
      expect(programSections({ ...nothing, instances }, search).recent, search).toHaveLength(1);
    expect(isNothing(programSections({ ...nothing, instances, shelf }, 'comida chess'))).toBe(true);
  });

  test('what comes with the app stays there when its page was opened, and when it was shared', () => {
    expect(names(programSections({ ...nothing, shelf }, '').shelf)).toEqual(['Chess']);
    const own = [known('Chess', { id: 'banyan.chess', bytes: 3 }), known('Poll', { id: null, bytes: 4 })];
    const shown = (instances: readonly Program[]) => {
      const sections = programSections({ ...nothing, shelf, own, instances }, '');
      return [names(sections.own.map(({ newest }) => newest)), names(sections.shelf), names(sections.fresh)];
    };
    expect(shown([])).toEqual([['Poll'], ['Chess'], []]);
    expect(shown([program('Chess', { own: true })])).toEqual([['Poll'], ['Chess'], ['Chess']]);
  });

  test('a program one has several packages of is listed once, as the newest of them, and the others are known', () => {
    const old = known('Chess', { id: 'banyan.chess', version: '1.9.0', bytes: 3 });
    const signed = known('Chess 2', { id: 'banyan.chess', version: '1.10.0', bytes: 4 });
    const plain = known('Chess 2', { id: 'banyan.chess', version: '1.10.0', bytes: 5 });
    const [nameless, other] = [known('Poll', { id: null, bytes: 6 }), known('Poll', { id: null, bytes: 7 })];
    const own = [signed, old, plain, nameless, other];
    const sections = programSections({ ...nothing, own }, '');
    expect(sections.own).toEqual([
      { newest: signed, others: 2 },
      { newest: nameless, others: 0 },
      { newest: other, others: 0 },
    ]);
    expect(otherVersions(own, signed)).toEqual([old, plain]);
    expect(otherVersions(own, nameless)).toEqual([]);
  });

  test('our own programs are called as the person speaks, and found so; others as their package says', () => {
    const said = (key: string) => `${key}!`;
    const [ours, other] = [
      { id: 'banyan.chess', name: 'Chess', description: null, icon: null, size: 5, package: chess },
      { id: 'someone.chess', name: 'Chess', description: 'Mine', icon: null, size: 5, package: chess },
    ];
    expect(inOwnWords(ours, said)).toMatchObject({
      name: 'programs.shelf.chess!',
      description: 'programs.shelf.chess.text!',
    });
    expect(inOwnWords(other, said)).toBe(other);
    const arabic = inOwnWords(ours, (key) => (key === 'programs.shelf.chess' ? 'شطرنج' : 'لعبة'));
    expect(programSections({ ...nothing, shelf: [arabic] }, 'شطر').shelf).toEqual([arabic]);
  });

  test('every program that comes with the app has words in the catalogues', async () => {
    const folders = readdirSync('resources/mini-programs', { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && existsSync(`resources/mini-programs/${entry.name}/manifest.toml`),
    );
    expect(folders.length).toBeGreaterThan(9);
    for (const { name } of folders) {
      const listed = { id: `banyan.${name}`, name, description: null, icon: null, size: 5, package: chess };
      expect([name, inOwnWords(listed, (key) => key).name]).toEqual([name, `programs.shelf.${name}`]);
    }
  });
});
