/**
 * Where parts of the wallet put something on pages that are not theirs. One line each; a part draws nothing where it has nothing to say.
 */
import type { ComponentType } from 'react';
import { lazy } from '@ui/loading/lazy.ts';
import { PaymentCodePart } from '../codes/PaymentCodePart.tsx';
import type {
  IssuedUnitPartProps,
  PaymentPartProps,
  PersonPartProps,
  UnitPartProps,
  WalletListProps,
} from './partProps.ts';

/** Groups of rows at the top of the list: what waits for one's word. */
export const topParts: readonly ComponentType<WalletListProps>[] = [
  lazy(() => import('../matters/Matters.tsx').then((module) => ({ default: module.Matters }))),
  lazy(() => import('../settle/SettleParts.tsx').then((module) => ({ default: module.WaitingSettlements }))),
  lazy(() => import('../pots/LeftBehind.tsx').then((module) => ({ default: module.LeftBehind }))),
];

/** Groups of rows in the list, below what one has and what one promised. */
export const listParts: readonly ComponentType<WalletListProps>[] = [
  lazy(() => import('../cashu/MintRows.tsx').then((module) => ({ default: module.MintRows }))),
];

/** On the page of a unit of someone else's that one has. */
export const unitParts: readonly ComponentType<UnitPartProps>[] = [
  lazy(() => import('../books/BookLinks.tsx').then((module) => ({ default: module.IssuerBookLink }))),
];

/** On the page of a unit one issues: its book, its devices. */
export const issuedUnitParts: readonly ComponentType<IssuedUnitPartProps>[] = [
  lazy(() => import('../till/TillPart.tsx').then((module) => ({ default: module.TillPart }))),
  lazy(() => import('../books/BookLinks.tsx').then((module) => ({ default: module.OwnBookLink }))),
];

/** On the page of what stands between oneself and someone. */
export const personParts: readonly ComponentType<PersonPartProps>[] = [
  lazy(() => import('../trade/NetPart.tsx').then((module) => ({ default: module.NetPart }))),
  lazy(() => import('../trade/AgreePart.tsx').then((module) => ({ default: module.AgreePart }))),
  lazy(() => import('../settle/SettleParts.tsx').then((module) => ({ default: module.PersonSettlePart }))),
];

/** On the bill of a payment. */
export const paymentParts: readonly ComponentType<PaymentPartProps>[] = [
  lazy(() => import('../trade/ProtectionPart.tsx').then((module) => ({ default: module.ProtectionPart }))),
  lazy(() => import('../trade/NetPart.tsx').then((module) => ({ default: module.OfferedNetPart }))),
  PaymentCodePart,
];
