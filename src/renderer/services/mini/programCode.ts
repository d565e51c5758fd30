/** What mini programs run with, joined. Fetched when one of them is first asked for. */
import { type DeskParts, WalletPaymentDesk } from '../wallet/safety/walletPaymentDesk.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { createHostNet } from './hostNet.ts';
import { type ProgramDesk, createProgramDesk } from './programDesk.ts';
import { createProgramPeople } from './programPeople.ts';
import type { SessionParts } from './programSessions.ts';

/** What a tab has for programs. */
export interface ProgramParts extends Omit<SessionParts, 'people' | 'payments' | 'net'> {
  readonly workspace: Pick<Workspace, 'ownProfile' | 'group' | 'sendText' | 'sendFiles'>;
  readonly wallet: DeskParts['wallet'];
  /** Says that an order was paid by what the person allowed before. */
  readonly tellTaken: DeskParts['tell'];
}

/** Gives programs the people, the wallet and the network of this app, each by its own door. */
export function joinPrograms({ workspace, wallet, tellTaken, ...parts }: ProgramParts): ProgramDesk {
  const people = createProgramPeople(workspace, parts.store, parts.self);
  const payments = new WalletPaymentDesk({ wallet, clock: parts.clock, tell: tellTaken });
  return createProgramDesk({ ...parts, people, payments, net: createHostNet(parts.host) });
}
