export { WalletDialog } from './dialogs/WalletDialog.tsx';
export { MattersBadge } from './matters/MattersBadge.tsx';
export { OrderConsent } from './consent/OrderConsent.tsx';
export { WalletContent } from './room/WalletContent.tsx';
export { WalletList } from './room/WalletList.tsx';
