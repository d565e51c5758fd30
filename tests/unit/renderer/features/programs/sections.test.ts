import { describe, expect, test } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import type { Program } from '@services/workspace/programWorkspace.ts';
import { isNothing, programSections } from '../../../../../src/renderer/features/programs/list/programSections.ts';
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

  test('what comes with the app is listed until it was taken', () => {
    expect(names(programSections({ ...nothing, shelf }, '').shelf)).toEqual(['Chess']);
    const manifest = {
      name: 'Chess',
      description: null,
      version: null,
      sourceCodeUrl: null,
      id: 'banyan.chess',
      banyan: null,
    };
    const facts = { package: makeBlob(new Uint8Array(3)).id, size: 5, unpacked: 9, entries: 1, manifest };
    const own = [{ name: 'Chess', facts: { ...facts, icon: null, contents: 'A'.repeat(43), signature: null } }];
    const sections = programSections({ ...nothing, shelf, own }, '');
    expect([names(sections.own), names(sections.shelf)]).toEqual([['Chess'], []]);
  });
});
