import type { Program } from '@services/workspace/programWorkspace.ts';
import type { ProgramPrompt } from '@services/mini/prompts.ts';

/** A prompt of a kind, and who asks. */
export interface PromptProps<Kind extends ProgramPrompt['kind']> {
  readonly prompt: Extract<ProgramPrompt, { readonly kind: Kind }>;
  readonly program: Program;
}
