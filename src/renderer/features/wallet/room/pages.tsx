import type { ComponentType } from 'react';
import { lazy } from '@ui/loading/lazy.ts';
import type { WalletPageProps } from './pageProps.ts';

/** The component of each page, by the first part of its address behind `#/wallet/`: one line each, a `lazy()` that is fetched when it is opened. */
export const walletPages: Readonly<Partial<Record<string, ComponentType<WalletPageProps>>>> = {
  orders: lazy(() => import('../trade/OrdersPage.tsx').then((module) => ({ default: module.OrdersPage }))),
  order: lazy(() => import('../trade/OrderPage.tsx').then((module) => ({ default: module.OrderPage }))),
  protected: lazy(() => import('../trade/ProtectionsPage.tsx').then((module) => ({ default: module.ProtectionsPage }))),
  pots: lazy(() => import('../pots/PotsPage.tsx').then((module) => ({ default: module.PotsPage }))),
  subscriptions: lazy(() =>
    import('../mandates/MandatesPage.tsx').then((module) => ({ default: module.MandatesPage })),
  ),
  till: lazy(() => import('../till/TillPage.tsx').then((module) => ({ default: module.TillPage }))),
  unit: lazy(() => import('./unit/UnitPage.tsx').then((module) => ({ default: module.UnitPage }))),
  issued: lazy(() => import('./issued/IssuedPage.tsx').then((module) => ({ default: module.IssuedPage }))),
  person: lazy(() => import('./person/PersonPage.tsx').then((module) => ({ default: module.PersonPage }))),
  payment: lazy(() => import('./bill/BillPage.tsx').then((module) => ({ default: module.BillPage }))),
  activity: lazy(() => import('./activity/ActivityPage.tsx').then((module) => ({ default: module.ActivityPage }))),
  files: lazy(() => import('./files/FilesPage.tsx').then((module) => ({ default: module.FilesPage }))),
  book: lazy(() => import('../books/BookPage.tsx').then((module) => ({ default: module.BookPage }))),
  safety: lazy(() => import('../safety/SafetyPage.tsx').then((module) => ({ default: module.SafetyPage }))),
  mint: lazy(() => import('../cashu/MintPage.tsx').then((module) => ({ default: module.MintPage }))),
  devices: lazy(() => import('../books/DevicesPage.tsx').then((module) => ({ default: module.DevicesPage }))),
};
