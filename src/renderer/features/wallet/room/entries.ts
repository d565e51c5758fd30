import {
  CalendarClock,
  Banknote,
  Coins,
  FileCheck2,
  History,
  Hourglass,
  MonitorSmartphone,
  PiggyBank,
  type LucideIcon,
  QrCode,
  ScanQrCode,
  ShieldCheck,
  ShoppingBag,
} from 'lucide-react';
import type { MessageKey } from '@i18n/locales.ts';
import type { WalletWish } from '@services/workspace/walletWish.ts';

/** What stands in the list below what one has: the way to a page, or to a dialog. */
export type WalletEntry = {
  readonly icon: LucideIcon;
  readonly title: MessageKey;
  readonly hint: MessageKey;
} & ({ readonly page: string } | { readonly wish: WalletWish });

/** In the order in which they are shown. */
export const walletEntries: readonly WalletEntry[] = [
  { icon: History, title: 'wallet.activity', hint: 'wallet.activity.hint', page: 'activity' },
  { icon: ShoppingBag, title: 'trade.orders', hint: 'trade.orders.hint', page: 'orders' },
  { icon: CalendarClock, title: 'trade.mandates', hint: 'trade.mandates.hint', page: 'subscriptions' },
  { icon: PiggyBank, title: 'trade.pots', hint: 'trade.pots.hint', page: 'pots' },
  { icon: Hourglass, title: 'trade.protections', hint: 'trade.protections.hint', page: 'protected' },
  { icon: FileCheck2, title: 'wallet.files', hint: 'wallet.files.hint', page: 'files' },
  { icon: ScanQrCode, title: 'codes.entry.scan', hint: 'codes.entry.scan.hint', wish: { kind: 'scan' } },
  { icon: QrCode, title: 'codes.entry.show', hint: 'codes.entry.show.hint', wish: { kind: 'show-code' } },
  { icon: MonitorSmartphone, title: 'books.devices', hint: 'books.devices.hint', page: 'devices' },
  { icon: ShieldCheck, title: 'consent.safety', hint: 'consent.safety.hint', page: 'safety' },
  { icon: Banknote, title: 'cashu.redeem', hint: 'cashu.redeem.hint', wish: { kind: 'mint', act: 'receive' } },
  { icon: Coins, title: 'cashu.add', hint: 'cashu.add.hint', wish: { kind: 'mint', act: 'add' } },
];
