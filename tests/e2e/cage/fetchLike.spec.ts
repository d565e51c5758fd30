/** Checklist 1 to 7: what a page asks for by itself. */
import { describeSection } from './support/section.ts';
import { fetchLike } from './support/sections.ts';

describeSection(fetchLike);
