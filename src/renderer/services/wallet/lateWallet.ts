import { type FetchCode, LatePart, lateQueries } from '@ports/latePart.ts';
import { type WalletActs, type WalletWorkspace, pickWalletActs } from '../workspace/walletWorkspace.ts';
import type { WalletReadParts } from './walletReads.ts';

/** What the wallet is read and done with. */
export interface WalletParts extends WalletReadParts {
  readonly acts: WalletActs;
}

/** The wallet in any tab: what it is read with is fetched when it is first asked for (WSP-2). */
export function createLateWallet(parts: WalletParts, fetchCode: FetchCode): WalletWorkspace {
  const late = new LatePart(async () => (await fetchCode(() => import('./walletReads.ts'))).createWalletReads(parts));
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
    proofOfFault: async (unit, fault) => (await late.fetch()).proofOfFault(unit, fault),
    recheck: async (payment) => (await late.fetch()).recheck(payment),
    recheckStatement: async (unit) => (await late.fetch()).recheckStatement(unit),
    exportUnit: async (unit) => (await late.fetch()).exportUnit(unit),
    checkBundle: async (bytes) => (await late.fetch()).checkBundle(bytes),
  };
}
