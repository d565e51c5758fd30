/** Code that rooms are read with, each fetched by its part when that is first asked for (WSP-2). What was fetched here is there then. */
export const roomReads: readonly (() => Promise<unknown>)[] = [
  () => import('@services/workspace/chatReads.ts'),
  () => import('@services/messages/messageReads.ts'),
  () => import('@services/workspace/pastReads.ts'),
  () => import('@services/workspace/deliveryReads.ts'),
  () => import('@services/search/finding.ts'),
  () => import('@services/moments/momentReads.ts'),
  () => import('@services/channels/channelCode.ts'),
  () => import('@services/wallet/walletReads.ts'),
  () => import('@services/cashu/mintViews.ts'),
  () => import('@services/mini/programCode.ts'),
  () => import('@services/workspace/storageUse.ts'),
];
