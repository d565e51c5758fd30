import { useEffect, useMemo, useState } from 'react';
import type { ShelfProgram } from '@ports/programShelf.ts';
import type { KnownPackage, SeenPackage } from '@services/workspace/programWorkspace.ts';
import { useT } from '@i18n/useT.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useShelf } from './shelfContext.ts';
import { inOwnWords } from './shelfTexts.ts';
import { usePrograms } from './usePrograms.ts';

/** Where packages come from. */
export interface PackageSources {
  readonly own: readonly KnownPackage[];
  readonly people: readonly SeenPackage[];
  readonly shelf: readonly ShelfProgram[];
}

const NO_OWN: readonly KnownPackage[] = [];
const NO_SEEN: readonly SeenPackage[] = [];

/** One's own packages, those seen in chats, and those that come with the app. */
export function useSources(): PackageSources {
  const programs = usePrograms();
  const own = useQueryValue(
    useMemo(() => programs.ownPackages(), [programs]),
    NO_OWN,
  );
  const people = useQueryValue(
    useMemo(() => programs.programsFromPeople(), [programs]),
    NO_SEEN,
  );
  const t = useT();
  const shelf = useShelfPrograms();
  return { own, people, shelf: useMemo(() => shelf.map((program) => inOwnWords(program, t)), [shelf, t]) };
}

function useShelfPrograms(): readonly ShelfProgram[] {
  const shelf = useShelf();
  const [programs, setPrograms] = useState<readonly ShelfProgram[]>([]);
  useEffect(() => {
    let isCurrent = true;
    void shelf?.list().then((listed) => {
      if (isCurrent && listed.ok) setPrograms(listed.value);
    });
    return () => {
      isCurrent = false;
    };
  }, [shelf]);
  return programs;
}
