/** Checklist 13 to 19: places that might be under no policy. */
import { describeSection } from './support/section.ts';
import { escapes } from './support/sections.ts';

describeSection(escapes);
