import { Plugin } from 'prosemirror-state';
import { articleSchema } from './articleSchema.ts';

const { nodes } = articleSchema;
/** What one can go on writing in, or leaves by a key. */
const OPEN = new Set([nodes.paragraph, nodes.heading, nodes.list, nodes.quote]);

/** Keeps a paragraph below a picture, table or card at the end of the text: else there would be no place to go on. */
export function openEnd(): Plugin {
  return new Plugin({
    appendTransaction: (_changes, _before, { doc, tr }) => {
      const last = doc.lastChild;
      return last === null || OPEN.has(last.type) ? null : tr.insert(doc.content.size, nodes.paragraph.create());
    },
  });
}
