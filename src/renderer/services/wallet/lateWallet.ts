import { type LateParts, askLate, askLateOr, lateQueries } from '@ports/latePart.ts';
import { type WalletActs, type WalletWorkspace, pickWalletActs } from '../workspace/walletWorkspace.ts';
import type { WalletReadParts } from './walletReads.ts';

/** What the wallet is read and done with. */
export interface WalletParts extends WalletReadParts {
  readonly acts: WalletActs;
}

/** The wallet in any tab: what it is read with is fetched when it is first asked for (WSP-2). */
export function createLateWallet(parts: WalletParts, lateParts: LateParts): WalletWorkspace {
  const late = lateParts.part(
    () => import('./walletReads.ts'),
    ({ createWalletReads }) => createWalletReads(parts),
  );
  return {
    ...pickWalletActs(parts.acts),
    ...lateQueries(late, [
      'holdings',
      'issuedUnits',
      'standingWith',
      'activity',
      'payment',
      'packet',
      'paymentRequest',
      'paymentRequests',
      'proofOf',
      'bookOf',
      'ownDevices',
      'frozenDevices',
      'settlements',
      'invoiceRequests',
      'shelf',
      'payWays',
      'matters',
      'billOf',
      'statementOf',
      'paymentWords',
      'categories',
      'nets',
      'agreements',
      'protections',
      'orders',
      'pots',
      'mandates',
      'programOrder',
      'paymentSafety',
    ]),
    people: parts.people,
    proofOfFault: (unit, fault) => askLateOr(late, (part) => part.proofOfFault(unit, fault), null),
    recheck: (payment) => askLate(late, (part) => part.recheck(payment)),
    recheckStatement: (unit) => askLate(late, (part) => part.recheckStatement(unit)),
    exportUnit: (unit) => askLateOr(late, (part) => part.exportUnit(unit), null),
    checkBundle: (bytes) => askLate(late, (part) => part.checkBundle(bytes)),
  };
}
