export { WalletDialog } from './dialogs/WalletDialog.tsx';
export { WalletContent } from './room/WalletContent.tsx';
export { WalletList } from './room/WalletList.tsx';
