import { createAssetShelf } from '@adapters/programs/assetShelf.ts';

/** The programs that come with the app: its list is read once for all of a page. */
export const ownShelf = createAssetShelf();
