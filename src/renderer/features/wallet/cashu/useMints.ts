import { useMemo } from 'react';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { MintEntry, MintView, MintWorkspace } from '@services/workspace/mintWorkspace.ts';
import { type QueryResult, useQuery, useQueryValue } from '@ui/hooks/useQuery.ts';

const NONE: readonly MintView[] = [];

/** What is done with mints. */
export function useMintActs(): MintWorkspace {
  return useWorkspace().mints;
}

/** Every mint one agreed to. */
export function useMints(): QueryResult<readonly MintView[]> {
  const mints = useMintActs();
  return useQuery(useMemo(() => mints.mints(), [mints]));
}

/** One of them; null where it is not, or not yet, known. */
export function useMint(url: string | undefined): MintView | null {
  const mints = useMintActs();
  const all = useQueryValue(
    useMemo(() => mints.mints(), [mints]),
    NONE,
  );
  return all.find((mint) => mint.url === url) ?? null;
}

/** Something under way with a mint, or done. */
export function useEntry(id: string | null): MintEntry | null {
  const mints = useMintActs();
  const all = useQueryValue(
    useMemo(() => mints.mints(), [mints]),
    NONE,
  );
  return all.flatMap(({ entries }) => entries).find((entry) => entry.id === id) ?? null;
}

/** The address of a mint's page: what follows `#/wallet/`. */
export function mintPage(url: string): string {
  return `mint/${encodeURIComponent(url)}`;
}
