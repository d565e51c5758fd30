import { useMemo } from 'react';
import type { BlobId } from '@shared/ids.ts';
import type { PackageAuthor } from '@domain/mini/authorship.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { usePrograms } from './usePrograms.ts';

/** Who signed a package; null while that is not known, or the package not here. */
export function useAuthor(id: BlobId): PackageAuthor | null {
  const programs = usePrograms();
  return useQueryValue<PackageAuthor | null>(
    useMemo(() => programs.authorOf(id), [programs, id]),
    null,
  );
}
