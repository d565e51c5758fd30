import * as v from 'valibot';
import { type Result, fail, ok } from '@shared/result.ts';
import { cleanName } from '@domain/profile/cleanName.ts';
import { type Avatar, type Profile, avatarSchema } from '@domain/profile/profile.ts';
import type { KeyVault } from '@ports/keyVault.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { DiagnosticsDesk } from '../diagnostics/diagnosticsDesk.ts';
import { checkWords, recoveryWords } from '../identity/recoveryPhrase.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { Acts } from '../workspace/acts.ts';
import type { WorkspaceError } from '../workspace/workspace.ts';
import type { OwnSelf } from './ownSelf.ts';
import type { SettingsKeeper } from './settingsKeeper.ts';

/** What the acts about oneself work with. */
export interface ProfileParts {
  readonly own: OwnSelf;
  readonly vault: KeyVault;
  readonly settings: SettingsKeeper;
  readonly replicator: Replicator;
  readonly contacts: ContactBook;
  readonly diagnostics: DiagnosticsDesk;
  /** Called after profile or phrase changed, so that watching screens follow. */
  readonly onProfile: () => Promise<void>;
}

type ProfileActs = Pick<
  Acts,
  'updateProfile' | 'recoveryPhrase' | 'checkRecoveryPhrase' | 'updateSettings' | 'diagnostics' | 'diagnosticsReport'
>;

/** Cleans and checks what a person says of themselves (PRF-1…PRF-5). */
export function checkProfile(input: {
  readonly name: string;
  readonly avatar: Avatar;
}): Result<Profile, WorkspaceError> {
  const name = cleanName(input.name);
  if (!name.ok) return name;
  const avatar = v.safeParse(avatarSchema, input.avatar);
  return avatar.success
    ? ok({ name: name.value, avatar: avatar.output })
    : fail('avatar-invalid', 'not a small picture');
}

/** What a person does about themselves and the app. */
export function createProfileActs(parts: ProfileParts): ProfileActs {
  const { own, vault, settings, replicator, diagnostics } = parts;
  return {
    updateProfile: async (input) => {
      const profile = checkProfile(input);
      if (!profile.ok) return profile;
      const changed = await own.change({ profile: profile.value });
      if (!changed.ok) return changed;
      await parts.onProfile();
      replicator.greetAll();
      return ok();
    },
    recoveryPhrase: async () => {
      const words = await recoveryWords(vault);
      if (!words.ok) return words;
      return words.value === null ? fail('phrase-missing', 'it was checked and is not kept here') : ok(words.value);
    },
    checkRecoveryPhrase: async (words) => {
      const checked = await checkWords(vault, own.identity.get(), words);
      if (checked.ok) await parts.onProfile();
      return checked;
    },
    updateSettings: (change) => settings.change(change),
    diagnostics: () => diagnostics.figures(),
    diagnosticsReport: () => diagnostics.report(),
  };
}
