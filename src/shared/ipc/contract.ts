/**
 * The host contract: everything the renderer may ask of the process that hosts it, and everything that process
 * may tell it unasked. Both editions (Electron and browser) and the in-memory fake implement exactly this,
 * and one contract suite runs against all three. Types come from the schemas; every answer is a `Result`.
 */
import type * as v from 'valibot';
import { answerContract } from './answerContract.ts';
import { backupContract } from './backupContract.ts';
import { blobContract } from './blobContract.ts';
import { coreContract } from './coreContract.ts';
import { dragContract } from './dragContract.ts';
import { feedContract } from './feedContract.ts';
import { hostEvents } from './hostEvents.ts';
import { miniContract } from './miniContract.ts';
import { mintContract } from './mintContract.ts';
import { nearbyContract } from './nearbyContract.ts';
import { netContract } from './netContract.ts';
import { noticeContract } from './noticeContract.ts';
import { proxyContract } from './proxyContract.ts';
import { previewContract } from './previewContract.ts';

export { MAX_HOST_BYTES, MAX_JOURNAL_ENTRIES } from './coreContract.ts';
export { type HostErrorCode, hostErrorCodes } from './errorCodes.ts';
export { hostEvents } from './hostEvents.ts';

/** name → input schema, output schema. Names are `noun.verb`. */
export const hostContract = {
  ...coreContract,
  ...blobContract,
  ...backupContract,
  ...miniContract,
  ...netContract,
  ...mintContract,
  ...feedContract,
  ...answerContract,
  ...noticeContract,
  ...previewContract,
  ...dragContract,
  ...nearbyContract,
  ...proxyContract,
} as const satisfies Record<string, { input: v.GenericSchema; output: v.GenericSchema }>;

/** The name of a host method. */
export type HostMethod = keyof typeof hostContract;
/** What a host method takes. */
export type HostInput<M extends HostMethod> = v.InferOutput<(typeof hostContract)[M]['input']>;
/** What a host method answers when it succeeds. */
export type HostOutput<M extends HostMethod> = v.InferOutput<(typeof hostContract)[M]['output']>;
/** The name of a host event. */
export type HostEvent = keyof typeof hostEvents;
/** What a host event carries. */
export type HostEventPayload<E extends HostEvent> = v.InferOutput<(typeof hostEvents)[E]>;

/** Every method name, frozen: the preload's allow-list. */
export const hostMethods: readonly HostMethod[] = Object.freeze(Object.keys(hostContract) as HostMethod[]);
/** Every event name, frozen: the preload's allow-list. */
export const hostEventNames: readonly HostEvent[] = Object.freeze(Object.keys(hostEvents) as HostEvent[]);
