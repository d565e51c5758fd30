/** Where an export came from. */
export const importSources = ['whatsapp', 'telegram', 'banyan'] as const;
/** One of {@link importSources}. */
export type ImportSource = (typeof importSources)[number];
