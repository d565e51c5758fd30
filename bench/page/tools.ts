/** The large script, for pages of the app's origin in which the app itself is not open. */
import { toBase64url } from '@shared/base64url.ts';
import type { Tools } from '../support/pageContract.ts';
import { append } from './append.ts';
import * as blobs from './blobs.ts';
import { catchupCard, catchupHold, catchupRun, catchupSay } from './catchup.ts';
import { seedFeed } from './feed.ts';
import { feedPage } from './feedPage.ts';
import { ingest } from './ingest.ts';
import { packed } from './packed.ts';
import { linkUps } from './linkup.ts';
import { createPeers, linkedPeers, startPeers } from './peers.ts';
import { befriend, cardOf, openProfile } from './profile.ts';
import { seedPrograms } from './programs.ts';
import * as raw from './rawStream.ts';
import { reduction } from './reduction.ts';
import { searchBuild, searchQueries } from './search.ts';
import { seed } from './seed.ts';
import { walletPay } from './walletPay.ts';
import { walletStart } from './walletStart.ts';
import { useSignatureWorker } from './signatures.ts';

const tools: Tools = {
  useSignatureWorker,
  ownCard: async () => toBase64url((await openProfile()).own.card),
  befriend: async (cards) => {
    const profile = await openProfile();
    const spaces: string[] = [];
    for (const card of cards) spaces.push(await befriend(profile, await cardOf(card)));
    return spaces;
  },
  seed,
  seedFeed,
  seedPrograms,
  append,
  ingest,
  packed,
  feedPage,
  searchBuild,
  searchQueries,
  reduction,
  walletPay,
  walletStart,
  linkUps,
  createPeers,
  startPeers,
  linkedPeers,
  catchupCard,
  catchupHold,
  catchupRun,
  catchupSay,
  ...blobs,
  ...raw,
};
Object.assign(globalThis, { banyanTools: tools });
