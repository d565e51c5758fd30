import type { SpaceId } from '@shared/ids.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { foundCharter } from '@domain/channel/charter.ts';
import { ChannelKeys } from '@services/channels/channelKeys.ts';
import { fakeSpaceId } from '../../../../../support/web/fakeIds.ts';
import { must } from '../../../domain/support/devices.ts';
import { START } from '../../../domain/wallet/support/records.ts';

/** A channel as a reader's engine knows it, with one pen. */
export async function channelOf() {
  const random = new SeededRandom(3);
  const keys = new ChannelKeys({ vault: new MemoryKeyVault({ random }), random });
  const [root, inbox] = [await keys.newRoot(), await keys.newInbox()];
  const pen = must(await keys.makePen(fakeSpaceId('before')));
  const owner = { pen: pen.key, agree: pen.agreement.key, role: 'owner' as const, name: 'Ana' };
  const charter = must(await foundCharter(root.key, { inbox: inbox.key, pens: [owner], at: START }, root.sign));
  const { space } = charter;
  const record = {
    ...{ v: 1 as const, key: root.key, name: 'Letters', signaling: [], followed: true, muted: false, readAt: 0 },
    ...{ vouched: false, since: START, pen: null },
  };
  const known = { space, record, charter, fork: null, pen: null };
  return { space, keys, device: pen.device, book: { get: (asked: SpaceId) => (asked === space ? known : null) } };
}
