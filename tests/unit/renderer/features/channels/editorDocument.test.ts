import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tidyArticle } from '@domain/article/tidy.ts';
import { fromEditor } from '../../../../../src/renderer/features/channels/editor/fromEditor.ts';
import { toEditor } from '../../../../../src/renderer/features/channels/editor/toEditor.ts';
import { blocksArbitrary } from '../../../../support/shared/articleArbitrary.ts';

describe('documents in the editor', () => {
  test('ART-4 a document in order goes into the editor and comes back unchanged', () => {
    fc.assert(
      fc.property(blocksArbitrary, (blocks) => {
        const document = tidyArticle(blocks);
        // One empty paragraph is what the editor shows where there is nothing.
        const [only] = document.blocks;
        fc.pre(!(document.blocks.length === 1 && only?.block === 'paragraph' && only.spans.length === 0));
        const node = toEditor(document);
        node.check();
        expect(fromEditor(node)).toEqual(document);
      }),
    );
  });

  test('ART-4 what the editor holds goes out and comes back unchanged', () => {
    fc.assert(
      fc.property(blocksArbitrary, (blocks) => {
        const node = toEditor(tidyArticle(blocks));
        expect(toEditor(fromEditor(node)).eq(node)).toBe(true);
      }),
    );
  });

  test('ART-4 nothing is a paragraph to write in, and back nothing', () => {
    const node = toEditor({ v: 1, blocks: [] });
    expect(node.childCount).toBe(1);
    expect(fromEditor(node).blocks).toEqual([]);
  });
});
