import type * as RecoveryPhrase from '@domain/identity/recoveryPhrase.ts';

/** Name under which the entropy of the phrase is kept until the person has it. */
export const PHRASE_NAME = 'recovery-entropy.v1';

/** The word list is needed on the first start and when the phrase is shown or checked, not at every start. */
export function loadPhrase(): Promise<typeof RecoveryPhrase | null> {
  const load = () => import('@domain/identity/recoveryPhrase.ts');
  // A change of the network ends what is under way; what comes after it works.
  return load()
    .catch(load)
    .catch(() => null);
}
