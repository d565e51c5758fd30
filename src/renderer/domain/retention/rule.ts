import * as v from 'valibot';

/** Everything stays; or photos, films, sounds and other files of others go from this device after so many days; or messages, too. */
export const retentionRules = [
  'all',
  'files-30',
  'files-90',
  'files-365',
  'messages-30',
  'messages-90',
  'messages-365',
] as const;
/** See {@link retentionRules}. */
export type RetentionRule = (typeof retentionRules)[number];

/** See {@link retentionRules}. */
export const retentionRuleSchema = v.picklist(retentionRules);
