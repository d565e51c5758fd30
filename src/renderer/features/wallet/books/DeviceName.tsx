import type { ReactNode } from 'react';
import type { AccountId, DeviceId } from '@shared/ids.ts';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import type { BookDevice } from '@services/workspace/walletBooks.ts';
import type { ShownPerson } from '../people/usePeople.ts';
import { useDeviceNames } from './useBooks.ts';

/** So much of a key tells the devices of a person apart. */
const SHOWN = 8;

/** The beginning of a device's key. */
export function shortKey(key: DeviceId): string {
  return key.slice(0, SHOWN);
}

export interface DeviceNameProps {
  readonly device: Pick<BookDevice, 'account' | 'isHere' | 'key'>;
  readonly personOf: (account: AccountId) => ShownPerson;
}

/** What one calls a device of one's own; of others whose it is: they tell nobody what they call theirs. */
export function DeviceName({ device, personOf }: DeviceNameProps): ReactNode {
  const t = useT();
  const name = useDeviceNames().get(device.key);
  if (device.isHere) return t('books.device.here');
  if (name !== undefined) return <PersonName>{name}</PersonName>;
  if (device.account === null) return t('books.device.unknown');
  const person = personOf(device.account);
  if (person.standing === 'self') return t('books.device.own');
  return <T id="books.device.of" values={{ name: <PersonName>{person.shownName}</PersonName> }} />;
}

/** Its key, and whether it was reported lost. */
export function DeviceFacts({ device }: { readonly device: Pick<BookDevice, 'key' | 'isFrozen'> }): ReactNode {
  const t = useT();
  const key = t('books.device.key', { key: isolate(shortKey(device.key)) });
  return device.isFrozen ? `${key} · ${t('books.device.frozen')}` : key;
}
