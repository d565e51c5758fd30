import type { AccountId, DeviceId } from '@shared/ids.ts';
import { encodeBundle, evidenceFor } from '@domain/wallet/bundle.ts';
import type { Ledger } from '@domain/wallet/ledger.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { combineQueries, firstReady, mapQuery } from '../../workspace/liveQueries.ts';
import type { BookReads, FrozenDevice, OwnDevice } from '../../workspace/walletBooks.ts';
import { unitView } from '../paymentView.ts';
import type { WalletPicture } from '../walletFollower.ts';
import { unitBookView } from './bookView.ts';

/** What reading books works with. */
export interface BookReadParts {
  readonly picture: LiveQuery<WalletPicture>;
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly clock: Clock;
  readonly store: Pick<DocumentStore, 'contacts'>;
}

/** Books and devices, read in any tab. */
export function createBookReads({ picture, self, clock, store }: BookReadParts): BookReads {
  return {
    bookOf: (unit) =>
      combineQueries(picture, store.contacts.watchAll(), ({ ledger }, contacts) => {
        const owners = new Map(contacts.flatMap(({ account, devices }) => devices.map((device) => [device, account])));
        return unitBookView(ledger, unit, { ...self, now: clock.now(), owners });
      }),
    ownDevices: () => mapQuery(picture, ({ ledger }) => ownDevices(ledger, self)),
    frozenDevices: () => mapQuery(picture, ({ ledger }) => frozenDevices(ledger, self.account)),
    proofOfFault: async (unit, { kind, at }) => {
      const shown = await firstReady(picture);
      const fault = shown?.ledger
        .unit(unit)
        ?.faults()
        .find((each) => each.kind === kind && each.at === at);
      if (shown === null || fault === undefined) return null;
      return encodeBundle(evidenceFor(shown.ledger, fault.proof));
    },
  };
}

function ownDevices(ledger: Ledger, { account, device }: BookReadParts['self']): readonly OwnDevice[] {
  const since = new Map<DeviceId, number>([[device, 0]]);
  for (const { device: key, at } of ledger.people.certificatesOf(account)) since.set(key, at);
  const units = [...ledger.units()].filter(({ unit }) => unit.body.issuer === account);
  const devices = [...since].map(([key, at]): OwnDevice => ({
    key,
    isHere: key === device,
    since: at,
    isFrozen: ledger.isFrozen(account, key),
    keeps: units.filter((unit) => unit.currentBook()?.body.clerk === key).map(({ unit }) => unitView(unit)),
  }));
  return devices.sort((a, b) => Number(b.isHere) - Number(a.isHere) || b.since - a.since || (a.key < b.key ? -1 : 1));
}

function frozenDevices(ledger: Ledger, self: AccountId): readonly FrozenDevice[] {
  const accounts = new Set<AccountId>();
  for (const { type, id } of ledger.records()) {
    const freeze = type === 'freeze' ? ledger.find('freeze', id) : undefined;
    if (freeze !== undefined && freeze.body.account !== self) accounts.add(freeze.body.account);
  }
  return [...accounts].flatMap((account) => {
    const keys = new Set(ledger.freezesOf(account).map(({ body }) => body.key ?? null));
    return [...keys].map((key) => ({ account, key }));
  });
}
