import { useCallback, useMemo } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import { useT } from '@i18n/useT.tsx';
import type { MessageKey } from '@i18n/locales.ts';
import type { OwnDevice, UnitBookView } from '@services/workspace/walletBooks.ts';
import type { WalletPerson } from '@services/workspace/walletWorkspace.ts';
import type { Outcome, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { type QueryResult, useQuery, useQueryValue } from '@ui/hooks/useQuery.ts';
import { useWallet } from '../room/useRoom.ts';

/** The book of a unit. */
export function useBook(unit: UnitId): QueryResult<UnitBookView | null> {
  const wallet = useWallet();
  return useQuery(useMemo(() => wallet.bookOf(unit), [wallet, unit]));
}

const NONE: readonly OwnDevice[] = [];

/** Devices of one's own, this one first. */
export function useOwnDevices(): readonly OwnDevice[] {
  const wallet = useWallet();
  return useQueryValue(
    useMemo(() => wallet.ownDevices(), [wallet]),
    NONE,
  );
}

const NOBODY: ReadonlyMap<AccountId, WalletPerson> = new Map();

/** People one knows, by name. */
export function useContacts(): readonly WalletPerson[] {
  const wallet = useWallet();
  const people = useQueryValue(
    useMemo(() => wallet.people(), [wallet]),
    NOBODY,
  );
  const contacts = [...people.values()].filter(({ standing }) => standing === 'contact');
  return contacts.sort((a, b) => a.name.localeCompare(b.name));
}

/** One thing a dialog or a row does: whether it runs, how it failed, and what is said when it is done. */
export interface Deed {
  readonly isPending: boolean;
  readonly error: WorkspaceErrorCode | null;
  readonly run: (work: () => Outcome, said: MessageKey, onDone?: () => void) => void;
  readonly clear: () => void;
}

/** See {@link Deed}. */
export function useDeed(): Deed {
  const t = useT();
  const toast = useToast();
  const { isPending, error, run: start, clear } = useAct<WorkspaceErrorCode>();
  const run = useCallback<Deed['run']>(
    (work, said, onDone) =>
      start(work, () => {
        toast({ text: t(said) });
        onDone?.();
      }),
    [start, toast, t],
  );
  return { isPending, error, run, clear };
}
