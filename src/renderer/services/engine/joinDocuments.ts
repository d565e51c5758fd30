import type { FeedKeeper } from '../feed/feedKeeper.ts';
import type { Files } from '../files/files.ts';
import { OwnDocuments } from '../mini/ownDocuments.ts';
import { ownPackagesIn } from '../mini/ownPackages.ts';
import type { EngineParts } from './engineParts.ts';
import type { OwnSelf } from './ownSelf.ts';

/** Joins programs' documents of one's own to files. Has yet to be started. */
export function joinDocuments(
  parts: EngineParts,
  { own, keeper, files }: { readonly own: OwnSelf; readonly keeper: FeedKeeper; readonly files: Files },
): OwnDocuments {
  const documents = new OwnDocuments({ ...parts, self: own.identity.get(), keeper, files });
  // No message speaks of what they come to.
  files.keepDrafted(async () => new Set([...(await documents.kept()).values()].map(({ blob }) => blob)));
  files.keepDrafted(() => ownPackagesIn(parts.store));
  return documents;
}
