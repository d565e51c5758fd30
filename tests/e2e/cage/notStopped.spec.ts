/** Checklist 8 to 12: what a policy does not stop. */
import { describeSection } from './support/section.ts';
import { notStopped } from './support/sections.ts';

describeSection(notStopped);
