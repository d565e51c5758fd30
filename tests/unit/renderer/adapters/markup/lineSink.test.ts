import { expect, test } from 'vitest';
import { createLineSink } from '@adapters/markup/lineSink.ts';

// Were each line to look at those before it, this would take minutes and not a moment.
test('ART-6 each line of a text of very many is looked at once', () => {
  const sink = createLineSink();
  for (let line = 0; line < 100_000; line += 1) {
    sink.text('a ', {});
    sink.breakLine();
    sink.breakLine();
  }
  sink.flush();
  expect(sink.blocks).toMatchObject([{ block: 'paragraph', spans: { length: 199_999 } }]);
});
