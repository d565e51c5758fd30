import { useMemo } from 'react';
import type { PaymentCategory } from '@domain/wallet/keptNotes.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useWallet } from './useRoom.ts';

const NOTHING: ReadonlyMap<RecordId, PaymentCategory> = new Map();

/** What one filed payments under. */
export function useFiled(): ReadonlyMap<RecordId, PaymentCategory> {
  const wallet = useWallet();
  return useQueryValue(
    useMemo(() => wallet.categories(), [wallet]),
    NOTHING,
  );
}
