import { useCallback, useMemo } from 'react';
import type { AccountId, DeviceId } from '@shared/ids.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import { useT } from '@i18n/useT.tsx';
import type { MessageKey } from '@i18n/locales.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
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

const UNNAMED: readonly { readonly device: DeviceId; readonly name: string }[] = [];

/** What the person calls their devices; those without a name are not in it. */
export function useDeviceNames(): ReadonlyMap<DeviceId, string> {
  const workspace = useWorkspace();
  const devices = useQueryValue(
    useMemo(() => workspace.devices(), [workspace]),
    UNNAMED,
  );
  return new Map(devices.flatMap(({ device, name }) => (name === '' ? [] : [[device, name]])));
}

const NOBODY: ReadonlyMap<AccountId, WalletPerson> = new Map();

/** People one knows, by name. */
export function useContacts(): readonly WalletPerson[] {
  return contactsOf(usePeopleHere());
}

/** Who can see a book: oneself, where another device of one's own can, and the people one knows, by name. */
export function useWitnesses(): readonly WalletPerson[] {
  const people = usePeopleHere();
  const hasOther = useOwnDevices().some(({ isHere, isFrozen }) => !isHere && !isFrozen);
  const self = [...people.values()].filter(({ standing }) => standing === 'self');
  return [...(hasOther ? self : []), ...contactsOf(people)];
}

function usePeopleHere(): ReadonlyMap<AccountId, WalletPerson> {
  const wallet = useWallet();
  return useQueryValue(
    useMemo(() => wallet.people(), [wallet]),
    NOBODY,
  );
}

function contactsOf(people: ReadonlyMap<AccountId, WalletPerson>): readonly WalletPerson[] {
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
