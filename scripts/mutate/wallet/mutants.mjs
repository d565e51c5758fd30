import { byteMutants } from './bytes.mjs';
import { clerkMutants } from './clerk.mjs';
import { consentMutants } from './consent.mjs';
import { reductionMutants } from './reduction.mjs';
import { tradeMutants } from './trade.mjs';
import { witnessMutants } from './witness.mjs';

/** Every bug that is planted in the wallet's rules, by what it is planted in. */
export const mutants = [
  ...byteMutants,
  ...reductionMutants,
  ...clerkMutants,
  ...witnessMutants,
  ...tradeMutants,
  ...consentMutants,
];
