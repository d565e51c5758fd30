import type { BlobId } from '@shared/ids.ts';
import { wordSearch } from '@i18n/wordSearch.ts';
import type { ShelfProgram } from '@ports/programShelf.ts';
import type { KnownPackage, Program, SeenPackage } from '@services/workspace/programWorkspace.ts';

/** Most that are shown as opened lately. */
const MOST_RECENT = 8;

/** What the room shows, by section, of what it is given and what is searched for. */
export interface ProgramSections {
  readonly favourites: readonly Program[];
  /** Opened here, last first; favourites are above already. */
  readonly recent: readonly Program[];
  /** In chats, never opened here. */
  readonly fresh: readonly Program[];
  readonly own: readonly KnownPackage[];
  readonly people: readonly SeenPackage[];
  readonly shelf: readonly ShelfProgram[];
}

/** What there is to show. */
export interface ProgramSources {
  readonly instances: readonly Program[];
  readonly own: readonly KnownPackage[];
  readonly people: readonly SeenPackage[];
  readonly shelf: readonly ShelfProgram[];
}

/** Sorts everything into its sections. What comes with the app and was taken already stands under one's own. */
export function programSections(sources: ProgramSources, search: string): ProgramSections {
  const matches = wordSearch(search);
  const { instances } = sources;
  const found = instances.filter(({ name, document, summary }) => matches(name, document ?? '', summary ?? ''));
  const favourites = found.filter(({ favourite }) => favourite);
  const others = found.filter(({ favourite }) => !favourite);
  const opened = others.filter(({ lastOpened }) => lastOpened !== null);
  const taken = new Set(sources.own.map(({ facts }) => facts.manifest.id));
  return {
    favourites,
    recent: search === '' ? opened.slice(0, MOST_RECENT) : opened,
    fresh: others.filter(({ lastOpened }) => lastOpened === null),
    own: sources.own.filter(({ name, facts }) => matches(name, facts.manifest.description ?? '')),
    people: sources.people.filter(({ name }) => matches(name)),
    shelf: sources.shelf.filter(({ id, name, description }) => !taken.has(id) && matches(name, description ?? '')),
  };
}

/** Whether nothing is there in any section. */
export function isNothing(sections: ProgramSections): boolean {
  return Object.values(sections).every((section: readonly unknown[]) => section.length === 0);
}

/** Addresses of the room: a package's page, and a program by itself. */
export function packageAddress(id: BlobId): string {
  return `#/programs/${id}`;
}
