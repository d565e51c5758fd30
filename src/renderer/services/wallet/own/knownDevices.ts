import type { AccountId, DeviceId } from '@shared/ids.ts';
import type { ContactBook } from '../../contacts/contactBook.ts';
import type { WalletSelf } from '../ownSigner.ts';
import type { WalletBook } from '../walletBook.ts';
import type { OwnFamily } from './ownFamily.ts';

/** What devices are looked up in. */
export interface KnownDevicesParts {
  readonly self: Pick<WalletSelf, 'account' | 'device'>;
  readonly family: OwnFamily;
  readonly contacts: Pick<ContactBook, 'get'>;
  readonly book: Pick<WalletBook, 'view'>;
}

/** Devices of somebody that can see a book: of a contact those its card tells of, of oneself every other one that stands and was not reported lost. */
export function knownDevices(parts: KnownDevicesParts): (account: AccountId) => readonly DeviceId[] {
  const { self, family, contacts, book } = parts;
  const isAble = (device: DeviceId) =>
    device !== self.device && family.stands(device) && !book.view.isFrozen(self.account, device);
  return (account) =>
    account === self.account
      ? [...new Set(family.certificates().map(({ device }) => device))].filter(isAble)
      : (contacts.get(account)?.certificates.map(({ device }) => device) ?? []);
}
