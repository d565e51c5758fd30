import type { BlobId, EventId } from '@shared/ids.ts';
import { compareVersions } from '@domain/mini/version.ts';
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
  readonly own: readonly OwnProgram[];
  readonly people: readonly SeenPackage[];
  readonly shelf: readonly ShelfProgram[];
}

/** A program one added, of which one may have several packages: versions, and copies with a signature. */
export interface OwnProgram {
  readonly newest: KnownPackage;
  /** Packages of it besides. */
  readonly others: number;
}

/** What there is to show. */
export interface ProgramSources {
  readonly instances: readonly Program[];
  readonly own: readonly KnownPackage[];
  readonly people: readonly SeenPackage[];
  readonly shelf: readonly ShelfProgram[];
}

const NONE: ReadonlySet<EventId> = new Set();

/**
 * Sorts everything into its sections, each thing into the first that fits: an instance that is listed as running stands nowhere else, and
 * what others sent is not listed where an instance of it is, nor what the app brings where others sent the package. One's own packages
 * always are: the way to what one can do with them leads through them. What the app brings stays where it is when it was looked at or
 * shared. `running` is what is listed above.
 */
export function programSections(
  sources: ProgramSources,
  search: string,
  running: ReadonlySet<EventId> = NONE,
): ProgramSections {
  const matches = wordSearch(search);
  const instances = sources.instances.filter(({ instance }) => !running.has(instance));
  const found = instances.filter(({ name, document, summary }) => matches(name, document ?? '', summary ?? ''));
  const favourites = found.filter(({ favourite }) => favourite);
  const others = found.filter(({ favourite }) => !favourite);
  const opened = others.filter(({ lastOpened }) => lastOpened !== null);
  const own = new Set(sources.own.map(({ facts }) => facts.package));
  const brought = new Set(sources.shelf.map((one) => one.package));
  const added = sources.own.filter(({ facts }) => !brought.has(facts.package));
  const used = new Set(sources.instances.map((program) => program.package));
  const people = sources.people.filter((one) => !own.has(one.package) && !used.has(one.package));
  const seen = new Set(people.map((one) => one.package));
  return {
    favourites,
    recent: search === '' ? opened.slice(0, MOST_RECENT) : opened,
    fresh: others.filter(({ lastOpened }) => lastOpened === null),
    own: ownPrograms(added).filter(({ newest: { name, facts } }) => matches(name, facts.manifest.description ?? '')),
    people: people.filter(({ name }) => matches(name)),
    shelf: sources.shelf.filter((one) => !seen.has(one.package) && matches(one.name, one.description ?? '')),
  };
}

/** One for each program, as the newest package of it says, in the order in which they are given. */
function ownPrograms(packages: readonly KnownPackage[]): readonly OwnProgram[] {
  const programOf = ({ facts }: KnownPackage) => facts.manifest.id ?? facts.package;
  return [...new Set(packages.map(programOf))].flatMap((program) => {
    const versions = packages.filter((one) => programOf(one) === program);
    const [newest] = versions.toSorted((one, other) =>
      compareVersions(other.facts.manifest.version, one.facts.manifest.version),
    );
    return newest === undefined ? [] : [{ newest, others: versions.length - 1 }];
  });
}

/** Other packages of one's own that call themselves the same. */
export function otherVersions(own: readonly KnownPackage[], { facts }: KnownPackage): readonly KnownPackage[] {
  const { id } = facts.manifest;
  return id === null ? [] : own.filter((one) => one.facts.manifest.id === id && one.facts.package !== facts.package);
}

/** Whether nothing is there in any section. */
export function isNothing(sections: ProgramSections): boolean {
  return Object.values(sections).every((section: readonly unknown[]) => section.length === 0);
}

/** Addresses of the room: a package's page, and a program by itself. */
export function packageAddress(id: BlobId): string {
  return `#/programs/${id}`;
}
