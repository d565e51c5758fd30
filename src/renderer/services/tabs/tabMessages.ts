import * as v from 'valibot';
import { MAX_REALTIME_BYTES } from '@shared/mini/bridgeLimits.ts';
import {
  accountIdSchema,
  blobIdSchema,
  bytesUpTo,
  deviceIdSchema,
  eventIdSchema,
  spaceIdSchema,
} from '@shared/schemas.ts';
import type { Ephemeral, PendingMessage } from '../workspace/ephemeral.ts';
import type { FileState, FileUpload } from '../workspace/fileWorkspace.ts';
import type { MomentUpload } from '../workspace/momentsWorkspace.ts';
import { type ConnectionStatus, workspaceErrorCodes } from '../workspace/workspace.ts';
import { actNames } from '../workspace/acts.ts';

const error = v.object({ code: v.picklist(workspaceErrorCodes), message: v.string() });

/** How far the engine's tab has come. */
const startup = v.variant('status', [
  v.object({ status: v.literal('opening') }),
  v.object({ status: v.literal('first-start') }),
  v.object({ status: v.literal('rebuilding'), done: v.number(), total: v.number() }),
  v.object({ status: v.literal('failed'), error }),
  v.object({ status: v.literal('ready'), account: accountIdSchema, device: deviceIdSchema }),
]);

const message = v.variant('t', [
  /** A tab opened and asks how things are. */
  v.object({ t: v.literal('join') }),
  /** How things are: to everyone, at each change. */
  v.object({
    t: v.literal('state'),
    startup,
    connection: v.custom<ConnectionStatus>((value) => typeof value === 'object' && value !== null),
    presence: v.array(accountIdSchema),
    pending: v.array(v.tuple([spaceIdSchema, v.array(v.custom<PendingMessage>((value) => typeof value === 'object'))])),
    openedLink: v.nullable(v.string()),
    uploads: v.array(v.custom<FileUpload>((value) => typeof value === 'object' && value !== null)),
    transfers: v.array(v.tuple([blobIdSchema, v.custom<FileState>((value) => typeof value === 'object')])),
    momentUploads: v.array(v.custom<MomentUpload>((value) => typeof value === 'object' && value !== null)),
    channelReaders: v.array(v.tuple([spaceIdSchema, v.number()])),
    typing: v.array(v.tuple([spaceIdSchema, v.array(accountIdSchema)])),
  }),
  /** Do this for me, if you can begin before `until`, ms since the epoch: nobody waits for it any more then. */
  v.object({
    t: v.literal('act'),
    id: v.string(),
    name: v.picklist([...actNames, 'createProfile', 'retry', 'takeOpenedLink']),
    args: v.array(v.unknown()),
    until: v.number(),
  }),
  v.object({ t: v.literal('result'), id: v.string(), result: v.unknown() }),
  /** Whether a tab is being looked at. */
  v.object({ t: v.literal('watched'), tab: v.string(), watched: v.boolean() }),
  /** A tab is on the realtime channel of an instance since then, ms since the epoch; said again and again. */
  v.object({
    t: v.literal('realtime.sit'),
    seat: v.string(),
    instance: eventIdSchema,
    space: spaceIdSchema,
    since: v.number(),
  }),
  v.object({ t: v.literal('realtime.leave'), seat: v.string() }),
  /** Say this on the channel for me; and what was heard there. */
  v.object({ t: v.literal('realtime.send'), seat: v.string(), bytes: bytesUpTo(MAX_REALTIME_BYTES) }),
  v.object({ t: v.literal('realtime.heard'), seat: v.string(), bytes: bytesUpTo(MAX_REALTIME_BYTES) }),
  /** How many devices of others are there. */
  v.object({ t: v.literal('realtime.peers'), seat: v.string(), count: v.number() }),
]);

/** What tabs of one profile say to each other; the same origin and version on both ends. */
export type TabMessage = v.InferOutput<typeof message>;
/** See the `state` message. */
export type TabState = TabMessage & { readonly t: 'state' };

/** Reads what another tab said; null for what this version does not know (a tab from before an update). */
export function readTabMessage(value: unknown): TabMessage | null {
  const parsed = v.safeParse(message, value);
  return parsed.success ? parsed.output : null;
}

/** Makes the state message: how far the engine's tab has come, and what its engine says. */
export function stateMessage(reached: TabState['startup'], ephemeral: Ephemeral): TabState {
  const { connection, presence, pending, openedLink, uploads, transfers, momentUploads, channelReaders, typing } =
    ephemeral;
  return {
    t: 'state',
    startup: reached,
    connection: connection.get(),
    presence: [...presence.get()],
    pending: [...pending.get()].map(([space, messages]) => [space, [...messages]]),
    openedLink: openedLink.get(),
    uploads: [...uploads.get()],
    transfers: [...transfers.get()],
    momentUploads: [...momentUploads.get()],
    channelReaders: [...channelReaders.get()],
    typing: [...typing.get()].map(([space, accounts]) => [space, [...accounts]]),
  };
}
