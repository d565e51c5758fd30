import { LockKeys } from '../cashu/lockKeys.ts';
import { OwnMintActs } from '../cashu/mintActs.ts';
import { Mints } from '../cashu/mints.ts';
import { createHostMints } from '../cashu/hostMints.ts';
import type { MintActs } from '../workspace/mintWorkspace.ts';
import type { EngineParts } from './engineParts.ts';
import type { WalletJoining } from './joinWallet.ts';

/** The mints of a running engine. */
export interface JoinedMints {
  readonly acts: MintActs;
  start(): void;
  dispose(): void;
}

/** Joins the mints to the host that reaches them and to the links keys are told over. To be called after the wallet was joined. */
export function joinMints(
  parts: EngineParts,
  { own, replicator, hearing }: Pick<WalletJoining, 'own' | 'replicator' | 'hearing'>,
): JoinedMints {
  const { host, vault, store, clock, random, log, mintCraft: craft = () => Promise.resolve(null) } = parts;
  const self = own.identity.get();
  const transport = createHostMints(host);
  const mints = new Mints({ self, vault, store: store.mints, transport, craft, clock, random, log });
  const lockKeys = new LockKeys(mints, store.values, replicator.sessions);
  const hearOfWallet = hearing.hearOfWallet;
  hearing.hearOfWallet = async (peer, word) =>
    word.t === 'wallet.lock' ? lockKeys.hear(peer, word) : ((await hearOfWallet?.(peer, word)) ?? true);
  return {
    acts: new OwnMintActs(mints, lockKeys),
    start: () => {
      mints.start();
      lockKeys.start();
    },
    dispose: () => {
      mints.dispose();
      lockKeys.dispose();
    },
  };
}
