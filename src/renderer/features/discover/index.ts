export { DiscoverContent } from './DiscoverContent.tsx';
export { DiscoverList } from './DiscoverList.tsx';
export { ScanDialog } from './scan/ScanDialog.tsx';
