import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { WebcryptoKeyVault } from '@adapters/webcrypto/webcryptoKeyVault.ts';
import { describeVaultContract } from '../../support/shared/vaultContract.ts';
import { VaultHost } from '../../support/shared/vaultHost.ts';

describeVaultContract(
  'WebcryptoKeyVault',
  () => {
    const host = new VaultHost();
    return {
      make: () => new WebcryptoKeyVault({ host, profile: 'first' }),
      breakDown: () => {
        host.fault = 'unreachable';
        return () => {
          host.fault = null;
        };
      },
    };
  },
  verifySignature,
);
