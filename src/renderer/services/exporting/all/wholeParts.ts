import type { Workspace } from '../../workspace/workspace.ts';
import type { ChannelReadParts } from '../../channels/channelReads.ts';
import type { MomentReadParts } from '../../moments/momentReads.ts';
import type { ExportParts } from '../exportChat.ts';

/** Reads of the workspace an export of everything is made of. */
export type WholeReads = Pick<
  Workspace,
  | 'ownProfile'
  | 'contacts'
  | 'conversations'
  | 'favourites'
  | 'schedules'
  | 'stickers'
  | 'settings'
  | 'housekeeping'
  | 'imports'
  | 'wallet'
  | 'mints'
  | 'channels'
>;

/** What an export of everything works with. */
export interface WholeParts extends ExportParts {
  readonly whole: () => WholeReads;
  readonly moments: MomentReadParts;
  readonly channelReads: ChannelReadParts;
}
