import type { ProgramSelf } from '@shared/mini/bridge.ts';
import type { MiniPermission } from '@shared/mini/package.ts';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import type { DeclaredPermissions, PermissionGrant } from '@domain/mini/permission.ts';
import type { Clock } from '@ports/clock.ts';
import type { PaymentDesk } from '@ports/paymentDesk.ts';
import type { ProgramNet } from '@ports/programNet.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Log } from '../diagnostics/log.ts';
import type { KeepBudget } from './keepBudget.ts';
import type { ProgramLog, ProgramWriter } from './programLog.ts';
import type { PromptDesk } from './promptDesk.ts';
import type { ProgramFile } from './prompts.ts';
import type { RealtimeBus } from './realtimeBus.ts';

/** The instance that is open. */
export interface OpenInstance {
  readonly instance: EventId;
  readonly space: SpaceId;
  /** Its origin here (MIN-12). */
  readonly label: string;
  readonly name: string;
  readonly self: ProgramSelf;
  /** What the package that runs asks for; the card's claims count for nothing here. */
  readonly declared: DeclaredPermissions;
}

/** What a person said about permissions, kept on this device. */
export interface PermissionBook {
  grants(instance: EventId): Promise<readonly PermissionGrant[]>;
  remember(instance: EventId, grant: PermissionGrant): Promise<void>;
  /** Tells the grants as they are, and whenever they change. */
  watch(instance: EventId, listener: (grants: readonly PermissionGrant[]) => void): Disposer;
}

/** People and chats, as far as a program may touch them by a person's hand. */
export interface ProgramPeople {
  ownProfile(): Promise<{ readonly name: string; readonly picture: Uint8Array | null }>;
  nameOf(account: AccountId): Promise<string>;
  /** Who shares the space, oneself included. */
  membersOf(space: SpaceId): Promise<readonly AccountId[]>;
  /** Puts what the person chose to send into a chat. */
  send(space: SpaceId, text: string, file: ProgramFile | null): Promise<void>;
}

/** What an open program is given to work with. */
export interface ProgramHostParts {
  readonly open: OpenInstance;
  readonly log: ProgramLog;
  readonly writer: ProgramWriter;
  readonly realtime: RealtimeBus;
  readonly prompts: PromptDesk;
  /** Whether the program is in sight, and has the keyboard where that can be told. */
  readonly isInUse: () => boolean;
  /** Counts what is said in it, which is kept for ever. */
  readonly keeping: Pick<KeepBudget, 'take' | 'giveBack'>;
  /** Told when something of the page did not come. */
  readonly onIncomplete: () => void;
  readonly permissions: PermissionBook;
  readonly people: ProgramPeople;
  readonly payments: PaymentDesk;
  readonly net: ProgramNet;
  readonly clock: Clock;
  /** Names what is said, each time another. */
  readonly newId: () => string;
  /** Done when an earlier run of it here, which could not say all at its end, has: what is said now comes after. */
  readonly earlier?: Promise<void> | undefined;
  readonly diary: Log;
}

/** What a call needs the person's leave for; null for what webxdc gives every program. */
export type NeededPermission = MiniPermission | null;
